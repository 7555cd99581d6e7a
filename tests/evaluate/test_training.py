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
from kehoach.evaluate.training import compared, judged, read_samples, reliability, train_tags
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


def test_the_shipped_model_is_that_of_the_present_corpus() -> None:
    """Where it is not, features, tables or gold have changed since: `make train`."""
    card = json.loads((SHIPPED / "card.json").read_text("utf-8"))
    assert card["corpus"]["sha256"] == sha256(CORPUS)
    found = samples("train", "dev", "test")
    features = [s.view.features for s in found]
    again = train.model_of(train.fit(found, card["strength"]), Calibration(), {})
    assert set(again.rows) == set(load_model().rows)
    assert np.abs(again.chances(features) - load_model().chances(features)).max() < 0.005
    assert train.certainty(train.settled(found)) == pytest.approx(dict(load_model().certainty))


def test_training_twice_writes_the_same(small: tuple[Path, Path], tmp_path: Path) -> None:
    corpus, out = small
    train_tags(corpus, tmp_path, document)
    again = tmp_path / MODEL
    for name in ("card.json", "README.md"):
        assert (again / name).read_text("utf-8") == (out / name).read_text("utf-8")
    a, b = read_model(again), read_model(out)
    assert (a.rows, a.calibration, a.certainty) == (b.rows, b.calibration, b.certainty)
    assert (a.weights == b.weights).all()


def test_the_estimator_and_the_weights_agree(small: tuple[Path, Path]) -> None:
    from skops.io import get_untrusted_types, load

    file = small[1] / train.ESTIMATOR
    assert get_untrusted_types(file=file) == []
    estimator = load(file)
    features = [s.view.features for s in samples("test")]
    columns = [list(estimator.classes_).index(tag) for tag in TAGS]
    assert np.abs(estimator.predict_proba(features)[:, columns] - read_model(small[1]).chances(features)).max() < 1e-4


def test_the_shipped_estimator_holds_no_foreign_types() -> None:
    from skops.io import get_untrusted_types

    assert get_untrusted_types(file=SHIPPED / train.ESTIMATOR) == []


def test_the_card_says_what_the_model_is(small: tuple[Path, Path]) -> None:
    corpus, out = small
    card = json.loads((out / "card.json").read_text("utf-8"))
    assert card["labels"] == list(TAGS)
    assert card["corpus"]["sha256"] == sha256(corpus)
    assert card["corpus"]["documents"] == {split: len(names) for split, names in SMALL.items()}
    assert sum(band["n"] for band in card["reliability"]) == sum(card["corpus"]["units"].values())
    for part in card["scores"].values():
        assert set(part) == {"with_rules", "model_alone"}
        assert all(f["low"] <= f["F1"] <= f["high"] for kind in part.values() for name, f in kind.items() if "F1" in f)
    readme = (out / "README.md").read_text("utf-8")
    assert card["corpus"]["sha256"] in readme and "$" not in readme


# ---------------------------------------------------------------- measures of the card
def test_held_out_chances_come_from_models_that_did_not_see_the_document() -> None:
    found = samples("dev")
    assert len({s.document for s in found}) == 3
    chances = train.cross_chances(found, 1.0)
    held = [n for n, s in enumerate(found) if s.document == "hg-cand-atgt"]
    model = train.model_of(train.fit([s for s in found if s.document != "hg-cand-atgt"], 1.0), Calibration(), {})
    assert np.allclose(model.chances([found[n].view.features for n in held]), chances[held])


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
    bands = reliability(found, np.full((len(found), len(TAGS)), 0.25), load_model())
    assert sum(band["n"] for band in bands) == len(found)
    assert all(band["from"] <= band["score"] <= band["from"] + 0.1 for band in bands)


def test_calibration_lowers_what_is_too_sure() -> None:
    found = [s for s in samples("train") if verdict(s.view.line) is None]
    sure = np.full((len(found), len(TAGS)), 0.01)
    for n, sample in enumerate(found):
        sure[n, (TAGS.index(sample.tag) + (n % 3 == 0)) % len(TAGS)] = 0.97
    assert train.calibration(found, sure).score(0.97) == pytest.approx(2 / 3, abs=0.02)
