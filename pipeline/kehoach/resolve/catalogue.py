"""The catalogue: directives that are known beforehand (data/directives.csv, data/central-normative.csv.gz).

Columns of the tables beside the parts of a Directive: `status` (in force, amended, replaced, expired, repealed; empty: not
checked), `replaced_by` (ids of the successors, parted by a space), `since` (the day from which a paper that is replaced, expired or
repealed is no longer in force), `in_force` (first day), `sole_until` (last day up to which a law's name is known to have stood for
no later law; empty: not checked), `source`, `confidence` (high, medium).
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources

from kehoach.records.link import Directive
from kehoach.resolve.issuers import expand
from kehoach.resolve.symbols import parse as parse_symbol
from kehoach.resolve.urn import number_key
from kehoach.rules.fold import name_key
from kehoach.rules.load import rows

CORE = "directives.csv"
LARGE = "central-normative.csv.gz"
LAWS = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")


@dataclass(frozen=True, slots=True)
class Entry:
    """A directive of the catalogue with what is known of its validity (ISO dates; None where not known) and where that is from."""

    directive: Directive
    status: str | None = None
    replaced_by: tuple[str, ...] = ()
    since: str | None = None
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
        return cls(known, cell["status"], successors, *(cell[k] for k in ("since", "in_force", "sole_until", "source", "confidence")))


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
    """Known directives: `core` at hand, `larger` (checked less closely) loaded when the core does not have a key."""

    core: Index
    larger: Callable[[], Index] = field(default=lambda: Index(()))

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Catalogue:
        """Return a catalogue of `entries` alone."""
        return cls(Index(entries))

    def get(self, name: str) -> Entry | None:
        """Return the entry with this id."""
        return self.core.by_id.get(name) or self.larger().by_id.get(name)

    def numbered(self, number: str, symbol: str, year: str | None = None) -> tuple[Entry, ...]:
        """Return the entries with this number (without leading zeros) and folded symbol, and with this year in the number if given."""
        found = self.core.by_number.get((number, symbol), [])
        if year:
            found = [e for e in found if e.directive.year == year]
            if found:
                return tuple(found)
        known = {e.directive.id for e in found}
        more = self.larger().by_number.get((number, symbol), [])
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


@cache
def _larger() -> Index:
    packed = (resources.files("kehoach") / "data" / LARGE).read_bytes()
    table = csv.DictReader(io.StringIO(gzip.decompress(packed).decode("utf-8")))
    return Index(Entry.of(row) for row in table)


@cache
def load_catalogue() -> Catalogue:
    """Return the catalogue of the package; raises RuleError where its core is missing."""
    return Catalogue(Index(Entry.of(row) for row in rows(CORE)), _larger)
