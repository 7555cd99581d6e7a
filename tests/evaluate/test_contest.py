"""The comparison: who takes part, that nothing leaks from what is held out, and that figures and sentences are those of the samples."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kehoach.classify.tags import train
from kehoach.classify.tags.predict import TAGS
from kehoach.classify.tags.train import Sample
from kehoach.evaluate.contest import held, told
from kehoach.evaluate.contest.comparison import compare
from kehoach.evaluate.contest.curve import curve
from kehoach.evaluate.contest.entrants import TABLE, Entrant, entrants, in_groups, shipped
from kehoach.evaluate.contest.held import fitted, folds, held_out, second_pass
from kehoach.evaluate.contest.matrix import matrices
from kehoach.evaluate.contest.simple import by_heading, by_keyword, commonest
from kehoach.evaluate.gold import read_gold, sha256, unit_tags
from kehoach.evaluate.intervals import MACRO
from kehoach.ingest import read
from kehoach.normalise import normalise
from kehoach.records.document import Document
from kehoach.rules.load import Rule, rules, toml
from kehoach.structure import structure

ROOT = Path(__file__).parents[2]
CORPUS, MODEL = ROOT / "corpus", ROOT / "models" / "unit_tags"
NAMES = ("hg-bvdk-chat-luong", "hg-cand-atgt", "ls-hdnd-giam-sat", "ls-tpho-giam-ngheo", "tg-hpn-an-toan-tp", "tg-tinhdoan-thang-tn")
OWN = next(e for e in entrants() if e == shipped())


def document(path: Path) -> Document:
    return structure(normalise(read(path)))


def path_of(name: str) -> Path:
    return CORPUS / "gold" / f"{name}.txt"


@cache
def samples() -> list[Sample]:
    read_in = {name: document(path_of(name)) for name in NAMES}
    return [s for name, read_one in read_in.items() for s in train.samples(name, read_one, unit_tags(read_one, read_gold(CORPUS, name)))]


@cache
def of_entrant(name: str) -> Entrant:
    return next(e for e in entrants() if e.id == name)


# ---------------------------------------------------------------- who takes part
def test_everyone_asked_for_takes_part() -> None:
    names = {e.id for e in entrants()}
    ladder = toml(TABLE)["ladder"]
    assert {"majority", "headings", "keywords", "tf-idf", OWN.id} <= names and len(names) == len(entrants())
    assert {" + ".join((words, *ladder["steps"][:n])) for words in ladder["words"] for n in range(5)} <= names
    assert {e.learner for e in entrants()} >= {"logistic", "svm", "boosting"} and any(e.passes == 2 for e in entrants())


def test_the_groups_part_the_features_without_rest_or_overlap() -> None:
    groups = toml(TABLE)["group"]
    names = {name for s in samples() for name in s.view.features}
    homes = {name: [g for g in groups if name.startswith(in_groups([g]))] for name in names}
    assert {name: found for name, found in homes.items() if len(found) != 1} == {}
    assert set(OWN.groups) == set(groups)


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.id) for rule in rules(TABLE, "keyword")])
def test_keywords_are_found_in_their_examples_alone(rule: Rule) -> None:
    assert rule.value in TAGS and [e for e in rule.examples if not rule.pattern.search(e)] == []
    assert [e for e in rule.counter if rule.pattern.search(e)] == []


def test_the_simple_ones_tell_what_they_say() -> None:
    one = samples()[0]
    assert by_keyword(replace(one, text="Sở Y tế chủ trì, phối hợp với các phòng")) == "duty"
    assert by_keyword(replace(one, text="Tổ chức hội thi")) == "content"
    line = "requirement | none | nobody | noun | item | "
    assert by_heading(replace(one, view=replace(one.view, line=line))) == "objective"
    assert by_heading(replace(one, view=replace(one.view, line=line.replace("requirement", "")))) == "other"
    assert commonest([one, one, replace(one, tag="duty")])(one) == one.tag


# ---------------------------------------------------------------- nothing leaks
def test_no_document_is_on_both_sides() -> None:
    groups = [s.document for s in samples()]
    for known, out in folds(groups, 4):
        assert not {groups[i] for i in known} & {groups[i] for i in out}


@pytest.mark.parametrize("name", ["tf-idf", "characters + path", OWN.id])
def test_held_out_words_and_features_do_not_change_what_a_fold_sees(name: str) -> None:
    """Where the held documents' words are others, columns and weights of the known ones stay the same."""
    known, out = folds([s.document for s in samples()], 3)[0]
    changed = list(samples())
    for i in out:
        view = replace(changed[i].view, over={"role=zzz": 1.0}, own={}, syllables=("zzz",))
        changed[i] = replace(changed[i], text="zzz zzz zzz", view=view)
    seen = [fitted(s, "logistic", matrices(s, of_entrant(name)), known, 1.0)[1][known] for s in (samples(), changed)]
    assert seen[0].shape == seen[1].shape
    assert np.sort(seen[0].toarray(), axis=1) == pytest.approx(np.sort(seen[1].toarray(), axis=1))


