"""Contradictions in a catalogue: within a row, between rows, between tables. Told, never settled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kehoach.resolve.catalogue import DAYS, LAWS, Entry, is_day, law_key
from kehoach.resolve.keys import YEARLY_SINCE
from kehoach.resolve.standing import ENDED
from kehoach.resolve.symbols import kind
from kehoach.resolve.symbols import parse as parse_symbol
from kehoach.resolve.urn import number_key, parse, slug
from kehoach.rules.fold import bare
from kehoach.rules.load import toml

STATE_BEGAN = "1945-09-02"  # no paper of the state is older


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One contradiction: its kind, the table and ids concerned, the values that contradict each other."""

    code: str
    table: str
    ids: tuple[str, ...]
    what: str = ""


def verify(tables: Mapping[str, Sequence[Entry]], today: str) -> list[Contradiction]:
    """Return the contradictions of `tables` (name of each with its entries), by table and id; `today` (ISO) bounds dates of issue."""
    known: dict[str, Entry] = {}
    for entries in tables.values():
        for e in entries:
            known.setdefault(e.directive.id, e)
    found: list[Contradiction] = []
    for table, entries in tables.items():
        for e in entries:
            found += (Contradiction(code, table, (e.directive.id,), what) for code, what in _row(e, known, today))
    found += _twice(tables)
    found += _other_tables(tables)
    return sorted(found, key=lambda f: (f.code, f.table, f.ids))


def _row(entry: Entry, known: Mapping[str, Entry], today: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong within one row."""
    yield from _name(entry)
    yield from _days(entry, today)
    yield from _status(entry, known)
    d = entry.directive
    if d.symbol and d.number:
        type_, noted = kind(d.type, parse_symbol(d.symbol))
        if noted or (d.type and type_ != d.type):
            yield "type", f"{d.type} ≠ {d.symbol}"


def _name(entry: Entry) -> Iterator[tuple[str, str]]:
    d = entry.directive
    try:
        parts = parse(d.id)
    except ValueError:
        yield "urn", d.id
        return
    said = {"issuer": "+".join(slug(i) for i in (d.issuer or "").split(" + ")), "type": slug(d.type or "")}
    if d.number:
        said |= {"number": number_key(d.number)}
        said |= {"year": d.year} if d.year else {"date": d.date or ""}
    for part, value in said.items():
        if getattr(parts, part) != value:
            yield "urn", f"{part}: {value}"


def _days(entry: Entry, today: str) -> Iterator[tuple[str, str]]:
    issued = entry.directive.date
    for column in DAYS:
        day = issued if column == "date" else getattr(entry, column)
        if day and not is_day(day):
            yield "day", f"{column}: {day}"
            return
    if issued and not STATE_BEGAN <= issued <= today:
        yield "day", f"date: {issued}"
    if issued and entry.directive.year and entry.directive.year != issued[:4]:
        yield "year", f"{entry.directive.year} ≠ {issued}"
    if issued and entry.in_force and entry.in_force < issued:
        yield "order", f"in_force {entry.in_force} < date {issued}"
    if entry.since and entry.since < (entry.in_force or issued or ""):
        yield "order", f"since {entry.since} < in_force {entry.in_force or issued}"


def _status(entry: Entry, known: Mapping[str, Entry]) -> Iterator[tuple[str, str]]:
    if (entry.status == "replaced") != bool(entry.replaced_by):
        yield "successor", entry.status or "replaced_by"
    if entry.since and entry.status not in ENDED:
        yield "status", f"since {entry.since}, status {entry.status}"
    for name in entry.replaced_by:
        successor = known.get(name)
        if successor is None:
            yield "unknown_successor", name
        elif (successor.directive.date or "9") < (entry.directive.date or ""):
            yield "older_successor", f"{name}: {successor.directive.date} < {entry.directive.date}"
    if entry.sole_until and entry.directive.type in LAWS:
        yield from _sole(entry, known)


def _sole(entry: Entry, known: Mapping[str, Entry]) -> Iterator[tuple[str, str]]:
    """Yield the later laws of one name that a row says there are none of."""
    name, issued = law_key(entry.directive.title or ""), entry.directive.date or ""
    for other in known.values():
        d = other.directive
        if d.type == entry.directive.type and issued < (d.date or "") <= (entry.sole_until or "") and law_key(d.title or "") == name:
            yield "sole", f"{entry.sole_until} ≥ {d.id}"


def _twice(tables: Mapping[str, Sequence[Entry]]) -> Iterator[Contradiction]:
    """Yield papers of one body, type, number and year (of the Party: term) with two dates, and spellings of one paper."""
    numbered: defaultdict[tuple[str, ...], dict[str, tuple[str, Entry]]] = defaultdict(dict)
    for table, entries in tables.items():
        for e in entries:
            d = e.directive
            if d.number and d.date and d.date >= YEARLY_SINCE:
                symbol = parse_symbol(d.symbol or "")
                series = (bare(d.issuer or ""), d.type or "", number_key(d.number), symbol.key, d.year or "", _period(d.date, symbol.party))
                numbered[series].setdefault(d.id, (table, e))
    for same in numbered.values():
        if len(same) > 1:
            dates = {e.directive.date for _, e in same.values()}
            code = "dates" if len(dates) > 1 else "spelling"
            yield Contradiction(code, next(iter(same.values()))[0], tuple(sorted(same)), " ≠ ".join(sorted(str(x) for x in dates)))


def _period(day: str, party: bool) -> str:
    terms = toml("issuers.toml")["term"] if party else ()
    return next((str(t["number"]) for t in terms if t["first"] <= day <= t["last"]), day[:4])


def _other_tables(tables: Mapping[str, Sequence[Entry]]) -> Iterator[Contradiction]:
    """Yield entries of two tables that say different things of one directive."""
    first: dict[str, Entry] = {}
    for table, entries in tables.items():
        for e in entries:
            other = first.setdefault(e.directive.id, e)
            for column in ("date", "type"):
                one, two = getattr(other.directive, column), getattr(e.directive, column)
                if one and two and one != two:
                    yield Contradiction("tables", table, (e.directive.id,), f"{column}: {two} ≠ {one}")
            if other.status and e.status and (other.status in ENDED) != (e.status in ENDED):
                yield Contradiction("tables", table, (e.directive.id,), f"status: {e.status} ≠ {other.status}")
