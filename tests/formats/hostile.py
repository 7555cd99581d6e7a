"""Files that are broken, or made to break what reads them: each must end in a plan or in one line, in bounded time and memory.

PYTHONPATH=tests python tests/formats/hostile.py [NAME…]

prints for each what `kehoach parse` said of it, its exit code, the seconds it took and the memory at its highest (on Linux). All are made
on the fly; those of `LARGE` are too large or too slow for a test run.
"""

from __future__ import annotations

import argparse
import io
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from rich.console import Console
from rich.table import Table

from support.archives import locked, lying, overlapping, packed
from support.pdf import Text, _file, make_locked_pdf, make_pdf

TEXT = "KẾ HOẠCH\nTập huấn năm 2024\n\nI. MỤC TIÊU\n\n- Thực hiện Quyết định số 749/QĐ-TTg ngày 03/6/2020.\n"
MB = 1_000_000
SECONDS = 400
"""Seconds after which a reading is ended here; nothing may come near."""

Make = Callable[[Path], Path]
"""Makes a file in a folder; returns its path."""


@dataclass(frozen=True)
class Ended:
    """How a reading ended: exit code, what was printed, seconds, memory at its highest in MB."""

    code: int
    out: str
    err: str
    seconds: float
    memory: int


def _bytes(suffix: str, data: Callable[[], bytes]) -> Make:
    def make(folder: Path) -> Path:
        path = folder / f"x{suffix}"
        path.write_bytes(data())
        return path

    return make


def _docx(paragraph: str = "Một.") -> bytes:
    out, document = io.BytesIO(), Document()
    document.add_paragraph(paragraph)
    document.save(out)
    return out.getvalue()


def _part(xml: bytes, data: bytes | None = None, part: str = "word/document.xml") -> bytes:
    """Return a Word file with `xml` in place of a part."""
    with zipfile.ZipFile(io.BytesIO(data or _docx())) as file:
        members = {i.filename: file.read(i) for i in file.infolist()}
    return packed(members | {part: xml})


_W = b'<?xml version="1.0"?>%s<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'
_LAUGHS = (
    b"<!DOCTYPE l [" + b'<!ENTITY a0 "ha">' + b"".join(b'<!ENTITY a%d "%s">' % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, 10)) + b"]>"
)
_FILE = b'<!DOCTYPE l [<!ENTITY f SYSTEM "file:///etc/passwd">]>'


def _body(xml: bytes, doctype: bytes = b"") -> bytes:
    return _part(_W % (doctype, xml))


def _p(text: bytes) -> bytes:
    return b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % text


def _nested(open_: bytes, close: bytes, depth: int, inner: bytes = b"") -> bytes:
    return open_ * depth + inner + close * depth


def _spaces(megabytes: int) -> bytes:
    return b" " * (megabytes * MB)


def _flate(parts: list[bytes]) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(p) for p in parts) + packer.flush()


_FONT = b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
_HELLO = b"BT /F1 12 Tf 100 100 Td (Ke hoach nam 2024) Tj ET"


def _pdf(content: bytes, more: bytes = b"", box: bytes = b"0 0 595 842", pages: int = 1, count: int | None = None) -> bytes:
    """Return a PDF whose pages all show one stream."""
    kids = b" ".join(b"%d 0 R" % (i + 4) for i in range(pages))
    tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages if count is None else count)
    stream = b"<< /Length %d %s>>\nstream\n%s\nendstream" % (len(content), more, content)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 3 0 R %s >>" % (box, _FONT)
    return _file([b"<< /Type /Catalog /Pages 2 0 R >>", tree, stream, *[page] * pages])


def _cyclic() -> bytes:
    return _file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>",
            b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 5 >>",
        ]
    )


def _picture_pdf(width: int, height: int, size: int) -> bytes:
    """Return a PDF of one page that is one picture."""
    pixels = _flate([bytes(MB)] * size)
    picture = b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8" % (width, height)
    draw = b"595 0 0 842 0 0 cm /I Do"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>"
    return _file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page,
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(draw), draw),
            picture + b" /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(pixels), pixels),
        ]
    )


