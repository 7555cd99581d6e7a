"""Text with its way back to the source: spans, offset maps, places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

_set = object.__setattr__


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """Half-open interval of code points.

    >>> Span(2, 4).of("kế hoạch")
    ' h'
    """

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:  # written out, for a plan has a thousand spans
        if not 0 <= start <= end:
            raise ValueError(f"not a span: [{start}, {end})")
        _set(self, "start", start)
        _set(self, "end", end)

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the slice of `text`; a span that runs past its end raises ValueError."""
        if self.end > len(text):
            raise ValueError(f"span [{self.start}, {self.end}) is outside a text of {len(text)} characters")
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """Return the span moved by `by` code points."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Say whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace text[start:end] by `new` (an insertion where start == end, a deletion where new is "")."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Maps spans of an edited text to spans of the text before the edits.

    Pieces, in order: `new[i]` and `old[i]` are where piece i starts in the edited and in the earlier text; `copied[i]` says
    whether the piece is a plain copy (mapped character by character) or a replacement (mapped as one whole).
    """

    new: tuple[int, ...]
    old: tuple[int, ...]
    old_end: tuple[int, ...]
    copied: tuple[bool, ...]
    length: int

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        """Return the map of a text of `length` characters onto itself."""
        return cls((0,), (0,), (length,), (True,), length)

    def start(self, at: int) -> int:
        """Return where the character at `at` of the edited text begins in the earlier text."""
        i = bisect_right(self.new, at) - 1
        return self.old[i] + (at - self.new[i]) if self.copied[i] else self.old[i]

    def end(self, at: int) -> int:
        """Return where the character that ends at `at` of the edited text ends in the earlier text."""
        if at == 0:
            return self.old[0]
        i = bisect_right(self.new, at - 1) - 1
        return self.old[i] + (at - self.new[i]) if self.copied[i] else self.old_end[i]

    def span(self, span: Span) -> Span:
        """Return the span of the earlier text that `span` of the edited text came from.

        Raises ValueError where `span` runs past the end of the edited text.
        """
        if span.end > self.length:
            raise ValueError(f"span [{span.start}, {span.end}) is outside a text of {self.length} characters")
        if span.start == span.end:
            at = self.start(span.start) if span.start < self.length else self.end(span.start)
            return Span(at, at)
        return Span(self.start(span.start), self.end(span.end))

    def inverse(self, span: Span) -> Span:
        """Return the span of the edited text that came from `span` of the earlier text; an empty one where nothing of it was kept.

        >>> edited("QĐ- \\nTTg", [Edit(3, 5, "")])[1].inverse(Span(4, 8))
        Span(start=3, end=6)
        """
        characters = range(self.length)
        start = bisect_right(characters, span.start, key=lambda i: self.end(i + 1))
        return Span(start, max(start, bisect_left(characters, span.end, key=self.start)))

    def then(self, later: OffsetMap) -> OffsetMap:
        """Compose: this map made the text that `later` starts from; the result leads from later's text to this one's source."""
        if self == OffsetMap.identity(self.length):
            return later
        pieces: list[_Piece] = []
        i = 0
        ends = (*later.new[1:], later.length)
        for at, to, start, end, is_copy in zip(later.new, ends, later.old, later.old_end, later.copied, strict=True):
            if not is_copy:
                source = self.span(Span(start, end))
                pieces.append((at, source.start, source.end, False))
                continue
            while at < to:
                while i + 1 < len(self.new) and self.new[i + 1] <= start:
                    i += 1
                stop = self.new[i + 1] if i + 1 < len(self.new) else self.length
                size = min(to - at, stop - start)
                if self.copied[i]:
                    source_start = self.old[i] + start - self.new[i]
                    pieces.append((at, source_start, source_start + size, True))
                else:
                    pieces.append((at, self.old[i], self.old_end[i], False))
                at, start = at + size, start + size
        return _offset_map(pieces, later.length, self.old[0])


_Piece = tuple[int, int, int, bool]
"""A piece of an offset map: where it starts in the new text, start and end in the old one, whether it is a copy."""


def _offset_map(pieces: Sequence[_Piece], length: int, old_start: int) -> OffsetMap:
    """Return the map of `pieces`; that of an empty text leads to `old_start`."""
    if not pieces:
        return OffsetMap((0,), (old_start,), (old_start,), (True,), 0)
    new, old, old_end, copied = zip(*pieces, strict=True)
    return OffsetMap(new, old, old_end, copied, length)


