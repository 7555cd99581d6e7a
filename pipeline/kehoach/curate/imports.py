"""Rows of a user's list → entries of the catalogue; what can't be named, or contradicts what is known, is told and left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from kehoach.curate.table import TABLE
from kehoach.resolve.catalogue import Catalogue, Entry
from kehoach.resolve.keys import directive, of_parts
from kehoach.rules.fold import name_key
from kehoach.rules.home import Home
from kehoach.rules.load import toml

_KEY = re.compile(r"(?:số:?\s*)?(\d+[a-zA-Z]?)\s*(?:/\s*((?:19|20)\d\d)(?=\s*[/-]))?\s*[/-]\s*(\S.*)", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: .*)?")
_PARTS = re.compile(r"[;\n]|, (?=\d)")


@dataclass(slots=True)
class Import:
    """What a list gave: entries that are new, those that say more than before, the number known as they are, rows left out.

    `refused`: line, number as printed, why. `conflicts`: line, number, column, what is known, what the list says.
    """

    added: list[Entry] = field(default_factory=list)
    changed: list[Entry] = field(default_factory=list)
    same: int = 0
    refused: list[tuple[int, str, str]] = field(default_factory=list)
    conflicts: list[tuple[int, str, str, str, str]] = field(default_factory=list)


def take_in(rows: Iterable[tuple[int, Mapping[str, str]]], own: Iterable[Entry], catalogue: Catalogue, source: str, day: str) -> Import:
    """Return what the rows of a list (table.read_list) add to the user's `own` entries and to `catalogue`.

    `source`: where the list is from; `day`: the day (ISO) of which the list's statuses hold. A row that contradicts a known entry of
    the same directive in date or type, or an earlier row of the list, is a conflict and changes nothing.
    """
    found, mine = Import(), {e.directive.id: e for e in own}
    here: dict[str, Entry] = {}
    for line, row in rows:
        entry = _entry(row, source, day)
        if isinstance(entry, str):
            found.refused.append((line, row.get("key", ""), entry))
            continue
        name = entry.directive.id
        known = mine.get(name) or catalogue.get(name)
        if name in here:
            against = _contradiction(here[name], entry, ("date", "type", "title"))
            found.same += against is None
        else:
            against = _contradiction(known, entry, ("date", "type")) if known else None
        if against:
            found.conflicts.append((line, row["key"], *against))
        if against or name in here:
            continue
        here[name] = entry
        merged = _merged(entry, mine.get(name), known)
        if merged == mine.get(name):
            found.same += 1
        else:
            (found.changed if known else found.added).append(merged)
            mine[name] = merged
    return found


def _merged(entry: Entry, old: Entry | None, known: Entry | None) -> Entry:
    """Return the entry to keep: what the list says, then what was known; of what the package knows only the successor of a status."""
    if old is None:
        return (
            entry
            if known is None or not known.replaced_by
            else replace(entry, replaced_by=known.replaced_by, since=entry.since or known.since)
        )
    return replace(entry.filled(old), checked=entry.checked or (old.checked if entry.status in (None, old.status) else None))


def _entry(row: Mapping[str, str], source: str, day: str) -> Entry | str:
    """Return the entry that a row stands for, or why it stands for none."""
    printed = _KEY.fullmatch(row.get("key", ""))
    if printed is None:
        return "the number can't be read"
    number, year, symbol = printed[1], printed[2], re.sub(r"\s*([/&-])\s*", r"\1", printed[3]).replace("Ð", "Đ")
    days = {column: _date(row.get(column, "")) for column in ("date", "in_force", "since")}
    if bad := next((c for c, d in days.items() if d == ""), None):
        return f"no such day: {row[bad]}"
    status = _status(row.get("status", ""))
    if status is None:
        return f"an unknown status: {row['status']}"
    key = of_parts(row.get("type"), number, year, symbol, days["date"], row.get("issuer"), Home())
    if key.year and key.date and key.date[:4] != key.year:
        return "the year of the number is not that of the date"
    name = key.name()
    if name is None:
        return key.open or (
            "neither type word nor symbol tells the type" if key.type is None else "no date; the number is given anew each year"
        )
    paper = replace(directive(key, name, number, symbol), title=row.get("title"), source="catalogue", level=None)
    successors, more = _successors(row.get("replaced_by", "")), row.get("source")
    if successors and status in ("", "expired"):
        status = "replaced"
    checked = day if status in ("in force", "amended") else None
    return Entry(
        paper, status or None, successors, days["since"] if status in ("replaced", "expired", "repealed") else None, checked,
        days["in_force"], None, f"{source}; {more}" if more else source, "medium",
    )  # fmt: skip


def _successors(text: str) -> tuple[str, ...]:
    """Return the ids of papers named by number and symbol alone: only those that carry their year can be told."""
    found = []
    for part in filter(None, map(str.strip, _PARTS.split(text))):
        if part.startswith("urn:lex:"):
            found.append(part)
        elif (printed := _KEY.search(part)) and printed[2]:
            name = of_parts(None, printed[1], printed[2], printed[3].split(" ")[0], None, None, Home()).name()
            found += [name] if name else []
    return tuple(dict.fromkeys(found))


def _date(text: str) -> str | None:
    """Return a day in ISO form; None where none is given, "" where there is no such day."""
    text = text.strip()
    if not text or text in ("-", "–", "..."):
        return None
    iso, local = _ISO.fullmatch(text), _DAY_FIRST.fullmatch(text)
    parts = iso.groups() if iso else local.groups()[::-1] if local else None
    try:
        return date(*map(int, parts)).isoformat() if parts else ""
    except ValueError:
        return ""


@cache
def _statuses() -> Mapping[str, str]:
    return {name_key(word): status for status, words in toml(TABLE)["status"].items() for word in (status, *words) if word}


def _status(text: str) -> str | None:
    """Return the status that a list's word stands for, "" where it says nothing of it, None for an unknown word."""
    return _statuses().get(name_key(text)) if text.strip() else ""


def _contradiction(known: Entry, entry: Entry, columns: tuple[str, ...]) -> tuple[str, str, str] | None:
    """Return the first of `columns` on which two entries of a directive differ, with both values."""
    for column in columns:
        ours, theirs = getattr(known.directive, column), getattr(entry.directive, column)
        if ours and theirs and ours != theirs:
            return column, ours, theirs
    return None
