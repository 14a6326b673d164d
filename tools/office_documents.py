"""Writes the Word documents and the mail of tests/data/documents: `python tools/office_documents.py`.

Those that Word would write are set from XML by hand, for no library writes footnotes, text boxes and tracked changes;
`valley-mills.docx` is LibreOffice's, from `valley-mills.html` beside it. The same bytes come out on each run, but for
LibreOffice's. `locked.docx` was encrypted once by msoffcrypto-tool, from `harbours.docx` with the password "tide".
"""

import io
import shutil
import subprocess
import zipfile
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "tests" / "data" / "documents"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def p(*runs: str, style: str = "", more: str = "") -> str:
    """A paragraph."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def note(number: int, kind: str = "footnote") -> str:
    """The mark of a note."""
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{number}"/></w:r>'


def cell(*paragraphs: str, span: int = 1, merge: str = "") -> str:
    """A cell of a table; `merge` is "restart" or "continue"."""
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merged}</w:tcPr>{"".join(paragraphs) or p()}</w:tc>'


def row(*cells: str, properties: str = "") -> str:
    """A row of a table."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def cells(*texts: str) -> list[str]:
    """Plain cells."""
    return [cell(p(r(text))) for text in texts]


def docx(body: str, parts: dict[str, str] | None = None, core: str = "") -> bytes:
    """A Word document; `parts` are its other stories by their kind and number ("footnotes", "header1")."""
    members = {"word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>"}
    relations = ""
    for number, (name, content) in enumerate((parts or {}).items()):
        kind = name.rstrip("0123456789")
        members[f"word/{name}.xml"] = content
        relations += f'<Relationship Id="r{number}" Type="{_R}/{kind}" Target="{name}.xml"/>'
    relations += f'<Relationship Id="far" Type="{_R}/image" Target="http://192.0.2.1/pixel.png" TargetMode="External"/>'
    members["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'
    )
    properties = f'<Relationship Id="c" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    members["docProps/core.xml"] = core or "<coreProperties/>"
    members["_rels/.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="d" Type="{_R}/officeDocument" '
        f'Target="word/document.xml"/>{properties}</Relationships>'
    )
    members["[Content_Types].xml"] = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN_TYPE}"/></Types>'
    )
    return archive(
        {name: f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode() for name, text in members.items()}
    )


