"""Mail: its subject, its text in the better form, and what of it is quoted or signed."""

import base64
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from summariser import Article
from summariser.article import Role

_FOLDER = Path(__file__).parents[2] / "data" / "documents"
_SAID = "Of the 520 berths of the harbour 41 were empty on 1 March, the harbour office said."


def _mail(text: str, *, subject: str = "Berths", kind: str = "plain", **headers: str) -> Article:
    message = EmailMessage()
    message["Subject"] = subject
    message["Message-ID"] = "<9@coast.example>"
    for name, value in headers.items():
        message[name] = value
    message.set_content(text, subtype=kind)
    return Article.from_bytes(message.as_bytes())


def test_html_counts_before_plain_text_that_says_less() -> None:
    """Its table comes row by row; the signature is furniture; the attachment is told of."""
    article = Article.from_file(_FOLDER / "bulletin.eml")
    assert article.title == "Ferries carried 1.2 million passengers – a record"
    assert article.text.startswith(f"{article.title}\n\nFerries of the north coast")
    assert article.published == date(2026, 3, 3)
    assert "Port Ellery | 640,000 | 702,000" in article.body
    assert "The table is in the HTML" not in article.text
    assert "Quay Street 12" in article.text
    assert "Quay Street 12" not in article.body
    assert article.notes == ("Attached and not read: ferries 2025.pdf.",)


def test_plain_text_counts_where_the_html_is_a_stub() -> None:
    message = EmailMessage()
    message["Message-ID"] = "<9@coast.example>"
    message.set_content(_SAID)
    message.add_alternative("<p>Get a better program.</p>", subtype="html")
    article = Article.from_bytes(message.as_bytes())
    assert article.text.strip() == _SAID


def test_quoted_text_and_signature_are_furniture() -> None:
    """Lines that a program has broken are one paragraph."""
    article = Article.from_eml(_FOLDER / "answer.eml")
    assert article.title == "How many berths are empty?"
    assert article.published == date(2026, 3, 4)
    (told,) = (part for part in article.parts if "41 were empty" in article.text[part.start : part.end])
    assert "build 30 more" in article.text[told.start : told.end]
    assert article.parts[1].role is Role.PARAGRAPH  # "Hello Ivo,"
    assert "41 were empty" in article.body
    assert "build 30 more" in article.body
    for furniture in ("200 of the berths", "room 304", "09:02"):
        assert furniture in article.text
        assert furniture not in article.body
    assert "200 of the berths" in Article.from_eml(_FOLDER / "answer.eml", furniture=False).body


def test_what_is_forwarded_is_read_and_dated_by_its_own_head() -> None:
    article = Article.from_file(_FOLDER / "forward.eml")
    assert article.title == "Lighthouse of Saltmere closed"
    assert article.published == date(2026, 3, 4)
    assert "8,300 people" in article.body
    assert "press@coast.example" not in article.body


OLD = "I have read that 200 of them are empty."
QUOTED = {
    "marks": f"On 3 Mar 2026 at 09:02, Ivo Bream wrote:\n> {OLD}\n",
    "marks, another language": f"Am 3. März 2026 um 09:02 schrieb Ivo Bream:\n> {OLD}\n",
    "no marks": f"On 3 Mar 2026 at 09:02, Ivo Bream wrote:\n\n{OLD}\n",
    "head": f"From: Ivo Bream\nSent: 3 March 2026 09:02\nTo: Mara Quill\nSubject: Berths\n\n{OLD}\n",
    "head with stars": f"*From:* Ivo Bream\n*Sent:* 3 March 2026\n*To:* Mara Quill\n*Subject:* Berths\n\n{OLD}\n",
    "rule": f"-----Original Message-----\nFrom: Ivo Bream\n\n{OLD}\n",
    "signature": f"-- \nIvo Bream\n{OLD}\n",
}


@pytest.mark.parametrize("quoted", QUOTED.values(), ids=QUOTED.keys())
def test_ways_of_quoting(quoted: str) -> None:
    article = _mail(f"{_SAID}\n\n{quoted}")
    assert article.body == _SAID
    assert OLD in article.text


