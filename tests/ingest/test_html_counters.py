"""Labels that a page's style sheets count out before the items of its lists."""

from __future__ import annotations

import pytest

from kehoach.ingest import read_bytes


def lines(page: str) -> list[str]:
    return read_bytes(page.encode(), "a.html").text.split("\n")


def docs(style: str, body: str) -> list[str]:
    """Read a page as Google Docs writes one, with two levels of list `a`."""
    rules = "".join(
        f".lst-kix_a-{i}>li{{counter-increment:lst-ctn-kix_a-{i}}}ol.lst-kix_a-{i}{{list-style-type:none}}"
        f"ol.lst-kix_a-{i}.start{{counter-reset:lst-ctn-kix_a-{i} 0}}"
        for i in range(2)
    )
    return lines(f"<style>@import url(https://example.vn/a.css);{rules}{style}</style>{body}")


def item(level: int, text: str, classes: str = "", start: int = 1) -> str:
    return f'<ol class="c1 lst-kix_a-{level} {classes}" start="{start}"><li class="c2"><span>{text}</span></li></ol>'


COUNTED = (
    '.lst-kix_a-0>li:before{content:"" counter(lst-ctn-kix_a-0,upper-roman) ". "}'
    '.lst-kix_a-1>li:before{content:"" counter(lst-ctn-kix_a-0,decimal) "." counter(lst-ctn-kix_a-1,decimal) ". "}'
)


def test_a_list_goes_on_behind_other_text_and_begins_anew_where_it_says_so() -> None:
    body = (
        item(0, "MỤC ĐÍCH", "start") + item(1, "Nâng cao", "start") + "<p>Câu.</p>" + item(1, "Tạo", start=2)
        + item(0, "NHIỆM VỤ", start=2) + item(1, "Rà soát", "start")
    )  # fmt: skip
    assert docs(COUNTED, body) == ["I. MỤC ĐÍCH", "1.1. Nâng cao", "Câu.", "1.2. Tạo", "II. NHIỆM VỤ", "2.1. Rà soát"]


@pytest.mark.parametrize(
    ("content", "label"),
    [
        ('"" counter(lst-ctn-kix_a-0,lower-latin) ") "', "a) "),
        ('"" counter(lst-ctn-kix_a-0,upper-latin) ". "', "A. "),
        ('"(" counter(lst-ctn-kix_a-0,lower-roman) ") "', "(i) "),
        ('"\u0110i\u1ec1u " counter(lst-ctn-kix_a-0) ". "', "Điều 1. "),
        ('"\\0025cf   "', "- "),
        ('"-  "', "- "),
        ('"+  "', "+ "),
        ('"o  "', "- "),
        ('" "', ""),
    ],
)
def test_a_label_is_what_the_sheet_draws(content: str, label: str) -> None:
    assert docs(f".lst-kix_a-0>li:before{{content:{content}}}", item(0, "Nội dung", "start")) == [f"{label}Nội dung"]


def test_a_list_that_no_sheet_has_started_counts_from_its_own_start() -> None:
    assert docs(COUNTED, item(0, "BA", start=3) + item(0, "BỐN", start=4)) == ["III. BA", "IV. BỐN"]


def test_counters_nest_and_an_own_mark_stays_alone() -> None:
    style = 'ol{counter-reset:item;list-style:none} li:before{content:counters(item,".") ". ";counter-increment:item}'
    page = f"<style>{style}</style><ol><li>Một<ol><li>Hai<li>Ba</ol><li>Bốn<li>3/ Năm</ol>"
    assert lines(page) == ["1. Một", "1.1. Hai", "1.2. Ba", "2. Bốn", "3/ Năm"]


def test_what_counts_nothing_changes_no_list() -> None:
    page = '<style>li:before{content:"\\f105"} .clearfix:before{content:" "}</style><ol><li>Một<li>Hai</ol>'
    assert lines(page) == ["1. Một", "2. Hai"]


def test_a_bullet_that_a_sheet_draws_is_the_mark_of_a_list_without() -> None:
    page = '<style>.a{list-style-type:none} .a>li:before{content:"\\0025cf  "}</style><ul class=a><li>Một</ul><ul><li>Hai</ul>'
    assert lines(page) == ["- Một", "- Hai"]


def test_each_of_many_lists_counts_by_itself() -> None:
    style = "".join(f'.k{i}>li:before{{content:"" counter(c{i}) ". "}}.k{i}>li{{counter-increment:c{i}}}' for i in range(900))
    body = "".join(f'<ol class="k{i % 900}"><li>Việc số {i}</li></ol>' for i in range(6000))
    assert lines(f"<style>{style}</style>{body}")[-1] == "7. Việc số 5999"
