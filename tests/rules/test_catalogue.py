"""The catalogue's tables: form, order, ids that come back, facts that agree with each other."""

from __future__ import annotations

import csv
import gzip
import io
import re
import unicodedata
from importlib import resources
from itertools import pairwise
from pathlib import Path

import pytest

from kehoach.resolve.catalogue import Entry, Index, load_catalogue
from kehoach.resolve.symbols import kind
from kehoach.resolve.symbols import parse as parse_symbol
from kehoach.resolve.urn import parse, slug
from kehoach.rules.fold import name_key
from kehoach.rules.issuers import provinces
from kehoach.rules.load import rows, toml

DATA = Path(str(resources.files("kehoach"))) / "data"
COLUMNS = [
    "id",
    "type",
    "number",
    "year",
    "symbol",
    "date",
    "issuer",
    "title",
    "status",
    "replaced_by",
    "since",
    "checked",
    "in_force",
    "sole_until",
    "source",
    "confidence",
]
ENDED = ("replaced", "expired", "repealed")
DATE = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
CORE, LARGE = "directives.csv", "central-normative.csv.gz"
PLACES = [f"places/{f.name}" for f in sorted((DATA / "places").iterdir())]


def text(name: str) -> str:
    data = (DATA / name).read_bytes()
    return (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8")


def table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(name))))


TABLES = {name: table(name) for name in (CORE, LARGE, *PLACES)}


@pytest.mark.parametrize("name", TABLES)
def test_form(name: str) -> None:
    assert unicodedata.is_normalized("NFC", text(name))
    assert "\r" not in text(name)
    assert list(TABLES[name][0]) == COLUMNS
    for row in TABLES[name]:
        assert all(cell == cell.strip() for cell in row.values())
        assert row["type"] and (row["date"] or row["year"]) and row["issuer"] and row["source"], row["id"]
        assert row["status"] in ("", "in force", "amended", *ENDED), row["id"]
        assert row["confidence"] in ("high", "medium")
        assert all(DATE.fullmatch(row[k]) for k in ("date", "since", "checked", "in_force", "sole_until") if row[k]), row["id"]
        assert bool(row["replaced_by"]) == (row["status"] == "replaced"), row["id"]
        assert not row["since"] or row["status"] in ENDED, row["id"]
        assert not row["checked"] or row["status"] in ("in force", "amended"), row["id"]
        assert row["checked"] or row["status"] != "in force", row["id"]
        assert not row["in_force"] or row["in_force"] >= row["date"], row["id"]
        assert not (row["year"] and row["date"]) or row["year"] == row["date"][:4], row["id"]


@pytest.mark.parametrize("name", TABLES)
def test_sorted_without_duplicates(name: str) -> None:
    ids = [row["id"] for row in TABLES[name]]
    assert ids == sorted(set(ids))


def test_no_row_stands_in_two_tables() -> None:
    ids = [r["id"] for t in TABLES.values() for r in t]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", [LARGE, *PLACES])
def test_a_packed_table_is_packed_without_a_time(name: str) -> None:
    assert (DATA / name).read_bytes()[4:8] == bytes(4)


@pytest.mark.parametrize("name", PLACES)
def test_a_place_has_its_own_bodies_papers_alone(name: str) -> None:
    place = name.removeprefix("places/").removesuffix(".csv.gz").replace("-", ".")
    assert {parse(r["id"]).place for r in TABLES[name]} == {place}


def test_the_core_is_wide_enough() -> None:
    assert len(TABLES[CORE]) >= 650
    assert sum(r["status"] == "replaced" for r in TABLES[CORE]) >= 150


@pytest.mark.parametrize("name", TABLES)
def test_ids_come_back_and_say_what_the_row_says(name: str) -> None:
    for row in TABLES[name]:
        parts = parse(row["id"])
        assert str(parts) == row["id"]
        assert parts.issuer == "+".join(slug(i) for i in row["issuer"].split(" + "))
        assert parts.type == slug(row["type"])
        for successor in row["replaced_by"].split():
            assert str(parse(successor)) == successor
        if row["number"]:
            assert parts.number == row["number"].lstrip("0")
            assert (parts.year or "", parts.date or "") == (row["year"], "" if row["year"] else row["date"])
            assert kind(row["type"], parse_symbol(row["symbol"])) == (row["type"], None)


