"""What each command on the catalogue does: from files to results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kehoach.curate.find import Hit, find
from kehoach.curate.form import Citation, citation
from kehoach.curate.imports import Import, take_in
from kehoach.curate.learn import Learned, learn
from kehoach.curate.table import cells, read_list, write_entries
from kehoach.curate.verify import Contradiction, verify
from kehoach.resolve import Catalogue, Standing, load_catalogue, standing
from kehoach.resolve.catalogue import Entry, package_tables, read_entries
from kehoach.store import Corpus

USER = "user"
CORPUS = "corpus"


@dataclass(frozen=True, slots=True)
class FoundPaper:
    """A directive found: how it is cited, how it stands, which table it is from, how well it fits the query."""

    entry: Entry
    citation: Citation
    standing: Standing | None
    successors: tuple[Citation, ...]
    table: str
    score: float

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        known = self.standing
        return {
            "id": self.entry.directive.id,
            "full": self.citation.full,
            "numbered": self.citation.numbered,
            "short": self.citation.short,
            "missing": list(self.citation.missing),
            "status": known.status if known else "unknown",
            "replaced_by": [e.directive.id for e in known.successors] if known else [],
            "replaced_by_text": [c.short if c.numbered is None else c.numbered for c in self.successors],
            "since": known.since if known else None,
            "checked": self.entry.checked,
            "source": self.entry.source,
            "confidence": self.entry.confidence,
            "table": self.table,
            "score": round(self.score, 3),
        }


def readable(user: Path) -> None:
    """Raise CatalogueError where the user's table `user` can't be read."""
    load_catalogue(user)


def cite(query: str, user: Path | None, out: Path | None, limit: int, day: str | None = None) -> list[FoundPaper]:
    """Return the directives that `query` may mean, the best first, from the catalogue with the table `user` and the corpus in `out`.

    `day` (ISO): the day on which their standing is asked. Raises CatalogueError and StoreError where a file can't be read.
    """
    catalogue, tables = load_catalogue(user), _tables(user)
    if out is not None:
        with Corpus.open(out) as corpus:
            learned, conflicts = learn(corpus.plans(), catalogue, 1)
        tables[CORPUS] = [p.entry for p in (*learned, *(p for group in conflicts for p in group))]
    return [_found(hit, catalogue, tables, day) for hit in _hits(query, catalogue, tables, limit)]


def _hits(query: str, catalogue: Catalogue, tables: dict[str, Sequence[Entry]], limit: int) -> list[Hit]:
    """Return the entry with the id `query`; where there is none, those that `query` fits best."""
    every = {e.directive.id: e for e in _entries(catalogue, tables)}
    exact = every.get(query.strip())
    return [Hit(exact, 1.0)] if exact else find(query, every.values(), limit)


def _entries(catalogue: Catalogue, tables: dict[str, Sequence[Entry]]) -> Iterator[Entry]:
    """Yield every entry once, as the catalogue merges it, in the order of the tables."""
    seen: set[str] = set()
    for entries in tables.values():
        for e in entries:
            if e.directive.id not in seen:
                seen.add(e.directive.id)
                yield catalogue.get(e.directive.id) or e


def _found(hit: Hit, catalogue: Catalogue, tables: dict[str, Sequence[Entry]], day: str | None) -> FoundPaper:
    name = hit.entry.directive.id
    known = standing(catalogue, name, day)
    successors = tuple(citation(e.directive) for e in known.successors) if known else ()
    table = next(t for t, entries in tables.items() if any(e.directive.id == name for e in entries))
    return FoundPaper(hit.entry, citation(hit.entry.directive), known, successors, table, hit.score)


def _tables(user: Path | None) -> dict[str, Sequence[Entry]]:
    """Return the tables of the package, then the user's own, by name."""
    tables = package_tables()
    return tables | ({USER: read_entries(user)} if user else {})


def listed(user: Path | None, query: str, limit: int) -> list[tuple[str, Entry]]:
    """Return the entries that fit `query` (all where it is empty), each with the name of its table."""
    tables, catalogue = _tables(user), load_catalogue(user)
    table_of = {e.directive.id: t for t, entries in reversed(tables.items()) for e in entries}
    every = list(_entries(catalogue, tables))
    chosen = [h.entry for h in _hits(query, catalogue, tables, limit)] if query.strip() else every[:limit]
    return [(table_of[e.directive.id], e) for e in chosen]


def shown(user: Path | None, name: str, day: str | None = None) -> tuple[FoundPaper, dict[str, str]] | None:
    """Return the entry with the id `name`, else the one that `name` fits best, with its row; None where none does. `day`: as for cite."""
    tables, catalogue = _tables(user), load_catalogue(user)
    hits = _hits(name, catalogue, tables, 1)
    return (_found(hits[0], catalogue, tables, day), cells(hits[0].entry)) if hits else None


def import_list(source: Path, user: Path, day: str) -> Import:
    """Take the list `source` into the user's table `user` (made where missing); `day` (ISO): the day that its statuses hold for."""
    own = _own(user)
    found = take_in(read_list(source), own, load_catalogue(), f"list: {source.name}", day)
    _keep(user, own, (*found.added, *found.changed))
    return found


def add_from(out: Path, user: Path, least: int, write: bool) -> tuple[list[Learned], list[tuple[Learned, ...]]]:
    """Learn from the corpus in `out` into the user's table `user`, if `write`; return what was learned and the conflicts."""
    own = _own(user)
    catalogue = load_catalogue(user if user.is_file() else None)
    with Corpus.open(out) as corpus:
        learned, conflicts = learn(corpus.plans(), catalogue, least)
    if write and learned:
        _keep(user, own, [p.entry for p in learned])
    return learned, conflicts


def _own(user: Path) -> list[Entry]:
    return read_entries(user) if user.exists() else []


def _keep(user: Path, own: Sequence[Entry], new: Sequence[Entry]) -> None:
    if new:
        write_entries(user, ({e.directive.id: e for e in own} | {e.directive.id: e for e in new}).values())


def contradictions(user: Path | None, today: str) -> tuple[dict[str, int], list[Contradiction]]:
    """Return how many entries each table has, and the contradictions in them and between them."""
    tables = _tables(user)
    return {name: len(entries) for name, entries in tables.items()}, verify(tables, today)
