"""Makes the documents of tests/data/documents from their sources beside them: `python -m tools.documents`.

Needs chromium and soffice on the path, and typst of the dev group. What they make is kept, so that tests need neither.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pypdfium2
import typst

DOCUMENTS = Path(__file__).parent.parent / "tests" / "data" / "documents"
SOURCES = DOCUMENTS / "sources"
_SITE = "arden-courier.example"
_MONTHS = "January February March April May June July August September October November December".split()
_LINES = "Hollen Rann Brede Skarvik Osterby Lund Kaldnes".split()


def ferry_table() -> list[list[str]]:
    """Passengers in thousands for each line and month, head first: 85 rows, more than one page has."""
    rows = [["Line", "Month", "Passengers", "Cars", "Crossings"]]
    for n, line in enumerate(_LINES):
        for m, month in enumerate(_MONTHS):
            passengers = 20_417 + 1_733 * n + 2_911 * min(m, 11 - m) + 37 * m
            rows.append(
                [line, month, f"{passengers:,}", f"{passengers * 27 // 100:,}", f"{412 + 13 * n + m}"]
            )
    return rows


def _ferries(folder: Path) -> Path:
    head, *rows = ferry_table()
    table = "<table><thead><tr>" + "".join(f"<th>{cell}</th>" for cell in head) + "</tr></thead><tbody>\n"
    table += "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
    page = folder / "ferries.html"
    page.write_text(
        (SOURCES / "ferries.html").read_text("utf-8").replace("TABLE", table + "</tbody></table>"), "utf-8"
    )
    return page


def _chromium(address: str, to: Path, *options: str) -> None:
    printing = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", *options, f"--print-to-pdf={to}"]
    subprocess.run([*printing, address], check=True, capture_output=True)


def _printed_from_site(name: str, to: Path) -> None:
    """A page with its address at the foot, as browsers print it."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(SOURCES))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        rules = f"--host-resolver-rules=MAP {_SITE} 127.0.0.1:{server.server_port}"
        _chromium(f"http://{_SITE}/{name}", to, rules)
        server.shutdown()


def _backend(page: Path, to: Path, password: str = "") -> None:
    """As LibreOffice exports it; with a password, encrypted."""
    options = {
        "EncryptFile": {"type": "boolean", "value": "true"},
        "DocumentOpenPassword": {"type": "string", "value": password},
    }
    form = f"pdf:writer_pdf_Export:{json.dumps(options)}" if password else "pdf:writer_pdf_Export"
    command = [
        "soffice",
        "--headless",
        "--writer",
        "--convert-to",
        form,
        "--outdir",
        str(page.parent),
        str(page),
    ]
    subprocess.run(command, check=True, capture_output=True)
    shutil.move(page.with_suffix(".pdf"), to)


def _scan(of: Path, to: Path) -> None:
    """The first page of a document as a picture, as a scanner leaves it."""
    with pypdfium2.PdfDocument(of) as document, pypdfium2.PdfDocument.new() as scan:
        bitmap = document[0].render(scale=0.6, grayscale=True)
        image = pypdfium2.PdfImage.new(scan)
        image.set_bitmap(bitmap)
        image.set_matrix(pypdfium2.PdfMatrix().scale(bitmap.width, bitmap.height))
        page = scan.new_page(bitmap.width, bitmap.height)
        page.insert_obj(image)
        page.gen_content()
        scan.save(to)


def main() -> None:
    for name in ("harbour", "pilots", "oysters"):
        typst.compile(SOURCES / f"{name}.typ", output=DOCUMENTS / f"{name}.pdf")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        _chromium(_ferries(folder).as_uri(), DOCUMENTS / "ferries.pdf", "--no-pdf-header-footer")
        _printed_from_site("reservoirs.html", DOCUMENTS / "reservoirs.pdf")
        shutil.copy(SOURCES / "locks.html", folder / "locks.html")
        _backend(folder / "locks.html", DOCUMENTS / "locks.pdf")
        _backend(folder / "locks.html", DOCUMENTS / "encrypted.pdf", password="barrow")
    _scan(DOCUMENTS / "reservoirs.pdf", DOCUMENTS / "scan.pdf")
    whole = (DOCUMENTS / "reservoirs.pdf").read_bytes()
    (DOCUMENTS / "broken.pdf").write_bytes(whole[:3000].replace(b"obj", b"jbo"))


if __name__ == "__main__":
    sys.exit(main())
