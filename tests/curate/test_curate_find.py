"""Directives found by what one remembers of them."""

from __future__ import annotations

import pytest

from kehoach.curate.find import find
from kehoach.resolve import load_catalogue

ENTRIES = list(load_catalogue().all().values())
CULTURE = ":thu.tuong.chinh.phu:quyet.dinh:2018-12-27;1847"
QUERIES = {
    "1847 văn hóa công vụ": CULTURE,
    "van hoa cong vu": CULTURE,
    "VĂN HOÁ CÔNG VỤ": CULTURE,
    "1847/QĐ-TTg": CULTURE,
    "qd 1847 ttg": CULTURE,
    "quyết định 1847 thủ tướng 2018": CULTURE,
    "đề án công vụ 27/12/2018": CULTURE,
    "30/2020/NĐ-CP": ":chinh.phu:nghi.dinh:2020;30",
    "nđ 91/2017 thi đua": ":chinh.phu:nghi.dinh:2017;91",
    "05-CT/TW": ":bo.chinh.tri:chi.thi:2016-05-15;5",
    "19-NQ/TW 2022": ":ban.chap.hanh.trung.uong:nghi.quyet:2022-06-16;19",
    "luật thi đua 2003": ":quoc.hoi:luat:2003;15",
    "22/2021 BGDĐT đánh giá": ":bo.giao.duc.va.dao.tao:thong.tu:2021;22",
    "hoà giải ở cơ sở luật 35": ":quoc.hoi:luat:2013;35",
}


@pytest.mark.parametrize(("query", "name"), QUERIES.items())
def test_the_best_hit(query: str, name: str) -> None:
    assert find(query, ENTRIES, 3)[0].entry.directive.id == f"urn:lex:vn{name}"


@pytest.mark.parametrize(("query", "code"), [("NĐ 30", "NĐ"), ("QĐ 30", "QĐ"), ("TT 30", "TT")])
def test_a_code_with_its_marks_is_the_symbols(query: str, code: str) -> None:
    symbols = [h.entry.directive.symbol or "" for h in find(query, ENTRIES, 3)]
    assert [s.partition("-")[0] for s in symbols] == [code] * 3


@pytest.mark.parametrize("query", ["", "  ", "xyzabc", "1847/KH-XYZ", "99999"])
def test_nothing_is_made_up(query: str) -> None:
    assert find(query, ENTRIES, 3) == []


def test_marks_decide_between_words_that_fold_alike() -> None:
    by_mark = find("luật trẻ em", ENTRIES, 1)[0]
    assert by_mark.entry.directive.title == "Trẻ em"
    assert by_mark.score == 1
    assert find("luật trê em", ENTRIES, 1)[0].score < 1


def test_a_papers_own_number_comes_before_one_in_a_title() -> None:
    hits = find("30/2020", ENTRIES, 30)
    own = [h.entry.directive.number == "30" and h.entry.directive.year == "2020" for h in hits]
    assert own[0]
    assert own == sorted(own, reverse=True)


def test_the_limit_holds() -> None:
    assert len(find("nghị định", ENTRIES, 7)) == 7
