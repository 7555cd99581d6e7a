"""The codes in symbols: which families of bodies use them, and what a misspelt one stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from kehoach.rules.fold import symbol_key
from kehoach.rules.load import rows, toml
from kehoach.rules.types import by_code

_TERM = re.compile(r"\d{1,2}$")


@cache
def _organs() -> Mapping[str, Sequence[Mapping[str, str]]]:
    found: dict[str, list[Mapping[str, str]]] = {}
    for row in rows("organs.csv"):
        found.setdefault(row["code"], []).append(row)
    return found


def families(code: str) -> frozenset[str]:
    """Return the families of the bodies that a code may stand for; none for base units of the youth union.

    Those write as the school or office does to which they belong.

    >>> sorted(families("TU")), sorted(families("LĐLĐ")), sorted(families("ĐTN"))
    (['party'], ['union'], [])
    """
    known = _organs().get(code) or _organs().get(_TERM.sub("", code), ())
    loose = any(r["family"] == "youth" and r["level"] in ("", "unit") for r in known)
    return frozenset() if loose else frozenset(r["family"] for r in known)


@cache
def _folded(of_types: bool) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for code in by_code() if of_types else _organs():
        found.setdefault(symbol_key(code), set()).add(code)
    return {k: frozenset(v) for k, v in found.items()}


def meant(group: str, *, first: bool) -> str | None:
    """Return the code of a type or of a central body that `group` is a misprint of, None where it is a code itself or may be another one.

    Local bodies make their codes themselves (SGDĐT, SGDDT, SGD): none of theirs is called wrong.

    `first`: it stands where a type's code stands.

    >>> meant("CD", first=True), meant("BGDDT", first=False), meant("Ttg", first=False), meant("VX", first=False)
    ('CĐ', 'BGDĐT', 'TTg', None)
    """
    name = _TERM.sub("", group)
    if group in (slips := toml("checks.toml")["slips"]):
        return str(slips[group])
    if len(name) < 2 or {group, name} & (by_code().keys() | _organs().keys()):
        return None
    key = symbol_key(name)
    found = (_folded(True).get(key) if first else None) or _folded(False).get(key, frozenset())
    certain = [c for c in found if len(c) == len(name) and (c in by_code() or all(r["level"] == "central" for r in _organs()[c]))]
    return certain[0] + group[len(name) :] if len(certain) == 1 else None