def _nested_zip(depth: int, width: int) -> bytes:
    data = packed({"0.txt": TEXT.encode()})
    for _ in range(depth):
        data = packed({f"{i}.zip": data for i in range(width)})
    return data


def _fifo(folder: Path) -> Path:
    os.mkfifo(folder / "x.pdf")
    return folder / "x.pdf"


def _socket(folder: Path) -> Path:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(folder / "x.pdf"))
    return folder / "x.pdf"


def _folder(folder: Path) -> Path:
    (folder / "x.pdf").mkdir()
    return folder / "x.pdf"


def _loop(folder: Path) -> Path:
    (folder / "x.txt").symlink_to(folder / "x.txt")
    return folder / "x.txt"


def _name(folder: Path) -> Path:
    path = Path(os.fsdecode(os.fsencode(folder) + b"/k\xff\xfe\n\x1b[31m.txt"))
    path.write_text(TEXT, "utf-8")
    return path


def _unreadable(folder: Path) -> Path:
    path = folder / "x.txt"
    path.write_text(TEXT, "utf-8")
    path.chmod(0)
    return path


def _changing(folder: Path) -> Path:
    """Return a file that another thread goes on writing for some seconds."""
    path = folder / "x.txt"
    path.write_text(TEXT, "utf-8")

    def write() -> None:
        end = time.monotonic() + 8
        while time.monotonic() < end and path.exists():
            with path.open("a") as file:
                file.write("Kế hoạch. " * 1000)

    threading.Thread(target=write, daemon=True).start()
    return path


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

