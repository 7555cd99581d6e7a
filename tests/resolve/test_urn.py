"""Names of directives: unique, and to be taken apart again."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.resolve.urn import Urn, number_key, parse, slug, urn

WORDS = st.lists(st.text("aàảãáạăâbcdđeêghiklmnoôơpqrstuưvxyABCDĐƯ", min_size=1, max_size=7), min_size=1, max_size=8).map(" ".join)
NUMBERS = st.one_of(st.from_regex(r"0{0,3}[1-9][0-9]{0,4}[a-z]?", fullmatch=True), st.none())
DATES = st.one_of(st.dates(datetime.date(1945, 1, 1)).map(str), st.none())
YEARS = st.one_of(st.integers(1945, 2099).map(str), st.none())
PLACES = st.one_of(WORDS, st.none())


@given(st.lists(WORDS, min_size=1, max_size=3), WORDS, PLACES, DATES, YEARS, NUMBERS)
def test_parts_come_back(issuers: list[str], kind: str, place: str | None, date: str | None, year: str | None, number: str | None) -> None:
    if number is None and date and year:
        year = None  # a year inside a number that is not there
    name = urn("+".join(issuers), kind, place=place, date=date, year=year, number=number)
    parts = parse(name)
    assert str(parts) == name
    wanted = Urn(
        "+".join(map(slug, issuers)), slug(kind), slug(place) if place else None, date, year, number_key(number) if number else None
    )
    assert parts == wanted


@given(WORDS, WORDS, DATES, WORDS)
def test_papers_named_otherwise_come_back(issuer: str, kind: str, date: str | None, name: str) -> None:
    assert parse(urn(issuer, kind, date=date, number=name)).number == slug(name)


@given(st.text())
def test_what_is_no_name_is_refused_or_comes_back(text: str) -> None:
    try:
        parts = parse(text)
    except ValueError:
        return
    assert str(parts) == text


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        (
            "urn:lex:vn:thu.tuong.chinh.phu:quyet.dinh:2018-12-27;1847",
            Urn("thu.tuong.chinh.phu", "quyet.dinh", None, "2018-12-27", None, "1847"),
        ),
        ("urn:lex:vn:chinh.phu:nghi.dinh:2020;30", Urn("chinh.phu", "nghi.dinh", None, None, "2020", "30")),
        ("urn:lex:vn:chinh.phu:nghi.dinh:2020-03-15;30.2020", Urn("chinh.phu", "nghi.dinh", None, "2020-03-15", "2020", "30")),
        ("urn:lex:vn:quoc.hoi:hien.phap:2013", Urn("quoc.hoi", "hien.phap", None, None, "2013", None)),
        ("urn:lex:vn:cong.doan.viet.nam:nghi.quyet:;dai.hoi.xii", Urn("cong.doan.viet.nam", "nghi.quyet", number="dai.hoi.xii")),
        (
            "urn:lex:vn;lai.chau:lien.doan.lao.dong.tinh.lai.chau:ke.hoach:2019-09-13;117",
            Urn("lien.doan.lao.dong.tinh.lai.chau", "ke.hoach", "lai.chau", "2019-09-13", None, "117"),
        ),
    ],
)
def test_names(name: str, parts: Urn) -> None:
    assert parse(name) == parts
    assert str(parts) == name


@pytest.mark.parametrize(
    "name", ["", "urn:lex:vn", "urn:lex:it:a:b:2020;1", "urn:lex:vn:a:b:2020-1-1;1", "urn:lex:vn:A:b:2020;1", "urn:lex:vn:a:b:2020;"]
)
def test_other_names_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not a directive's name"):
        parse(name)


@pytest.mark.parametrize(
    "parts", [{"number": "12-2020"}, {"number": "1/2"}, {"date": "2020"}, {"date": "03/6/2020"}, {"year": "20"}, {"place": "—"}]
)
def test_parts_that_would_not_come_back_are_refused(parts: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"neither|empty"):
        urn("Chính phủ", "Nghị định", **parts)