def archive(members: dict[str, bytes]) -> bytes:
    """A zip archive, the same bytes for the same members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(zipfile.ZipInfo(name, (2026, 3, 2, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


_STYLES = f"""<w:styles {_NAMES}>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Kapitel"><w:name w:val="Chapter of the Board"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Abschnitt"><w:name w:val="Section"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Beschriftung"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="Liste"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>
</w:styles>"""


def _notes(kind: str, texts: dict[int, str]) -> str:
    rule = f'<w:{kind} w:type="separator" w:id="0">{p(r("- 0 -"))}</w:{kind}>'
    told = "".join(f'<w:{kind} w:id="{n}">{p(r(text))}</w:{kind}>' for n, text in texts.items())
    return f"<w:{kind}s {_NAMES}>{rule}{told}</w:{kind}s>"


def _text_box(text: str) -> str:
    box = f"<w:txbxContent>{p(r(text))}</w:txbxContent>"
    new = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
    old = f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
    return f"<w:r><mc:AlternateContent>{new}{old}</mc:AlternateContent></w:r>"


def harbours() -> bytes:
    """A report as Word has it, with each thing that its reader knows of."""
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    page = field.format("begin") + "<w:r><w:instrText>PAGE 999</w:instrText></w:r>" + field.format("separate")
    table = "".join(
        [
            row(
                cell(p(r("Harbour")), merge="restart"),
                cell(p(r("Boats")), span=2),
                properties="<w:tblHeader/>",
            ),
            row(cell(merge="continue"), *cells("2024", "2025"), properties="<w:tblHeader/>"),
            row(*cells("Port Ellery", "412"), cell(p(r("398")), p(r("(with 12 ferries)")))),
            row(*cells("Saltmere", "77", "81")),
            row(*cells("Nowhere", "1", "2"), properties='<w:del w:id="9"/>'),
        ]
    )
    body = [
        p(r("Boats in the harbours of the north coast"), style="Titel"),
        p(r("Published by the Coast Board on 2 March 2026")),
        p(r("1 Counting 3"), style="Verzeichnis1"),
        p(r("2 Berths 11"), style="Verzeichnis1"),
        p(r("Counting"), style="Kapitel"),
        p(
            r("The Coast Board counted 479 boats in the two largest harbours in 2025"),
            note(1),
            r(", against 489 the year before"),
            f'<w:del w:id="1"><w:r><w:delText>, or 700 by an older count</w:delText></w:r></w:del>'
            f'<w:ins w:id="2">{r(", it said in its yearly report")}</w:ins>',
            r(" not to be printed: 31 wrecks", "<w:vanish/>"),
            r(" and 17 rafts", "<w:strike/>"),
            r("."),
        ),
        p(_text_box("Every tenth boat, 48 in all, is older than forty years."), r("More than half of the boats fish for crab.")),
        p(r("Boats by harbour and year"), style="Beschriftung"),
        f"<w:tbl>{table}</w:tbl>",
        p(r("Berths"), style="Abschnitt"),
        p(r("The harbours have "), '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', r(" 520 berths between them"), note(2, "endnote"), r(". They need:")),
        p(r("30 berths for ferries"), style="Liste"),
        p(r("12 berths for "), "<w:sdt><w:sdtPr/><w:sdtContent>" + r("pilot boats") + "</w:sdtContent></w:sdt>", style="Liste"),
        p(r("The share of old boats is "), "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>10</m:t></m:r></m:den></m:f></m:oMath>", r(" of all, the board said.")),
        "<w:sectPr/>",
    ]  # fmt: skip
    header = f"<w:hdr {_NAMES}>{p(r('Coast Board, report 14 of 2026'))}</w:hdr>"
    parts = {
        "styles": _STYLES,
        "footnotes": _notes("footnote", {1: "Without the 26 boats that lay in dry dock."}),
        "endnotes": _notes("endnote", {2: "The survey of berths was made in 2019."}),
        "comments": f'<w:comments {_NAMES}><w:comment w:id="0">{p(r("Ask again: 5,000?"))}</w:comment></w:comments>',
        "header1": header,
        "header2": header,
        "footer1": f"<w:ftr {_NAMES}>{p(r('Page '), page, r('7'), field.format('end'), r(' of 60'))}</w:ftr>",
    }
    core = (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>Draft 3</dc:title>'
        "<dcterms:created>2021-05-04T10:00:00Z</dcterms:created></cp:coreProperties>"
    )
    return docx("".join(body), parts, core)


def bulletin() -> bytes:
    """A mail in two forms, with a table that only its HTML has, and something attached."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "Coast Board <press@coast.example>"
    message["To"] = "desk@paper.example"
    message["Subject"] = "Ferries carried 1.2 million passengers – a record"
    message["Date"] = "Tue, 03 Mar 2026 09:15:00 +0100"
    message["Message-ID"] = "<1@coast.example>"
    message.set_content(
        "Ferries carried 1.2 million passengers in 2025. The table is in the HTML of this message.\n"
    )
    message.add_alternative(
        "<html><head><style>p {color: red}</style></head><body>"
        "<p>Ferries of the north coast carried 1.2 million passengers in 2025, the Coast Board said on Tuesday.</p>"
        "<p>That was 9% more than the year before, and more than in any year since counting began in 1988.</p>"
        "<table><tr><th>Line</th><th>2024</th><th>2025</th></tr>"
        "<tr><td>Port Ellery</td><td>640,000</td><td>702,000</td></tr>"
        "<tr><td>Saltmere</td><td>461,000</td><td>498,000</td></tr></table>"
        "<p>The board will publish the full report, of 84 pages, on 20 March.</p>"
        '<div class="gmail_signature">Press office of the board<br>Quay Street 12</div></body></html>',
        subtype="html",
    )
    message.add_attachment(
        b"%PDF-1.4 no more than a name", maintype="application", subtype="pdf", filename="ferries 2025.pdf"
    )
    message.set_boundary("outer")
    message.get_payload()[0].set_boundary("inner")  # type: ignore[union-attr]
    return message.as_bytes()


