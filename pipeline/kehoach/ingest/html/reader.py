"""Web pages: the document as a browser shows it, with the markup that matters kept and every character traced to the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kehoach.errors import ReadError
from kehoach.ingest.encoding import Decoded, decode
from kehoach.ingest.html.counters import set_labels
from kehoach.ingest.html.fonts import convert
from kehoach.ingest.html.frames import put_frames
from kehoach.ingest.html.lists import count_from, item_mark
from kehoach.ingest.html.page import embedded, notice, take_document
from kehoach.ingest.html.repair import repair
from kehoach.ingest.html.styles import is_block, is_bold, is_drawn_bullet, is_upper, set_styles
from kehoach.ingest.html.tables import grid, holds_more, rows, ruled
from kehoach.ingest.html.text import Writer
from kehoach.ingest.html.tree import Leaf, Node, elements, leaves, parse
from kehoach.ingest.marks import OWN_MARK
from kehoach.ingest.mojibake import RESTORED
from kehoach.ingest.reading import Reading
from kehoach.ingest.tables import is_layout
from kehoach.records.text import Edit, Span, edited

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_STRAY = re.compile("[\udc80-\udcff]")
_LINE_END = re.compile(r"(?<!\|)\n(?!\|)")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_HEADING = re.compile("h([1-6])")
STRAY = 0.005  # share of NULs, or of bytes that are no UTF-8, that a page may have; pages put together from parts have a few
LONGEST_MARK = 20  # characters, more than any mark of an item has
_LISTS = frozenset({"ul", "ol", "menu", "dir"})


def read_html(data: bytes) -> Reading:
    """Return the text of the document on a web page; `raw` is the page as decoded, by its byte order mark, else as UTF-8 or as it declares.

    What the page puts round the document, and what its reader is not shown, is listed in `aside`.

    Raises ReadError `file.binary`, `file.encoding`, `html.no_text` where the page only shows or links to the document, or `html.notice`
    where a server says that it does not give it.
    """
    found = decode_html(data)
    root = parse(found.text)
    put_frames(root, found.text, lambda _: None)
    return read_tree(root, found.text, () if found.encoding == "utf-8" else (f"read as {found.encoding}",))


def read_tree(root: Node, source: str, notes: tuple[str, ...]) -> Reading:
    """Return the text of the document on the page `root`, parsed from `source`; raises ReadError `html.no_text` or `html.notice`."""
    if repair(root):
        notes = (*notes, RESTORED)
    set_styles(root)
    set_labels(root)
    notes = (*notes, *convert(root))
    elsewhere, title = embedded(root), notice(root)
    taken = take_document(root)
    if elsewhere and not taken.prose:
        raise ReadError("html.no_text", what=", ".join(elsewhere[:3]))
    if title and not taken.marked:
        raise ReadError("html.notice", what=title)
    writer = Writer()
    _write(root, writer, _Style())
    writer.close(len(source))
    text, offsets = edited(source, writer.edits)
    return Reading(source, text, offsets, (), notes, tuple(taken.aside))


def fragment(text: str, span: Span) -> Iterator[Edit]:
    """Return the edits that turn the markup at `span` of a text that is no page into what it shows, a blank line between its lines.

    A blank line inside the markup parts paragraphs, as it does around it.
    """
    root = parse(span.of(text))
    _break_at_blank_lines(root)
    set_styles(root)
    writer = Writer()
    _write(root, writer, _Style())
    writer.close(len(span))
    return (Edit(e.start + span.start, e.end + span.start, _LINE_END.sub("\n\n", e.new)) for e in writer.edits)


def _break_at_blank_lines(node: Node) -> None:
    found: list[Node | Leaf] = []
    for child in node.children:
        if isinstance(child, Node):
            _break_at_blank_lines(child)
            found.append(child)
            continue
        at = 0
        for blank in _BLANK_LINE.finditer(child.text):
            found += Leaf(child.start + at, child.start + blank.start(), child.text[at : blank.start()]), Node("br")
            at = blank.end()
        found.append(Leaf(child.start + at, child.end, child.text[at:], child.reference))
    node.children = found


def decode_html(data: bytes, declared: str | None = None) -> Decoded:
    """Return the source of a web page, with the help of the encoding that it declares, or `declared` says.

    As browsers do, it passes over stray NULs and reads stray bytes of a page in UTF-8 as Windows-1252.

    Raises ReadError as `read_html` does.
    """
    if 0 < data.count(b"\0") <= STRAY * len(data):
        data = data.replace(b"\0", b"")
    if found := _CHARSET.search(data, 0, 4096):
        declared = found[1].decode("ascii", "replace")
    try:
        return decode(data, declared)
    except ReadError:
        text = data.decode("utf-8", "surrogateescape")
        stray = _STRAY.findall(text)
        if len(stray) > STRAY * len(text) or not any("\u1ea0" <= c <= "\u1ef9" for c in text):
            raise
        return Decoded(_STRAY.sub(lambda m: bytes([ord(m[0]) - 0xDC00]).decode("cp1252", "replace"), text), "utf-8")


@dataclass(frozen=True, slots=True)
class _Style:
    bold: bool = False
    upper: bool = False
    preformatted: bool = False
    one_line: bool = False
    """Inside a heading or a table cell: breaks are spaces and bold is not marked."""

    def inside(self, node: Node) -> _Style:
        """Return the style inside an element."""
        bold = is_bold(node, self.bold) and not self.one_line
        return replace(self, bold=bold, upper=is_upper(node, self.upper), preformatted=self.preformatted or node.tag == "pre")

    def on_one_line(self) -> _Style:
        return replace(self, bold=False, one_line=True)


def _write(node: Node, writer: Writer, style: _Style) -> None:
    for child in node.children:
        if isinstance(child, Leaf):
            writer.words(child, bold=style.bold, upper=style.upper, preformatted=style.preformatted)
        elif child.tag == "br":
            writer.space() if style.one_line else writer.line()
        elif is_drawn_bullet(child):
            writer.mark("- ")
        elif child.tag not in elements("dropped"):
            _write_element(child, writer, style.inside(child))


def _write_element(node: Node, writer: Writer, style: _Style) -> None:
    if not is_block(node):
        _write(node, writer, style)
        return
    if style.one_line:
        writer.space()
        if node.tag == "li" and not OWN_MARK.match(_start(node)):
            writer.mark("- " if node.label is None else node.label)
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
    elif node.tag in _LISTS:
        _write_list(node, writer, style)
    else:
        _write(node, writer, style)
    writer.line()


def _write_list(node: Node, writer: Writer, style: _Style) -> None:
    number, step = count_from(node)
    for item in node.children:
        if isinstance(item, Leaf) or item.tag != "li":
            _write(Node("div", {}, [item]), writer, style)
            continue
        writer.line()
        own = item.attrs.get("value", "")
        number = int(own) if own.isdecimal() else number
        if not OWN_MARK.match(_start(item)):
            writer.mark(item_mark(node, item, number))
        number += step
        _write(item, writer, style.inside(item))
        writer.mark("")
        writer.line()


def _write_table(table: Node, writer: Writer, style: _Style) -> None:
    cells = grid(list(rows(table)))
    lines = [[_plain_lines(cell) if cell else [] for cell in row] for row in cells]
    if holds_more(table) or is_layout(lines, ruled(table)):
        _write(table, writer, style)
        return
    for child in table.elements():
        if child.tag == "caption":
            _write_element(child, writer, style.inside(child))
    for row, texts in zip(cells, lines, strict=True):
        if any(texts):
            _write_row(row, writer, style.on_one_line())


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
            parts.append(f"\n{_text(child)}\n" if is_block(child) else _text(child))
    return "".join(parts)


def _start(node: Node) -> str:
    """Return the first words of an element."""
    text = ""
    for leaf in leaves(node, without=elements("dropped")):
        text += leaf.text
        if len(text.lstrip()) >= LONGEST_MARK:
            break
    return text
