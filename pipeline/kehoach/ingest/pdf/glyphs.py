"""The characters of a PDF page, with where and how they are set, from pdfium."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from kehoach.ingest.docx.symbols import shown
from kehoach.ingest.legacy.codes import font_name
from kehoach.ingest.pdf.pdfium import plain

HYPHENS = frozenset({0x2, 0xFFFE})
"""What pdfium gives for a hyphen at the end of a line."""

UNKNOWN = "\ufffd"
"""Stands for a character to which the file gives no meaning."""

WORD_GAP = 0.1
"""Gap, in sizes, that parts words. Measured on six papers: inside words at most 0.03, between words at least 0.14, also where the
letters of a word come from two fonts."""

SPACE_WITHIN = 0.6
"""Sizes up to which a space stands inside a stretch; a wider one parts it, for columns may stand there."""

UPRIGHT = 3.0
"""Degrees by which text may lean and still count as set along an edge of the page."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top edge in points."""

WHITE = 250
"""Red, green and blue (0 to 255) from which a letter is white."""

_BOLD = ("bold", "black", "heavy", "semibold", "demi")
_UNSEEN_MODES = frozenset({3, 7})
"""Text rendering modes (ISO 32000-1, table 106) that leave nothing on the page."""
_FILLED_MODES = frozenset({0, 4})
_STROKED = 2
"""The mode that fills and strokes: how programs print bold with a face that has none."""
_SURROGATE = re.compile("[\ud800-\udfff]")