def test_no_number_symbol_and_date_stand_for_two_papers_of_the_country() -> None:
    seen: dict[tuple[str, ...], str] = {}
    for row in (r for t in TABLES.values() for r in t if r["number"]):
        symbol = parse_symbol(row["symbol"])
        if symbol.national and symbol.types:
            key = (row["number"].lstrip("0"), row["year"], symbol.key, row["date"])
            assert seen.setdefault(key, row["id"]) == row["id"]


def test_successors_are_later() -> None:
    known = {r["id"]: r for t in TABLES.values() for r in t}
    for row in known.values():
        for successor in row["replaced_by"].split():
            assert successor in known, row["id"]
            assert known[successor]["date"] > row["date"] or known[successor]["year"] > row["date"][:4]
            if row["sole_until"] and known[successor]["title"] == row["title"]:
                assert row["sole_until"] < known[successor]["date"]


def test_schemes_stand_in_the_core() -> None:
    ids = {r["id"] for r in TABLES[CORE]}
    assert toml("issuers.toml")["scheme"]
    assert all(s["directive"] in ids for s in toml("issuers.toml")["scheme"])


def test_terms_follow_each_other() -> None:
    terms = toml("issuers.toml")["term"]
    assert [t["number"] for t in terms] == list(range(terms[0]["number"], terms[-1]["number"] + 1))
    assert all(a["last"] < b["first"] for a, b in pairwise(terms))


def test_the_catalogue_of_the_package() -> None:
    catalogue = load_catalogue()
    assert catalogue is load_catalogue()
    decree = catalogue.get("urn:lex:vn:chinh.phu:nghi.dinh:2020;30")
    assert decree
    assert (decree.directive.symbol, decree.directive.source) == ("NĐ-CP", "catalogue")
    assert catalogue.get("urn:lex:vn:chinh.phu:nghi.dinh:2020;999") is None
    assert [e.directive.date for e in catalogue.numbered("89", "qdttg")] == ["2013-01-09", "2019-01-18"]
    assert [e.directive.number for e in catalogue.laws("Luật", "Thi đua Khen thưởng")] == ["15", "06"]
    assert [e.directive.type for e in catalogue.laws("Luật", "lao động")] == ["Bộ luật", "Bộ luật"]


def test_the_first_of_two_entries_with_one_id_counts() -> None:
    row = TABLES[CORE][0]
    index = Index([Entry.of(row), Entry.of(row | {"title": "another"})])
    assert [e.directive.title for e in index.by_id.values()] == [row["title"]]


ORGANS = ["code", "name", "family", "level", "types", "note"]
FAMILIES = {"state", "party", "union", "youth", "front", "school", "army"}
LEVELS = {"", "central", "province", "department", "district", "commune", "unit"}


def test_organs() -> None:
    found = table("organs.csv")
    assert list(found[0]) == ORGANS
    keys = [(r["code"], r["name"]) for r in found]
    assert keys == sorted(set(keys))
    for row in found:
        assert row["code"] and row["name"]
        assert row["family"] in FAMILIES
        assert row["level"] in LEVELS
        assert row["types"].split() == sorted(row["types"].split())


def test_the_64_and_the_34_provinces() -> None:
    found = table("provinces.csv")
    assert list(found[0]) == ["key", "name", "kind", "merged_into", "since"]
    assert [(r["key"], r["since"]) for r in found] == sorted((r["key"], r["since"]) for r in found)
    assert all(r["key"] == name_key(r["name"]) and r["kind"] in ("tỉnh", "thành phố") for r in found)
    now = {r["name"] for r in found if not r["merged_into"]}
    assert len(now) == 34
    assert len([r for r in found if r["since"] < "2025-07-01" and r["name"] != "Thừa Thiên Huế"]) == 63
    assert all(r["merged_into"] in now for r in found if r["merged_into"])
    assert sum(r["kind"] == "thành phố" for r in found if r["name"] in now and not r["merged_into"]) == 6
    assert set(provinces()) >= {r["key"] for r in rows("provinces.csv")}


def test_names_in_the_issuer_table_are_known() -> None:
    names = toml("issuers.toml")
    organs = {name_key(r["name"]) for r in rows("organs.csv")} | {name_key(b["name"]) for b in names["body"]}
    whole = [*names["by_kind"], *names["by_kind"].values(), *names["territorial"]]
    assert [n for n in whole if name_key(n) not in organs] == []
