"""Reused passages: every maximal match, nothing else; spans that point at the words in both sources."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.compare.passages import SIZE, Match, compare_two, matches, shared, syllables
from kehoach.store.fold import fold
from support.plans import SHARED, Draft, department, drafts, province, school

WORDS = st.lists(st.sampled_from("abc"), max_size=30)


def oracle(first: list[str], second: list[str], size: int) -> set[Match]:
    """Every pair of places from which the words go on alike, taken as far as they go, where they differ just before."""
    found = set()
    for i in range(len(first)):
        for j in range(len(second)):
            if i and j and first[i - 1] == second[j - 1]:
                continue
            length = 0
            while i + length < len(first) and j + length < len(second) and first[i + length] == second[j + length]:
                length += 1
            if length >= size:
                found.add(Match(i, j, length))
    return found


@given(WORDS, WORDS, st.integers(1, 5))
def test_the_matches_are_all_the_maximal_ones(first: list[str], second: list[str], size: int) -> None:
    found = matches(first, second, size)
    assert len(found) == len(set(found))
    assert set(found) == oracle(first, second, size)


@given(WORDS, WORDS, st.integers(1, 5))
def test_the_order_of_two_texts_makes_no_difference(first: list[str], second: list[str], size: int) -> None:
    assert {Match(m.second, m.first, m.length) for m in matches(second, first, size)} == set(matches(first, second, size))


@given(WORDS, WORDS, st.integers(1, 5))
def test_what_is_shared_is_what_the_matches_cover(first: list[str], second: list[str], size: int) -> None:
    covered = {k for m in matches(first, second, size) for k in range(m.first, m.first + m.length)}
    assert shared(first, second, size) == covered


def test_a_row_repeated_without_end_takes_no_quadratic_time() -> None:
    rows = ["x"] * 20_000
    assert matches(rows, rows) == []
    assert len(shared(rows, rows)) == 20_000


def test_a_row_repeated_without_end_does_not_cut_a_passage() -> None:
    form = list("abcdefgh") * 100
    first, second = ["1", *form, *"ijklmnopq"], ["2", *"abcdefgh", *"ijklmnopq"]
    assert matches(first, second)[0] == Match(793, 1, 17)


def test_case_diacritics_and_punctuation_do_not_count() -> None:
    a, b = Draft("a"), Draft("b")
    a.unit("Đẩy mạnh tuyên truyền, nâng cao nhận thức của cán bộ.")
    b.unit("ĐẨY MẠNH tuyên truyền - nâng cao nhân thức (của cán bộ)")
    overlap, (passage,) = compare_two(syllables(a.plan(), "a"), syllables(b.plan(), "b"))
    assert overlap.shares == (1.0, 1.0)
    assert passage.syllables == 11


def test_sides_point_at_the_words_in_both_sources() -> None:
    made = {d.file: d for d in drafts()}
    a, b = province(), department()
    _, found = compare_two(syllables(a.plan(), a.file), syllables(b.plan(), b.file))
    assert found[0].syllables > SIZE
    for passage in found:
        for side in passage.sides:
            assert side.exact
            assert fold(made[side.file].raw[slice(*side.span)]).split() == fold(side.text).split()
    expected = SHARED.removeprefix("Đẩy mạnh tuyên truyền, nâng cao nhận thức của cán bộ, công chức, viên chức ").removesuffix(".")
    assert [s.text for s in found[0].sides] == [expected, expected]


def test_a_passage_may_run_over_units() -> None:
    a, b = Draft("a"), Draft("b")
    for d in (a, b):
        d.unit("một hai ba bốn năm")
        d.unit("sáu bảy tám chín mười")
    _, (passage,) = compare_two(syllables(a.plan(), "a"), syllables(b.plan(), "b"))
    assert passage.sides[0].units == ("u1", "u2")
    assert passage.sides[0].text == "một hai ba bốn năm\nsáu bảy tám chín mười"
    assert a.raw[slice(*passage.sides[0].span)] == "một hai ba bốn năm\n\nsáu bảy tám chín mười"


def test_where_the_source_is_longer_than_the_text_the_span_takes_in_the_unit() -> None:
    a, b = Draft("a"), Draft("b")
    a.unit("**Trước tiên**: " + SHARED)
    b.unit(SHARED)
    plan = a.plan()
    plan["units"][0]["text"] = plan["units"][0]["text"].replace("*", "")
    _, (passage,) = compare_two(syllables(plan, "a"), syllables(b.plan(), "b"))
    assert not passage.sides[0].exact
    assert list(passage.sides[0].span) == plan["units"][0]["span"]
    assert passage.sides[1].exact


@pytest.mark.parametrize("other", [Draft("empty"), school()])
def test_a_plan_without_words_shares_nothing(other: Draft) -> None:
    overlap, found = compare_two(syllables(Draft("x").plan(), "x"), syllables(other.plan(), "y"))
    assert (overlap.shares, overlap.passages, found) == ((0.0, 0.0), 0, [])
