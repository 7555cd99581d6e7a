"""The quality gate: no score falls below its floor, and no floor is lowered.

The documents of dev and test are read whole; the tags of their units, and with them the duties, come from a model that saw the documents of
train alone, since the shipped one saw them all. Floors and the hash of the gold that they were measured on stand in floors.toml.

A part `form.NAME` is a few documents written in a form that people have them in, and read (tests/formats): its scores, and as `characters`
the share of characters read right (1 less the error rate).
"""

from __future__ import annotations

import json
import tempfile
import tomllib
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from formats.forms import FORMS, make
from formats.measure import measure
from formats.papers import Paper, papers
from formats.run import HELD, Row
from kehoach.classify import find_duties, label_units
from kehoach.classify.tags import train
from kehoach.classify.tags.predict import Calibration, TagModel
from kehoach.evaluate import evaluate
from kehoach.evaluate.gold import ids_of, sha256
from kehoach.evaluate.sources import read_samples
from kehoach.records.plan import PlanDict
from kehoach.run import parse

ROOT = Path(__file__).parents[2]
CORPUS, CARD = ROOT / "corpus", ROOT / "models" / "unit_tags" / "card.json"
PINNED = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))
SPLITS = ("dev", "test")


@cache
def blind_model() -> TagModel:
    """The tag model fitted to the train split, at the strength of the shipped one."""
    strength = json.loads(CARD.read_text("utf-8"))["strength"]
    return train.model_of(train.fit(read_samples(CORPUS, "train", lambda p: parse(p).document), strength), Calibration(), {})


def read_blind(path: Path) -> PlanDict:
    plan = parse(path)
    labels = label_units(plan.document, blind_model())
    return replace(plan, labels=labels, duties=find_duties(plan.document, labels)).to_dict()


@cache
def samples() -> list[Paper]:
    return papers(("hg-danguy-nghi-quyet", "ls-ubnd-chuyen-doi-so", "tg-hpn-an-toan-tp"))


def read_in(form: str) -> dict[str, float]:
    """Return the scores of the samples in a form, which must be one that needs no other program."""
    chosen = next(f for f in FORMS if f.name == form)
    with tempfile.TemporaryDirectory() as folder:
        files = make([chosen], samples(), Path(folder))[form]
        row = Row.of(chosen, [measure(paper, path) for paper, path in zip(samples(), files, strict=True)])
    return {**row.scores, "characters": 1 - row.error_rate} if row.read == len(samples()) else {}


@cache
def scores(split: str) -> dict[str, float]:
    if split.startswith("form."):
        return read_in(split.removeprefix("form."))
    if split == "card":
        found = json.loads(CARD.read_text("utf-8"))["scores"]
        return {f"{part}.{kind}": figures["unit.tag.macro"]["F1"] for part, kinds in found.items() for kind, figures in kinds.items()}
    return {name: f["F1"] if "F1" in f else f["acc"] for name, f in evaluate(CORPUS, read_blind, split).figures().items()}


def floors_of(row: dict[str, Any]) -> dict[str, dict[str, float]]:
    """Return the floors of a row of the history by part."""
    return {part: floors for part, floors in row.items() if part not in ("gold", "documents")}


def lowered(history: list[dict[str, Any]]) -> list[str]:
    """Return which floors went down or away from one row of the history to the next, but for parts measured on more documents since."""
    found = []
    for before, after in pairwise(history):
        for part, floors in floors_of(before).items():
            if before.get("documents", {}).get(part, 0) >= after.get("documents", {}).get(part, 0):
                found += [f"{part}.{name}" for name, floor in floors.items() if after.get(part, {}).get(name, -1.0) < floor]
    return found


def test_the_gold_is_that_of_the_floors() -> None:
    """Where it has changed: measure again, raise or keep the floors, and put the new hash and a new row of the history."""
    assert PINNED["history"][-1]["gold"] == sha256(CORPUS)


FLOORS = [(part, name) for part, floors in floors_of(PINNED["history"][-1]).items() for name in floors]


@pytest.mark.parametrize(("part", "name"), FLOORS)
def test_no_score_is_below_its_floor(part: str, name: str) -> None:
    assert scores(part).get(name, 0.0) >= PINNED["history"][-1][part][name]


def test_every_part_has_floors() -> None:
    essential = {"citations", "citations.full", "frame", "sections", "sections.tree", "units", "unit.tag.macro", "duties"}
    assert all(set(PINNED["history"][-1][split]) >= essential for split in SPLITS)
    assert "test.with_rules" in PINNED["history"][-1]["card"]


def test_every_form_that_needs_no_other_program_has_floors() -> None:
    forms = [f"form.{form.name}" for form in FORMS if not form.needs]
    assert all(set(PINNED["history"][-1][form]) == {*HELD, "characters"} for form in forms)


def test_no_floor_was_ever_lowered() -> None:
    assert lowered(PINNED["history"]) == []


def test_a_lowered_floor_is_noticed() -> None:
    before = {"gold": "a", "dev": {"units": 0.9, "duties": 0.8}}
    assert lowered([before, {"gold": "b", "dev": {"units": 0.95, "duties": 0.8}}]) == []
    assert lowered([before, {"gold": "b", "dev": {"units": 0.89, "duties": 0.8}}]) == ["dev.units"]
    assert lowered([before, {"gold": "b", "dev": {"units": 0.9}}]) == ["dev.duties"]
    assert lowered([before, {"gold": "b"}]) == ["dev.units", "dev.duties"]
    few, many = {"documents": {"dev": 3}}, {"documents": {"dev": 9}}
    assert lowered([before | few, {"gold": "b", "dev": {"units": 0.7, "duties": 0.8}} | many]) == []
    assert lowered([before | many, {"gold": "b", "dev": {"units": 0.7, "duties": 0.8}} | few]) == ["dev.units"]


def test_the_parts_are_as_large_as_the_floors_say() -> None:
    sizes = {split: len(ids_of(CORPUS, split)) for split in SPLITS}
    assert PINNED["history"][-1]["documents"] == sizes | {"card": len(ids_of(CORPUS, None))}
