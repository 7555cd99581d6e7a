"""Patterns of the words that name a document type."""

from __future__ import annotations

from functools import cache

from kehoach.rules.types import doc_types


def cased(phrase: str) -> str:
    """Return a pattern for `phrase` as running text, with capitals, or all in capitals.

    >>> cased("Quyết định")
    '(?:[Qq]uyết\\\\s[Đđ]ịnh|QUYẾT\\\\sĐỊNH)'
    """
    words = phrase.split()
    if phrase.isupper():
        return phrase
    running = r"\s".join(f"[{w[0].upper()}{w[0].lower()}]{w[1:]}" for w in words)
    return f"(?:{running}|" + r"\s".join(w.upper() for w in words) + ")"


@cache
def type_words() -> str:
    """Return a pattern (no group) for any type word, longest first."""
    words = {w for t in doc_types() for w in (t.name, *t.variants)}
    return "(?:" + "|".join(cased(w) for w in sorted(words, key=lambda w: (-len(w), w))) + ")"


@cache
def type_codes() -> tuple[str, ...]:
    """Return all type codes of symbols, longest first."""
    return tuple(sorted({c for t in doc_types() for c in t.codes}, key=lambda c: (-len(c), c)))
