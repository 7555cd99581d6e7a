"""Repairs the letters of a page in its tree, each led back to what stands for it in the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from kehoach.ingest.html.tree import Leaf, Node, leaves
from kehoach.ingest.mojibake import restored
from kehoach.records.text import Edit, OffsetMap


def repair(root: Node) -> bool:
    """Restore letters of UTF-8 that was read in another encoding, where a page has any; say whether it had."""
    found = list(leaves(root))
    edits = restored("".join(leaf.text for leaf in found))
    if edits:
        put_leaves(root, rewritten(found, edits))
    return bool(edits)


def put_leaves(node: Node, new: dict[int, list[Leaf]]) -> None:
    """Put new leaves in the places of those that they stand for, by identity."""
    found: list[Node | Leaf] = []
    for child in node.children:
        if isinstance(child, Leaf):
            found += new.get(id(child), [child])
        else:
            put_leaves(child, new)
            found.append(child)
    node.children = found


def rewritten(parts: Sequence[Leaf], edits: Sequence[Edit]) -> dict[int, list[Leaf]]:
    """Return, by identity, the leaves that stand for those which `edits` (offsets into their texts joined) change.

    What replaces characters of several leaves stands in the first of them.
    """
    starts = [0]
    for leaf in parts:
        starts.append(starts[-1] + len(leaf.text))
    found: dict[int, list[Leaf]] = {}
    done: dict[int, int] = {}
    for e in edits:
        first = bisect_right(starts, e.start, hi=len(parts)) - 1
        last = max(first, bisect_right(starts, e.end - 1, hi=len(parts)) - 1)
        new = found.setdefault(id(parts[first]), [])
        new += _part(parts[first], done.get(first, 0), e.start - starts[first])
        start, _ = _source(parts[first], e.start - starts[first])
        _, end = _source(parts[last], e.end - 1 - starts[last])
        new.append(Leaf(start, end, e.new, True))
        for i in range(first + 1, last + 1):
            found.setdefault(id(parts[i]), [])
            done[i] = len(parts[i].text)
        done[first] = len(parts[first].text)
        done[last] = e.end - starts[last]
    for i, at in done.items():
        found[id(parts[i])] += _part(parts[i], at, len(parts[i].text))
    return found


def _part(leaf: Leaf, start: int, end: int) -> list[Leaf]:
    if start >= end:
        return []
    if leaf.reference:
        return [leaf]
    return [Leaf(leaf.start + start, leaf.start + end, leaf.text[start:end])]


def _source(leaf: Leaf, at: int) -> tuple[int, int]:
    return (leaf.start, leaf.end) if leaf.reference else (leaf.start + at, leaf.start + at + 1)


def moved(root: Node, back: OffsetMap, by: int) -> None:
    """Lead the leaves of a tree back through `back` to the source that its own was made from, then on by `by` characters."""
    new: dict[int, list[Leaf]] = {}
    for leaf in leaves(root):
        parts: list[Leaf] = []
        for i, c in enumerate(leaf.text):
            start, end = _source(leaf, i)
            a, b = back.start(start) + by, back.end(end) + by
            plain = b - a == 1 and not leaf.reference
            if plain and parts and not parts[-1].reference and parts[-1].end == a:
                parts[-1] = Leaf(parts[-1].start, b, parts[-1].text + c)
            elif leaf.reference and parts:
                parts[-1] = Leaf(a, b, parts[-1].text + c, True)
            else:
                parts.append(Leaf(a, b, c, not plain))
        new[id(leaf)] = parts
    put_leaves(root, new)
