"""Which part of a web page is the document: the container that holds its marks, less what the page puts round and into it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from kehoach.ingest.html.survey import Block, Line, Survey, survey, words
from kehoach.ingest.html.tree import Node
from kehoach.ingest.tables import mark
from kehoach.records.text import Span
from kehoach.rules.letters import in_capitals
from kehoach.rules.load import any_of, row_pattern
from kehoach.rules.types import by_word

MOTTO, HEAD, CLOSE, ANNEX, BODY = 6, 4, 4, 3, 1
"""What a line of each kind weighs when the container is looked for."""

STRONG = 3
"""Least weight of a line that no page has outside its document."""

ENOUGH = 4
"""Weight of a page's marks from which they tell the document; below it the prose does."""

SHARE = 0.95
"""Part of the weight that an element must hold for the document to be looked for inside it alone."""

PROSE = 40
"""Least characters of a line of prose; a portal's menu entries and captions are shorter."""

FEW = 3
"""Marks of a body (labels, bases) that make an element one that a page's own parts are not; lines that make a list."""

TABLE_LINES = 12
"""Lines below the head of a table's first column among which a list of documents has links."""

LONGEST_MARK = 300
"""Characters; a longer line is prose, labelled or not."""

LONGEST_POST = 90
LONGEST_TITLE = 400
_OPENERS = ("label", "part", "opener")
_PARTS = frozenset({"nav", "footer", "aside", "dialog", "menu"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog"})
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[_\s:.]+")

_DOCUMENT = re.compile(r"(?:.*[/=])?([^/=?]+\.(?:pdf|docx?|tiff?))(?:[?&#].*)?", re.IGNORECASE)
_SHOWN = {"iframe": "src", "embed": "src", "object": "data", "a": "href", "img": "src"}
_PICTURE = re.compile(r"(?:.*/)?([^/?]+\.(?:jpe?g|png|gif|tiff?|webp))(?:\?.*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken from a page, in order, each with the reason; whether the rest holds prose, and the page a document's marks."""

    aside: list[tuple[Span, str]]
    prose: bool
    marked: bool


def notice(root: Node) -> str | None:
    """Return the title of a page that a server sends in the place of the one asked for (`403 Forbidden`), None where it is none."""
    titles = (" ".join(words(title).split()) for title in root.below("title"))
    return next((title for title in titles if any_of("page_parts.toml", "notice").match(title)), None)


def embedded(root: Node) -> list[str]:
    """Return the names of the documents that a page shows in a frame or links to, then of the pictures that it shows."""
    found: dict[re.Pattern[str], list[str]] = {_DOCUMENT: [], _PICTURE: []}
    for node in root.below(*_SHOWN):
        pattern = _PICTURE if node.tag == "img" else _DOCUMENT
        if m := pattern.fullmatch(node.attrs.get(_SHOWN[node.tag], "")):
            found[pattern].append(m[1])
    return list(dict.fromkeys([*found[_DOCUMENT], *found[_PICTURE]]))


def take_document(root: Node) -> Taken:
    """Take from the tree all that is not the document.

    Elements that a browser does not show count as shown where the head of the document is in one of them alone.
    """
    found = survey(root)
    if not any(map(_is_head, found.lines)) and any(reason == "hidden text" for *_, reason in found.unread):
        whole = survey(root, hidden=True)
        found = whole if any(map(_is_head, whole.lines)) else found
    chooser = _Chooser(found)
    kept = chooser.kept()
    lines = list(zip(found.lines, kept, strict=True))
    dropped = {id(leaf) for line, keep in lines if not keep for leaf in line.leaves}
    out = {id(node) for _, node, _, _ in found.unread}
    _prune(found.root, kept, out)
    _cut(root, out, dropped)
    aside = [(Span(line.start, line.end), "web page") for line, keep in lines if not keep]
    aside += [(span, reason) for _, _, span, reason in found.unread if span]
    prose = any(keep and line.size >= PROSE and not line.heading for line, keep in lines)
    return Taken(sorted(aside), prose, any(weight >= STRONG for weight in chooser.weights))


def _prune(block: Block, kept: Sequence[bool], out: set[int]) -> None:
    for part in block.parts:
        if any(kept[part.first : part.last]):
            _prune(part, kept, out)
        else:
            out.add(id(part.node))


def _cut(node: Node, out: set[int], dropped: set[int]) -> None:
    """Take the elements `out` and the leaves `dropped` (by identity) from the tree."""
    node.children = [c for c in node.children if id(c) not in out and id(c) not in dropped]
    for child in node.elements():
        _cut(child, out, dropped)


def _is_head(line: Line) -> bool:
    return _weight(line) == MOTTO


def _weight(line: Line) -> int:
    """Return what a line weighs as a mark of a document."""
    text = line.text
    if line.is_link or not text:
        return 0
    if len(text) > LONGEST_MARK:
        return BODY if any(row_pattern("layout.toml", "break", row).match(text) for row in _OPENERS) else 0
    if any_of("layout.toml", "motto").search(text) or mark(text, "creed"):
        return MOTTO
    if _is_kind(text) or mark(text, "number"):
        return HEAD
    if row_pattern("layout.toml", "recipients", "head").match(text):
        return CLOSE
    if len(text) < LONGEST_POST and any_of("layout.toml", "signing").fullmatch(text):
        return CLOSE
    if any_of("layout.toml", "annex").fullmatch(text) or any_of("headings.toml", "caption").match(text):
        return ANNEX
    if any_of("layout.toml", "table_head").fullmatch(text):
        return ANNEX
    opens = any(row_pattern("layout.toml", "break", row).match(text) for row in _OPENERS)
    return BODY if opens else 0


def _is_kind(text: str) -> bool:
    """Say whether a line is the type of a document, in capitals and alone."""
    kind = by_word().get(text.strip(" *:").lower()) if len(text) < LONGEST_POST else None
    return kind is not None and kind.own and in_capitals(text) and not any_of("layout.toml", "table_head").fullmatch(text)


def _is_named(node: Node) -> bool:
    """Say whether an element says of itself that it is a part of the page."""
    if node.tag in _PARTS or node.attrs.get("role", "").lower() in _ROLES:
        return True
    names = f"{node.attrs.get('class', '')} {node.attrs.get('id', '')}".split()
    return any(any_of("page_parts.toml", "name").search(_CAMEL.sub("-", name).lower()) for name in names)


class _Chooser:
    """Says of each line of a page whether it belongs to the document."""

    def __init__(self, found: Survey) -> None:
        self.lines, self.root = found.lines, found.root
        self.weights = self._weights()
        self._prose = [line.size if line.size >= PROSE and not line.is_link else 0 for line in self.lines]
        self._sums = {name: [0, *accumulate(values)] for name, values in self._values().items()}
        self.keep = [False] * len(self.lines)

    def _weights(self) -> list[int]:
        """Return the lines' weights; the head of a list or table of links weighs nothing."""
        weights = [_weight(line) for line in self.lines]
        links = [0, *accumulate(line.is_link for line in self.lines)]
        for i, weight in enumerate(weights):
            reach = TABLE_LINES if any_of("layout.toml", "table_head").fullmatch(self.lines[i].text) else 1
            led = links[min(i + 1 + reach, len(weights))] - links[i + 1]
            if led and weight in (HEAD, ANNEX) and not mark(self.lines[i].text, "number"):
                weights[i] = 0
        return weights

    def _values(self) -> dict[str, Iterable[int]]:
        often = Counter(line.text for line in self.lines)
        attribute, remains = any_of("page_parts.toml", "attribute"), any_of("layout.toml", "remains")
        return {
            "weight": self.weights,
            "strong": [w if w >= STRONG else 0 for w in self.weights],
            "numbers": [w if w >= STRONG and mark(line.text, "number") else 0 for w, line in self._weighed()],
            "head": [w == MOTTO or (w == HEAD and _is_kind(line.text)) for w, line in self._weighed()],
            "close": [row_pattern("layout.toml", "recipients", "head").match(line.text) is not None for line in self.lines],
            "body": [w == BODY for w in self.weights],
            "once": [w > 0 and often[line.text] == 1 for w, line in self._weighed()],
            "prose": self._prose,
            "size": [line.size for line in self.lines],
            "linked": [line.linked for line in self.lines],
            "inside": [line.is_link and line.inside for line in self.lines],
            "attributes": [attribute.fullmatch(line.text) is not None for line in self.lines],
            "remains": [remains.fullmatch(line.text) is not None for line in self.lines],
        }

    def _weighed(self) -> Iterable[tuple[int, Line]]:
        return zip(self.weights, self.lines, strict=True)

    def _sum(self, name: str, block: Block) -> int:
        return self._sums[name][block.last] - self._sums[name][block.first]

    def kept(self) -> list[bool]:
        """Return, for each line, whether it belongs to the document; what no mark or prose tells from the page stays."""
        marks = self._sum("weight", self.root) >= ENOUGH
        if not marks and sum(1 for x in self._prose if x) < FEW:
            self.core = 0, len(self.lines)
            self._keep(self.root)
            return self.keep
        block = self._container("weight" if marks else "prose")
        marked = [i for i in range(block.first, block.last) if self.weights[i]]
        core = marked if self._sum("strong", block) else [i for i in range(block.first, block.last) if self.weights[i] or self._prose[i]]
        self.core = core[0], core[-1]
        self._keep(block)
        if not any(self.weights[i] == MOTTO or _is_kind(self.lines[i].text) for i in marked):
            self._keep_title()
        return self.keep

    def _container(self, by: str) -> Block:
        """Return the smallest element that holds nearly all the marks (or all the prose) of the page, and every strong mark.

        Where it holds no whole document (a head and an end), it must hold most of the prose too.
        """
        block = self.root
        while True:
            parts = [p for p in block.parts if not self._is_page_part(p)]
            best = max(parts, key=lambda p: self._sum(by, p), default=None)
            if best is None or not best.parts or self._sum("strong", best) < self._sum("strong", block):
                return block
            held = {name: sum(self._sum(name, p) for p in parts) for name in (by, "prose")}
            if self._sum(by, best) < SHARE * held[by]:
                return block
            if 2 * self._sum("prose", best) < held["prose"] and not (self._sum("head", best) and self._sum("close", best)):
                return block
            block = best

    def _is_page_part(self, block: Block) -> bool:
        """Say whether a block is a part of the page by its name, and nothing that it holds speaks against it."""
        if self._sum("strong", block) or 2 * self._sum("prose", block) > self._sum("prose", self.root):
            return False
        return (self._sum("once", block) < FEW or self._links(block)) and _is_named(block.node)

    def _links(self, block: Block) -> bool:
        return 2 * self._sum("linked", block) > self._sum("size", block)

    def _keep(self, block: Block) -> None:
        """Mark the lines of a block that belong to the document."""
        at = block.first
        for part in block.parts:
            self._keep_lines(at, part.first)
            at = part.last
            if not self._is_foreign(part):
                self._keep(part)
        self._keep_lines(at, block.last)

    def _keep_lines(self, first: int, last: int) -> None:
        for i in range(first, last):
            self.keep[i] = True

    def _is_foreign(self, block: Block) -> bool:
        """Say whether a block of the container is the page's."""
        if self._is_page_part(block) or self._is_attributes(block):
            return True
        if self._sum("strong", block):
            return False
        lines = block.last - block.first
        if self.core[0] <= block.first and block.last <= self.core[1] + 1:
            return self._links(block) and lines >= FEW and self._sum("inside", block) == lines
        if self._links(block):
            return True
        remains = self._sum("remains", block)
        if self._sum("body", block) < FEW and any_of("layout.toml", "remains").fullmatch(self.lines[block.first].text) and lines > 1:
            return not self._sum("prose", block) or block.first > self.core[1]
        return remains == lines

    def _is_attributes(self, block: Block) -> bool:
        """Say whether a block is the page's table of the document's attributes."""
        found = self._sum("attributes", block)
        return found >= FEW and 3 * found >= block.last - block.first and not self._sum("strong", block) - self._sum("numbers", block)

    def _keep_title(self) -> None:
        """Keep the heading nearest above the text: the page's title is that of a document without a head of its own."""
        headings = [i for i in range(self.core[0] + 1) if self.lines[i].heading and PROSE // 2 < len(self.lines[i].text) < LONGEST_TITLE]
        if headings and not any(self.keep[i] for i in headings):
            self.keep[headings[-1]] = True
