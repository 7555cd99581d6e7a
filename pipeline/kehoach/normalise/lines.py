"""Lines of a page: what each is (blank, text, cell bar, table row, rule) and its text without markup."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from kehoach.rules.letters import expand
from kehoach.rules.load import any_of

Kind = Literal["blank", "text", "bar", "divide", "row", "rule"]

_BARS = re.compile(r"\|(?:[ ]*\|)*")
_DIVIDE = re.compile(r"\|[ ]*:?-{2,}:?[ |:\-]*")
_ROW = re.compile(r"\|.*\||[^|]+ \| .*\|")
_RULE = re.compile(r"(?:[-_=*~–—.…][ ]?){3,}|#{1,6}|\*{1,2}[ ]?\*{0,2}|`{3,}\w{0,12}")
_RULED = frozenset("-_=*~–—.…#`")
_BOLD_TAG = re.compile(r"<(?P<closes>/?)(?:b|strong)[ ]?>")
_MARK_SIGNS = ("*", "<", "\\", "  ", "--", "_", "[")  # one of them stands in whatever _MARK finds
_TAG = r"</?[a-zA-Z][a-zA-Z0-9]{0,9}(?:\s+[\w:-]{1,30}\s?=\s?(?:\"[^\"<>]{0,300}\"|'[^'<>]{0,300}'|[^\s<>\"']{1,300})){0,12}[ ]?/?>"
_TARGET = (
    r"\(\s?<?(?:https?:|mailto:|javascript:|www\.|[./#?]|[\w%-]+[./])(?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s+\"[^\"\n]{0,300}\")?\s?\)"
)
_MARK = re.compile(
    rf"\*{{1,}}|{_TAG}|\\[!-/:-@\[-`{{-~]|[ ]{{2,}}|[-_]{{4,}}"
    rf"|!\[[^\[\]\n]{{0,300}}\]{_TARGET}|\[(?=[^\[\]\n]{{1,1000}}\]{_TARGET})|(?<!\s)\]{_TARGET}"  # picture, link and its end
    r"|\[\^[\w-]{1,20}\](?!:)"  # footnote mark
    r"|(?<![\w_\\])_{1,2}(?=(?:\*{1,3})?[^\W_][^\n]{0,1000}?[^\s_]_{1,2}(?![\w_]))|(?<=[^\s_\\])_{1,2}(?![\w_])"  # emphasis
)
_BREAK = re.compile(r"[ ]*<br[ ]?/?>[ ]*", re.IGNORECASE)
_GAP = re.compile(r"(?<=\S)(?<!Số:)(?<!Số)(?<!ngày)(?<!tháng)(?<!năm)(?<!\.\.)[ ]{5,}(?=\S)")  # a blank left to be filled in is no gap
_NAMES = re.compile(expand(r"(?:</?\w{1,6}>|\*\*)?\s?(?:[{UPPER}]{2}[^{LOWER}]*|S[ốỐ]\s?:.*)(?:</\w{1,6}>|\*\*)?"))
_TAIL_MARKS = re.compile(r"\s+(?:</?\w{1,6}>|\*\*|\s)*$")
_HEAD_SIGNS = "#>T"  # what _HEAD, _QUOTE and _PAGE begin with
_HEAD = re.compile(r"(#{1,6})[ ]*")
_PAGE = re.compile(r"Trang \d{1,3}(?=[^\W\d_])")  # the number of a page that has run into its first line (`Trang 2ỦY BAN`)
_QUOTE = re.compile(r"(?:>[ ]?){1,4}(?=[^\s\d>]|\d{1,2}\\?[.)])")  # of a quotation; `> 50%` says how much
_UNDERLINES = ("_", "__")
_BULLET = re.compile(r"\*[ ]+(?=\S)")

LONGEST_RUN_IN = 160  # characters of a line of a letterhead whose two columns have run together


@dataclass(slots=True)
class PageLine:
    """One line of the page; `parts` are the stretches of its text that are kept, with whether each is bold."""

    kind: Kind
    start: int
    end: int
    parts: list[tuple[int, int, bool]] = field(default_factory=list)
    text: str = ""
    heading: int = 0
    opens_marked: bool = False
    """The line begins inside bold or italics that an earlier line opened."""
    all_bold: bool = False
    linked: bool = False
    """All of its words are links."""
    column: bool = False
    """A wide gap parts it from other words of the same line: it stands in a column of its own."""
    new_page: bool = False
    """A page number stood right before it."""
    furniture: str | None = None
    """Why the line belongs to the page and not to the text; None where it is text."""


@dataclass(slots=True)
class _Marks:
    """Those of the signs of marks that a text holds, and whether bold and italics are open where a line of it ends."""

    signs: tuple[str, ...]
    bold: bool = False
    italic: bool = False

    @classmethod
    def of(cls, text: str) -> _Marks:
        return cls(tuple(sign for sign in _MARK_SIGNS if sign in text))

    def close(self) -> None:
        self.bold = self.italic = False


def page_lines(text: str) -> list[PageLine]:
    """Split `text` into lines with their markup read. Bold and italics may run over line ends up to a blank line or a cell bar."""
    lines: list[PageLine] = []
    marks = _Marks.of(text)
    at = 0
    for whole in text.split("\n"):
        start, at = at, at + len(whole) + 1
        content = whole.strip(" ")
        if (kind := _kind(content)) == "text":
            start += whole.index(content)
            lines += _text_lines(text, start, start + len(content), marks)
            continue
        if content == "**":
            marks.bold = not marks.bold
        elif kind in ("blank", "bar"):
            marks.close()
        lines.append(PageLine(kind, start, at - 1, text=content if kind in ("bar", "row") else ""))
    return lines


def cell_lines(text: str, start: int, end: int) -> list[PageLine]:
    """Read the cell of a one-line row that stands at [start, end) of `text`: one line, or several where wide gaps part columns."""
    cell = text[start:end]
    content = cell.strip(" ")
    if _kind(content) != "text":
        return []
    start += len(cell) - len(cell.lstrip(" "))
    return [x for x in _text_lines(text, start, start + len(content), _Marks.of(content)) if x.kind == "text"]


def _kind(content: str) -> Kind:
    """Return what a line is, from what stands between the spaces at its ends."""
    if not content:
        return "blank"
    if (content[0] == "|" or (content[-1] == "|" and " | " in content)) and (kind := _table_kind(content)):
        return kind
    return "rule" if content[0] in _RULED and _RULE.fullmatch(content) else "text"


def _table_kind(content: str) -> Kind | None:
    if _BARS.fullmatch(content):
        return "bar"
    if _DIVIDE.fullmatch(content):
        return "divide"
    return "row" if _ROW.fullmatch(content) else None


def _text_lines(text: str, start: int, end: int, marks: _Marks) -> list[PageLine]:
    """Read the marks of a line of text at [start, end), one line a column; a bar at its end closes its cell."""
    lines: list[PageLine] = []
    barred = text.endswith(" |", start, end)
    whole = (start, end - 2 * barred)
    for first, last in _between_breaks(text, *whole) if "<" in marks.signs else (whole,):
        columns = _columns(text, first, last)
        for a, b in columns:
            line = PageLine("text", a, b, opens_marked=marks.bold or marks.italic, column=len(columns) > 1)
            _read_marks(text, line, marks)
            lines.append(line if line.parts else PageLine("rule", a, b))
    if barred:
        marks.close()
        lines.append(PageLine("bar", end - 1, end, text="|"))
    return lines


def _between_breaks(text: str, start: int, end: int) -> Sequence[tuple[int, int]]:
    """Return what stands between the `<br>` of a line."""
    breaks = [m.span() for m in _BREAK.finditer(text, start, end)]
    starts, ends = [start, *(b for _, b in breaks)], [*(a for a, _ in breaks), end]
    return [(a, b) for a, b in zip(starts, ends, strict=True) if a < b]


def _columns(text: str, start: int, end: int) -> Sequence[tuple[int, int]]:
    """Cut a line where a wide gap parts two columns (letterhead, signature of a page kept as plain text), or before the state's motto."""
    if text.find("     ", start, end) < 0:
        motto = _run_in_motto(text, start, end)
        return ((start, motto[0]), (motto[1], end)) if motto else ((start, end),)
    found = []
    for gap in _GAP.finditer(text, start, end):
        found.append((start, gap.start()))
        start = gap.end()
    return [*found, (start, end)]


