"""Web pages: the text as a browser shows it, with the markup that matters kept and every character traced to the source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kehoach.ingest.encoding import Decoded, decode
from kehoach.ingest.html_text import Writer
from kehoach.ingest.html_tree import Leaf, Node, elements, parse
from kehoach.ingest.marks import OWN_MARK
from kehoach.ingest.numerals import letters, roman
from kehoach.ingest.reading import Reading
from kehoach.ingest.tables import is_layout
from kehoach.records.text import edited

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold|bolder|[1-9]00|normal|lighter)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BORDER = re.compile(r"(?<![-\w])border(?:-[a-z]+)?\s*:(?!\s*(?:none|0(?![.\d])|medium none|initial|inherit|collapse))", re.IGNORECASE)
_PARTS = frozenset({"thead", "tbody", "tfoot"})
_HEADING = re.compile("h([1-6])")
_ORDINALS: dict[str, Callable[[int], str]] = {
    "1": str,
    "a": letters,
    "A": lambda n: letters(n).upper(),
    "i": roman,
    "I": lambda n: roman(n).upper(),
}


def read_html(data: bytes) -> Reading:
    """Return the text of a web page; `raw` is the page as decoded, by its byte order mark, else as UTF-8 or as the page declares.

    Raises ReadError `file.binary` or `file.encoding`.
    """
    found = decode_html(data)
    notes = () if found.encoding == "utf-8" else (f"read as {found.encoding}",)
    writer = Writer()
    _write(parse(found.text), writer, _Style())
    writer.close(len(found.text))
    text, offsets = edited(found.text, writer.edits)
    return Reading(found.text, text, offsets, (), notes)


def decode_html(data: bytes) -> Decoded:
    """Return the source of a web page, with the help of the encoding that it declares; raises ReadError as `read_html` does."""
    declared = _CHARSET.search(data, 0, 4096)
    return decode(data, declared[1].decode("ascii", "replace") if declared else None)


@dataclass(frozen=True, slots=True)
class _Style:
    bold: bool = False
    preformatted: bool = False
    one_line: bool = False
    """Inside a heading or a table cell: breaks are spaces and bold is not marked."""

    def inside(self, node: Node) -> _Style:
        """Return the style inside an element."""
        css = node.attrs.get("style", "")
        weight = _WEIGHT.search(css)
        bold = self.bold or node.tag in {"b", "strong"}
        if weight:
            bold = weight[1].lower() in {"bold", "bolder", "600", "700", "800", "900"}
        return replace(self, bold=bold and not self.one_line, preformatted=self.preformatted or node.tag == "pre")

    def on_one_line(self) -> _Style:
        return replace(self, bold=False, one_line=True)


def _write(node: Node, writer: Writer, style: _Style) -> None:
    for child in node.children:
        if isinstance(child, Leaf):
            writer.words(child, style.bold, style.preformatted)
        elif child.tag == "br":
            writer.space() if style.one_line else writer.line()
        elif child.tag not in elements("dropped") and not _HIDDEN.search(child.attrs.get("style", "")):
            _write_element(child, writer, style.inside(child))


def _write_element(node: Node, writer: Writer, style: _Style) -> None:
    if node.tag not in elements("block"):
        _write(node, writer, style)
        return
    if style.one_line:
        writer.space()
        if node.tag == "li" and not OWN_MARK.match(_text(node)):
            writer.mark("- ")
        _write(node, writer, style)
        writer.space()
        return
    writer.line()
    heading = _HEADING.fullmatch(node.tag)
    if heading:
        writer.mark("#" * int(heading[1]) + " ")
        _write(node, writer, style.on_one_line())
        writer.mark("")
    elif node.tag == "table":
        _write_table(node, writer, style)
    elif node.tag in {"ul", "ol", "menu", "dir"}:
        _write_list(node, writer, style)
    else:
        _write(node, writer, style)
    writer.line()


def _write_list(node: Node, writer: Writer, style: _Style) -> None:
    start = node.attrs.get("start", "")
    number = int(start) if start.isdecimal() else 1
    ordinal = _ORDINALS.get(node.attrs.get("type", "1"), str)
    for item in node.children:
        if isinstance(item, Leaf) or item.tag != "li":
            _write(Node("div", {}, [item]), writer, style)
            continue
        writer.line()
        if not OWN_MARK.match(_text(item)):
            writer.mark(f"{ordinal(number)}. " if node.tag == "ol" else "- ")
        number += 1
        _write(item, writer, style)
        writer.mark("")
        writer.line()


def _write_table(table: Node, writer: Writer, style: _Style) -> None:
    rows = _grid(list(_rows(table)))
    lines = [[_plain_lines(cell) if cell else [] for cell in cells] for cells in rows]
    if _holds_more(table) or is_layout(lines, _ruled(table)):
        _write(table, writer, style)
        return
    for child in table.elements():
        if child.tag == "caption":
            _write_element(child, writer, style.inside(child))
    for cells, texts in zip(rows, lines, strict=True):
        if any(texts):
            _write_row(cells, writer, style.on_one_line())


def _write_row(cells: list[Node | None], writer: Writer, style: _Style) -> None:
    writer.line()
    writer.literal("| ")
    for i, cell in enumerate(cells):
        if i:
            writer.literal(" | ")
        if cell:
            _write(cell, writer, style)
    writer.literal(" |")
    writer.line()


def _holds_more(table: Node) -> bool:
    """Say whether a table holds other tables, or text outside its cells."""
    outside = [table, *(e for e in table.elements() if e.tag in _PARTS)]
    outside += _rows(table)
    stray = any(isinstance(c, Leaf) and c.text.strip() for e in outside for c in e.children)
    return stray or next(table.below("table"), None) is not None


def _rows(parent: Node) -> Iterator[Node]:
    for child in parent.elements():
        if child.tag == "tr":
            yield child
        elif child.tag in _PARTS:
            yield from _rows(child)


def _grid(trs: list[Node]) -> list[list[Node | None]]:
    """Return the cells by row and column; None where a cell from the left or from above reaches."""
    reach: dict[int, int] = {}
    rows: list[list[Node | None]] = []
    for tr in trs:
        row: list[Node | None] = []
        for cell in (c for c in tr.elements() if c.tag in {"td", "th"}):
            while reach.get(len(row), 0) > 0:
                reach[len(row)] -= 1
                row.append(None)
            down, across = _count(cell, "rowspan"), _count(cell, "colspan")
            for i in range(across):
                reach[len(row)] = down - 1
                row.append(None if i else cell)
        while reach.get(len(row), 0) > 0:
            reach[len(row)] -= 1
            row.append(None)
        rows.append(row)
    return rows


def _count(cell: Node, name: str) -> int:
    value = cell.attrs.get(name, "1").strip()
    return min(max(int(value), 1), 100) if value.isdecimal() else 1


def _ruled(table: Node) -> bool | None:
    """Say whether a table's inner borders show or it has header cells; None where the page leaves that to a style sheet."""
    border = table.attrs.get("border", "")
    if border.isdecimal():
        return int(border) > 0
    styled = [table, *table.below("td")]
    if any(_BORDER.search(n.attrs.get("style", "")) for n in styled) or "border" in table.attrs.get("class", "").lower():
        return True
    return True if next(table.below("th"), None) else None


def _plain_lines(node: Node) -> list[str]:
    return [line for line in _text(node).split("\n") if line.strip()]


def _text(node: Node) -> str:
    """Return the bare text of an element, its lines parted by line ends."""
    parts = []
    for child in node.children:
        if isinstance(child, Leaf):
            parts.append(" ".join(child.text.split("\n")))
        elif child.tag == "br":
            parts.append("\n")
        elif child.tag not in elements("dropped"):
            parts.append(f"\n{_text(child)}\n" if child.tag in elements("block") else _text(child))
    return "".join(parts)
