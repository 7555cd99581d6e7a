"""Web pages set in fonts from before Unicode: their letters made what the fonts show, each led back to its codes in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kehoach.ingest.html.repair import put_leaves, rewritten
from kehoach.ingest.html.styles import is_block
from kehoach.ingest.html.tree import Leaf, Node, elements
from kehoach.ingest.legacy.codes import claim_of
from kehoach.ingest.legacy.convert import Conversion
from kehoach.ingest.legacy.words import is_suspect

_FAMILY = re.compile(r"font-family\s*:\s*[\"']?([^,;\"']+)", re.IGNORECASE)


def convert(root: Node) -> tuple[str, ...]:
    """Turn the text of a page that is in TCVN3 or VNI into Unicode; return notes on what was converted.

    The styles of the elements must be set. Other fonts than those of old text count as one: pages name them without need.
    """
    paragraphs = list(_paragraphs(root))
    if not any(font for p in paragraphs for _, font in p) and not any(is_suspect(leaf.text) for p in paragraphs for leaf, _ in p):
        return ()
    told = [[(leaf.text, font) for leaf, font in p] for p in paragraphs]
    conversion = Conversion.of(told)
    new: dict[int, list[Leaf]] = {}
    for leaves, pieces in zip(paragraphs, told, strict=True):
        if edits := conversion.edits(pieces):
            new |= rewritten([leaf for leaf, _ in leaves], edits)
    if new:
        put_leaves(root, new)
    return conversion.notes


def _paragraphs(root: Node) -> Iterator[list[tuple[Leaf, str | None]]]:
    """Yield the texts that stand together without a break, each leaf with the name of its font if that is one of old text."""
    found: list[tuple[Leaf, str | None]] = []
    todo: list[tuple[Node | Leaf | None, str | None]] = [(root, None)]
    while todo:
        node, font = todo.pop()
        if isinstance(node, Leaf):
            found.append((node, font))
            continue
        if node is None or node.tag == "br" or is_block(node):
            if found:
                yield found
            found = []
        if node is None or node.tag in elements("dropped"):
            continue
        font = _font(node, font)
        if is_block(node):
            todo.append((None, None))
        todo += ((child, font) for child in reversed(node.children))
    if found:
        yield found


def _font(node: Node, before: str | None) -> str | None:
    """Return the old font of an element's words, None where it is no such font; `before` is that around it."""
    family = _FAMILY.search(node.style)
    name = family[1] if family else node.attrs.get("face", "").partition(",")[0] if node.tag == "font" else ""
    if not name.strip():
        return before
    return name.strip() if claim_of(name) else None