class Glyph(NamedTuple):
    """A character, or several that stand together, with left and right edge, baseline (points from the bottom left of the page as shown),
    size and weight; `edges` gives the left edge of each character and `font` the name of the font where the file tells them."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    edges: tuple[float, ...] = ()
    font: str = ""

    def cut(self, at: int) -> tuple[Glyph, Glyph]:
        """Cut before character `at`; where the edges are not known all characters count as equally wide."""
        x = self.edges[at] if self.edges else self.left + (self.right - self.left) * at / len(self.text)
        end = len(self.text[:at].rstrip())
        right = self.edges[end] if self.edges and 0 < end < at else x
        before = self._replace(text=self.text[:at], right=right, edges=self.edges[:at])
        return before, self._replace(text=self.text[at:], left=x, edges=self.edges[at:])

    def letters(self) -> list[Glyph]:
        """Return each character by itself where the file tells the edges, else the whole."""
        if len(self.text) == 1 or not self.edges:
            return [self]
        ends = (*self.edges[1:], self.right)
        return [self._replace(text=c, left=a, right=b, edges=(a,)) for c, a, b in zip(self.text, self.edges, ends, strict=True)]


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page is turned (clockwise), its size before that, and the lower left corner of what shows of it."""

    degrees: int
    width: float
    height: float
    left: float = 0.0
    bottom: float = 0.0

    @classmethod
    def of(cls, page: Any) -> Turn:
        """Return how a page is turned when shown."""
        left, bottom, right, top = page.get_bbox()
        return cls(page.get_rotation(), right - left, top - bottom, left, bottom)

    def by(self, degrees: int) -> Turn:
        """Return the same page turned otherwise."""
        return self if degrees == self.degrees else Turn(degrees, self.width, self.height, self.left, self.bottom)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height when turned."""
        return (self.height, self.width) if self.degrees in {90, 270} else (self.width, self.height)

    def across(self, x: float, y: float) -> float:
        """Return how far right a point is on the page as shown."""
        x, y = x - self.left, y - self.bottom
        return {0: x, 90: y, 180: self.width - x, 270: self.height - y}[self.degrees]

    def up(self, x: float, y: float) -> float:
        """Return how far up a point is on the page as shown."""
        x, y = x - self.left, y - self.bottom
        return {0: y, 90: self.width - x, 180: self.height - y, 270: x}[self.degrees]

    def shown(self, box: Box) -> Box:
        """Return a box of the page as that of the page as shown."""
        xs = sorted(self.across(x, y) for x, y in (box[:2], box[2:]))
        ys = sorted(self.up(x, y) for x, y in (box[:2], box[2:]))
        return xs[0], ys[0], xs[1], ys[1]

    def back(self, box: Box) -> Box:
        """Return a box of the page as shown as that of the page."""
        corners = [self._point(x, y) for x, y in (box[:2], box[2:])]
        xs, ys = (sorted(values) for values in zip(*corners, strict=True))
        return xs[0] + self.left, ys[0] + self.bottom, xs[1] + self.left, ys[1] + self.bottom

    def _point(self, x: float, y: float) -> tuple[float, float]:
        return {0: (x, y), 90: (self.width - y, x), 180: (self.width - x, self.height - y), 270: (y, self.height - x)}[self.degrees]


class Look(NamedTuple):
    """How the characters of a text object are set: size and weight; how it is turned (degrees against the clock, None where it leans);
    whether it is not painted, or painted white; the name of its font."""

    size: float
    bold: bool
    degrees: int | None
    unseen: bool
    white: bool
    font: str


Stretch = tuple[Look, list[Glyph]]
"""What a text object gives: its characters by stretches that stand together. Where it is turned they are measured on the page so turned."""


def stretches(page: Any, turn: Turn) -> list[Stretch]:
    """Return the characters of a page in the order of the file, without those that pdfium supplies (spaces, line ends)."""
    textpage = page.get_textpage()
    calls = _calls()
    handle = ctypes.cast(textpage.raw, ctypes.c_void_p).value or 0
    text = _characters(textpage)
    count = len(text)
    numbers = (ctypes.c_float * (4 * count))()
    at = ctypes.addressof(numbers)
    for i in range(count):
        calls.box(handle, i, at + 16 * i)
    edges = list(map(float, numbers))
    owners = [None if c == " " and calls.supplied(handle, i) == 1 else calls.owner(handle, i) for i, c in enumerate(text)]
    looks = _Looks(handle)
    found = []
    for start, stop in _runs(owners, text):
        look = looks.of(start, owners[start])
        baseline = looks.baseline(start, turn.by(look.degrees or 0))
        found.append((look, _glyphs(text[start:stop], edges[4 * start : 4 * stop], baseline, look, turn)))
    textpage.close()
    return found


class _Calls(NamedTuple):
    """The functions of pdfium that are called for every character or text object."""

    box: Any
    owner: Any
    supplied: Any
    matrix: Any
    size: Any
    origin: Any
    colour: Any
    mode: Any
    font: Any


@cache
def _calls() -> _Calls:
    import pypdfium2.raw as pdfium

    pointer, number = ctypes.c_void_p, ctypes.c_int
    return _Calls(
        box=plain(pdfium.FPDFText_GetLooseCharBox, number, pointer, number, pointer),
        owner=plain(pdfium.FPDFText_GetTextObject, pointer, pointer, number),
        supplied=plain(pdfium.FPDFText_IsGenerated, number, pointer, number),
        matrix=plain(pdfium.FPDFText_GetMatrix, number, pointer, number, pointer),
        size=plain(pdfium.FPDFText_GetFontSize, ctypes.c_double, pointer, number),
        origin=plain(pdfium.FPDFText_GetCharOrigin, number, pointer, number, pointer, pointer),
        colour=plain(pdfium.FPDFText_GetFillColor, number, pointer, number, pointer, pointer, pointer, pointer),
        mode=plain(pdfium.FPDFTextObj_GetTextRenderMode, number, pointer),
        font=plain(pdfium.FPDFTextObj_GetFont, pointer, pointer),
    )


def _characters(textpage: Any) -> str:
    """Return one character for each that pdfium counts; `UNKNOWN` where the file gives it no meaning."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFText_CountChars(textpage)
    units = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(textpage, 0, count, units) if count > 0 else 1
    text = bytes(units)[: 2 * count].decode("utf-16-le", "surrogatepass")
    if written != count + 1 or "\x00" in text or _SURROGATE.search(text):
        codes = (pdfium.FPDFText_GetUnicode(textpage, i) for i in range(count))
        return "".join(chr(c) if c else UNKNOWN for c in codes)
    return text


