"""The section tree: which heading governs which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kehoach.records.text import Span
from kehoach.structure.headings import Row, is_title, is_unlabelled_title, title
from kehoach.structure.labels import Label

_MARKED = 20  # rank of a bold line without label: under whatever labelled heading stands above it


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
    level: int
    value: int
    rule: str
    is_title: bool


class TreeBuilder:
    """Reads rows in order and grows the tree; the stack holds the indices of the open sections, outermost first."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.nodes: list[Node] = []
        self.stack: list[int] = []

    def build(self, first: int, last: int) -> list[Node]:
        """Return the sections of rows[first:last]."""
        n = first
        while n < last:
            n = self._take(n, last)
        return self.nodes

    def _take(self, n: int, last: int) -> int:
        row = self.rows[n]
        follower = self.rows[n + 1] if n + 1 < last else None
        if row.line.row:
            return self._row_heading(row) or n + 1
        if row.labels:
            label = self._reading(row.labels)
            return self._labelled(row, label, follower, last)
        if is_unlabelled_title(row, follower):
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
        parent = self._place(label)
        sibling = next((x for x in reversed(self.nodes) if x.parent == parent and x.kind == label.kind), None)
        heads = is_title(row, label, follower, sibling is not None and not sibling.is_title)
        start = row.line.span.start
        end_row = row.n
        body = row.text[label.body :]
        heading = Span(start, row.line.span.end) if heads else Span(start + label.at, start + label.at + len(label.text))
        if heads and not body and follower is not None and row.n + 1 < last and not follower.labels and (follower.caps or follower.bold):
            body, end_row = follower.text, follower.n
            heading = Span(start, follower.line.span.end)
        self._push(label.kind, label.rank, label.text, title(body) if heads else "", heading, row.n, end_row, parent, label.value, heads)
        return end_row + 1

    def _unlabelled(self, row: Row, last: int) -> int:
        annex = row.text[:7].upper() == "PHỤ LỤC"
        end = row.n
        words = [row.text]
        while annex and end + 1 < last and self._continues_title(self.rows[end + 1]):
            end += 1
            words.append(self.rows[end].text)
        outer = annex or (row.caps and not any(self.nodes[i].kind in ("part", "chapter") for i in self.stack))
        kind, rank = ("outer", 0) if outer else (f"marked{row.line.heading}", _MARKED + row.line.heading)
        parent = None if outer else self._under(kind, rank)
        if outer:
            self.stack.clear()
        text = title(" ".join(words).lstrip("* "))
        self._push(kind, rank, None, text, Span(row.line.span.start, self.rows[end].line.span.end), row.n, end, parent, 0, True)
        return end + 1

    def _continues_title(self, row: Row) -> bool:
        return not row.labels and not row.item and not row.line.row and (row.caps or row.bold) and not row.text.startswith("(")

    def _row_heading(self, row: Row) -> int | None:
        """A table row of an ordinal and one full cell, such as `II | NHIỆM VỤ`, heads the rows under it."""
        cells = [c.strip() for c in row.text.split(" | ") if c.strip()]
        if len(cells) != 2 or not cells[0].strip(".").isalnum() or len(cells[0]) > 5 or not (row.line.all_bold or cells[1].isupper()):
            return None
        label = cells[0].strip(".")
        kind = "row-roman" if set(label) <= set("IVXLC") else "row-other"
        parent = self._under(kind, _MARKED + 5 + (kind == "row-other"))
        self._push(kind, _MARKED + 5 + (kind == "row-other"), label, title(cells[1]), row.line.span, row.n, row.n, parent, 0, True)
        return row.n + 1

    def _place(self, label: Label) -> int | None:
        """Close what a label of this kind closes, and return the index of the section that governs it."""
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

    @staticmethod
    def _deeper(label: Label, open_node: Node) -> bool:
        return open_node.label is not None and label.text.startswith(open_node.label + ".")

    def _under(self, kind: str, rank: int) -> int | None:
        for k, i in enumerate(self.stack):
            if self.nodes[i].kind == kind or self.nodes[i].rank >= rank:
                del self.stack[k:]
                break
        return self.stack[-1] if self.stack else None

    def _push(
        self, kind: str, rank: int, label: str | None, text: str, heading: Span, first: int, last: int, parent: int | None, value: int, heads: bool
    ) -> None:
        level = 1 if parent is None else self.nodes[parent].level + 1
        self.nodes.append(Node(kind, rank, label, text, heading, first, last, parent, level, value, f"heading.{kind}", heads))
        self.stack.append(len(self.nodes) - 1)
