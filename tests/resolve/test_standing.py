"""How directives of a catalogue stand on a day."""

from __future__ import annotations

import pytest

from kehoach.resolve import Catalogue, load_catalogue, standing
from kehoach.resolve.catalogue import Entry

EMPTY = dict.fromkeys(
    ("number", "year", "symbol", "date", "issuer", "title", "status", "replaced_by", "since", "checked", "in_force", "sole_until"), ""
)


def entry(name: str, **cells: str) -> Entry:
    return Entry.of(EMPTY | {"id": name, "type": "Nghị định", "source": "test", "confidence": "high"} | cells)


OLD = entry("old", date="2010-05-01", status="replaced", replaced_by="new", in_force="2010-07-01")
NEW = entry("new", date="2020-05-01", in_force="2020-07-01")
DATED = entry("dated", date="2010-05-01", status="replaced", replaced_by="open", since="2021-01-01")
HALF = entry("half", date="2010-05-01", status="replaced", replaced_by="open")
OPEN = entry("open", date="2020-06-01")
GONE = entry("gone", date="2010-05-01", status="repealed")
SEEN = entry("seen", date="2010-05-01", status="in force", checked="2022-07-20")
KNOWN = Catalogue.of((OLD, NEW, DATED, HALF, OPEN, GONE, SEEN))


@pytest.mark.parametrize(
    ("name", "day", "status", "since"),
    [
        ("old", "2010-06-01", "not yet in force", "2020-07-01"),
        ("old", "2020-06-30", "in force", "2020-07-01"),
        ("old", "2020-07-01", "replaced", "2020-07-01"),
        ("old", None, "replaced", "2020-07-01"),
        ("dated", "2020-12-31", "in force", "2021-01-01"),
        ("dated", "2021-01-01", "replaced", "2021-01-01"),
        ("half", "2020-05-31", "in force", None),
        ("half", "2020-06-01", "replaced", None),
        ("gone", "2010-06-01", "repealed", None),
        ("new", "2026-01-01", "unknown", None),
        ("seen", "2022-07-20", "in force", None),
        ("seen", "2022-07-21", "unknown", None),
        ("seen", None, "in force", None),
    ],
)
def test_standing(name: str, day: str | None, status: str, since: str | None) -> None:
    found = standing(KNOWN, name, day)
    assert found
    assert (found.status, found.since) == (status, since)
    assert found.ended == (status in ("replaced", "repealed"))


def test_successors_are_told() -> None:
    found = standing(KNOWN, "old", "2021-01-01")
    assert found
    assert [e.directive.id for e in found.successors] == ["new"]


def test_a_directive_outside_the_catalogue_has_no_standing() -> None:
    assert standing(KNOWN, "other") is None


def test_the_catalogue_of_the_package() -> None:
    found = standing(load_catalogue(), "urn:lex:vn:chinh.phu:nghi.dinh:2023;98", "2025-08-01")
    assert found
    assert (found.status, found.since, [e.directive.number for e in found.successors]) == ("replaced", "2025-07-01", ["152"])
    assert found.entry.confidence == "high"
