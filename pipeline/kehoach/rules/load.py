"""Data tables of the package: read once, checked, typed."""

from __future__ import annotations

import csv
import gzip
import io
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from kehoach.errors import RuleError
from kehoach.rules.alternatives import joined, may_begin
from kehoach.rules.letters import expand

MOST_GROWTH = 2  # times its length to which the pattern of a row may grow when it is sorted; longer ones take long to compile


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a pattern table: what it finds, and the examples that prove it."""

    id: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counter: tuple[str, ...]
    value: str | None = None


def text(name: str) -> str:
    """Return the data file `name`; raises RuleError where the package does not hold it."""
    file = resources.files("kehoach") / "data" / name
    if not file.is_file():
        raise RuleError("rules.broken", path=f"data/{name}", what="missing")
    return file.read_text("utf-8")


@cache
def toml(name: str) -> Mapping[str, Any]:
    """Return the TOML table `name`; raises RuleError where it is not TOML."""
    try:
        return tomllib.loads(text(name))
    except tomllib.TOMLDecodeError as e:
        raise RuleError("rules.broken", path=f"data/{name}", what=str(e)) from e


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of the CSV table `name`, each as a mapping from column to cell; empty cells are ""."""
    return tuple(csv.DictReader(io.StringIO(text(name))))


def packed_names(folder: str) -> tuple[str, ...]:
    """Return the names of the packed CSV tables in a folder of data (`places`), sorted."""
    found = (resources.files("kehoach") / "data" / folder).iterdir()
    return tuple(sorted(f"{folder}/{f.name}" for f in found if f.name.endswith(".csv.gz")))


def packed_rows(name: str) -> Iterator[Mapping[str, str]]:
    """Yield the rows of the packed CSV table `name` (`x.csv.gz`), as `rows` does; nothing is kept."""
    packed = (resources.files("kehoach") / "data" / name).read_bytes()
    yield from csv.DictReader(io.StringIO(gzip.decompress(packed).decode("utf-8")))


def _table(name: str, table: str) -> Sequence[Mapping[str, Any]]:
    if table not in toml(name):
        raise RuleError("rules.broken", path=f"data/{name}", place=table, what="missing")
    found: Sequence[Mapping[str, Any]] = toml(name)[table]
    return found


def _sorted(name: str, table: str, row: Mapping[str, Any]) -> re.Pattern[str]:
    """Compile the pattern of one row, sorted by the letters that it begins with where that does not make it much longer; raises RuleError
    where it is missing or no pattern."""
    try:
        written = expand(row["pattern"])
        found = joined([written])
        return re.compile(found if len(found) <= MOST_GROWTH * len(written) else written)
    except (KeyError, re.error) as e:
        raise RuleError("rules.broken", path=f"data/{name}", place=f"{table} {row.get('id')}", what=repr(e)) from e


@cache
def rules(name: str, table: str) -> tuple[Rule, ...]:
    """Return the pattern rows of `table` in the TOML file `name`; raises RuleError where it or a part of a row is missing."""
    found = []
    for row in _table(name, table):
        try:
            rule = Rule(row["id"], _sorted(name, table, row), tuple(row["examples"]), tuple(row["counter"]), row.get("value"))
        except KeyError as e:
            raise RuleError("rules.broken", path=f"data/{name}", place=f"{table} {row.get('id')}", what=repr(e)) from e
        found.append(rule)
    return tuple(found)


@lru_cache(maxsize=4096)
def rules_from(name: str, table: str, letters: str) -> tuple[Rule, ...]:
    """Return the rows of `table` whose match can begin with `letters`, in order; a shorter match with the first of them."""
    return tuple(r for r in rules(name, table) if may_begin(r.pattern.pattern, letters))


@cache
def row_pattern(name: str, table: str, row: str) -> re.Pattern[str]:
    """Return the pattern of the row whose id is `row`; raises RuleError where `table` does not hold it or it is broken."""
    for found in _table(name, table):
        if found.get("id") == row:
            return _sorted(name, table, found)
    raise RuleError("rules.broken", path=f"data/{name}", place=f"{table} {row}", what="missing")


@cache
def any_of(name: str, table: str) -> re.Pattern[str]:
    """Return one pattern that matches what any row of `table` matches, the first row that does where several would.

    Raises RuleError as `rules` does.
    """
    try:
        return re.compile(joined(expand(row["pattern"]) for row in _table(name, table)))
    except (KeyError, re.error) as e:
        raise RuleError("rules.broken", path=f"data/{name}", place=table, what=repr(e)) from e
