"""The section tree: which heading governs which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kehoach.records.text import Span
from kehoach.structure.headings import Row, is_plain_title, is_title, is_unlabelled_title, title
from kehoach.structure.labels import Label

_OUTER = 0  # rank of an annex's name and of other lines in capitals that no labelled heading governs
_ROMAN = 5  # rank of the outermost labels that a plan commonly begins with: Roman numerals, and those over them
_MARKED = 20  # rank of a bold line without label: under whatever labelled heading stands above it; +1 to +6 for a markdown heading
_ROW_ROMAN = 27  # rank of a table row that heads the rows under it, by a Roman numeral …
_ROW_OTHER = 28  # … or another ordinal
LONGEST_ORDINAL = 5  # characters: `XVIII`


@dataclass(slots=True)
class Node:
    """A section in the making; `first`/`last` are its heading's line numbers, `parent` an index into the list of nodes."""

    kind: str
    rank: int
    label: str | None
    title: str
    heading: Span
    first: int
    last: int
    parent: int | None
    value: int = 0
    """The label's place in its sequence."""
    is_title: bool = True
    """Whether the heading is a line of its own rather than the label of a numbered paragraph."""
    level: int = 1
    annex: bool = False
    """Whether it is the name of an annex."""


class TreeBuilder:
    """Reads rows in order and grows the tree; the stack holds the indices of the open sections, outermost first."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.nodes: list[Node] = []
        self.stack: list[int] = []
        self._latest: dict[tuple[int | None, str], Node] = {}  # by parent and kind

    def build(self, first: int, last: int) -> None:
        """Add the sections of rows[first:last] to `nodes`."""
        n = first
        while n < last:
            n = self._take(n, last)

    def _take(self, n: int, last: int) -> int:
        row = self.rows[n]
        follower = self.rows[n + 1] if n + 1 < last else None
        if row.line.row:
            self._row_heading(row)
            return n + 1
        if row.labels:
            return self._labelled(row, self._reading(row.labels), follower, last)
        if is_unlabelled_title(row, follower) or (self.nodes and is_plain_title(row, self.rows[n - 1], follower)):
            return self._unlabelled(row, last)
        return n + 1

    def _reading(self, readings: Sequence[Label]) -> Label:
        """Choose between `C` the letter and `C` the numeral: the reading that carries on an open sequence; else the Roman one."""
        if len(readings) == 1:
            return readings[0]
        for index in reversed(self.stack):
            node = self.nodes[index]
            for label in readings:
                if label.kind == node.kind and label.value == node.value + 1:
                    return label
        first = [x for x in readings if x.value == 1]
        return first[0] if first else readings[-1]

    def _labelled(self, row: Row, label: Label, follower: Row | None, last: int) -> int:
        parent = self._place(label, row.n)
        sibling = self._latest.get((parent, label.kind))
        heads = is_title(row, label, follower, sibling is not None and not sibling.is_title)
        start = row.line.span.start
        body, end_row = row.text[label.body :], row.n
        heading = Span(start, row.line.span.end) if heads else Span(start + label.at, start + label.at + len(label.text))
        if heads and not body and follower is not None and row.n + 1 < last and not follower.labels and (follower.caps or follower.bold):
            body, end_row = follower.text, follower.n
            heading = Span(start, follower.line.span.end)
        words = title(body) if heads else ""
        self._push(Node(label.kind, label.rank, label.text, words, heading, row.n, end_row, parent, label.value, heads))
        return end_row + 1

    def _unlabelled(self, row: Row, last: int) -> int:
        annex = row.text[:7].upper() == "PHỤ LỤC"
        end = row.n
        words = [row.text]
        while annex and end + 1 < last and self._continues_title(self.rows[end + 1]):
            end += 1
            words.append(self.rows[end].text)
        outer = annex or (row.caps and not any(self.nodes[i].kind in ("part", "chapter") for i in self.stack))
        kind, rank = ("outer", _OUTER) if outer else (f"marked{row.line.heading}", _MARKED + row.line.heading)
        parent = None if outer else self._under(kind, rank)
        if outer:
            self.stack.clear()
        text = title(" ".join(words).lstrip("* "))
        self._push(Node(kind, rank, None, text, Span(row.line.span.start, self.rows[end].line.span.end), row.n, end, parent, annex=annex))
        return end + 1

    def _continues_title(self, row: Row) -> bool:
        return not row.labels and not row.item and not row.line.row and (row.caps or row.bold) and not row.text.startswith("(")

    def _row_heading(self, row: Row) -> None:
        """A table row of an ordinal and one full cell, such as `II | NHIỆM VỤ`, heads the rows under it."""
        cells = [c.strip() for c in row.text.split(" | ") if c.strip()]
        if len(cells) != 2 or len(cells[0]) > LONGEST_ORDINAL or not (row.line.all_bold or cells[1].isupper()):
            return
        label = cells[0].strip(".")
        if not label.isalnum():
            return
        kind, rank = ("row-roman", _ROW_ROMAN) if set(label) <= set("IVXLC") else ("row-other", _ROW_OTHER)
        self._push(Node(kind, rank, label, title(cells[1]), row.line.span, row.n, row.n, self._under(kind, rank)))

    def _place(self, label: Label, n: int) -> int | None:
        """Close what a label of this kind on line `n` closes, and return the index of the section that governs it."""
        if self._stands_beside(label, n):
            self.stack.clear()
        while self.stack and self.nodes[self.stack[-1]].kind.startswith(("marked", "row")):
            marked = self.nodes[self.stack[-1]]
            if marked.kind.startswith("row") or any(self.nodes[i].kind == label.kind for i in self.stack) or label.value != 1:
                self.stack.pop()
                continue
            break
        same = next((k for k, i in enumerate(self.stack) if self.nodes[i].kind == label.kind), None)
        if same is not None:
            deeper = label.kind == "decimal" and self._deeper(label, self.nodes[self.stack[same]])
            del self.stack[same + deeper :]
        elif label.rank <= 6:
            while self.stack and self.nodes[self.stack[-1]].rank > label.rank:
                self.stack.pop()
        elif label.kind == "number":
            while self.stack and self.nodes[self.stack[-1]].rank > label.rank and label.value > 1:
                self.stack.pop()
        return self.stack[-1] if self.stack else None

    def _stands_beside(self, label: Label, n: int) -> bool:
        """Whether the first `I.` of a document stands beside the lone heading in capitals before it, which has a text of its own."""
        if len(self.nodes) != 1 or label.rank > _ROMAN or label.value != 1:
            return False
        before = self.nodes[0]
        return before.kind == "outer" and not before.annex and before.last + 1 < n

    @staticmethod
    def _deeper(label: Label, open_node: Node) -> bool:
        return open_node.label is not None and label.text.startswith(open_node.label + ".")

    def _under(self, kind: str, rank: int) -> int | None:
        for k, i in enumerate(self.stack):
            if self.nodes[i].kind == kind or self.nodes[i].rank >= rank:
                del self.stack[k:]
                break
        return self.stack[-1] if self.stack else None

    def _push(self, node: Node) -> None:
        if node.parent is not None:
            node.level = self.nodes[node.parent].level + 1
        self._latest[node.parent, node.kind] = node
        self.stack.append(len(self.nodes))
        self.nodes.append(node)
