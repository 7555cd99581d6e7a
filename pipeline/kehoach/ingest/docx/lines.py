"""Lines of a Word file on their way into the text: stretches with their places, then the small markup of `marks`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kehoach.ingest.marks import BOLD, WHITE, bold_lead
from kehoach.ingest.reading import Aside, Part
from kehoach.records.text import Place


class Chunk(NamedTuple):
    """A stretch of a line that one run gives, or what is put between runs."""

    text: str
    bold: bool = False
    place: Place | None = None


@dataclass(slots=True)
class Line:
    """A line of the text, without markup; a row of a table is given by its cells."""

    chunks: Sequence[Chunk]
    heading: int = 0
    cells: tuple[Sequence[Chunk], ...] = ()

    @property
    def text(self) -> str:
        """The line as it stands in the file."""
        return "".join(c.text for c in self.chunks)

    def parts(self) -> Iterator[Part]:
        """Yield the line with its markup."""
        if self.cells:
            yield "| ", None
            for i, cell in enumerate(self.cells):
                yield from [(" | ", None)] if i else []
                yield from ((c.text, c.place) for c in cell)
            yield " |", None
        elif self.heading:
            yield f"{'#' * self.heading} ", None
            yield from ((c.text, c.place) for c in self.chunks)
        else:
            yield from _with_bold(self.chunks)


Block = Line | Aside


def row(cells: Iterable[Iterable[Line]]) -> Line:
    """Return a table row as one line; what a cell holds stands on one line, blanks between."""
    squeezed = tuple(_squeezed(cell) for cell in cells)
    return Line([c for cell in squeezed for c in (*cell, Chunk(" "))], cells=squeezed)


def _squeezed(lines: Iterable[Line]) -> Sequence[Chunk]:
    """Return the stretches of a cell on one line, with single blanks, none at the ends."""
    found: list[Chunk] = []
    for c in (c for line in lines for c in (*line.chunks, Chunk(" "))):
        text = WHITE.sub(" ", c.text)
        if not found or found[-1].text.endswith(" "):
            text = text.removeprefix(" ")
        if text:
            found.append(c._replace(text=text))
    if found and found[-1].text.endswith(" "):
        last = found.pop()
        found += [last._replace(text=last.text[:-1])] if len(last.text) > 1 else []
    return found


def lines_of(chunks: Sequence[Chunk], heading: int) -> Iterator[Line]:
    """Yield a paragraph's lines (it has several where it holds line breaks), without white space at their ends; none for blank ones."""
    line: list[Chunk] = []
    for c in chunks:
        first, *others = c.text.split("\n") if "\n" in c.text else (c.text,)
        line.append(c._replace(text=first) if others else c)
        for text in others:
            yield from _line(line, heading)
            line = [c._replace(text=text)]
    yield from _line(line, heading)


def _line(chunks: Sequence[Chunk], heading: int) -> Iterator[Line]:
    start, end = 0, len(chunks)
    while start < end and not chunks[start].text.strip():
        start += 1
    while start < end and not chunks[end - 1].text.strip():
        end -= 1
    if start == end:
        return
    own = list(chunks[start:end])
    own[0] = own[0]._replace(text=own[0].text.lstrip())
    own[-1] = own[-1]._replace(text=own[-1].text.rstrip())
    yield Line(own, heading)


def _with_bold(chunks: Sequence[Chunk]) -> Iterator[Part]:
    """Yield a line's stretches with its leading bold part marked."""
    end = 0
    if chunks[0].bold:
        flags = [c.bold for c in chunks for _ in c.text]
        end = bold_lead("".join(c.text for c in chunks), flags)
    if end:
        yield BOLD, None
    for c in chunks:
        if 0 < end <= len(c.text):
            yield c.text[:end], c.place
            yield BOLD, None
            yield c.text[end:], c.place
        else:
            yield c.text, c.place
        end -= len(c.text)
