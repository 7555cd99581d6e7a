"""Frames of a page: pages inside it, kept in its own source (`srcdoc`) or beside it in one file (MHTML)."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from kehoach.ingest.html.repair import moved
from kehoach.ingest.html.tree import Node, parse
from kehoach.records.text import Edit, OffsetMap, edited

_SRCDOC = re.compile(r"""\ssrcdoc\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});?")

Pages = Callable[[Node], tuple[str, int] | None]
"""Gives, for a frame, the source of its page and where that stands in the source of the whole."""

DEEPEST = 5
"""Frames inside frames that are followed."""


def put_frames(root: Node, source: str, beside: Pages, depth: int = 0) -> None:
    """Put the page of each frame below `root` in its place."""
    for node in list(root.below("iframe", "frame")):
        page = _srcdoc(node, source) or _beside(node, beside)
        if page is not None:
            node.tag, node.children = "div", [page]
            if depth < DEEPEST:
                put_frames(page, source, beside, depth + 1)


def _srcdoc(node: Node, source: str) -> Node | None:
    """Return the page that a frame holds in its own start tag."""
    if "srcdoc" not in node.attrs or node.start is None or not (found := _SRCDOC.search(source, *node.start)):
        return None
    inner = found[1] if found[1] is not None else found[2]
    text, back = edited(inner, [Edit(*m.span(), html.unescape(m.group())) for m in _REFERENCE.finditer(inner)])
    page = parse(text)
    moved(page, back, found.start(1 if found[1] is not None else 2))
    return page


def _beside(node: Node, beside: Pages) -> Node | None:
    found = beside(node)
    if found is None:
        return None
    text, at = found
    page = parse(text)
    moved(page, OffsetMap.identity(len(text)), at)
    return page
