"""Lines of a page: what each is (blank, text, cell bar, table row, rule) and its text without markup."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_LINE = re.compile(
    r"^[ ]*(?:(?P<bar>\|(?:[ ]*\|)*)|(?P<divide>\|[ ]*:?-{2,}:?[ |:\-]*)|(?P<row>\|.*\||[^|\n]+ \| [^\n]*\|)"
    r"|(?P<rule>(?:[-_=*~–—.…][ ]?){3,}|#{1,6}|[*][*]?[ ]?[*]?[*]?)|(?P<text>\S.*?))?[ ]*$",
    re.MULTILINE,
)
_MARK = re.compile(r"\*{1,}|</?[a-zA-Z][a-zA-Z0-9]{0,9}[ ]?/?>|\\(?=[*_#|.\[\]()+-])|[ ]{2,}|[-_]{4,}")
_GAP = re.compile(r"(?<=\S)(?<!Số:)(?<!Số)(?<!ngày)(?<!tháng)(?<!năm)(?<!\.\.)[ ]{5,}(?=\S)")
_HEAD = re.compile(r"(#{1,6})[ ]*")
_BULLET = re.compile(r"\*[ ]+(?=\S)")


@dataclass(slots=True)
class PageLine:
    """One line of the page; `parts` are the stretches of its text that are kept, with whether each is bold."""

    kind: str
    start: int
    end: int
    parts: list[tuple[int, int, bool]] = field(default_factory=list)
    text: str = ""
    heading: int = 0
    opens_marked: bool = False
    """The line begins inside bold or italics that an earlier line opened."""
    all_bold: bool = False
    column: bool = False
    """A wide gap parts it from other words of the same line: it stands in a column of its own."""
    new_page: bool = False
    """A page number stood right before it."""


def page_lines(text: str) -> list[PageLine]:
    """Split `text` into lines with their markup read. Bold and italics may run over line ends up to a blank line or a cell bar."""
    lines: list[PageLine] = []
    bold = italic = False
    for m in _LINE.finditer(text):
        kind = m.lastgroup or "blank"
        if kind != "text":
            if kind == "rule" and "**" in m.group():
                bold = not bold if m.group().strip() == "**" else bold
            elif kind in ("blank", "bar"):
                bold = italic = False
            lines.append(PageLine(kind, m.start(), m.end(), text=m.group().strip() if kind in ("bar", "row") else ""))
            continue
        end = m.end("text")
        barred = text.endswith(" |", m.start("text"), end)
        columns = _columns(text, m.start("text"), end - 2 * barred)
        for start, end in columns:
            line = PageLine("text", start, end, opens_marked=bold or italic, column=len(columns) > 1)
            bold, italic = _read_marks(text, line, bold, italic)
            lines.append(line if line.parts else PageLine("rule", start, end))
        if barred:
            bold = italic = False
            lines.append(PageLine("bar", end - 1, end, text="|"))
    return lines


def _columns(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a line where a wide gap parts two columns (letterhead and signature of a page kept as plain text)."""
    if text.find("     ", start, end) < 0:
        return [(start, end)]
    found = []
    for gap in _GAP.finditer(text, start, end):
        found.append((start, gap.start()))
        start = gap.end()
    return [*found, (start, end)]


def _read_marks(text: str, line: PageLine, bold: bool, italic: bool) -> tuple[bool, bool]:
    """Fill in the line's parts; return whether bold and italics are open at its end."""
    at = line.start
    if text[at] == "#" and (head := _HEAD.match(text, at)):
        line.heading, at = len(head.group(1)), head.end()
    if _MARK.search(text, at, line.end) is None:
        line.parts = [(at, line.end, bold)]
        line.text = text[at : line.end].strip()
        line.all_bold = bold
        return bold, italic
    marks = _MARK.finditer(text, at, line.end)
    if (bullet := _BULLET.match(text, at)) and not bold:
        marks = _MARK.finditer(text, bullet.end(), line.end)
    opened_broken = text.startswith("** ", at) and not bold
    for m in marks:
        if m.start() > at:
            line.parts.append((at, m.start(), bold))
        if m.group()[0] == "*":
            stars = len(m.group())
            bold ^= stars % 4 in (2, 3)
            italic ^= stars % 2 == 1
        elif m.group()[0] == " " and m.start() > at:
            line.parts[-1] = (at, m.start() + 1, bold)
        at = m.end()
    if at < line.end:
        line.parts.append((at, line.end, bold))
    line.text = "".join(text[a:b] for a, b, _ in line.parts).strip()
    if not line.text:
        line.parts = []
    line.all_bold = bool(line.parts) and all(b for a, e, b in line.parts if text[a:e].strip(" .:;,"))
    if opened_broken and bold:
        return False, False
    return bold, italic and not opened_broken
