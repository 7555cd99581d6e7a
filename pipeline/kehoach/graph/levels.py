"""Tiers of government, and the tier of a body as far as a directive's URN:LEX tells it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from kehoach.rules.load import toml

LEVELS = ("central", "province", "department", "district", "commune", "unit")
"""From the top down."""


@dataclass(frozen=True, slots=True)
class Urn:
    """The parts of `urn:lex:JURISDICTION:AUTHORITY:TYPE:DATE;NUMBER` (RFC 9676); a part that is missing is None."""

    jurisdiction: str | None
    authority: str | None
    date: str | None
    number: str | None

    @property
    def local(self) -> bool:
        """Whether the jurisdiction lies below the country (`vn;lam.son`)."""
        return ";" in (self.jurisdiction or "")


def parse(urn: str) -> Urn:
    """Return the parts of a directive's identifier.

    >>> parse("urn:lex:vn;lam.son:so.noi.vu:ke.hoach:2023-03-10;27")
    Urn(jurisdiction='vn;lam.son', authority='so.noi.vu', date='2023-03-10', number='27')
    """
    parts: list[str | None] = [part or None for part in urn.split(":")[2:]]
    jurisdiction, authority, _, tail = (parts + [None] * 4)[:4]
    date, _, number = (tail or "").partition(";")
    return Urn(jurisdiction, authority, date or None, number or None)


def level(urn: str) -> str | None:
    """Return the tier of the body that issued the directive `urn`, None where it names no body.

    >>> level("urn:lex:vn:thu.tuong.chinh.phu:quyet.dinh:2018-12-27;1847")
    'central'
    """
    parts = parse(urn)
    if not parts.authority:
        return None
    _, _, place = (parts.jurisdiction or "").rpartition(";")
    for row in _table():
        ends = tuple(f".{unit}.{place}" for unit in row["units"])
        fits = parts.authority.startswith(tuple(row["begins"])) or f".{parts.authority}".endswith(ends)
        if fits and (parts.local or not row["local"]):
            return str(row["level"])
    return "province" if parts.local else "central"


@cache
def _table() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = toml("levels.toml")["level"]
    return rows
