"""Word files under check: from a span of the text read to the characters of the file, and the file written again."""

from __future__ import annotations

import io
import zipfile
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, takewhile
from typing import Any

from kehoach.check.printed import is_ink
from kehoach.ingest.docx import open_docx, paragraphs
from kehoach.ingest.docx_fonts import convert
from kehoach.ingest.docx_runs import pieces, runs
from kehoach.records.text import Span, Text


@dataclass(frozen=True, slots=True)
class Letter:
    """A character of a paragraph: its run, the element that stands for it, and where in that element's text."""

    run: Any
    piece: Any
    at: int
    order: tuple[int, int]
    """Number of its paragraph and of itself in there."""


class WordFile:
    """A Word file, open to be changed, with the text that was read from it."""

    def __init__(self, data: bytes, text: Text) -> None:
        """Open the file `data`; raises ReadError `docx.broken` where it is none."""
        self._data = data
        self._text = text
        self.document = open_docx(data)
        convert(self.document)
        self.paragraphs = paragraphs(self.document)

    @cached_property
    def _stretches(self) -> list[tuple[Span, int]]:
        """The stretches of the source text with the paragraph that each begins with; lines of one paragraph are one stretch."""
        found: list[tuple[Span, int]] = []
        for span, place in self._text.places:
            number = place.paragraph or 0
            if found and found[-1][1] == number:
                found[-1] = Span(found[-1][0].start, span.end), number
            else:
                found.append((span, number))
        return found

    @cached_property
    def _ends(self) -> dict[int, int]:
        """For each paragraph that a stretch begins with, the paragraph before which the stretch ends: a table row holds several."""
        numbers = sorted({number for _, number in self._stretches})
        return dict(pairwise([*numbers, len(self.paragraphs)]))

    def _touched(self, span: Span) -> Iterator[tuple[Span, int]]:
        at = bisect_right(self._stretches, span.start, key=lambda s: s[0].end)
        return takewhile(lambda s: s[0].start < span.end, self._stretches[at : at + len(span) + 1])

    def paragraph_at(self, span: Span) -> Any:
        """Return the paragraph in which a span of the source text begins; where it touches none, that before it."""
        before = bisect_right(self._stretches, span.start, key=lambda s: s[0].start) - 1
        _, number = next(self._touched(span), self._stretches[max(0, before)])
        return self.paragraphs[number]

    def letters(self, span: Span) -> dict[int, Letter]:
        """Return the characters of the file for the offsets of `span` in the source text, as far as they are the file's own.

        Markup and automatic labels have none. What was returned before the file was changed holds no longer.
        """
        found: dict[int, Letter] = {}
        for stretch, number in self._touched(span):
            lines = [list(self._letters_of(n)) for n in range(number, self._ends[number])]
            found |= {i: x for i, x in _aligned(self._text.raw, stretch, lines).items() if span.start <= i < span.end}
        return found

    def _letters_of(self, number: int) -> Iterator[tuple[str, Letter]]:
        n = 0
        for run in runs(self.paragraphs[number]):
            for piece, text in pieces(run):
                for at, c in enumerate(text):
                    yield c, Letter(run, piece, at, (number, n))
                    n += 1

    def saved(self) -> bytes:
        """Return the file as it is now; the parts that were not changed are those of the first file, byte for byte."""
        out = io.BytesIO()
        self.document.save(out)
        return _with_own_parts(self._data, out.getvalue())


def _aligned(raw: str, stretch: Span, lines: Sequence[Sequence[tuple[str, Letter]]]) -> dict[int, Letter]:
    """Return offset → character for a stretch of the source text and the paragraphs that it was made of.

    The characters of each paragraph stand in the stretch without a gap but for white space and markup. They are looked for from the end,
    since what the reader puts before a paragraph (its label) may look like the paragraph's own beginning.
    """
    offsets = [i for i in range(stretch.start, stretch.end) if is_ink(raw[i])]
    ink = "".join(raw[i] for i in offsets)
    end, found = len(ink), dict[int, Letter]()
    for line in reversed(lines):
        own = [(k, c) for k, (c, _) in enumerate(line) if is_ink(c)]
        at = ink.rfind("".join(c for _, c in own), 0, end) if own else -1
        if at < 0:
            continue
        end = at
        placed = [(offsets[at + n], k) for n, (k, _) in enumerate(own)]
        found |= {i: line[k][1] for i, k in placed}
        for (i, k), (j, m) in pairwise(placed):
            found |= _between(raw, range(i + 1, j), line, range(k + 1, m))
    return found


def _between(raw: str, offsets: range, line: Sequence[tuple[str, Letter]], letters: range) -> dict[int, Letter]:
    """Match what stands between two letters: white space, and signs that may be the reader's markup or the paragraph's own."""
    found: dict[int, Letter] = {}
    k = letters.start
    for i in offsets:
        if k < letters.stop and (raw[i] == line[k][0] or (raw[i].isspace() and line[k][0].isspace())):
            found[i] = line[k][1]
            k += 1
    return found


def _with_own_parts(before: bytes, after: bytes) -> bytes:
    """Return the zip file `after` with the parts of `before` that say the same, byte for byte."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new, zipfile.ZipFile(out, "w") as target:
        known = {i.filename: i for i in old.infolist()}
        for info in sorted(new.infolist(), key=lambda i: list(known).index(i.filename) if i.filename in known else len(known)):
            data = new.read(info)
            own = known.get(info.filename)
            if own is not None and _same(info.filename, old.read(own), data):
                data = old.read(own)
            head = zipfile.ZipInfo(info.filename, own.date_time if own else (1980, 1, 1, 0, 0, 0))
            head.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(head, data)
    return out.getvalue()


def _same(name: str, before: bytes, after: bytes) -> bool:
    """Say whether a part as written is the part as it was: the same bytes, or what these come to when written by the same hand."""
    from docx.opc import oxml

    parse: Any = oxml.parse_xml  # of bytes, whatever its signature says
    if before == after or not name.endswith((".xml", ".rels")):
        return before == after
    if name.endswith(".rels"):
        one, other = ({tuple(sorted(rel.attrib.items())) for rel in parse(part)} for part in (before, after))
        return one == other
    return bytes(oxml.serialize_part_xml(parse(before))) == after