def _runs(owners: Sequence[int | None], text: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where characters come from one text object; what pdfium supplies comes from none."""
    start = 0
    for i in range(1, len(owners) + 1):
        if i == len(owners) or owners[i] != owners[start]:
            if owners[start] is not None or ord(text[start]) in HYPHENS:
                yield start, i
            start = i


class _Looks:
    """How the text objects of a page are set."""

    def __init__(self, textpage: int) -> None:
        self._page = textpage
        self._matrix = (ctypes.c_float * 6)()
        self._colour = (ctypes.c_uint * 4)()
        self._origin = (ctypes.c_double * 2)()
        self._fonts: dict[int, str] = {}

    def of(self, i: int, owner: int | None) -> Look:
        """Return how character `i` is set, which comes from the text object `owner`."""
        calls = _calls()
        matrix, colour = ctypes.addressof(self._matrix), ctypes.addressof(self._colour)
        known = owner is not None and calls.matrix(self._page, i, matrix)
        a, b, c, d, *_ = self._matrix if known else (1.0, 0.0, 0.0, 1.0)
        lean = math.degrees(math.atan2(b, a)) if b or a < 0 else 0.0
        straight = round(lean / 90) * 90
        painted = calls.colour(self._page, i, colour, colour + 4, colour + 8, colour + 12)
        mode = calls.mode(owner) if owner is not None else 0
        font = self._font(owner) if owner is not None else ""
        return Look(
            size=calls.size(self._page, i) * math.hypot(c, d) or 1.0,
            bold=mode == _STROKED or _is_bold(font),
            degrees=straight % 360 if abs(lean - straight) <= UPRIGHT else None,
            unseen=mode in _UNSEEN_MODES or bool(painted and self._colour[3] == 0),
            white=bool(painted) and min(self._colour[:3]) >= WHITE and mode in _FILLED_MODES,
            font=font,
        )

    def baseline(self, i: int, turn: Turn) -> float:
        """Return the baseline of character `i` on the page so turned."""
        at = ctypes.addressof(self._origin)
        _calls().origin(self._page, i, at, at + 8)
        return turn.up(*self._origin)

    def _font(self, owner: int) -> str:
        """Return the name of the font of a text object."""
        import pypdfium2.raw as pdfium

        font = _calls().font(owner)
        if font is None:
            return ""
        if font not in self._fonts:
            name = ctypes.create_string_buffer(128)
            pdfium.FPDFFont_GetBaseFontName(ctypes.cast(font, pdfium.FPDF_FONT), name, 128)
            self._fonts[font] = name.value.decode("utf-8", "replace")
        return self._fonts[font]


@cache
def _is_bold(font: str) -> bool:
    """Say whether a font is a bold one, by its name."""
    return any(word in font.lower() for word in _BOLD)


@cache
def _symbol_font(font: str) -> str:
    """Return the name of a font that draws letters as other signs (Symbol, Wingdings), "" for any other.

    >>> _symbol_font("ABCDEF+SymbolMT"), _symbol_font("Wingdings-Regular"), _symbol_font("TimesNewRomanPSMT")
    ('symbol', 'wingdings', '')
    """
    name = font_name(font).removesuffix("mt")
    return name if shown("\u00b7", name) != "\u00b7" else ""


def _glyphs(text: str, edges: list[float], baseline: float, look: Look, turn: Turn) -> list[Glyph]:
    """Return the characters of a text object by stretches; `edges` holds left, top, right and bottom of each."""
    if look.degrees:
        by = turn.by(look.degrees)
        boxes = [by.shown((a, d, c, b)) for a, b, c, d in zip(*[iter(edges)] * 4, strict=True)]
        lefts, rights = [b[0] for b in boxes], [b[2] for b in boxes]
    else:
        lefts, rights = ([x - turn.left for x in edges[k::4]] for k in (0, 2))
    found = []
    symbols = _symbol_font(look.font)
    for start, stop in _together(text, lefts, rights, look.size):
        words = text[start:stop]
        if words.isspace() and rights[stop - 1] <= lefts[start]:
            continue
        if not words.isprintable():
            words = "".join("-" if ord(c) in HYPHENS else c for c in words)
        if symbols or not words.isprintable():
            words = shown(words, symbols)
        edge = tuple(lefts[start:stop])
        found.append(Glyph(words, edge[0], max(rights[stop - 1], edge[0]), baseline, look.size, look.bold, edge, look.font))
    return found


def _together(text: str, lefts: Sequence[float], rights: Sequence[float], size: float) -> Iterator[tuple[int, int]]:
    """Yield from where to where the characters of a text object stand together; white space between two such stretches is one too.

    A space without width stands for a gap, in which letters of another font may have their place; it is left out.
    """
    spaces = [c.isspace() for c in text] if not text.isalnum() else [False] * len(text)
    gap, within = WORD_GAP * size, SPACE_WITHIN * size
    start, i, count = 0, 1, len(text)
    while i < count:
        single = spaces[i] and i + 1 < count and not spaces[i + 1] and not spaces[i - 1] and rights[i] > lefts[i]
        if single and -gap <= lefts[i + 1] - rights[i - 1] <= within:
            i += 2
            continue
        if spaces[i] != spaces[i - 1] or not -size < lefts[i] - rights[i - 1] <= gap:
            yield start, i
            start = i
        i += 1
    if count:
        yield start, count
