"""Types of documents (data/doc_types.toml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kehoach.rules.load import toml


@dataclass(frozen=True, slots=True)
class DocType:
    """A document type: full name in sentence case, its codes in symbols, other spellings."""

    name: str
    codes: tuple[str, ...]
    variants: tuple[str, ...]
    own: bool
    law: bool


@cache
def doc_types() -> tuple[DocType, ...]:
    """Return all types in the order of the table."""
    return tuple(
        DocType(r["name"], tuple(r.get("codes", ())), tuple(r.get("variants", ())), r.get("own", False), r.get("law", False))
        for r in toml("doc_types.toml")["type"]
    )


@cache
def by_word() -> Mapping[str, DocType]:
    """Map every name and other spelling, in lower case, to its type.

    >>> by_word()["quyết định"].name
    'Quyết định'
    """
    return {w.lower(): t for t in doc_types() for w in (t.name, *t.variants)}


@cache
def by_code() -> Mapping[str, tuple[DocType, ...]]:
    """Map a code in a symbol to the types that it stands for; the first is the likeliest.

    >>> by_code()["KH"][0].name, by_code()["QĐ"][0].name
    ('Kế hoạch', 'Quyết định')
    """
    found: dict[str, list[DocType]] = {}
    for t in doc_types():
        for code in t.codes:
            found.setdefault(code, []).append(t)
    return {k: tuple(sorted(v, key=lambda t: (t.codes.index(k), len(t.name)))) for k, v in found.items()}
