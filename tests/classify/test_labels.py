"""Tags of units: what a tag means, what a label must hold to, the tables of cues and the shipped model."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach.classify import label_units
from kehoach.classify.tags.features import CUES, Features, UnitView, cues_in, views
from kehoach.classify.tags.predict import (
    MODEL,
    TAGS,
    Calibration,
    TagModel,
    arrays_of,
    load_model,
    own_model,
    read_model,
    verdict,
)
from kehoach.errors import KehoachError
from kehoach.normalise import normalise
from kehoach.records.document import Document
from kehoach.records.label import Tag
from kehoach.rules.load import Rule, rules, toml
from kehoach.structure import structure
from support.compose import pages

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "labels.toml").read_text("utf-8"))["case"]
MARK = re.compile(r"^<(\w+)> ", re.MULTILINE)
EMPTY = TagModel({}, np.zeros((1, len(TAGS)), dtype=np.float32), Calibration(), {})


def document(text: str) -> Document:
    return structure(normalise(pages(f"KẾ HOẠCH\n\nThử nghiệm năm 2024\n\n{text.strip()}\n")))


# ---------------------------------------------------------------- what a tag means
@pytest.mark.parametrize("case", CASES, ids=lambda c: c["about"])
def test_cases(case: dict[str, str]) -> None:
    wanted = MARK.findall(case["text"])
    assert wanted and set(wanted) <= set(TAGS), "a case without marks tests nothing"
    doc = document(MARK.sub("", case["text"]))
    found = label_units(doc)
    texts = [doc.text.of(u.span)[:60] for u in doc.units]
    assert list(zip((label.tag for label in found), texts, strict=True)) == list(zip(wanted, texts, strict=True))


def test_cases_hold_every_tag() -> None:
    assert {tag for case in CASES for tag in MARK.findall(case["text"])} == set(get_args(Tag))


# ---------------------------------------------------------------- what a label holds to
def test_a_label_names_what_gave_it() -> None:
    doc = document(
        "I. MỤC TIÊU\n\n- Giảm nghèo bền vững.\n\nII. NỘI DUNG\n\n- Các cấp công đoàn phối hợp tổ chức hội thi trước ngày 15/12."
    )
    first, second = label_units(doc)
    assert (first.unit, first.tag, first.model) == (doc.units[0].id, "objective", "tag:aim")
    assert (second.unit, second.tag, second.model) == (doc.units[1].id, "duty", MODEL)


def test_a_document_without_units_has_no_labels() -> None:
    assert label_units(document("I. NỘI DUNG")) == ()


PIECES = [
    "Sở Nội vụ ",
    "chủ trì",
    ": ",
    "; ",
    "- ",
    "Đối với ",
    "trước ngày 15/12",
    "khen thưởng ",
    "I. ",
    "\n\n",
    "| ",
    "100% ",
    "./.",
    "(",
    "İ",
    "Trên đây là ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(deadline=None, max_examples=100)
def test_every_unit_has_one_label_with_a_chance(text: str) -> None:
    doc = document(f"I. NỘI DUNG\n\n{text}")
    found = label_units(doc)
    assert [label.unit for label in found] == [unit.id for unit in doc.units]
    assert all(0 < label.score < 1 and label.tag in TAGS for label in found)
    assert found == label_units(doc)


def test_labels_need_no_learning_library() -> None:
    code = (
        "import sys; from kehoach.run import parse_text; parse_text('KẾ HOẠCH\\n\\nI. NỘI DUNG\\n\\n- Tổ chức hội thi.');"
        "sys.exit(any(m in sys.modules for m in ('sklearn', 'skops', 'scipy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# ---------------------------------------------------------------- the model
def test_a_missing_model_is_named() -> None:
    with pytest.raises(KehoachError) as caught:
        load_model("no_such_model")
    assert (caught.value.key, caught.value.values) == ("model.missing", {"name": "no_such_model"})


def test_a_model_reads_back_as_it_was(tmp_path: Path) -> None:
    weights = np.arange(12, dtype=np.float32).reshape(3, 4)
    model = TagModel({"word=kế hoạch": 0, "role=": 1}, weights, Calibration(1.5), {"aim": 0.99}, 0.8)
    with (tmp_path / "weights.npz").open("wb") as stream:
        np.savez_compressed(stream, **arrays_of(model))
    back = read_model(tmp_path)
    assert (back.rows, back.calibration, back.certainty, back.least) == (model.rows, model.calibration, model.certainty, 0.8)
    assert (back.weights == weights).all()


def test_chances_sum_to_one_and_follow_the_weights() -> None:
    weights = np.zeros((2, 4), dtype=np.float32)
    weights[0, TAGS.index("duty")] = 3
    model = TagModel({"actor": 0}, weights, Calibration(), {})
    known, unknown = model.chances([seen(over={"actor": 1.0}, own={"never seen": 1.0}), seen()])
    assert known.sum() == pytest.approx(1) and TAGS[int(known.argmax())] == "duty"
    assert unknown.tolist() == [0.25] * 4


def seen(over: Features | None = None, own: Features | None = None, syllables: Sequence[str] = ()) -> UnitView:
    return UnitView(over or {}, own or {}, syllables, "")


def test_words_count_once_with_the_pairs_of_neighbours() -> None:
    """By the rows of single words and pairs as by the names of all features: `giao việc` twice is seen once."""
    rows = {"form=item": 0, "word=giao": 1, "word=giao việc": 2, "word=việc": 3, "word=việc giao": 4}
    weights = np.zeros((6, 4), dtype=np.float32)
    weights[:5, TAGS.index("duty")] = 0.5, 1, 2, 4, 8
    view = seen(own={"form=item": 1.0}, syllables=("giao", "việc", "lớn", "giao", "việc"))
    (chances,) = TagModel(rows, weights, Calibration(), {}).chances([view])
    total = sum(weight * weights[rows[name], TAGS.index("duty")] for name, weight in view.features.items() if name in rows)
    assert total == pytest.approx(0.5 + 0.35 * 7)
    assert chances[TAGS.index("duty")] == pytest.approx(np.exp(total) / (np.exp(total) + 3))


def test_without_evidence_the_score_is_a_guess() -> None:
    label, *_ = label_units(document("Phần mở đầu\n\nI. LỜI NÓI\n\nKhông rõ."), EMPTY)
    assert label.score == pytest.approx(0.25)


def test_calibration_keeps_the_order() -> None:
    shipped = load_model().calibration
    chances = np.asarray([[0.5, 0.3, 0.15, 0.05], [0.97, 0.01, 0.01, 0.01], [1.0, 0.0, 0.0, 0.0]])
    spread = shipped.spread(chances)
    assert (spread[:2].argsort(axis=1) == chances[:2].argsort(axis=1)).all() and spread.argmax(axis=1).tolist() == [0, 0, 0]
    assert spread.min() > 0 and spread.max() < 1 and spread.sum(axis=1) == pytest.approx(1, abs=1e-3)


def leaning(weight: float, least: float) -> TagModel:
    """A model that takes every unit for a duty, more or less surely."""
    weights = np.zeros((1, 4), dtype=np.float32)
    weights[0, TAGS.index("duty")] = weight
    return TagModel({}, weights, Calibration(), {"aim": 0.9}, least)


def test_below_the_least_score_a_label_abstains_and_gives_all_tags() -> None:
    doc = document("I. LỜI NÓI\n\nKhông rõ.")
    sure, unsure = (label_units(doc, leaning(weight, 0.8))[0] for weight in (5.0, 1.0))
    assert sure.tag == unsure.tag == "duty" and not sure.abstains and sure.candidates == ()
    assert unsure.abstains and unsure.candidates[0][0] == "duty" and {tag for tag, _ in unsure.candidates} == set(TAGS)
    assert unsure.candidates[0][1] == unsure.score < 0.8 and sum(chance for _, chance in unsure.candidates) == pytest.approx(1)


def test_a_rule_that_is_not_sure_abstains_too() -> None:
    doc = document("I. MỤC TIÊU\n\n- Giảm nghèo bền vững.")
    label = label_units(doc, leaning(5.0, 0.95))[0]
    assert (label.tag, label.score, label.model) == ("objective", 0.9, "tag:aim") and label.abstains
    assert label.candidates[0] == ("objective", 0.9) and label.candidates[1][0] == "duty"
    assert not label_units(doc, leaning(5.0, 0.85))[0].abstains


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(KehoachError, match="weights"):
        own_model(tmp_path)


def test_the_model_travels_with_the_package() -> None:
    folder = files("kehoach.models") / MODEL
    assert {f.name for f in folder.iterdir()} >= {"README.md", "card.json", "model.skops", "reliability.svg", "weights.npz"}


# ---------------------------------------------------------------- tables
def table(name: str) -> list[object]:
    return [pytest.param(rule, id=rule.id) for rule in rules(CUES, name)]


@pytest.mark.parametrize("rule", [*table("opening"), *table("cue")])
def test_cues_are_found_in_their_examples_alone(rule: Rule) -> None:
    assert rule.examples and rule.counter
    assert [e for e in (*rule.examples, *rule.counter) if e != e.lower()] == [], "texts are read in lower case"
    assert [e for e in rule.examples if rule.id not in cues_in(e)] == []
    assert [e for e in rule.counter if rule.id in cues_in(e)] == []


def test_cues_stand_at_the_start_of_a_word_in_the_order_of_the_tables() -> None:
    assert cues_in("đối tượng: cán bộ phải báo cáo trước ngày 15/12, 100% đơn vị phải báo cáo") == (
        "labelled-scope", "must", "share", "report", "deadline",
    )  # fmt: skip
    assert "report" not in cues_in("abbáo cáo") and "aim" not in cues_in("kế hoạch nhằm nâng cao")


@pytest.mark.parametrize("rule", table("heading"))
def test_cues_of_headings_are_found_in_their_examples_alone(rule: Rule) -> None:
    assert rule.examples and rule.counter
    assert [e for e in (*rule.examples, *rule.counter) if e != e.lower()] == [], "titles are searched in lower case"
    assert [e for e in rule.examples if not rule.pattern.search(e)] == []
    assert [e for e in rule.counter if rule.pattern.search(e)] == []


@pytest.mark.parametrize("rule", table("verdict"))
def test_verdicts_match_their_examples_alone(rule: Rule) -> None:
    assert rule.examples and rule.counter and rule.value in TAGS
    assert [e for e in rule.examples if verdict(e) != (rule.id, rule.value)] == []
    assert [e for e in rule.counter if rule.pattern.match(e)] == []


def test_examples_of_verdicts_are_lines_as_units_show_them() -> None:
    known = {rule.id for name in ("opening", "cue") for rule in rules(CUES, name)}
    form = re.compile(
        r"[a-z+]* \| [a-z:-]+ \| (?:actor|nobody) \| (?:verb|noun) \| (?:row|item|plus|bracket|number|letter|plain) \| (?P<cues>.*)"
    )
    for rule in rules(CUES, "verdict"):
        for line in (*rule.examples, *rule.counter):
            m = form.fullmatch(line)
            assert m and set(m["cues"].split()) <= known, line
    seen = views(document("I. NỘI DUNG\n\n- Sở Y tế phải báo cáo trước ngày 15/12.\n\n1) Tổ chức hội thi.\n\nTrên đây là Kế hoạch."))
    assert all(form.fullmatch(view.line) for view in seen)


def test_ids_are_unique_in_their_table() -> None:
    for name, rows in toml(CUES).items():
        ids = [row["id"] for row in rows]
        assert len(ids) == len(set(ids)), name
