"""Writes small PDF files by hand, so that tests know where every letter stands."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

REGULAR, BOLD = "TimesNewRomanPSMT", "TimesNewRomanPS-BoldMT"
GAP = "\0"
WIDTH = 0.5
"""Width of every letter, in sizes."""

_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap CMapName currentdict /CMap defineresource pop end end"""


@dataclass(frozen=True)
class Text:
    """Words set at a point of the page (from its lower left corner); `GAP` leaves room for one letter."""

    x: float
    y: float
    text: str
    bold: bool = False
    size: float = 13
    turn: int = 0
    """Degrees against the clock."""
    white: bool = False
    mode: int = 0
    """How the letters are painted: 0 filled, 3 not at all."""


@dataclass(frozen=True)
class Note:
    """An annotation that shows lines of text in its frame (left, bottom, right, top), that of a signature or typed by a clerk."""

    frame: tuple[float, float, float, float]
    lines: tuple[str, ...]
    signs: bool = True
    size: float = 13


@dataclass(frozen=True)
class Rule:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float


Page = list[Text | Rule]

_FONTS = "/Resources << /Font << /F1 3 0 R /F2 7 0 R >> >>"


def grid(left: float, top: float, widths: list[float], heights: list[float]) -> list[Rule]:
    """Return the rules of a table with its upper left corner at (left, top)."""
    xs = [left + sum(widths[:i]) for i in range(len(widths) + 1)]
    ys = [top - sum(heights[:i]) for i in range(len(heights) + 1)]
    return [Rule(xs[0], y, xs[-1], y) for y in ys] + [Rule(x, ys[0], x, ys[-1]) for x in xs]


def make_pdf(
    *pages: Page,
    unicode_map: bool = True,
    notes: Mapping[int, Sequence[Note]] | None = None,
    box: tuple[float, float, float, float] = (0, 0, 595, 842),
    rotate: int = 0,
) -> bytes:
    """Return a PDF of A4 pages with a text layer; without `unicode_map` the letters have no meaning, as on a scan without OCR.

    `notes` gives the annotations by page (from 0); `box` says what shows of the pages, `rotate` how they are turned for that (clockwise).
    """
    first = 11
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(pages)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()]
    objects += [*_font(REGULAR, 3, unicode_map), *_font(BOLD, 7, unicode_map)]
    shown = f"/MediaBox [0 0 595 842] /CropBox [{' '.join(map(str, box))}] /Rotate {rotate} {_FONTS}"
    more: list[bytes] = []
    for i, page in enumerate(pages):
        found = _notes(notes.get(i, ()) if notes else (), first + 2 * len(pages) + len(more))
        references = " ".join(f"{first + 2 * len(pages) + len(more) + k} 0 R" for k in range(0, len(found), 3))
        more += found
        objects += [
            f"<< /Type /Page /Parent 2 0 R {shown} /Contents {first + 2 * i + 1} 0 R /Annots [{references}] >>".encode(),
            _stream("\n".join(map(_operators, page)).encode()),
        ]
    return _file(objects + more)


def _notes(notes: Sequence[Note], number: int) -> list[bytes]:
    """Return three objects for each annotation, the first of them object `number`: the annotation, what it shows, the signature."""
    found = []
    for k, note in enumerate(notes):
        at = number + 3 * k
        frame = " ".join(map(str, note.frame))
        kind = f"/Subtype /Widget /FT /Sig /T (S{at}) /V {at + 2} 0 R" if note.signs else "/Subtype /FreeText"
        height = note.frame[3] - note.frame[1]
        lines = (Text(2, height - (i + 1) * 1.1 * note.size, line, size=note.size) for i, line in enumerate(note.lines))
        form = f"/Type /XObject /Subtype /Form /BBox [0 0 {note.frame[2] - note.frame[0]} {height}] {_FONTS}"
        found += [
            f"<< /Type /Annot {kind} /Rect [{frame}] /F 4 /AP << /N {at + 1} 0 R >> >>".encode(),
            _stream("\n".join(map(_operators, lines)).encode(), form),
            b"<< /Type /Sig >>",
        ]
    return found


def _font(name: str, number: int, unicode_map: bool) -> list[bytes]:
    """Return the four objects of a font, the first of them object `number`; its program is not embedded."""
    to_unicode = f"/ToUnicode {number + 3} 0 R" if unicode_map else ""
    return [
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H\n"
        f"/DescendantFonts [{number + 1} 0 R] {to_unicode} >>".encode(),
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /DW {WIDTH * 1000:.0f} /FontDescriptor {number + 2} 0 R\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>".encode(),
        f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /Ascent 891 /Descent -216 /CapHeight 662 /StemV 80 /ItalicAngle 0\n"
        "/FontBBox [-100 -250 1000 900] >>".encode(),
        _stream(_TO_UNICODE),
    ]


def _operators(item: Text | Rule) -> str:
    if isinstance(item, Rule):
        return f"0.5 w {item.x1} {item.y1} m {item.x2} {item.y2} l S"
    cos, sin = (round(f(math.radians(item.turn)), 6) for f in (math.cos, math.sin))
    look = f"{1 if item.white else 0} g {item.mode} Tr /F{1 + item.bold} {item.size} Tf"
    shown = f" -{WIDTH * 1000:.0f} ".join(f"<{part.encode('utf-16-be').hex()}>" for part in item.text.split(GAP))
    return f"BT {look} {cos} {sin} {-sin} {cos} {item.x} {item.y} Tm [{shown}] TJ ET"


def _stream(data: bytes, entries: str = "") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries.encode(), len(data), data)


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    starts = []
    for n, body in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % at for at in starts)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)


def make_locked_pdf() -> bytes:
    """Return a PDF that opens with a password alone."""
    locked = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"11" * 32 + b"> /U <" + b"22" * 32 + b"> >>"
    return make_pdf([Text(72, 700, "Một.")]).replace(b"/Root 1 0 R", b"/Root 1 0 R /ID [<00> <00>] /Encrypt " + locked)
