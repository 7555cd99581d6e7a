"""Train the model of unit tags on the corpus and on a user's own documents, and say how good it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kehoach.classify.tags import train
from kehoach.classify.tags.predict import MODEL, TAGS, Calibration, TagModel, weights_of
from kehoach.evaluate import contest
from kehoach.evaluate.card import COMPARISON, render, write_card, write_json
from kehoach.evaluate.contest.comparison import Progress
from kehoach.evaluate.gold import ids_of, read_gold
from kehoach.evaluate.intervals import MACRO
from kehoach.evaluate.reliability import WANTED, bands, calibration_error, kept_from, least_score, scored
from kehoach.evaluate.sources import SPLITS, Reader, Source, corpus_source, gather, user_source
from kehoach.evaluate.tagging import compared, judged, macro

Samples = Sequence[train.Sample]


def train_tags(corpus: Path | None, models: Path, read: Reader, data: Sequence[Path] = ()) -> dict[str, Any]:
    """Fit the tag model to the gold of the corpus folder and to a user's own `data` (as `sources.user_source` reads them), write it with
    its card into the folder `unit_tags` of `models`, return the card.

    `read` turns a file into a document, as the parser does; without `corpus` the user's data are all. The penalty is chosen by
    cross-validation on train and dev, the test figures are of a model that saw these only, the shipped one is fitted to all documents. The
    same data give the same weights. Raises KehoachError `gold.missing`, `gold.broken`, `train.…`, `labels.…`.
    """
    sources = [corpus_source(corpus, read)] if corpus else []
    sources += [user_source(path, read) for path in data]
    by_split = gather(sources)
    known = [*by_split["train"], *by_split["dev"]]
    chances = {strength: train.cross_chances(known, strength) for strength in train.STRENGTHS}
    strength = max(chances, key=lambda s: macro(known, judged(known, chances[s], rules=False)))
    scores = {"cross_validation": compared(known, chances[strength])}
    if tests := by_split["test"]:
        tried = train.model_of(train.fit(known, strength), Calibration(), {})
        scores["test"] = compared(tests, tried.chances([s.view for s in tests]))
    model, reliability = _shipped([*known, *tests], strength, models / MODEL)
    card = _card(sources, by_split, strength, model) | {"scores": scores} | reliability
    write_card(models / MODEL, card, train.importance(model, 8))
    return card


def compare_entrants(corpus: Path, models: Path, read: Reader, progress: Progress | None = None) -> dict[str, Any]:
    """Compare ways to tell tags on the gold of the corpus folder, write comparison.json beside the card of the model in `models` and put it
    into its README; return the comparison. Raises KehoachError `gold.missing`, `gold.broken`, `model.folder`."""
    folder = weights_of(models).parent
    source = corpus_source(corpus, read)
    found = contest.compare(source.samples, [read(read_gold(corpus, name).path) for name in ids_of(corpus, None)], source.sha256, progress)
    write_json(folder / COMPARISON, found)
    render(folder)
    return found


def _shipped(every: Samples, strength: float, folder: Path) -> tuple[TagModel, dict[str, Any]]:
    """Fit the model to all samples, write it into `folder`; return it with what held-out chances say of its scores and rules."""
    held = train.cross_chances(every, strength)
    counts = train.settled(every)
    estimator = train.fit(every, strength)
    sure = train.model_of(estimator, train.calibration(every, held), train.certainty(counts))
    labels = scored(every, held, sure)
    least = least_score(labels)
    model = train.model_of(estimator, sure.calibration, sure.certainty, least)
    train.save(estimator, model, folder)
    found = bands(labels)
    abstaining = {"least": least, "wanted": WANTED} | kept_from(labels, least)
    rules = {rule: {"units": units, "right": right} for rule, (units, right) in counts.items()}
    return model, {"reliability": found, "calibration_error": calibration_error(found), "abstaining": abstaining, "settled": rules}


def _card(sources: Sequence[Source], by_split: dict[str, list[train.Sample]], strength: float, model: TagModel) -> dict[str, Any]:
    return {
        "name": MODEL,
        "labels": list(TAGS),
        "sources": [source.counts() for source in sources],
        "documents": {split: len({s.document for s in by_split[split]}) for split in SPLITS},
        "units": {split: len(by_split[split]) for split in SPLITS},
        "seed": train.SEED,
        "folds": train.FOLDS,
        "strength": strength,
        "calibration": asdict(model.calibration),
        "features": len(model.rows),
        "packages": train.versions(),
        "headline": MACRO,
    }
