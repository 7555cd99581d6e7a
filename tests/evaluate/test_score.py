"""Scores: exact counts on hand-made gold and plans, and figures of the tallies."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.evaluate.gold import Gold
from kehoach.evaluate.intervals import figures
from kehoach.evaluate.match import fold, overlap, pair, same_type, words_f1
from kehoach.evaluate.score import score
from kehoach.evaluate.tally import Tally, added
from kehoach.records.citation import FIELDS
from kehoach.records.plan import FRAME_FIELDS

FRAME = dict.fromkeys(FRAME_FIELDS) | {
    "issuer": "UBND TỈNH | SỞ NỘI VỤ",
    "number": "12",
    "recipients": ["Như trên", "Lưu: VT"],
    "draft": False,
}
CITATION = dict.fromkeys(FIELDS) | {"kind": "numbered", "type": "Kế hoạch", "number": "05", "symbol": "KH-UBND", "relation": "basis"}


def gold() -> Gold:
    return Gold(
        "x",
        Path("x.txt"),
        FRAME,
        [
            {"start": 0, "end": 10, "label": "I", "title": "Mục tiêu", "level": 1, "parent": None},
            {"start": 50, "end": 60, "label": "1", "title": "", "level": 2, "parent": 0},
        ],
        [{"start": 20, "end": 40, "tag": "objective"}, {"start": 60, "end": 90, "tag": "duty"}],
        [CITATION | {"start": 22, "end": 36}],
        [
            {
                "unit": 1,
                "actor": "Sở Nội vụ",
                "action": "kiểm tra công vụ",
                "with": [],
                "deadline": "trước ngày 15/12",
                "report_to": None,
                "target": None,
            }
        ],
    )


def plan() -> dict[str, Any]:
    """A plan that is wholly right."""
    return {
        "frame": dict(FRAME),
        "sections": [
            {"id": "s1", "parent": None, "label": "I", "title": "MỤC TIÊU", "heading": [0, 10]},
            {"id": "s2", "parent": "s1", "label": "1", "title": "", "heading": [51, 53]},
        ],
        "units": [{"span": [20, 40], "tag": "objective"}, {"span": [60, 88], "tag": "duty"}],
        "citations": [CITATION | {"span": [22, 36], "number": "5"}],
        "duties": [
            {
                "span": [60, 90],
                "actor": "Sở Nội vụ",
                "action": "kiểm tra công vụ",
                "deadline": "trước ngày 15/12",
                "report_to": None,
                "target": None,
            }
        ],
    }


def test_a_right_plan_scores_full() -> None:
    found = score(gold(), plan())
    assert {name: tally.figure() for name, tally in found.items() if tally.figure() != 1} == {}
    assert found["frame"].n == len(FRAME_FIELDS) + 2


def test_counts_of_a_wrong_plan() -> None:
    wrong = plan()
    wrong["citations"].append(CITATION | {"span": [70, 80], "number": "9"})
    wrong["citations"][0] |= {"date": "2020-01-01", "issuer": "Chính phủ"}
    wrong["sections"][1]["parent"] = None
    wrong["units"][0]["tag"] = "content"
    wrong["units"][1]["span"] = [80, 90]
    wrong["duties"][0] |= {"actor": "Sở Y tế", "action": "báo cáo"}
    wrong["frame"]["recipients"] = ["Như trên"]
    found = score(gold(), wrong)
    assert found["citations"] == Tally(1, 1, 0)
    assert found["citations.full"] == Tally(0, 2, 1)
    assert found["citation.date"].figure() == found["citation.issuer"].figure() == 0
    assert (found["sections"], found["sections.tree"]) == (Tally(2, 0, 0), Tally(1, 1, 1))
    assert (found["units"], found["unit.tag"]) == (Tally(1, 1, 1), Tally(0, 0, 1, rate=True))
    assert (found["unit.tag.objective"], found["unit.tag.content"], found["unit.tag.duty"]) == (
        Tally(missed=1),
        Tally(extra=1),
        Tally(missed=1),
    )
    assert found["duties"] == Tally(0, 1, 1)
    assert found["frame.recipients"].figure() == 0


def test_another_number_is_another_citation() -> None:
    wrong = plan()
    wrong["citations"][0]["number"] = "6"
    assert score(gold(), wrong)["citations"] == Tally(0, 1, 1)


def test_an_empty_plan_misses_all() -> None:
    empty = plan() | {"sections": [], "units": [], "citations": [], "duties": []}
    found = score(gold(), empty)
    assert [found[k].missed for k in ("sections", "units", "citations", "duties")] == [2, 2, 1, 1]


@pytest.mark.parametrize("part", ["sections", "units", "citations", "duties"])
def test_nothing_right_is_lost_by_order(part: str) -> None:
    turned = deepcopy(plan())
    turned[part].reverse()
    assert score(gold(), turned)[part].figure() == 1


def test_values_are_compared_as_printed() -> None:
    assert fold("Uỷ ban  **nhân dân**;") == fold("ủy ban nhân dân")
    assert words_f1(None, None) == 1 and words_f1("a", None) == 0
    assert same_type("Chương trình", "Chương trình hành động") and not same_type("Quy định", "Quyết định")
    assert overlap((0, 5), (5, 9)) == 0


@given(st.lists(st.integers(0, 8), max_size=8), st.lists(st.integers(0, 8), max_size=8))
def test_pairs_are_one_to_one_and_the_best(a: list[int], b: list[int]) -> None:
    pairs = pair(a, b, lambda x, y: 1.0 if x == y else 0.0, 1.0)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert len(pairs) == sum(min(a.count(v), b.count(v)) for v in set(a))


def test_tallies_add_up() -> None:
    assert added([{"a": Tally(1, 2, 3)}, {"a": Tally(1, 0, 0), "b": Tally(0, 0, 1, rate=True)}]) == {
        "a": Tally(2, 2, 3),
        "b": Tally(0, 0, 1, rate=True),
    }
    assert Tally().figure() == Tally(rate=True).figure() == 1
    assert Tally(extra=1).figure() == Tally(missed=1).figure() == 0
    assert Tally(3, 1, 2).to_dict() == {"P": 0.75, "R": 0.6, "F1": pytest.approx(2 / 3), "n": 5}


# ---------------------------------------------------------------- intervals
def test_an_interval_holds_its_figure_and_is_repeatable() -> None:
    documents = [{"units": Tally(n, 10 - n, 2)} for n in range(3, 10)]
    found = figures(documents)
    assert found == figures(documents)
    assert found["units"]["low"] < found["units"]["F1"] < found["units"]["high"]
    assert found["units"]["n"] == sum(n + 2 for n in range(3, 10))


def test_equal_documents_leave_no_doubt() -> None:
    found = figures([{"x": Tally(3, 1, 1), "y": Tally(1, 0, 1, rate=True)}] * 5)
    assert found["x"]["low"] == found["x"]["high"] == found["x"]["F1"] == pytest.approx(0.75)
    assert found["y"]["low"] == found["y"]["high"] == found["y"]["acc"] == 0.5


def test_the_mean_of_the_tags_counts_each_tag_alike() -> None:
    tallies = {
        "unit.tag.objective": Tally(1),
        "unit.tag.content": Tally(99),
        "unit.tag.duty": Tally(1, 1, 1),
        "unit.tag.other": Tally(0, 0, 1),
    }
    assert figures([tallies])["unit.tag.macro"]["F1"] == pytest.approx((1 + 1 + 0.5 + 0) / 4)