def edited(text: str, edits: Iterable[Edit]) -> tuple[str, OffsetMap]:
    """Apply `edits` (in order, not overlapping) to `text`; return the new text and its map back.

    Raises ValueError where edits overlap or run past the end.

    >>> new, back = edited("QĐ- \\nTTg", [Edit(3, 5, "")])
    >>> new, back.span(Span(0, 6))
    ('QĐ-TTg', Span(start=0, end=8))
    """
    chunks: list[str] = []
    pieces: list[_Piece] = []
    at = done = 0
    for e in edits:
        start, end, new = e.start, e.end, e.new
        if start < done or end < start or end > len(text):
            raise ValueError(f"edit {e} overlaps another or is outside a text of {len(text)} characters")
        if start > done:
            chunks.append(text[done:start])
            pieces.append((at, done, start, True))
            at += start - done
        if new:
            chunks.append(new)
            pieces.append((at, start, end, False))
            at += len(new)
        done = end
    if done < len(text):
        chunks.append(text[done:])
        pieces.append((at, done, len(text), True))
        at += len(text) - done
    return "".join(chunks), _offset_map(pieces, at, 0)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stretch of text stands in its file: page (from 1) and box in points, or paragraph and run in it (both from 0)."""

    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    paragraph: int | None = None
    run: int | None = None
    confidence: float | None = None
    """How sure the recognition of a scan is of the stretch, 0 to 1; None where the file holds the text itself."""

    def to_dict(self) -> dict[str, object]:
        """Return the known parts as plain values."""
        parts = {"page": self.page, "box": self.box, "paragraph": self.paragraph, "run": self.run, "confidence": self.confidence}
        return {name: list(x) if isinstance(x, tuple) else x for name, x in parts.items() if x is not None}


@dataclass(frozen=True, slots=True)
class Repair:
    """What recognition got wrong: where it stands in the raw text, what takes its place, and the rule that says so."""

    span: Span
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a plan was read from."""

    name: str
    sha256: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Pages:
    """What a reader gives: the source decoded, the text in reading order, and the way back.

    `raw` is the file as decoded (txt, md, html) or the reader's own text (docx, pdf); `offsets` maps `text` to `raw`;
    `places` lists, in order, where each stretch of `raw` stands in the file; `aside`, in order, the stretches of `raw` that the reader
    left out of `text`, each with the reason (running head, footnote, …);
    `repairs`, in order, what was put right in recognised text. Bold text is marked `**…**`, a heading `#`, a table row
    is a line `| a | b |`, whatever the format.
    """

    source: Source
    raw: str
    text: str
    offsets: OffsetMap
    places: tuple[tuple[Span, Place], ...] = ()
    notes: tuple[str, ...] = ()
    aside: tuple[tuple[Span, str], ...] = ()
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, heading or table row of the canonical text (its span holds no line break)."""

    span: Span
    bold: int = 0
    """How many leading characters are bold; len(span) where the whole line is."""
    heading: int = 0
    """Level of the markdown or style heading, 0 where it is none."""
    row: bool = False
    """Whether it is a row of a table; cells are parted by ` | `."""

    @property
    def all_bold(self) -> bool:
        """Whether the whole line is bold."""
        return 0 < len(self.span) <= self.bold


@dataclass(frozen=True, slots=True)
class Text:
    """Canonical text: NFC, one paragraph a line, without markup, page furniture and web-page remains.

    `offsets` maps canonical spans to `raw`; `removed` lists what was left out as (raw span, reason).
    """

    raw: str
    canonical: str
    offsets: OffsetMap
    lines: tuple[Line, ...]
    removed: tuple[tuple[Span, str], ...] = ()
    places: tuple[tuple[Span, Place], ...] = field(default=(), repr=False)

    def source(self, span: Span) -> Span:
        """Return the span of the raw text that a canonical span came from; raises ValueError outside the text."""
        return self.offsets.span(span)

    def of(self, span: Span) -> str:
        """Return the canonical characters of `span`."""
        return span.of(self.canonical)

    def where(self, span: Span) -> Iterator[Place]:
        """Yield the places (page, paragraph) that `span` of the canonical text touches; none for plain text."""
        return (place for _, place in self.placed(self.source(span)))

    def placed(self, raw: Span) -> Iterator[tuple[Span, Place]]:
        """Yield the stretches of the raw text that `raw`, a span of it, touches, each with its place; none for plain text."""
        for i in range(bisect_right(self.places, raw.start, key=_place_end), len(self.places)):
            stretch, place = self.places[i]
            if stretch.start >= raw.end:
                return
            if stretch.overlaps(raw):
                yield stretch, place


def _place_end(placed: tuple[Span, Place]) -> int:
    return placed[0].end
