"""A comparison as one self-contained HTML page."""

from __future__ import annotations

from kehoach.compare.model import Comparison
from kehoach.errors import Lang
from kehoach.store.page import page
from kehoach.store.words import Words

PASSAGES = 60
"""Passages printed in full; `Comparison.to_dict()` holds all."""
OWN = 40
"""Directives printed that one plan alone cites."""


def to_html(comparison: Comparison, lang: Lang = "vi") -> str:
    """Return the page: no external link, no script; everything that the plans hold is escaped."""
    return page(
        "kehoach.compare",
        "compare.html",
        c=comparison,
        say=Words(lang, "compare"),
        letters={plan.file: _letter(n) for n, plan in enumerate(comparison.plans)},
        most_passages=PASSAGES,
        most_own=OWN,
    )


def _letter(n: int) -> str:
    """Return A, B, …, Z, A2, B2, …: what a plan is called in the columns."""
    turn, rest = divmod(n, 26)
    return chr(ord("A") + rest) + (str(turn + 1) if turn else "")
