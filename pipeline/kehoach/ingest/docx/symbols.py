"""Signs of symbol fonts (Symbol, Wingdings), which Word stores by their code in the font."""

from __future__ import annotations

import re
from functools import cache

from kehoach.rules.load import toml

_PRIVATE = re.compile("[\uf000-\uf0ff]")
"""Where Word puts the codes of symbol fonts."""
MOST_SIGNS = 3
"""A run in a symbol font with more letters than these is text that was given the font by mistake."""


@cache
def _signs() -> dict[str, dict[int, str]]:
    found: dict[str, dict[int, str]] = {}
    for run in toml("docx_symbols.toml")["run"]:
        own = found.setdefault(run["font"], {})
        own.update({code: sign for code, sign in enumerate(run["signs"], run["first"]) if sign != " "})
    return found


def shown(text: str, font: str) -> str:
    """Return a text as its font draws it; only symbol fonts draw letters as other signs.

    A private code without a symbol font is taken for one of Symbol, the font of Word's round bullet.

    >>> shown("\\uf0e0", "Wingdings"), shown("ü", "Wingdings"), shown("\\uf0b3 5", "Symbol"), shown("a", "Arial"), shown("\\uf0b7", "")
    ('→', '✓', '≥ 5', 'a', '•')
    """
    signs = _signs().get(font.lower())
    if signs is None and not _PRIVATE.search(text):
        return text
    every = signs is not None and len(text.strip()) <= MOST_SIGNS
    own = signs or _signs()["symbol"]
    return "".join(own.get(ord(c) & 0xFF, c) if _PRIVATE.match(c) or (every and ord(c) < 0x100) else c for c in text)
