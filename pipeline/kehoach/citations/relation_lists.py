"""Lists of directives whose heading, lead line or column says how the document stands to them, though no item says so itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kehoach.citations.draft import Draft
from kehoach.citations.words import ITEM_LEAD
from kehoach.records.document import Document, Found, Section
from kehoach.records.text import Span
from kehoach.rules.letters import expand
from kehoach.rules.load import any_of, rules

LEAD = re.compile(ITEM_LEAD.pattern + r"(?:[Cc]ác\s)?")
_MARK = re.compile(expand(r"\s*(?:(?P<dash>[-–+*•])|(?P<label>\(?(?:\d{1,2}|[a-zđ])[.)/])(?=\s))"))
_CELL = re.compile(r"[^|\n]+")

LONGEST_HEAD = 160  # characters of a line that leads in a list …
LONGEST_ALONE = 20  # … and of one without a colon (`Căn cứ pháp lý`)


def rest_on_lists(document: Document, drafts: Sequence[Draft]) -> None:
    """Give the mentions of lists the relation that their heading, lead line or column tells (in place), where nothing nearer does."""
    starts = [d.start for d in drafts]
    for stretch, found in (*_under_headings(document), *_under_lines(document.text.canonical), *_under_columns(document.text.canonical)):
        inside = drafts[bisect_left(starts, stretch.start) : bisect_left(starts, stretch.end)]
        lead = LEAD.match(document.text.canonical, stretch.start)
        if not inside or lead is None or inside[0].start != lead.end():
            continue
        for draft in inside:
            if draft.fields["relation"].rule == "relation.default":
                draft.fields["relation"] = found


def _under_headings(document: Document) -> Iterator[tuple[Span, Found[str]]]:
    """Yield the units under a heading such as `Căn cứ pháp lý`."""
    headings = _basis_headings(document.sections)
    for unit in document.units:
        if heading := headings.get(unit.section):
            yield unit.span, Found("basis", heading, "relation.heading")


def _basis_headings(sections: Sequence[Section]) -> dict[str | None, Span]:
    """Return, by its id, the heading of each section that stands under one which names a basis, or is one."""
    basis = any_of("citations.toml", "basis_heading")
    found: dict[str | None, Span] = {}
    for section in sections:
        if section.parent in found or basis.match(section.title):
            found[section.id] = section.heading
    return found


def _under_lines(text: str) -> Iterator[tuple[Span, Found[str]]]:
    """Yield the lines of lists that a line such as `Căn cứ:` or `Thực hiện các văn bản sau:` leads in.

    Items bear one kind of mark, a dash or a label, as the first does; the list goes on behind each line that a semicolon ends, too.
    """
    head: Found[str] | None = None
    mark: str | None = None
    is_first = False
    previous = ""
    for start, end in _lines(text):
        line = text[start:end].rstrip()
        if not line:
            continue
        kind = found.lastgroup if head and (found := _MARK.match(line)) else None
        if head and (is_first or (kind is not None and kind == mark) or previous.endswith((";", ","))):
            mark, is_first = kind if is_first else mark, False
            yield Span(start, end), head
        else:
            head = _head(line, start)
            is_first = head is not None
        previous = line


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each line of `text` that is not empty starts and ends."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line:
            yield start, end
        start = end + 1


def _head(line: str, at: int) -> Found[str] | None:
    """Return the relation that a line such as `Căn cứ:` gives to the list behind it."""
    if len(line) > (LONGEST_HEAD if line.endswith(":") else LONGEST_ALONE):
        return None
    for rule in rules("citations.toml", "list_line"):
        if m := rule.pattern.fullmatch(line):
            start, end = m.span("opener")
            return Found(rule.value or "", Span(at + start, at + end) if end > 0 else Span(at, at + len(line)), f"relation.{rule.id}")
    return None


def _under_columns(text: str) -> Iterator[tuple[Span, Found[str]]]:
    """Yield the cells of tables in a column whose head names a basis."""
    if "|" not in text:
        return
    basis = any_of("citations.toml", "basis_column")
    heads: dict[int, Found[str]] = {}
    in_table = False
    for start, end in _lines(text):
        if text.count("|", start, end) < 2:
            heads, in_table = {}, False
            continue
        if in_table and not heads:
            continue
        cells = list(_CELL.finditer(text, start, end))
        if not in_table:
            heads = {
                i: Found("basis", Span(*cell.span()), "relation.column")
                for i, cell in enumerate(cells)
                if basis.fullmatch(cell.group().strip())
            }
        else:
            yield from ((Span(*cell.span()), heads[i]) for i, cell in enumerate(cells) if i in heads)
        in_table = True
