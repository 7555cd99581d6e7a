"""A web page as a tree whose leaves know where they stand in the source."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from typing import Literal

from kehoach.rules.load import toml

Kind = Literal["void", "block", "dropped"]


@cache
def elements(kind: Kind) -> frozenset[str]:
    """Return the names of the elements that are `void` (empty by nature), `block` or `dropped` (hold no text of the page)."""
    return frozenset(str(toml("html_elements.toml")[kind]).split())


_CLOSES = {
    "li": ({"li"}, {"ul", "ol", "menu", "dir"}),
    "tr": ({"tr", "td", "th"}, {"table"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "thead": ({"thead", "tbody", "tfoot", "tr", "td", "th"}, {"table"}),
    "tbody": ({"thead", "tbody", "tfoot", "tr", "td", "th"}, {"table"}),
    "tfoot": ({"thead", "tbody", "tfoot", "tr", "td", "th"}, {"table"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "option": ({"option"}, {"select"}),
}
"""For a start tag: the open elements that it ends, and those beyond which it ends nothing."""

_FENCE = frozenset({"table", "td", "th"})
_ACROSS = _FENCE | {"thead", "tbody", "tfoot", "tr", "body", "html"}
_ESCAPED = re.compile(r"(?:#\d{2,6}|#[xX][\da-fA-F]{2,5}|[a-zA-Z]{2,8}\d{0,2});")
_NOTHING: frozenset[str] = frozenset()
"""End tags reach over no cell or table, but for the tags of tables and pages themselves."""

DEEPEST = 200
"""Elements nested deeper than this are taken as their parent's content, so that no page exhausts the stack."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A stretch of text: where it stands in the source and what it says; a character reference says something else than the source."""

    start: int
    end: int
    text: str
    reference: bool = False


@dataclass(slots=True)
class Node:
    """An element with its attributes and content."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node | Leaf] = field(default_factory=list)
    style: str = ""
    """The declarations that apply to it, parted by semicolons, those that win first (see `html.styles`)."""
    label: str | None = None
    """What a style sheet draws before it, with the blank behind; None where none says (see `html.counters`)."""
    start: tuple[int, int] | None = None
    """Where the start tag of a frame stands in the source."""

    def elements(self) -> Iterator[Node]:
        """Yield the child elements."""
        return (c for c in self.children if isinstance(c, Node))

    def below(self, *tags: str) -> Iterator[Node]:
        """Yield the elements with one of the names `tags` at any depth below, in order."""
        todo = [c for c in reversed(self.children) if isinstance(c, Node)]
        while todo:
            node = todo.pop()
            if node.tag in tags:
                yield node
            todo += [c for c in reversed(node.children) if isinstance(c, Node)]


def leaves(node: Node, *, without: AbstractSet[str] = frozenset()) -> Iterator[Leaf]:
    """Yield the leaves below an element in order, less those inside elements named in `without`."""
    todo = list(reversed(node.children))
    while todo:
        child = todo.pop()
        if isinstance(child, Leaf):
            yield child
        elif child.tag not in without:
            todo.extend(reversed(child.children))


def parse(source: str) -> Node:
    """Return the tree of a page. Any text gives a tree: missing end tags are supplied as browsers do, stray ones ignored.

    A character reference whose own `&` is written as a reference (`&amp;aacute;`) is read as the character.
    """
    parser = _Parser(source)
    parser.feed(source)
    parser.close()
    return parser.root


class _Parser(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self._source = source
        self._line_starts = [0, *(m.end() for m in re.finditer("\n", source))]
        self.root = Node("html")
        self._open = [self.root]
        self._opened: Counter[str] = Counter()
        self._read_to = 0
        self._uncommented = False

    def _at(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in elements("block"):
            self._end({"p"}, _FENCE)
            self._end({"head"}, _NOTHING)
        if tag in _CLOSES:
            self._end(*_CLOSES[tag], outermost=True)
        node = Node(tag, {k: v or "" for k, v in attrs})
        if tag == "iframe":
            node.start = self._at(), self._at() + len(self.get_starttag_text() or "")
        self._open[-1].children.append(node)
        if tag not in elements("void") and len(self._open) < DEEPEST:
            self._open.append(node)
            self._opened[tag] += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in elements("void") and tag not in elements("block") and self._open[-1].tag == tag:
            self._opened[self._open.pop().tag] -= 1

    def handle_endtag(self, tag: str) -> None:
        self._end({tag}, _NOTHING if tag in _ACROSS else _FENCE)

    def handle_data(self, data: str) -> None:
        at = self._at()
        read = min(max(0, self._read_to - at), len(data))
        if read < len(data):
            self._open[-1].children.append(Leaf(at + read, at + len(data), data[read:]))

    def handle_entityref(self, name: str) -> None:
        self._reference(name)

    def handle_charref(self, name: str) -> None:
        self._reference(f"#{name}")

    def _reference(self, name: str) -> None:
        at = self._at()
        if at < self._read_to:
            return
        end = at + len(name) + 1
        end += self._source.startswith(";", end)
        text = html.unescape(self._source[at:end])
        if text == "&" and (twice := _ESCAPED.match(self._source, end)) and len(html.unescape(f"&{twice.group()}")) == 1:
            end = self._read_to = twice.end()
            text = html.unescape(f"&{twice.group()}")
        self._open[-1].children.append(Leaf(at, end, text, True))

    def parse_html_declaration(self, i: int) -> int:
        """Pass over a declaration at `i`; Word's conditions (`<![if …]>`) hide nothing."""
        if self.rawdata.startswith("<![", i):
            return self._after("]]>" if self.rawdata.startswith("<![CDATA[", i) else ">", i)
        return super().parse_html_declaration(i)

    def parse_comment(self, i: int, report: bool = True) -> int:  # noqa: ARG002
        """Pass over a comment at `i`; one that never ends hides nothing."""
        if self._uncommented:
            return i + 4
        end = self._after("-->", i + 2)
        self._uncommented = end < 0
        return end

    def _after(self, mark: str, i: int) -> int:
        at = self.rawdata.find(mark, i)
        return at + len(mark) if at >= 0 else -1

    def _end(self, tags: AbstractSet[str], fence: AbstractSet[str], *, outermost: bool = False) -> None:
        """Close the innermost (or outermost) open element of `tags`, and all inside it, unless an element of `fence` stands between."""
        if not any(self._opened[tag] for tag in tags):
            return
        for i in range(len(self._open) - 1, 0, -1):
            tag = self._open[i].tag
            if tag in tags:
                self._opened.subtract(n.tag for n in self._open[i:])
                del self._open[i:]
                if not outermost:
                    return
            elif tag in fence:
                return