SMALL: dict[str, Make] = {
    "no bytes": _bytes(".docx", bytes),
    "white space": _bytes(".txt", lambda: b" \r\n\t" * 100),
    "NULs": _bytes(".txt", lambda: bytes(5000)),
    "NULs in a text": _bytes(".txt", lambda: TEXT.encode().replace(b" ", b"\0")),
    "all bytes": _bytes(".txt", lambda: bytes(range(256)) * 40),
    "UTF-16 cut in a letter": _bytes(".txt", lambda: TEXT.encode("utf-16")[:-1]),
    "UTF-16 with lone surrogates": _bytes(".txt", lambda: b"\xff\xfe" + "Kế \ud800 hoạch".encode("utf-16-le", "surrogatepass")),
    "UTF-8 with lone surrogates": _bytes(".txt", lambda: "Kế \ud800 hoạch".encode("utf-8", "surrogatepass")),
    "200,000 marks on one letter": _bytes(".txt", lambda: ("KẾ HOẠCH\n" + "e" + "\u0301\u0323" * 100_000).encode()),
    "a picture called a Word file": _bytes(".docx", lambda: b"\xff\xd8\xff\xe0" + bytes(200)),
    "an Excel file called a Word file": _bytes(".docx", lambda: packed({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"})),
    "a PDF called a text": _bytes(".txt", lambda: make_pdf([Text(72, 700, "Một.")])),
    "zip: not one": _bytes(".zip", lambda: b"PK\x03\x04" + bytes(100)),
    "zip: empty": _bytes(".zip", lambda: packed({})),
    "zip: 1 GB in 1 MB": _bytes(".zip", lambda: packed({"x.txt": _spaces(300)})),
    "zip: sizes that lie": _bytes(".zip", lambda: lying(packed({"x.txt": _spaces(50)}), 100)),
    "zip: members that overlap": _bytes(".zip", lambda: overlapping(packed({"x.txt": _spaces(20)}), 5000)),
    "zip: six deep": _bytes(".zip", lambda: _nested_zip(6, 1)),
    "zip: locked": _bytes(".zip", lambda: locked(packed({"x.txt": TEXT.encode()}))),
    "zip: names that climb": _bytes(".zip", lambda: packed({"../../../x.txt": TEXT.encode(), "/etc/x.txt": TEXT.encode()})),
    "zip: bzip2 of 300 MB": _bytes(".zip", lambda: packed({"x.txt": _spaces(300)}, zipfile.ZIP_BZIP2)),
    "rar": _bytes(".rar", lambda: b"Rar!\x1a\x07\x01\x00" + bytes(50)),
    "docx: cut": _bytes(".docx", lambda: _docx()[:9000]),
    "docx: no document": _bytes(".docx", lambda: packed({"[Content_Types].xml": b"<a/>", "word/a.xml": b"<a/>"})),
    "docx: document of another kind": _bytes(".docx", lambda: _part(b"<a/>")),
    "docx: entities in entities": _bytes(".docx", lambda: _body(_p(b"&a9;"), _LAUGHS)),
    "docx: entity of a file": _bytes(".docx", lambda: _body(_p(b"&f;"), _FILE)),
    "docx: styles with entities": _bytes(".docx", lambda: _part(_LAUGHS + b"<a>&a9;</a>", part="word/styles.xml")),
    "docx: 300 MB of XML": _bytes(".docx", lambda: _body(_spaces(300))),
    "docx: sizes that lie": _bytes(".docx", lambda: lying(_body(_spaces(300)), 100, "word/document.xml")),
    "docx: 5,000 tables in tables": _bytes(
        ".docx", lambda: _body(_nested(b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>", 5000, _p(b"x")))
    ),
    "docx: 240 content controls": _bytes(
        ".docx", lambda: _body(_nested(b"<w:sdt><w:sdtContent>", b"</w:sdtContent></w:sdt>", 120, _p(b"x")))
    ),
    "docx: a cell over 10^9 columns": _bytes(
        ".docx",
        lambda: _body(b'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>' + _p(b"x") + b"</w:tc></w:tr></w:tbl>"),
    ),
    "docx: locked": _bytes(".docx", lambda: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)),
    "doc: cut": _bytes(".doc", lambda: OLE + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(600)),
    "doc: only its first bytes": _bytes(".doc", lambda: OLE),
    "rtf: 100,000 groups": _bytes(".rtf", lambda: b"{\\rtf1 " + b"{" * 100_000 + b"x"),
    "pdf: cut": _bytes(".pdf", lambda: make_pdf([Text(72, 700, "Một.")] * 9)[:900]),
    "pdf: head alone": _bytes(".pdf", lambda: b"%PDF-1.7\n"),
    "pdf: locked": _bytes(".pdf", make_locked_pdf),
    "pdf: no pages": _bytes(".pdf", lambda: _pdf(_HELLO, pages=0)),
    "pdf: pages in a circle": _bytes(".pdf", _cyclic),
    "pdf: says it has 2,000,000,000 pages": _bytes(".pdf", lambda: _pdf(_HELLO, count=2_000_000_000)),
    "pdf: 10,000 pages": _bytes(".pdf", lambda: _pdf(_HELLO, pages=10_000)),
    "pdf: a page of 700 km": _bytes(".pdf", lambda: _pdf(_HELLO, box=b"0 0 2000000000 2000000000")),
    "pdf: a page of no size": _bytes(".pdf", lambda: _pdf(_HELLO, box=b"0 0 0 0")),
    "pdf: odd numbers": _bytes(".pdf", lambda: _pdf(b"BT /F1 1e99 Tf 9999999999999 nan Td (x) Tj ET " + _HELLO)),
    "web page: 100,000 elements deep": _bytes(".html", lambda: b"<html>" + b"<div>" * 100_000 + b"x"),
    "web page: entities, endless comment": _bytes(".html", lambda: b"<html><p>&#x110000;&#0;&bad;&#xd800;Mot.<!-- " + b"<" * 10_000),
    "web page: a cell over 10^9 columns": _bytes(".html", lambda: b"<html><table><tr><td colspan=1000000000 rowspan=1000000000>x</table>"),
    "a pipe": _fifo,
    "a socket": _socket,
    "a device": lambda _: Path("/dev/zero"),
    "a folder called x.pdf": _folder,
    "a link to itself": _loop,
    "nothing there": lambda folder: folder / "x.txt",
    "a name that is no text": _name,
    "no permission": _unreadable,
    "changing meanwhile": _changing,
}

LARGE: dict[str, Make] = {
    "zip: 8 in 8 in 8": _bytes(".zip", lambda: _nested_zip(3, 8)),
    "web page: 300,000 elements deep": _bytes(".html", lambda: b"<html>" + b"<div>" * 300_000 + "Kế hoạch".encode()),
    "web page: 1,000,000 bare rows": _bytes(".html", lambda: b"<table>" + b"<tr><td>x" * 1_000_000),
    "a line of 50 MB": _bytes(".txt", lambda: b"ke hoach " * (50 * MB // 9)),
    "a line of 9 MB": _bytes(".txt", lambda: ("KẾ HOẠCH\n" + "kế hoạch " * MB).encode()),
    "9 M marks": _bytes(".txt", lambda: ("e\u0302\u0301\u0323" * 2_250_000).encode()),
    "9 M line ends": _bytes(".txt", lambda: TEXT.encode() + b"\n" * 9 * MB),
    "pdf: stream of 1.5 GB": _bytes(".pdf", lambda: _pdf(_flate([bytes(MB)] * 1500), b"/Filter /FlateDecode ")),
    "pdf: stream packed twice, 3 kB": _bytes(
        ".pdf", lambda: _pdf(zlib.compress(_flate([b" " * MB] * 1500), 9), b"/Filter [/FlateDecode /FlateDecode] ")
    ),
    "pdf: 1,000,000 paths": _bytes(
        ".pdf", lambda: _pdf(_flate([b"1 1 m 200 200 l S\n" * 1000] * 1000 + [_HELLO]), b"/Filter /FlateDecode ")
    ),
    "pdf: 2,000,000 letters": _bytes(
        ".pdf", lambda: _pdf(_flate([b"BT /F1 9 Tf 9 9 Td (ke hoach ke hoach ke) Tj ET\n" * 1000] * 100), b"/Filter /FlateDecode ")
    ),
    "pdf: picture of 30,000 by 30,000": _bytes(".pdf", lambda: _picture_pdf(30_000, 30_000, 900)),
    "docx: 90 MB of paragraphs": _bytes(".docx", lambda: _body(_p(b"ke hoach nam 2024") * 1_700_000)),
    "docx: 1,000,000 empty paragraphs": _bytes(".docx", lambda: _body(b"<w:p/>" * 1_000_000 + _p(b"x"))),
    "zip: 30,000 members": _bytes(".zip", lambda: packed({f"{i}.txt": b"x" for i in range(30_000)})),
}


def ending(path: Path) -> Ended:
    """Let `kehoach parse` read a file in a process of its own, and look how it ends."""
    program = (
        "import atexit, re, resource, sys\nfrom kehoach.cli import main\n"
        "def tell():\n"
        "    own = int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])\n"
        "    most = max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
        "    sys.stderr.write(f'\\nMEMORY {most // 1024}')\n"
        "atexit.register(tell)\nmain()\n"
    )
    begin = time.perf_counter()
    try:
        done = subprocess.run(
            [sys.executable, "-c", program, "parse", "--format", "text", str(path)],
            capture_output=True,
            check=False,
            timeout=SECONDS,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        return Ended(-1, "", "never ended", float(SECONDS), 0)
    err, _, memory = done.stderr.decode("utf-8", "replace").partition("\nMEMORY ")
    return Ended(done.returncode, done.stdout.decode("utf-8", "replace"), err.strip(), time.perf_counter() - begin, int(memory or 0))


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("names", nargs="*", help="those whose names hold one of these words; all where there is none")
    words = asked.parse_args().names
    table = Table("input", "what was said", "exit", "s", "MB", title="Broken and hostile files")
    for name, make in (SMALL | LARGE).items():
        if words and not any(word in name for word in words):
            continue
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            path = make(Path(folder))
            found = ending(path)
        lines = found.err.replace(str(path.parent), "…").splitlines() or [found.out.strip()[:60].replace("\n", " ")]
        said = lines[0] if len(lines) == 1 else f"{lines[0]} (+{len(lines) - 1})"
        table.add_row(name, said[:110], str(found.code), f"{found.seconds:.1f}", str(found.memory))
        print(f"{name}: {found.code} {found.seconds:.1f} s {found.memory} MB {said[:150]}", file=sys.stderr, flush=True)
    Console(width=200).print(table)


if __name__ == "__main__":
    main()