def _run_in_motto(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where the left column of a letterhead ends and the right one begins, on a line on which they have run together."""
    if end - start > LONGEST_RUN_IN or (text.find("NG H", start, end) < 0 and text.find("Độc", start, end) < 0):
        return None  # one of the two stands in whatever the table of right columns finds
    if not (m := any_of("layout.toml", "right_column").search(text, start + 1, end)):
        return None
    left = _TAIL_MARKS.search(text, start, m.start())
    if left is None or not _NAMES.fullmatch(text, start, left.start()):
        return None
    return left.start(), left.start() + len(left.group()) - len(left.group().lstrip())


def _opens_emphasis(text: str, mark: re.Match[str]) -> bool:
    return mark.end() < len(text) and (text[mark.end()].isalnum() or text[mark.end()] == "*")


def _read_head(text: str, line: PageLine) -> int:
    """Return where a line begins behind the sign of a heading or quotation or the number of a page; fill in its heading level."""
    at = line.start
    if text[at] == "#" and (head := _HEAD.match(text, at)):
        line.heading, at = len(head.group(1)), head.end()
    if text[at] == ">" and (quote := _QUOTE.match(text, at)):
        at = quote.end()
    if text[at] == "T" and (page := _PAGE.match(text, at)):
        at = page.end()
    return at


def _read_marks(text: str, line: PageLine, marks: _Marks) -> None:
    """Fill in the line's parts, and change `marks` to what is open at its end."""
    at = _read_head(text, line) if text[line.start] in _HEAD_SIGNS else line.start
    content = text[at : line.end]
    if not any(map(content.__contains__, marks.signs)):
        line.parts = [(at, line.end, marks.bold)]
        line.text = content.strip()
        line.all_bold = marks.bold
        return
    opened_broken = text.startswith("** ", at) and not marks.bold
    bullet = None if marks.bold else _BULLET.match(text, at)
    link = emphasis = linked = False
    words = 0
    for m in _MARK.finditer(text, bullet.end() if bullet else at, line.end):
        if m.end() < line.end and unicodedata.combining(text[m.end()]):
            continue  # a stray accent sits on the mark; without it the accent would change the letter before
        sign = m.group()
        if (sign[0] == "]" and not link) or (sign in _UNDERLINES and not emphasis and not _opens_emphasis(text, m)):
            continue
        if m.start() > at:
            line.parts.append((at, m.start(), marks.bold))
            words += not link and any(map(str.isalnum, text[at : m.start()]))
        if sign[0] == "*":
            stars = len(sign)
            marks.bold ^= stars % 4 in (2, 3)
            marks.italic ^= stars % 2 == 1
        elif tag := _BOLD_TAG.fullmatch(sign):
            marks.bold = not tag.group("closes")
        elif sign in _UNDERLINES:
            emphasis = not emphasis
            marks.bold ^= len(sign) == 2
        elif sign[0] == "\\":
            line.parts.append((m.start() + 1, m.end(), marks.bold))
        elif sign == "[" or sign[0] == "]":
            link, linked = sign == "[", True
        elif sign[0] == " " and m.start() > at:
            line.parts[-1] = (at, m.start() + 1, line.parts[-1][2])
        at = m.end()
    if at < line.end:
        line.parts.append((at, line.end, marks.bold))
        words += any(map(str.isalnum, text[at : line.end]))
    line.linked = linked and not words
    line.text = "".join(text[a:b] for a, b, _ in line.parts).strip()
    if not line.text:
        line.parts = []
    line.all_bold = bool(line.parts) and all(bold for a, b, bold in line.parts if text[a:b].strip(" .:;,"))
    if opened_broken:
        marks.italic = False
        marks.bold = False
