"""The catalogue: directives that are known beforehand, and one loader for them.

The core (data/directives.csv) is at hand; the large tables, checked less closely, are read when a key is not in it: that of the
country (data/central-normative.csv.gz) and one for each province that has one (data/places/PLACE.csv.gz). A user's own catalogue, a
table of the same columns, adds to the core and fills the cells that it leaves empty.

Columns beside the parts of a Directive: `status` (in force, amended, replaced, expired, repealed; empty: not checked), `replaced_by`
(ids of the successors, parted by a space), `since` (the day from which a paper that is replaced, expired or repealed is no longer in
force), `checked` (last day up to which a status in force is known to hold), `in_force` (first day), `sole_until` (last day up to
which a law's name is known to have stood for no later law; empty: not checked), `source`, `confidence` (high, medium).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from kehoach.errors import CatalogueError
from kehoach.records.link import Directive
from kehoach.resolve.symbols import parse as parse_symbol
from kehoach.resolve.urn import number_key
from kehoach.rules.fold import name_key
from kehoach.rules.issuers import expand
from kehoach.rules.load import packed_names, packed_rows, rows

CORE = "directives.csv"
LARGE = "central-normative.csv.gz"
PLACES = "places"
PLACE = "urn:lex:vn;"  # how the id of a local body's paper begins
COLUMNS = (
    "id", "type", "number", "year", "symbol", "date", "issuer", "title",
    *("status", "replaced_by", "since", "checked", "in_force", "sole_until", "source", "confidence"),
)  # fmt: skip
DAYS = ("date", "in_force", "since", "checked", "sole_until")
LAWS = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")


@dataclass(frozen=True, slots=True)
class Entry:
    """A directive of the catalogue with what is known of its validity (ISO dates; None where not known) and where that is from."""

    directive: Directive
    status: str | None = None
    replaced_by: tuple[str, ...] = ()
    since: str | None = None
    checked: str | None = None
    in_force: str | None = None
    sole_until: str | None = None
    source: str | None = None
    confidence: str | None = None

    @classmethod
    def of(cls, row: Mapping[str, str]) -> Entry:
        """Return the entry of a row of the table."""
        cell = {k: v or None for k, v in row.items()}
        known = Directive(
            row["id"], cell["type"], cell["number"], cell["year"], cell["symbol"], cell["date"], cell["issuer"], cell["title"], "catalogue"
        )  # fmt: skip
        successors = tuple(row["replaced_by"].split())
        return cls(known, cell["status"], successors, *(cell[k] for k in COLUMNS[COLUMNS.index("since") :]))

    def filled(self, other: Entry) -> Entry:
        """Return this entry with what it leaves open taken from `other`, a second entry of the same directive.

        The parts of a status (successors, since, checked) go with it: they are taken where this entry has none.
        """
        ours, theirs = self.directive, other.directive
        parts = {f.name: getattr(ours, f.name) or getattr(theirs, f.name) for f in fields(ours)}
        merged = replace(self, directive=Directive(**parts), in_force=self.in_force or other.in_force)
        if self.status:
            return merged
        return replace(merged, status=other.status, replaced_by=other.replaced_by, since=other.since, checked=other.checked)


@lru_cache(maxsize=16384)
def law_key(name: str) -> str:
    """Return the form of a law's name under which its spellings meet.

    >>> law_key("Phòng cháy, chữa cháy") == law_key("PCCC") == law_key("Phòng cháy và chữa cháy")
    True
    """
    return " ".join(w for w in name_key(" ".join(expand(name))).split() if w != "va")


class Index:
    """Entries by id, by number and by a law's name. Of entries with one id the first counts."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.by_id: dict[str, Entry] = {}
        self.by_number: dict[tuple[str, str], list[Entry]] = {}
        self.by_type: dict[tuple[str, str], list[Entry]] = {}
        self.by_name: dict[str, list[Entry]] = {}
        for e in entries:
            if self.by_id.setdefault(e.directive.id, e) is e:
                self._add(e)

    def _add(self, e: Entry) -> None:
        d = e.directive
        if d.number:
            number = number_key(d.number)
            self.by_number.setdefault((number, parse_symbol(d.symbol or "").key), []).append(e)
            self.by_type.setdefault((d.type or "", number), []).append(e)
        if d.type in LAWS:
            self.by_name.setdefault(law_key(d.title or "") if d.type != "Hiến pháp" else "", []).append(e)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Known directives: `core` at hand, `larger` (the country's) and `local` (by place) loaded when the core does not have a key."""

    core: Index
    larger: Callable[[], Index] = field(default=lambda: Index(()))
    local: Callable[[str], Index] = field(default=lambda _: Index(()))

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Catalogue:
        """Return a catalogue of `entries` alone."""
        return cls(Index(entries))

    def get(self, name: str) -> Entry | None:
        """Return the entry with this id."""
        return self.core.by_id.get(name) or self._beside(_place(name)).by_id.get(name)

    def _beside(self, place: str | None) -> Index:
        return self.local(place) if place else self.larger()

    def numbered(self, number: str, symbol: str, year: str | None = None, place: str | None = None) -> tuple[Entry, ...]:
        """Return the entries with this number (without leading zeros) and folded symbol, and with this year in the number if given.

        `place`: the unit of a local issuer, as it stands in ids.
        """
        found = self.core.by_number.get((number, symbol), [])
        if year:
            found = [e for e in found if e.directive.year == year]
            if found:
                return tuple(found)
        known = {e.directive.id for e in found}
        more = self._beside(place).by_number.get((number, symbol), [])
        return (*found, *(e for e in more if e.directive.id not in known and year in (None, e.directive.year)))

    def by_type(self, kind: str, number: str) -> tuple[Entry, ...]:
        """Return the entries of the core with this type and number."""
        return tuple(self.core.by_type.get((kind, number), ()))

    def laws(self, kind: str, name: str) -> tuple[Entry, ...]:
        """Return the laws of this type and name, the oldest first; a Bộ luật also where the text says Luật."""
        key = "" if kind == "Hiến pháp" else law_key(name)
        found = {e.directive.id: e for index in (self.larger(), self.core) for e in index.by_name.get(key, ())}
        same = [e for e in found.values() if e.directive.type == kind]
        chosen = same or [e for e in found.values() if {kind, e.directive.type} <= {"Luật", "Bộ luật"}]
        return tuple(sorted(chosen, key=lambda e: e.directive.date or ""))

    def all(self) -> dict[str, Entry]:
        """Return every entry by its id: the core's, the country's, those of each place that has a table."""
        found = dict(self.core.by_id)
        for index in (self.larger(), *(self.local(place) for place in places())):
            for name, entry in index.by_id.items():
                found.setdefault(name, entry)
        return found


def _place(name: str) -> str | None:
    return name[len(PLACE) :].partition(":")[0] if name.startswith(PLACE) else None


def _packed(file: str) -> Index:
    return Index(Entry.of(row) for row in packed_rows(file))


@cache
def places() -> tuple[str, ...]:
    """Return the places, as they stand in ids, that have a table of their own."""
    return tuple(f.removeprefix(f"{PLACES}/").removesuffix(".csv.gz").replace("-", ".") for f in packed_names(PLACES))


@cache
def _larger() -> Index:
    return _packed(LARGE)


@cache
def _local(place: str) -> Index:
    return _packed(f"{PLACES}/{place.replace('.', '-')}.csv.gz") if place in places() else Index(())


@cache
def _core() -> Index:
    return Index(Entry.of(row) for row in rows(CORE))


def package_tables() -> dict[str, Sequence[Entry]]:
    """Return the entries of the package's tables by their names: core, country, and each place as it stands in ids."""
    indexes = {"core": _core(), "country": _larger()} | {place: _local(place) for place in places()}
    return {name: tuple(index.by_id.values()) for name, index in indexes.items()}


def load_catalogue(user: Path | None = None) -> Catalogue:
    """Return the catalogue of the package with the user's own table `user`.

    Raises RuleError where the package's core is missing, CatalogueError as read_entries does.
    """
    if user is None:
        return _load(None, None)
    state = _there(user).stat()
    return _load(user, (state.st_mtime_ns, state.st_size))


@lru_cache(maxsize=4)
def _load(user: Path | None, _: tuple[int, int] | None) -> Catalogue:
    """Return the catalogue; the second argument, the state of the user's file, makes a changed file be read again."""
    if user is None:
        return Catalogue(_core(), _larger, _local)
    own = Index(read_entries(user))
    shared = (e.filled(own.by_id[name]) if name in own.by_id else e for name, e in _core().by_id.items())
    return Catalogue(Index((*shared, *own.by_id.values())), _larger, _local)


def _there(file: Path) -> Path:
    if not file.is_file():
        raise CatalogueError("catalogue.folder" if file.is_dir() else "catalogue.missing", path=str(file))
    return file


def read_entries(file: Path) -> list[Entry]:
    """Return the entries of a table in the catalogue's own columns.

    Raises CatalogueError where `file` is missing, can't be read, has other columns, or a cell for a day (DAYS) holds none in ISO form.
    """
    try:
        text = _there(file).read_text("utf-8-sig")
        table = csv.DictReader(io.StringIO(text))
        read = [(table.line_num, row) for row in table]
    except (OSError, UnicodeDecodeError, csv.Error) as e:
        raise CatalogueError("catalogue.unread", path=str(file), what=str(e)) from e
    if any(None in row.values() or tuple(row) != COLUMNS for _, row in read):
        raise CatalogueError("catalogue.columns", path=str(file), known=", ".join(COLUMNS))
    for line, row in read:
        if bad := next((c for c in DAYS if row[c] and not is_day(row[c])), None):
            raise CatalogueError("catalogue.day", path=str(file), place=str(line), column=bad, day=row[bad])
    return [Entry.of(row) for _, row in read]


def is_day(text: str) -> bool:
    """Say whether `text` is a day of the calendar in ISO form.

    >>> is_day("2024-02-29"), is_day("2023-02-29"), is_day("29/02/2024"), is_day("20240229")
    (True, False, False, False)
    """
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
