"""The marks that a browser puts before the items of a list."""

from __future__ import annotations

from kehoach.ingest.html.styles import list_style
from kehoach.ingest.html.tree import Node
from kehoach.ingest.numerals import FORMATS

_FORMATS = {
    "decimal": "decimal",
    "decimal-leading": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}


def count_from(node: Node) -> tuple[int, int]:
    """Return the number of a list's first item and the step to the next."""
    start = node.attrs.get("start", "").strip()
    if "reversed" in node.attrs and node.tag == "ol":
        return (int(start) if start.isdecimal() else sum(1 for c in node.elements() if c.tag == "li")), -1
    return (int(start) if start.isdecimal() else 1), 1


def item_mark(node: Node, item: Node, number: int) -> str:
    """Return the mark of an item with the blank behind it, "" where the list shows none.

    A label that a style sheet draws stands for the list's own where it counts, or the list shows no marks.

    >>> item_mark(Node("ol", {"type": "a"}), Node("li"), 2), item_mark(Node("ul"), Node("li"), 2)
    ('b. ', '- ')
    """
    style = list_style(item) or list_style(node) or _TYPES.get(item.attrs.get("type", node.attrs.get("type", "")), "")
    label = item.label or ""
    if style == "none" or any(map(str.isalnum, label)):
        return label
    if style not in _FORMATS and (node.tag != "ol" or style in {"disc", "circle", "square"}):
        return "- "
    return f"{ordinal(number, style)}. "


def ordinal(number: int, style: str) -> str:
    """Return a number as a list of a style (`upper-roman`, `lower-latin`, …) prints it; in digits where the style is none of them.

    >>> ordinal(4, "upper-roman"), ordinal(2, "lower-latin"), ordinal(2, "thai")
    ('IV', 'b', '2')
    """
    return FORMATS[_FORMATS.get(style, "decimal")](max(number, 0))
