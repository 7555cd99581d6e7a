"""Training: the same corpus gives the same model, the shipped one is that of the present corpus, and its card says what it is."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from kehoach.classify.tags import train
from kehoach.classify.tags.predict import MODEL, TAGS, Calibration, load_model, read_model, verdict
from kehoach.evaluate.gold import sha256
from kehoach.evaluate.reliability import Scored, bands, calibration_error, kept_from, least_score, scored
from kehoach.evaluate.sources import read_samples
from kehoach.evaluate.tagging import compared, judged
from kehoach.evaluate.training import train_tags
from kehoach.ingest import read
from kehoach.normalise import normalise
from kehoach.records.document import Document
from kehoach.structure import structure

ROOT = Path(__file__).parents[2]
CORPUS, SHIPPED = ROOT / "corpus", ROOT / "models" / "unit_tags"
SMALL = {
    "train": ["hg-mamnon-du-thao", "hg-xa-chuyen-doi-so", "ls-ldld-cong-so", "tg-huyen-tre-em"],
    "dev": ["hg-cand-atgt"],
    "test": ["tg-tinhdoan-thang-tn"],
}


def document(path: Path) -> Document:
    return structure(normalise(read(path)))


@cache
def samples(*splits: str) -> tuple[train.Sample, ...]:
    return tuple(s for split in splits for s in read_samples(CORPUS, split, document))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A corpus of six documents and the folder of the model trained on it."""
    corpus, models = tmp_path_factory.mktemp("corpus"), tmp_path_factory.mktemp("models")
    (corpus / "gold").mkdir()
    for name in (n for names in SMALL.values() for n in names):
        for suffix in (".json", ".txt"):
            shutil.copy(CORPUS / "gold" / f"{name}{suffix}", corpus / "gold")
    (corpus / "splits.toml").write_text("\n".join(f"{split} = {json.dumps(names)}" for split, names in SMALL.items()), "utf-8")
    train_tags(corpus, models, document)
    return corpus, models / MODEL


def test_the_same_samples_give_the_same_weights() -> None:
    found = samples("dev", "test")
    first, second = (train.model_of(train.fit(found, 1.0), Calibration(), {}) for _ in range(2))
    assert first.rows == second.rows
    assert (first.weights == second.weights).all()


def test_a_feature_of_one_document_alone_is_left_out() -> None:
    found = samples("dev")
    model = train.model_of(train.fit(found, 1.0), Calibration(), {})
    seen: dict[str, set[str]] = {}
    for sample in found:
        for name in sample.view.features:
            seen.setdefault(name, set()).add(sample.document)
    assert set(model.rows) == {name for name, documents in seen.items() if len(documents) > 1}


@pytest.mark.parametrize("tags", [("objective", "duty"), ("content", "duty", "other")])
def test_a_tag_without_samples_is_never_told(tags: tuple[str, ...]) -> None:
    found = [s for s in samples("dev") if s.tag in tags]
    model = train.model_of(train.fit(found, 1.0), Calibration(), {})
    chances = model.chances([s.view for s in found])
    assert chances.sum(axis=1) == pytest.approx(1)
    assert all(chances[:, n].max() < 1e-9 for n, tag in enumerate(TAGS) if tag not in tags)
    assert np.mean([TAGS[int(row.argmax())] == s.tag for row, s in zip(chances, found, strict=True)]) > 0.9


def test_the_shipped_model_is_that_of_the_present_corpus() -> None:
    """Where it is not, features, tables or gold have changed since: `make train`."""
    card = json.loads((SHIPPED / "card.json").read_text("utf-8"))
    assert [source["sha256"] for source in card["sources"]] == [sha256(CORPUS)]
    found = samples("train", "dev", "test")
    views = [s.view for s in found]
    again = train.model_of(train.fit(found, card["strength"]), Calibration(), {})
    assert set(again.rows) == set(load_model().rows)
    assert np.abs(again.chances(views) - load_model().chances(views)).max() < 0.005
    assert train.certainty(train.settled(found)) == pytest.approx(dict(load_model().certainty))


def test_training_twice_writes_the_same(small: tuple[Path, Path], tmp_path: Path) -> None:
    corpus, out = small
    train_tags(corpus, tmp_path, document)
    again = tmp_path / MODEL
    for name in ("card.json", "README.md", "reliability.svg"):
        assert (again / name).read_text("utf-8") == (out / name).read_text("utf-8")
    a, b = read_model(again), read_model(out)
    assert (a.rows, a.calibration, a.certainty, a.least) == (b.rows, b.calibration, b.certainty, b.least)
    assert (a.weights == b.weights).all()


def test_the_estimator_and_the_weights_agree(small: tuple[Path, Path]) -> None:
    from skops.io import get_untrusted_types, load

    file = small[1] / train.ESTIMATOR
    assert get_untrusted_types(file=file) == []
    estimator = load(file)
    views = [s.view for s in samples("test")]
    columns = [list(estimator.classes_).index(tag) for tag in TAGS]
    powers = np.exp(estimator.decision_function([view.features for view in views])[:, columns])
    assert np.abs(powers / powers.sum(axis=1, keepdims=True) - read_model(small[1]).chances(views)).max() < 1e-4


