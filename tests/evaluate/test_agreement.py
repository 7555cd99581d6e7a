"""Agreement of two annotators: κ by hand, and what counts as the same."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.errors import KehoachError
from kehoach.evaluate.agreement import agree, agreement, kappa
from kehoach.evaluate.gold import read_gold
from support.command import kehoach

CORPUS = Path(__file__).parents[2] / "corpus"
NAMES = ("hg-cand-atgt", "hg-mamnon-du-thao")
TAGS = st.sampled_from(["objective", "content", "duty", "other"])


@pytest.fixture
def twice(tmp_path: Path) -> Path:
    """A corpus of two documents, annotated twice alike."""
    for folder in ("gold", "agreement"):
        (tmp_path / folder).mkdir()
    for name in NAMES:
        for suffix in (".json", ".txt"):
            shutil.copy(CORPUS / "gold" / f"{name}{suffix}", tmp_path / "gold")
        shutil.copy(CORPUS / "gold" / f"{name}.json", tmp_path / "agreement")
    return tmp_path


@given(st.lists(TAGS, min_size=1, max_size=30))
def test_whoever_always_agrees_has_kappa_one(tags: list[str]) -> None:
    assert kappa(Counter((t, t) for t in tags)) == 1


@given(st.lists(st.tuples(TAGS, TAGS), min_size=1, max_size=40))
def test_kappa_is_the_same_the_other_way_round(pairs: list[tuple[str, str]]) -> None:
    assert kappa(Counter(pairs)) == pytest.approx(kappa(Counter((b, a) for a, b in pairs)))
    assert kappa(Counter(pairs)) <= 1


def test_chance_alone_gives_kappa_zero() -> None:
    assert kappa(Counter({("a", "a"): 25, ("a", "b"): 25, ("b", "a"): 25, ("b", "b"): 25})) == 0


def test_the_same_annotation_agrees_wholly(twice: Path) -> None:
    found = agreement(twice)
    assert {name: row["value"] for name, row in found["figures"].items()} == dict.fromkeys(found["figures"], 1)
    assert found["documents"] == sorted(NAMES) and found["units"] == sum(len(read_gold(CORPUS, n).units) for n in NAMES)
    assert all(row["first"] == row["second"] for row in found["tags"])


def test_other_tags_and_missing_units_are_told_apart() -> None:
    one = read_gold(CORPUS, NAMES[0])
    tag = one.units[0]["tag"]
    other = replace(one, units=[one.units[0] | {"tag": "other" if tag != "other" else "duty"}, *one.units[1:-1]], duties=[])
    found = agree(one, other)
    assert sum(n for (a, b), n in found.tags.items() if a != b) == 1 and found.kappa() < 1
    assert (found.parts["units"].missed, found.parts["units"].extra) == (1, 0)
    assert (found.parts["duties"].right, found.parts["duties"].missed) == (0, len(one.duties))
    assert found.parts["citations"].figure() == found.parts["sections"].figure() == 1


def test_without_second_annotations_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(KehoachError, match="agreement"):
        agreement(tmp_path)


def test_a_second_annotation_may_hold_some_parts_only(twice: Path) -> None:
    for name in NAMES:
        file = twice / "agreement" / f"{name}.json"
        file.write_text(
            json.dumps({key: part for key, part in json.loads(file.read_text("utf-8")).items() if key in ("units", "duties")}), "utf-8"
        )
    assert set(agreement(twice)["figures"]) == {"kappa", "units", "duties"}


def test_the_corpus_is_agreed_on() -> None:
    found = agreement(CORPUS)
    assert len(found["documents"]) == 12
    assert found["figures"]["kappa"]["value"] > 0.95


def test_the_command_prints_figures_and_disagreements(twice: Path) -> None:
    file = twice / "agreement" / f"{NAMES[1]}.json"
    content = json.loads(file.read_text("utf-8"))
    content["units"][0]["tag"] = "other" if content["units"][0]["tag"] != "other" else "duty"
    file.write_text(json.dumps(content), "utf-8")
    shown = kehoach("--lang", "en", "evaluate", "--corpus", twice, "--agreement")
    assert shown.returncode == 0 and "tags: κ" in shown.stdout and "disagreement" in shown.stdout
    values = json.loads(kehoach("evaluate", "--corpus", twice, "--agreement", "--json").stdout)
    assert values["figures"]["kappa"]["low"] <= values["figures"]["kappa"]["value"] < 1
