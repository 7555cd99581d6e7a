"""The lines that a web page shows, and the elements that hold them."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass, field

from kehoach.ingest.html.styles import is_block, is_hidden, is_struck
from kehoach.ingest.html.tree import Leaf, Node, elements, leaves
from kehoach.records.text import Span

_FOOTNOTE_LINK = re.compile(r"#_?(?:ftn|fn|edn|cite_note|footnote)", re.IGNORECASE)
_FOOTNOTE_MARK = re.compile(r"[\[(]\s*(?:\d{1,3}|\*{1,3})\s*[\])]")
_FOOTNOTE = re.compile(r"_?(?:ftn|edn)\d+")
_FOOTNOTE_STYLE = re.compile(r"mso-element\s*:\s*(?:footnote|endnote)", re.IGNORECASE)
_UNSEEN_NAMES = frozenset({"sr-only", "visually-hidden", "screen-reader-text", "element-invisible"})


@dataclass(slots=True)
class Line:
    """A line of the page: where its words stand in the source, what they say, and how many characters of them are links."""

    start: int
    end: int
    text: str
    size: int
    linked: int
    inside: bool
    """Whether every link of it leads to a place of the same page."""
    leaves: list[Leaf]
    heading: bool = False

    @property
    def is_link(self) -> bool:
        """Whether it is a link, for the most part."""
        return self.linked * 2 > self.size


@dataclass(slots=True)
class Block:
    """An element that stands on lines of its own: the lines [first, last) are its, `parts` are the blocks inside it."""

    node: Node
    first: int
    last: int = 0
    parts: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Survey:
    """The lines of a page, the blocks that hold them, and what is not text of the page, each with the reason."""

    lines: list[Line]
    root: Block
    unread: list[tuple[Node, Node, Span | None, str]]
    """Parent, element, where its words stand (None where it has none) and the reason."""


def survey(root: Node, *, hidden: bool = False) -> Survey:
    """Return what the page shows; with `hidden`, elements that a browser does not show count as shown."""
    return _Walk(hidden).of(root)


class _Walk:
    def __init__(self, hidden: bool) -> None:
        self._hidden = hidden
        self._lines: list[Line] = []
        self._leaves: list[tuple[Leaf, str | None]] = []
        self._heading = 0
        self._unread: list[tuple[Node, Node, Span | None, str]] = []

    def of(self, root: Node) -> Survey:
        block = Block(root, 0)
        self._walk(root, block, None)
        self._end_line()
        block.last = len(self._lines)
        return Survey(self._lines, block, self._unread)

    def _walk(self, node: Node, block: Block, link: str | None) -> None:
        for child in node.children:
            if isinstance(child, Leaf):
                self._leaves.append((child, link))
            elif child.tag == "br":
                self._end_line()
            elif reason := self._unread_for(child):
                self._unread.append((node, child, _extent(child), reason))
            elif child.tag not in elements("dropped"):
                self._walk_element(child, block, link)

    def _walk_element(self, node: Node, block: Block, link: str | None) -> None:
        if node.tag == "a":
            link = node.attrs.get("href") or link
        if not is_block(node):
            self._walk(node, block, link)
            return
        self._end_line()
        inner = Block(node, len(self._lines))
        heading = len(node.tag) == 2 and node.tag[0] == "h" and node.tag[1].isdigit()
        self._heading += heading
        self._walk(node, inner, link)
        self._end_line()
        self._heading -= heading
        inner.last = len(self._lines)
        if inner.last > inner.first:
            block.parts.append(inner)

    def _unread_for(self, node: Node) -> str | None:
        """Return why an element is not read, None where it is."""
        if not self._hidden and (is_hidden(node) or not _UNSEEN_NAMES.isdisjoint(node.attrs.get("class", "").split())):
            return "hidden text"
        if is_struck(node):
            return "struck out"
        if node.tag == "button":
            return "web page"
        if _FOOTNOTE.fullmatch(node.attrs.get("id", "")) or _FOOTNOTE_STYLE.search(node.style):
            return "footnote"
        link = node.tag == "a" and _FOOTNOTE_LINK.match(node.attrs.get("href", ""))
        if link or (node.tag == "sup" and _FOOTNOTE_MARK.fullmatch(words(node).strip())):
            return "footnote mark"
        return None

    def _end_line(self) -> None:
        said = [(leaf, link) for leaf, link in self._leaves if leaf.text.strip()]
        if said:
            size = sum(map(_size, (leaf for leaf, _ in said)))
            linked = [(leaf, link) for leaf, link in said if link]
            text = " ".join(unicodedata.normalize("NFC", html.unescape("".join(leaf.text for leaf, _ in self._leaves))).split())
            found = Line(said[0][0].start, said[-1][0].end, text, size, sum(_size(leaf) for leaf, _ in linked),
                         all(str(link).startswith("#") for _, link in linked), [leaf for leaf, _ in self._leaves])  # fmt: skip
            found.heading = self._heading > 0
            self._lines.append(found)
        self._leaves = []


def _size(leaf: Leaf) -> int:
    return sum(1 for c in leaf.text if not c.isspace())


def _extent(node: Node) -> Span | None:
    """Return where the words of an element stand in the source."""
    found = [leaf for leaf in leaves(node, without=elements("dropped")) if leaf.text.strip()]
    return Span(found[0].start, found[-1].end) if found else None


def words(node: Node) -> str:
    """Return the bare text of an element, in one run."""
    return "".join(leaf.text for leaf in leaves(node, without=elements("dropped")))
