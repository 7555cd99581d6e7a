"""Build the canonical text: characters, then paragraphs, then the document alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kehoach.normalise.bounds import bounds
from kehoach.normalise.lines import PageLine, cell_lines, page_lines
from kehoach.normalise.paragraphs import cell_line_goes_on, glue, goes_on, manner
from kehoach.normalise.tables import bar_rows, is_layout
from kehoach.normalise.unicode import clean
from kehoach.records.text import Edit, Line, Pages, Span, Text, edited
from kehoach.rules.load import any_of

_NUMBER = re.compile(r"\d{1,3}")
_CELL = re.compile(r"[^|]+")
_FOOTNOTE = re.compile(r"\[\^[\w-]{1,20}\]:")
_KEY = re.compile(r"[\w-]{1,40}[ ]?:|-[ ]")

LONGEST_HEAD = 60  # lines of a markdown file's head
LONGEST_CELL = 36  # lines; the longest list of recipients met has 24
LONGEST_FURNITURE = 200  # characters; the longest met has 169, mostly an address


@dataclass(slots=True)
class _Paragraph:
    """A canonical line in the making: stretches of the cleaned text with what goes before each."""

    parts: list[tuple[str, int, int, bool]] = field(default_factory=list)
    heading: int = 0
    row: bool = False
    linked: bool = False
    """It is a link, or links, and nothing else."""

    def add(self, line: PageLine, before: str) -> None:
        self.linked = line.linked and (self.linked or not self.parts)
        for start, end, bold in line.parts:
            self.parts.append((before, start, end, bold))
            before = ""

    def text(self, source: str) -> str:
        return "".join([glued + source[a:b] for glued, a, b, _ in self.parts])

    def ending(self, source: str) -> str:
        """Return the end of the text: its last two characters before the space at its end, and maybe more."""
        text = ""
        for glued, start, end, _ in reversed(self.parts):
            text = (glued + source[start:end] + text).rstrip()
            if len(text) > 1:
                break
        return text

    def tidied(self, source: str) -> _Paragraph:
        """Return the paragraph without space at its ends, double spaces and empty cells at its end."""
        if len(self.parts) == 1:
            glued, start, end, _ = self.parts[0]
            if start < end and not glued and source[start] != " " != source[end - 1]:
                return self
        parts: list[tuple[str, int, int, bool]] = []
        spaced = True
        for glued, start, end, bold in self.parts:
            if spaced and not glued.strip():
                glued = ""
            while start < end and source[start] == " " and (spaced or glued.endswith(" ")):
                start += 1
            if start == end and not glued.strip():
                continue
            parts.append((glued, start, end, bold))
            spaced = (source[end - 1] if end > start else glued[-1:]) == " "
        while parts and (not source[parts[-1][1] : parts[-1][2]].strip()):
            parts.pop()
        if parts:
            glued, start, end, bold = parts[-1]
            parts[-1] = (glued, start, start + len(source[start:end].rstrip(" ")), bold)
            parts[0] = ("", *parts[0][1:])
        return _Paragraph(parts, self.heading, self.row, self.linked)


def normalise(pages: Pages) -> Text:
    """Return the canonical text of `pages`: NFC, one paragraph a line, without markup, page furniture and web-page remains.

    Any canonical span maps back to `pages.raw` through `Text.source`. A file that has pages or paragraphs of its own (`pages.places`) is
    the document and nothing else; a page of the web, or what was copied from one, may hold more.
    """
    cleaned, to_page = clean(pages.text)
    lines = page_lines(cleaned)
    _find_furniture(lines)
    _find_front_matter(cleaned, lines)
    drafts = _paragraphs(cleaned, _of_the_text(lines))
    paragraphs = [p for draft in drafts if (p := draft.tidied(cleaned)).parts]
    links = frozenset(i for i, p in enumerate(paragraphs) if p.linked)
    first, last = (0, len(paragraphs)) if pages.places else bounds([p.text(cleaned) for p in paragraphs], links)
    kept = paragraphs[first:last]
    canonical, to_clean = edited(cleaned, _edits(kept, len(cleaned)))
    to_raw = pages.offsets.then(to_page)
    removed = [(Span(x.start, x.end), x.furniture) for x in lines if x.furniture]
    removed += [(_extent(p), "web page") for p in (*paragraphs[:first], *paragraphs[last:])]
    return Text(
        raw=pages.raw,
        canonical=canonical,
        offsets=to_raw.then(to_clean),
        lines=tuple(_lines(kept, cleaned)),
        removed=tuple(sorted([*pages.aside, *((to_raw.span(span), reason) for span, reason in removed)])),
        places=pages.places,
    )


def _extent(p: _Paragraph) -> Span:
    return Span(p.parts[0][1], p.parts[-1][2])


def _find_furniture(lines: Sequence[PageLine]) -> None:
    """Mark the lines that belong to the page: running heads, stamps, page numbers that count up."""
    pattern = any_of("layout.toml", "furniture")
    numbers = []
    for i, line in enumerate(lines):
        if line.kind != "text":
            continue
        if _FOOTNOTE.match(line.text):
            line.furniture = "footnote"
        if len(line.text) >= LONGEST_FURNITURE:
            continue
        if pattern.fullmatch(line.text):
            line.furniture = "page furniture"
        if not line.column and _NUMBER.fullmatch(line.text) and not _beside_bar(lines, i):
            numbers.append(line)
    values = [int(line.text) for line in numbers]
    if values and values[0] <= 3 and all(a < b for a, b in pairwise(values)):
        for line in numbers:
            line.furniture = "page number"


def _find_front_matter(source: str, lines: Sequence[PageLine]) -> None:
    """Mark the head of a markdown file (`title: …` between two rules) as such."""
    if not lines or source[lines[0].start : lines[0].end].strip() != "---":
        return
    head: list[PageLine] = []
    for line in lines[1:LONGEST_HEAD]:
        written = source[line.start : line.end]
        if written.strip() == "---" and head:
            for x in head:
                x.furniture = "front matter"
            return
        if line.kind == "text" and not _KEY.match(written) and not (head and source[line.start - 1] in " -"):
            return
        head += [line] if line.kind == "text" else []


def _beside_bar(lines: Sequence[PageLine], i: int) -> bool:
    around = [*lines[max(0, i - 2) : i], *lines[i + 1 : i + 3]]
    return any(x.kind == "bar" for x in around)


def _of_the_text(lines: Sequence[PageLine]) -> list[PageLine]:
    """Return the lines of the text; the first one after a page number knows that a page starts with it."""
    found = []
    new_page = False
    for line in lines:
        if line.furniture:
            new_page = True
            continue
        if line.kind == "text":
            line.new_page, new_page = new_page, False
        found.append(line)
    return found


def _paragraphs(source: str, lines: Sequence[PageLine]) -> list[_Paragraph]:
    set_as = manner(lines)
    found: list[_Paragraph] = []
    before: PageLine | None = None
    blank = False
    cells = _cells(lines)
    columns = i = 0
    while i < len(lines):
        line = lines[i]
        i += 1
        if line.kind == "text":
            joined = before is not None and (
                cell_line_goes_on(before, line) if i - 1 in cells and not blank else goes_on(before, line, blank, set_as)
            )
            _put(source, found, line, joined)
            before, blank = line, False
        elif line.kind == "bar" and (table := bar_rows(lines, i - 1, columns)):
            rows, i = table
            columns = max(columns, len(rows[0]))
            found += [p for row in rows if (p := _bar_row(row)).parts]
            before = None
        elif line.kind == "row":
            found += _table_line(source, line)
            before = None
        elif line.kind == "blank":
            blank = True
        else:
            before = None
    return found


def _cells(lines: Sequence[PageLine]) -> frozenset[int]:
    """Return the indices of the lines that stand in a cell: between two bars that are no further apart than a cell is long."""
    bars = [i for i, line in enumerate(lines) if line.kind == "bar"]
    near = [(a, b) for a, b in pairwise(bars) if b - a <= LONGEST_CELL]
    return frozenset(i for a, b in near for i in range(a + 1, b))


def _put(source: str, found: list[_Paragraph], line: PageLine, joined: bool) -> None:
    if joined and found and found[-1].parts:
        last = found[-1]
        last.add(line, glue(last.ending(source)))
        return
    paragraph = _Paragraph(heading=line.heading)
    paragraph.add(line, "")
    found.append(paragraph)


def _bar_row(row: Sequence[Sequence[PageLine]]) -> _Paragraph:
    paragraph = _Paragraph(row=True)
    for n, cell in enumerate(row):
        for k, line in enumerate(cell):
            paragraph.add(line, " " if k else " | " if n else "")
        if not cell and n:
            last = paragraph.parts[-1][2] if paragraph.parts else None
            if last is not None:
                paragraph.parts.append((" | ", last, last, False))
    return paragraph


def _table_line(source: str, line: PageLine) -> list[_Paragraph]:
    """Read a row written on one line: a data row stays one paragraph, the cells of a layout table become paragraphs."""
    cells: list[list[PageLine]] = []
    for m in _CELL.finditer(source, line.start, line.end):
        if cells or m.group().strip():
            cells.append(cell_lines(source, m.start(), m.end()))
    if cells and not cells[-1]:
        cells.pop()
    texts = [" ".join(x.text for x in cell) for cell in cells]
    if not is_layout([t for t in texts if t]):
        return [p] if (p := _bar_row(cells)).parts else []
    found: list[_Paragraph] = []
    for cell in cells:
        for x in cell:
            _put(source, found, x, joined=False)
    return found


def _edits(paragraphs: Sequence[_Paragraph], length: int) -> Iterator[Edit]:
    """Yield the edits that leave, of a text of `length` characters, only the paragraphs' stretches, one paragraph a line."""
    done = 0
    for n, p in enumerate(paragraphs):
        for k, (glued, start, end, _) in enumerate(p.parts):
            yield Edit(done, max(done, start), glued if k else "\n" * (n > 0))
            done = max(done, end)
    yield Edit(done, length, "")


def _lines(paragraphs: Sequence[_Paragraph], source: str) -> list[Line]:
    """Return the canonical lines with their bold lead, heading level and whether they are rows."""
    found: list[Line] = []
    at = 0
    for p in paragraphs:
        bold = size = 0
        plain = False
        for glued, start, end, is_bold in p.parts:
            size += len(glued) + end - start
            plain = plain or (not is_bold and source[start:end].strip(" .:;,*") != "")
            bold = size if is_bold and not plain else bold
        found.append(Line(Span(at, at + size), size if bold and not plain else bold, p.heading, p.row))
        at += size + 1
    return found
