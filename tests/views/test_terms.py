"""Key terms: the measure by hand, its sign, what is too rare, what stands in too few documents."""

from __future__ import annotations

from collections import Counter
from math import log, log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.views.terms import COLUMNS, bigrams, cells, corpus_terms, count, key_terms, keyness
from support.plans import Draft, hostile, plans


def test_bigrams_do_not_cross_punctuation() -> None:
    assert bigrams("mục đích, yêu cầu") == ["mục đích", "yêu cầu"]
    assert bigrams("") == []


def test_keyness_is_that_of_the_definition() -> None:
    expected = (30 + 5) * 400 / 1000, (30 + 5) * 600 / 1000
    assert keyness(30, 5, 400, 600) == pytest.approx(2 * (30 * log(30 / expected[0]) + 5 * log(5 / expected[1])))


@given(*[st.integers(0, 500)] * 2, *[st.integers(500, 5000)] * 2)
def test_keyness_is_never_below_nought_and_nought_for_equal_shares(a: int, b: int, c: int, d: int) -> None:
    if a + b:
        assert keyness(a, b, c, d) >= -1e-9
        assert keyness(a, a, c, c) == pytest.approx(0, abs=1e-9) if a else True


def parts() -> list[list[Counter[str]]]:
    one = [Counter({"số": 20, "và": 40, "lẻ": 30}), Counter({"số": 20, "và": 40})]
    two = [Counter({"trồng": 25, "và": 40, "số": 1}), Counter({"trồng": 25, "và": 45})]
    return [one, two]


def test_signs_and_effect() -> None:
    first, second = key_terms(parts(), 2, both=True)
    assert [(t.term, t.count, t.others, t.documents) for t in first] == [("số", 40, 1, 2), ("trồng", 0, 50, 0)]
    assert [t.keyness > 0 for t in first] == [True, False]
    assert [t.keyness for t in second] == [-t.keyness for t in first][::-1]
    assert first[0].ratio == round(log2(40 / 150 / (1 / 136)), 2) == -second[1].ratio
    assert first[1].ratio == round(log2(0.5 / 150 / (50 / 136)), 2)


def test_one_document_is_not_enough_unless_it_is() -> None:
    assert "lẻ" not in [t.term for t in key_terms(parts(), 2)[0]]
    assert "lẻ" in [t.term for t in key_terms(parts())[0]]
    assert all(t.keyness > 0 for found in key_terms(parts()) for t in found)


def test_a_lone_part_has_no_terms() -> None:
    assert key_terms([parts()[0]]) == [()]
    assert key_terms([]) == []
    assert key_terms([[], [Counter()]]) == [(), ()]


def test_words_are_counted_without_figures_and_signs() -> None:
    assert count(["Năm 2023, NĂM học!"], str.split) == Counter({"năm": 2})


def kind_of(name: str) -> str:
    return {"UBND": "people's committee", "TRƯỜNG": "school"}[name]


def corpus() -> list[dict[str, object]]:
    found = []
    for n in range(3):
        d = Draft(f"{n}.txt", {"issuer": "UBND" if n else "UBND | TRƯỜNG"})
        d.unit("chuyển đổi số; " * 8, "objective")
        d.unit("báo cáo kết quả; " * 8, "duty")
        d.unit("không có nhãn", None)  # type: ignore[arg-type]
        found.append(d.plan())
    return found


def test_a_corpus_by_role_and_by_issuer() -> None:
    by_role = corpus_terms(corpus(), "role", None, kind_of, 3)
    assert list(by_role) == ["objective", "duty", "none"]
    assert {t.term for t in by_role["objective"] if t.keyness > 0} == {"chuyển đổi", "đổi số"}
    assert {t.term for t in by_role["objective"] if t.keyness < 0} == {"báo cáo", "cáo kết", "kết quả"}
    assert all(t.documents in (0, 3) for t in by_role["objective"])
    assert list(corpus_terms(corpus(), "issuer", None, kind_of, 1)) == ["people's committee", "school"]
    assert list(corpus_terms([hostile().plan() | {"frame": {"issuer": None}}], "issuer", None, kind_of, 1)) == ["none"]
    assert corpus_terms([], "role", None, kind_of, 1) == {}
    assert corpus_terms(plans(), "role", None, kind_of, 1) == corpus_terms(plans()[::-1], "role", None, kind_of, 1)


def test_the_table_has_its_columns() -> None:
    found = list(cells(corpus_terms(corpus(), "role", None, kind_of, 3)))
    assert {len(row) for row in found} == {len(COLUMNS)}
    assert found[0][:3] == ("objective", "chuyển đổi", 24)