QUOTED_HTML = {
    "cite": f'<blockquote type="cite"><p>{OLD}</p></blockquote>',
    "Gmail": f'<div class="gmail_quote"><div class="gmail_attr">On 3 Mar, Ivo wrote:</div><blockquote>{OLD}</blockquote></div>',
    "Thunderbird": f'<div class="moz-cite-prefix">On 3 Mar, Ivo wrote:</div><blockquote type="cite">{OLD}</blockquote>',
    "Outlook": f'<div id="divRplyFwdMsg">From: Ivo</div><div><p>{OLD}</p></div>',
    "Outlook, of another": f'<div id="x_divRplyFwdMsg">From: Ivo</div><div><p>{OLD}</p></div>'.replace(
        "x_div", "div"
    ),
    "Outlook on a phone": f'<div id="appendonsend"></div><hr><div>{OLD}</div>',
    "signature": f'<div class="moz-signature">{OLD}</div>',
}


@pytest.mark.parametrize("quoted", QUOTED_HTML.values(), ids=QUOTED_HTML.keys())
def test_ways_of_quoting_in_html(quoted: str) -> None:
    article = _mail(f"<html><body><p>{_SAID}</p>{quoted}</body></html>", kind="html")
    assert article.body == _SAID
    assert OLD in article.text


def test_a_quotation_in_a_press_release_is_no_quoted_mail() -> None:
    html = f'<p>{_SAID}</p><p class="quote">"We need 30 more of them by next winter," said the keeper.</p>'
    assert "30 more" in _mail(f"<html><body>{html}</body></html>", kind="html").body


def test_answers_between_quoted_lines_are_read() -> None:
    article = _mail(
        f"On 3 Mar 2026 at 09:02, Ivo Bream wrote:\n> How many are empty?\n\n{_SAID}\n\n> {OLD}\n\nThey are not so many.\n"
    )
    assert article.body.startswith(_SAID)
    assert "not so many" in article.body
    assert OLD not in article.body


def test_a_message_that_only_quotes_is_read_for_that() -> None:
    assert _SAID in _mail(f"> {_SAID}\n").body


def test_a_message_that_is_attached_to_nothing_is_read() -> None:
    """As programs forward it; one that is attached to a text is not."""
    inner = EmailMessage()
    inner["Subject"] = "Berths"
    inner["Date"] = "Wed, 4 Mar 2026 16:00:00 +0000"
    inner.set_content(_SAID)
    for text, title in (("", "Berths"), ("Please read what is attached to this, it is the news.", "Look")):
        message = EmailMessage()
        message["Message-ID"] = "<9@coast.example>"
        message["Subject"] = "Fwd: Look"
        message.set_content(text)
        message.add_attachment(inner)
        if not text:
            del message.get_payload()[0]  # type: ignore[union-attr, arg-type]
        assert Article.from_bytes(message.as_bytes()).title == title


def test_what_bulk_mail_says_of_itself_is_furniture() -> None:
    article = _mail(
        f"View this email in your browser\n\n{_SAID}\n\nYou are receiving this mail since you are one of 900 readers.\n\n"
        "Unsubscribe | Manage preferences\n"
    )
    assert article.body == _SAID


def test_lines_that_no_program_has_broken_are_paragraphs() -> None:
    """One line that is longer than all others ends where it ends."""
    article = _mail(f"{_SAID}\nOther harbours: 77\nDocks: 3\n")
    assert [article.text[part.start : part.end] for part in article.parts][1:] == [
        _SAID,
        "Other harbours: 77",
        "Docks: 3",
    ]
    broken = _mail(
        "Of the 520 berths of the two harbours of the north 41 were empty on 1 March,\nthe office said.\n"
    )
    assert len(broken.parts) == 2


def test_short_lines_are_read_and_labels_are_not() -> None:
    """What stands in a message is mostly meant, also where it is no sentence; buttons of a newsletter are not."""
    article = _mail(f"<p>{_SAID}</p><p>Docks: 3</p><p>Read more</p><p>Piers: 2</p><p>Best</p>", kind="html")
    assert article.body == f"{_SAID}\n\nDocks: 3\n\nPiers: 2\n\nBest"


