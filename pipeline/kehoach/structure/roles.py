"""What a heading says about the text under it."""

from __future__ import annotations

from functools import cache

from kehoach.rules.fold import bare
from kehoach.rules.load import rules


@cache
def role(title: str) -> str | None:
    """Return the role of a heading by data/roles.toml, several joined by `+`; None where its words name none.

    >>> role("MỤC ĐÍCH, YÊU CẦU"), role("Sở Nội vụ")
    ('objective+requirement', 'actor')
    """
    folded = bare(title)
    found = [r.value for r in rules("roles.toml", "role") if r.value and r.pattern.search(folded)]
    return "+".join(found) or None