def test_held_out_tags_do_not_change_what_is_told_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not by the first pass, not by the second one, not by the choice of the penalty."""
    monkeypatch.setitem(toml(TABLE)["contest"], "folds", 2)
    monkeypatch.setitem(toml(TABLE)["contest"], "strengths", {"svm": [0.3, 3.0]})
    entrant = replace(of_entrant("syllables + path"), passes=2)
    _, out = folds([s.document for s in samples()], 2)[0]
    changed = [replace(s, tag=TAGS[TAGS.index(s.tag) - 1] if n in set(out) else s.tag) for n, s in enumerate(samples())]
    monkeypatch.setattr(held, "_best", lambda *_: 0.3)
    one, other = (held_out(s, entrant).chances[out] for s in (samples(), changed))
    assert one == pytest.approx(other)


def test_the_penalty_of_a_fold_is_chosen_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[set[int]] = []
    best = held._best
    monkeypatch.setattr(held, "_best", lambda found, tried, rows: (asked.append(set(rows.tolist())), best(found, tried, rows))[1])
    held_out(samples(), of_entrant("tf-idf"))
    parts = folds([s.document for s in samples()], toml(TABLE)["contest"]["folds"])
    assert asked[:-1] == [set(known.tolist()) for known, _ in parts] and len(asked[-1]) == len(samples())


def test_the_second_pass_sees_the_neighbours() -> None:
    """Tags that follow from the tag before alone are told by it, and by nothing else."""
    blank = samples()[0]
    row = [replace(blank, document=f"d{n // 40}", section="s", tag=TAGS[n % 2], text="") for n in range(160)]
    line = "none | none | nobody | noun | item | "
    row = [replace(s, view=replace(s.view, over={}, own={}, syllables=(), line=line)) for s in row]
    first = np.asarray([[0.9, 0.1, 0.0, 0.0] if s.tag == "objective" else [0.1, 0.9, 0.0, 0.0] for s in row])
    known, out = folds([s.document for s in row], 4)[0]
    from scipy.sparse import csr_matrix

    found = second_pass(row, "logistic", csr_matrix((len(row), 1)), first, known, 3.0)
    assert np.mean([TAGS[int(found[i].argmax())] == row[i].tag for i in out]) > 0.9


# ---------------------------------------------------------------- figures and sentences
@cache
def comparison() -> dict[str, Any]:
    few = [of_entrant(name) for name in ("majority", "headings", "tf-idf", OWN.id)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(toml(TABLE)["contest"], "folds", 3)
        patch.setitem(toml(TABLE)["contest"], "strengths", {"svm": [0.3], "logistic": [3.0]})
        patch.setitem(toml(TABLE), "curve", {"folds": 3, "draws": 2, "halvings": 1, "least": 1})
        return compare(samples(), [document(path_of(name)) for name in NAMES], "f00d", among=few)


def test_the_order_is_the_expected_one_and_differences_fit() -> None:
    rows = {row["id"]: row for row in comparison()["entrants"]}
    alone = {name: row["model_alone"][MACRO]["F1"] for name, row in rows.items()}
    assert alone["majority"] < alone["tf-idf"] < alone[OWN.id] and alone["headings"] < alone[OWN.id]
    ours = rows[OWN.id]["with_rules"]
    assert ours["difference"] == {"by": 0, "low": 0, "high": 0}
    for row in rows.values():
        for kind in ("with_rules", "model_alone"):
            assert row[kind]["difference"]["by"] == pytest.approx(row[kind][MACRO]["F1"] - ours[MACRO]["F1"])
            assert row[kind]["difference"]["low"] <= row[kind]["difference"]["by"] <= row[kind]["difference"]["high"]
        assert row["megabytes_per_second"] > 0
    assert rows["tf-idf"]["bytes"] > 1000 and rows["majority"]["bytes"] == 0


def test_the_same_samples_give_the_same_curve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(toml(TABLE), "curve", {"folds": 3, "draws": 2, "halvings": 1, "least": 1})
    found = curve(samples(), 0.3)
    assert found == comparison()["curve"]
    assert [row["documents"] for row in found["sizes"]] == [2, 4]
    small, large = (row["model_alone"] for row in found["sizes"])
    assert found["last_doubling"]["model_alone"]["by"] == pytest.approx(large["F1"] - small["F1"])
    assert found["law"]["next_error"] == pytest.approx(found["law"]["error"] * 2 ** -found["law"]["slope"])


def test_the_sentences_follow_from_the_figures() -> None:
    said = toml(TABLE)["said"]
    found = json.loads(json.dumps(comparison()))
    assert said["present"] in told(found, {"f00d"}) and said["earlier"] in told(found, {"other"})
    row = next(r for r in found["entrants"] if r["id"] == "tf-idf")["model_alone"]
    row[MACRO]["F1"] = 0.99
    for low, word in ((0.01, "more than chance gives"), (-0.01, "can't be told apart")):
        row["difference"] = {"by": 0.02, "low": low, "high": 0.03}
        assert word in told(found, ())
    for low, words in ((0.01, ("still paid", "should it go on so")), (-0.01, ("no sure gain", "promise little"))):
        found["curve"]["last_doubling"]["model_alone"]["low"] = found["curve"]["law"]["low"] = low
        assert all(word in told(found, ()) for word in words)


def test_the_card_shows_the_shipped_comparison() -> None:
    found = json.loads((MODEL / "comparison.json").read_text("utf-8"))
    readme = (MODEL / "README.md").read_text("utf-8")
    assert {row["id"] for row in found["entrants"]} == {e.id for e in entrants()}
    assert told(found, {sha256(CORPUS)} if found["sha256"] == sha256(CORPUS) else ()) in readme
    ours = next(row for row in found["entrants"] if row["id"] == found["shipped"])
    assert ours["bytes"] < 5_000_000
    assert not re.search(r"\$\w", readme)