def test_flowed_lines_are_joined() -> None:
    message = b"Message-ID: <9@x.example>\nContent-Type: text/plain; format=flowed\n\nOf the 520 berths \nof the harbour 41 were empty, \nthe office said.\n"
    assert (
        Article.from_bytes(message).text.strip()
        == "Of the 520 berths of the harbour 41 were empty, the office said."
    )


@pytest.mark.parametrize(
    ("coding", "charset"),
    [
        *(("8bit", name) for name in ("utf-8", "iso-8859-1", "windows-1252", "no-such-charset", "")),
        *(("base64", name) for name in ("utf-8", "windows-1252", "utf-16", "no-such-charset", "")),
    ],
)
def test_encodings(charset: str, coding: str) -> None:
    """As stated; else, where it is unknown or wrong, as the bytes show."""
    text = "Café boats cost £500 in all, the office said."
    known = charset if charset not in ("no-such-charset", "") else "utf-8"
    data = text.encode(known)
    stated = f"; charset={charset}" if charset else ""
    head = f"Message-ID: <9@x.example>\nSubject: =?iso-8859-1?q?Caf=E9?=\nContent-Type: text/plain{stated}\nContent-Transfer-Encoding: {coding}\n\n"
    article = Article.from_bytes(head.encode() + (base64.b64encode(data) if coding == "base64" else data))
    assert article.text.strip() == f"Café\n\n{text}"


def test_parts_within_parts_and_messages_that_are_attached() -> None:
    """Pictures of the HTML itself are no attachments."""
    inner = EmailMessage()
    inner["Subject"] = "Older"
    inner.set_content(OLD)
    message = EmailMessage()
    message["Message-ID"] = "<9@coast.example>"
    message.set_content("Berths.")
    message.add_alternative(f"<p>{_SAID}</p><img src='cid:a'>", subtype="html")
    message.get_payload()[1].add_related(b"\x89PNG", "image", "png", cid="<a>", disposition="inline")  # type: ignore[union-attr, index]
    message.add_attachment(inner)
    message.add_attachment(b"PK", maintype="application", subtype="zip", filename="Böote\x1b.zip")
    article = Article.from_bytes(message.as_bytes())
    assert article.text == _SAID
    (note,) = article.notes
    assert note.startswith("Attached and not read: ")
    assert "Older" in note
    assert "Böote" in note
    assert note.isprintable()


@pytest.mark.parametrize(
    "head",
    [
        "Message-ID: <1@x>\nSubject: Boats",
        "Received: from a\n\tby b\nSubject: Boats",
        "From MAILER Tue\nReturn-Path: <a>\nSubject: Boats",
    ],
)
def test_mail_is_told_by_headers_that_programs_write(head: str) -> None:
    assert Article.from_bytes(f"{head}\n\n{_SAID}\n".encode()).text == f"Boats\n\n{_SAID}\n"


@pytest.mark.parametrize(
    "head",
    [
        "Subject: Boats\nDate: 3 March 2026",
        "Boats came in\n\nMessage-ID: <1@x>",
        "Received: nine boats.\nThey lay there.",
    ],
)
def test_text_with_lines_that_read_as_headers_is_text(head: str) -> None:
    text = f"{head}\n\n{_SAID}\n"
    assert Article.from_bytes(text.encode()).text == text


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("more", range(4))
def test_mail_is_told_by_the_first_of_many_headers(end: str, more: int) -> None:
    """Those that servers add are longer than what is looked at, wherever that ends."""
    headers = [
        "Message-ID: <1@x>",
        *(f"X-Seal-{n}: {'a' * 60}" for n in range(200)),
        f"X: {'b' * more}",
        "Subject: Boats",
    ]
    assert Article.from_bytes(end.join([*headers, "", _SAID]).encode()).title == "Boats"


def test_a_file_named_as_mail_is_mail(tmp_path: Path) -> None:
    path = tmp_path / "b.eml"
    path.write_text(f"Subject: Boats\n\n{_SAID}\n")
    assert Article.from_file(path).title == "Boats"
