"""Markdown: its tables as rows, its HTML as a browser shows it, its breaks as lines; bold, headings and rows stay marked."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kehoach.ingest.html.reader import fragment
from kehoach.ingest.html.tree import elements
from kehoach.ingest.plain import read_plain
from kehoach.ingest.reading import Reading
from kehoach.ingest.tables import is_layout
from kehoach.records.text import Edit, Span, edited

_TABLE_TAG = re.compile(r"<(/?)table(?:\s[^<>]*)?>", re.IGNORECASE)
_TABLE = re.compile(r"(?:^[ \t]*\|[^\n]*\|[ \t\r]*(?:\n|\Z))+", re.MULTILINE)
_ROW = re.compile(r"\|[^\n]*\|")
_DIVIDE = re.compile(r"\|[ \t]*:?-[ \t|:\-]*")
_BAR = re.compile(r"[ \t]*(?<!\\)\|[ \t]*")
_BREAK = re.compile(r"[ \t]*<br[ \t]*/?>[ \t]*", re.IGNORECASE)
_STARS = re.compile(r"(?P<blank>\n[ \t\r]*\n)|(?<!\\)(?!(?<=>)\*<)(?P<stars>\*{1,3}(?![\s*])|(?<=\S)\*{1,3})")
_NOTES = frozenset({"note", "mark"})
_SAID = ("part", "raised", "lowered", "figure")

_MARK = re.compile(
    r"""
    (?P<note>^\[\^[\w-]{1,20}\]:.*(?:\n(?!\[\^)[^\n]*\S[^\n]*)*(?:(?:\r?\n){1,2}[ ]{4}[^\n]+)*)  # `[^1]: …`, the text of a footnote
    |(?P<mark>[ ]?\^\[[^\]\[\n]{0,1000}\]|\[\^[\w-]{1,20}\])                                       # `[^1]` or `^[…]`, where it stands
    |(?P<comment><!--(?:[^-]|-(?!->)){0,500}-->)
    |(?P<fence>^:{3,}[^\n]*$|[ ]*\{[.\#][\w.\#=" -]*\}(?=\s*$))  # a styled part (pandoc)
    |(?P<quote>^(?:[ ]{0,3}>(?![ ]?\d+[,.\d]*[ ]?(?:%|[^\W\dA-Z_]))[ ]?)+)
    |(?P<size>(?<=\))\{[\w.\#][^}\n]{0,200}\})  # of a picture
    |(?P<line>\\\r?\n|[ ]*<[bB][rR][ ]*/?>[ ]*(?:\r?\n)?)
    |(?P<tag></?(?P<name>[a-zA-Z][a-zA-Z0-9]{0,9})(?P<attributes>\s[^<>\n]*)?/?>)
    |(?P<reference>&(?:[a-zA-Z]{2,8}|\#\d{2,6}|\#[xX][\da-fA-F]{2,5});)
    |\[(?P<part>[^\]\[\n]{1,300})\]\{[.\#][^}\n]{0,200}\}
    |\^(?P<raised>[^\s^\[]{1,10})\^
    |(?<=\w)~(?P<lowered>\d{1,3})~
    |\$(?P<figure>\d[\d.,]*[ ]?)\$
    """,
    re.MULTILINE | re.VERBOSE,
)
"""Marks of CommonMark, of GitHub's tables and of pandoc, but for those that the normaliser reads itself (bold, links, quotes …)."""


def read_markdown(data: bytes) -> Reading:
    """Return the text of a .md file; `raw` holds the characters of the file. The text of footnotes is listed in `aside`.

    A line that breaks inside a paragraph (`<br>`, a backslash at its end) is parted from the next by a blank line.

    Raises ReadError `file.binary` or `file.encoding`.
    """
    found = read_plain(data)
    text, offsets = found.text, found.offsets
    for edits in (_html_tables, _pipe_tables):
        text, back = edited(text, edits(text))
        offsets = offsets.then(back)
    marks = list(_MARK.finditer(text))
    aside = [(offsets.span(Span(*m.span())), "footnote" if m["note"] else "footnote mark") for m in marks if m.lastgroup in _NOTES]
    text, back = edited(text, _shown(text, marks))
    return Reading(found.raw, text, offsets.then(back), (), found.notes, tuple(aside))


def _html_tables(text: str) -> Iterator[Edit]:
    """Yield the edits that turn the tables written in HTML, tables inside them too, into rows or lines."""
    depth = start = 0
    for tag in _TABLE_TAG.finditer(text):
        if not tag[1]:
            start = start if depth else tag.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield Edit(start, start, "\n\n")
                yield from fragment(text, Span(start, tag.end()))
                yield Edit(tag.end(), tag.end(), "\n\n")


def _pipe_tables(text: str) -> Iterator[Edit]:
    """Yield the edits that part the cells of a table that lays out the page, and put the lines of a cell of data in one."""
    for table in _TABLE.finditer(text):
        if not _BREAK.search(table.group()):
            continue
        rows = list(_ROW.finditer(text, *table.span()))
        cells = [[_BREAK.split(cell) for cell in _BAR.split(m.group())[1:-1]] for m in rows if not _DIVIDE.fullmatch(m.group())]
        layout = is_layout(cells, True)
        for m in rows:
            if not layout:
                yield from (Edit(*b.span(), " ") for b in _BREAK.finditer(text, *m.span()))
            elif _DIVIDE.fullmatch(m.group()):
                yield Edit(*m.span(), "")
            else:
                yield from (Edit(*b.span(), "\n\n") for b in _BAR.finditer(text, *m.span()))


def _shown(text: str, marks: Sequence[re.Match[str]]) -> Iterator[Edit]:
    """Yield the edits that put what is shown in the place of marks."""
    stars = _Stars(text)
    for m in marks:
        if m["line"] or (m["tag"] and m["name"].lower() in elements("block")):
            still_open = stars.open_at(m.start())
            yield Edit(*m.span(), f"{still_open}\n\n{still_open}")
        elif m["reference"]:
            yield Edit(*m.span(), html.unescape(m.group()))
        elif not m["tag"] or "=" in (m["attributes"] or ""):
            yield Edit(*m.span(), next((m[name] for name in _SAID if m[name]), ""))


@dataclass(slots=True)
class _Stars:
    """Which stars (bold, italics) are open at a place, places being asked for in order; a blank line closes them."""

    text: str
    read_to: int = 0
    bold: bool = False
    italic: bool = False

    def open_at(self, at: int) -> str:
        for found in _STARS.finditer(self.text, self.read_to, at):
            size = len(found["stars"] or "")
            self.bold = size > 0 and self.bold ^ (size > 1)
            self.italic = size > 0 and self.italic ^ (size != 2)
        self.read_to = at
        return "*" * (2 * self.bold + self.italic)
