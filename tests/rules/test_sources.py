"""Where the catalogue's entries are known from: every source of the package's tables has its words."""

from __future__ import annotations

from kehoach.resolve.catalogue import package_tables
from kehoach.rules.load import toml


def test_every_source_status_and_confidence_has_words() -> None:
    entries = [e for table in package_tables().values() for e in table]
    values = toml("values.toml")
    assert {s for e in entries if f"source.{(s := (e.source or '').partition(': ')[0])}" not in values} == set()
    assert {e.status for e in entries if e.status and f"status.{e.status}" not in values} == set()
    assert {e.confidence for e in entries if f"confidence.{e.confidence}" not in values} == set()
    assert {name for name in package_tables() if f"table.{name}" not in values} == set()
