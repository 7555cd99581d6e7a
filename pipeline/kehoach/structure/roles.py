"""What a heading says about the text under it."""

from __future__ import annotations

from functools import lru_cache

from kehoach.rules.fold import bare
from kehoach.rules.load import rules


@lru_cache(maxsize=1024)  # the same headings stand in plan after plan
def role(title: str) -> str | None:
    """Return the role of a heading by data/roles.toml, several joined by `+`; None where its words name none.

    >>> role("MỤC ĐÍCH, YÊU CẦU"), role("Sở Nội vụ")
    ('objective+requirement', 'actor')
    """
    folded = bare(title)
    found = [r.value for r in rules("roles.toml", "role") if r.value and r.pattern.search(folded)]
    return "+".join(found) or None