def test_the_shipped_estimator_holds_no_foreign_types() -> None:
    from skops.io import get_untrusted_types

    assert get_untrusted_types(file=SHIPPED / train.ESTIMATOR) == []


def test_the_card_says_what_the_model_is(small: tuple[Path, Path]) -> None:
    corpus, out = small
    card = json.loads((out / "card.json").read_text("utf-8"))
    assert card["labels"] == list(TAGS)
    documents = {split: len(names) for split, names in SMALL.items()}
    assert [(s["name"], s["sha256"], s["documents"]) for s in card["sources"]] == [(corpus.name, sha256(corpus), documents)]
    assert sum(band["n"] for band in card["reliability"]) == sum(card["units"].values()) == card["abstaining"]["all"]["n"]
    for part in card["scores"].values():
        assert set(part) == {"with_rules", "model_alone"}
        assert all(f["low"] <= f["F1"] <= f["high"] for kind in part.values() for name, f in kind.items() if "F1" in f)
    readme = (out / "README.md").read_text("utf-8")
    assert sha256(corpus) in readme and "$" not in readme and f"**{card['abstaining']['least']:.2f}**" in readme
    assert "Not made for this model" in readme, "a comparison is made on demand alone"


# ---------------------------------------------------------------- measures of the card
def test_held_out_chances_come_from_models_that_did_not_see_the_document() -> None:
    found = samples("dev")
    assert len({s.document for s in found}) == 3
    chances = train.cross_chances(found, 1.0)
    held = [n for n, s in enumerate(found) if s.document == "hg-cand-atgt"]
    model = train.model_of(train.fit([s for s in found if s.document != "hg-cand-atgt"], 1.0), Calibration(), {})
    assert np.allclose(model.chances([found[n].view for n in held]), chances[held])


def test_rules_go_before_the_model() -> None:
    found = samples("dev")
    turned = np.tile([0.0, 0.0, 0.0, 1.0], (len(found), 1))
    assert TAGS[3] == "other" and set(judged(found, turned, rules=False)) == {"other"}
    ruled = [verdict(s.view.line) for s in found]
    assert None in ruled and any(ruled)
    assert judged(found, turned, rules=True) == [rule[1] if rule else "other" for rule in ruled]


def test_right_chances_score_full_and_wrong_ones_do_not() -> None:
    found = samples("dev")
    right = np.asarray([[float(tag == s.tag) for tag in TAGS] for s in found])
    assert compared(found, right)["model_alone"]["unit.tag.macro"]["F1"] == 1
    assert compared(found, np.roll(right, 1, axis=1))["model_alone"]["unit.tag.macro"]["F1"] == 0


def test_reliability_counts_every_label_once() -> None:
    found = samples("dev")
    rows = bands(scored(found, np.full((len(found), len(TAGS)), 0.25), load_model()))
    assert sum(band["n"] for band in rows) == len(found)
    assert all(band["from"] <= band["score"] <= band["from"] + 0.1 and band["low"] <= band["right"] <= band["high"] for band in rows)


def test_calibration_lowers_what_is_too_sure() -> None:
    found = [s for s in samples("train") if verdict(s.view.line) is None]
    sure = np.full((len(found), len(TAGS)), 0.01)
    for n, sample in enumerate(found):
        sure[n, (TAGS.index(sample.tag) + (n % 3 == 0)) % len(TAGS)] = 0.97
    assert train.calibration(found, sure).spread(sure).max(axis=1) == pytest.approx(2 / 3, abs=0.02)


def labels(*told: tuple[float, bool]) -> list[Scored]:
    return [Scored(f"d{n % 5}", score, right, True) for n, (score, right) in enumerate(told)]


def test_the_threshold_is_the_lowest_that_keeps_what_is_wanted() -> None:
    """97 % of what is kept are right: one wrong label in 34 passes, two don't."""
    right = [(0.9, True)] * 33
    assert least_score(labels(*right, (0.5, False))) == 0.0
    assert least_score(labels(*right, (0.5, False), (0.6, False))) == 0.51
    assert least_score(labels((0.95, False), (0.4, True))) == 1.0
    assert least_score([*labels(*right), Scored("d", 0.3, False, False), Scored("d", 0.3, False, False)]) == 0.0, (
        "rules have their own scores"
    )


def test_what_is_kept_is_counted_for_the_model_and_for_all() -> None:
    found = kept_from([*labels((0.9, True), (0.8, False), (0.2, False)), Scored("d", 0.99, True, False)], 0.5)
    assert (found["model"]["n"], found["model"]["kept"], found["model"]["right"]) == (3, pytest.approx(2 / 3), 0.5)
    assert (found["all"]["n"], found["all"]["kept"], found["all"]["right"]) == (4, 0.75, pytest.approx(2 / 3))


def test_the_calibration_error_is_the_gap_between_score_and_truth() -> None:
    assert calibration_error(bands(labels((0.9, True), (0.9, True)))) == pytest.approx(0.1)
    assert calibration_error(bands(labels(*[(0.5, n % 2 == 0) for n in range(10)]))) == pytest.approx(0.0)