def answer() -> bytes:
    """A mail in plain text that answers another, quoted below, with a signature above the quotation."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "Mara Quill <mara@coast.example>"
    message["To"] = "desk@paper.example"
    message["Subject"] = "Re: How many berths are empty?"
    message["Date"] = "Wed, 4 Mar 2026 17:40:00 +0000"
    message["Message-ID"] = "<2@coast.example>"
    message.set_content(
        "Hello Ivo,\n\nOf the 520 berths of the two harbours 41 were empty on 1 March, fewer than a year ago,\n"
        "when we counted 58 of them. In Saltmere there was no empty berth at all for the third\n"
        "winter in a row, and the board will build 30 more.\n\nBest wishes\nMara\n\n-- \nMara Quill, harbour office\n"
        "Quay Street 12, room 304\n\nOn Wed, 4 Mar 2026 at 09:02, Ivo Bream <ivo@paper.example> wrote:\n"
        "> I have read that 200 of the berths are empty.\n> Is it so?\n"
    )
    return message.as_bytes()


def forward() -> bytes:
    """A mail that hands on another."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "Ivo Bream <ivo@paper.example>"
    message["To"] = "desk@paper.example"
    message["Subject"] = "Fwd: Lighthouse of Saltmere closed"
    message["Date"] = "Thu, 5 Mar 2026 08:00:00 +0000"
    message["Message-ID"] = "<3@paper.example>"
    message.set_content(
        "For page 3?\n\n---------- Forwarded message ---------\nFrom: Coast Board <press@coast.example>\n"
        "Date: Wed, 4 Mar 2026 at 16:00\nSubject: Lighthouse of Saltmere closed\nTo: <ivo@paper.example>\n\n\n"
        "The lighthouse of Saltmere, built in 1871, is closed from Monday, the Coast Board said.\n\n"
        "Some 8,300 people climbed its 214 steps last year, the board's keeper said.\n"
    )
    return message.as_bytes()


def bad() -> dict[str, bytes]:
    """Files that cannot be read."""
    whole = harbours()
    sheet = {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="d" Type="{_R}/officeDocument" Target="xl/workbook.xml"/></Relationships>'.encode(),
        "xl/workbook.xml": b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
    }
    entities = docx(p(r("&boats;"))).replace(b"", b"")
    with zipfile.ZipFile(io.BytesIO(entities)) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    declared = b'<!DOCTYPE x [<!ENTITY a "boats "><!ENTITY boats "&a;&a;&a;&a;">]>'
    members["word/document.xml"] = members["word/document.xml"].replace(b"?>", b"?>" + declared, 1)
    return {
        "broken.docx": whole[: len(whole) // 2],
        "bomb.docx": archive({"word/document.xml": bytes(40 * 2**20)}),
        "entities.docx": archive(members),
        "picture.docx": docx(p()),
        "sheet.xlsx": archive(sheet),
        "book.epub": archive({"mimetype": b"application/epub+zip"}),
        "text.odt": archive({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        "photos.zip": archive({"a.jpg": b"\xff\xd8\xff"}),
        "pictures.eml": b'From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: image/png; name="boats.png"\r\n\r\n\x89PNG',
    }  # fmt: skip


def main() -> None:
    """Writes all of them; LibreOffice's only where it is installed."""
    made = {
        "harbours.docx": harbours(),
        "bulletin.eml": bulletin(),
        "answer.eml": answer(),
        "forward.eml": forward(),
    }
    for name, data in (made | bad()).items():
        (FOLDER / name).write_bytes(data)
    if shutil.which("soffice"):
        source = str(FOLDER / "valley-mills.html")
        command = [
            "soffice",
            "--headless",
            "--infilter=HTML (StarWriter)",
            "--convert-to",
            "docx",
            "--outdir",
            str(FOLDER),
        ]
        subprocess.run([*command, source], check=True)


if __name__ == "__main__":
    main()
