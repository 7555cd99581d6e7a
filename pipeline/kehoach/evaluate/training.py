"""Train the model of unit tags on the corpus, and say how good it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kehoach.classify.tags import train
from kehoach.classify.tags.predict import MODEL, TAGS, Calibration, TagModel, verdict
from kehoach.evaluate.card import write_card
from kehoach.evaluate.gold import ids_of, read_gold, sha256, unit_tags
from kehoach.evaluate.intervals import MACRO, figures
from kehoach.evaluate.score import tag_tallies
from kehoach.evaluate.tally import Tally, added
from kehoach.records.document import Document
from kehoach.records.label import Tag

if TYPE_CHECKING:
    from kehoach.classify.tags.predict import Weights

    Samples = Sequence[train.Sample]

BANDS = 10


def train_tags(corpus: Path, models: Path, read: Callable[[Path], Document]) -> dict[str, Any]:
    """Fit the tag model to the gold of the corpus folder, write it with its card into the folder `unit_tags` of `models`, return the card.

    `read` turns a gold text into a document, as the parser does. The penalty is chosen by cross-validation on train and dev, the test
    figures are of a model that saw these only, the shipped one is fitted to all documents. The same corpus gives the same weights.
    Raises KehoachError `gold.missing`, `gold.broken`.
    """
    by_split = {split: read_samples(corpus, split, read) for split in ("train", "dev", "test")}
    known = [*by_split["train"], *by_split["dev"]]
    chances = {strength: train.cross_chances(known, strength) for strength in train.STRENGTHS}
    strength = max(chances, key=lambda s: macro(known, judged(known, chances[s], rules=False)))
    tried = train.model_of(train.fit(known, strength), Calibration(), {})
    every = [*known, *by_split["test"]]
    held = train.cross_chances(every, strength)
    estimator = train.fit(every, strength)
    model = train.model_of(estimator, train.calibration(every, held), train.certainty(train.settled(every)))
    folder = models / MODEL
    train.save(estimator, model, folder)
    scores = {
        "cross_validation": compared(known, chances[strength]),
        "test": compared(by_split["test"], tried.chances([s.view.features for s in by_split["test"]])),
    }
    bands = reliability(every, held, model)
    card = _card(corpus, by_split, strength, model) | {"scores": scores, "reliability": bands, "settled": _settled(every)}
    write_card(folder, card, train.importance(model, 8))
    return card


def read_samples(corpus: Path, split: str, read: Callable[[Path], Document]) -> list[train.Sample]:
    """Return the tagged units of a split, as the parser parts them."""
    found: list[train.Sample] = []
    for name in ids_of(corpus, split):
        gold = read_gold(corpus, name)
        document = read(gold.path)
        found += train.samples(name, document, unit_tags(document, gold))
    return found


def judged(samples: Samples, chances: Weights, *, rules: bool) -> list[Tag]:
    """Return the tag that each sample is given: by a rule, where `rules` is on and one settles it, else the likeliest."""
    ruled = [verdict(sample.view.line) if rules else None for sample in samples]
    return [found[1] if found else TAGS[int(row.argmax())] for found, row in zip(ruled, chances, strict=True)]


def by_document(samples: Samples, tags: Sequence[Tag]) -> list[dict[str, Tally]]:
    """Return the tallies of the tags, document by document."""
    parts: dict[str, list[dict[str, Tally]]] = {}
    for sample, tag in zip(samples, tags, strict=True):
        parts.setdefault(sample.document, [{f"unit.tag.{t}": Tally() for t in TAGS}]).append(tag_tallies(sample.tag, tag))
    return [added(found) for found in parts.values()]


def macro(samples: Samples, tags: Sequence[Tag]) -> float:
    """Return the mean F1 of the tags."""
    total = added(by_document(samples, tags))
    return sum(total[f"unit.tag.{tag}"].figure() for tag in TAGS) / len(TAGS)


def compared(samples: Samples, chances: Weights) -> dict[str, dict[str, dict[str, float]]]:
    """Return the figures with the rules and of the model alone."""
    kinds = {"with_rules": True, "model_alone": False}
    return {name: figures(by_document(samples, judged(samples, chances, rules=on))) for name, on in kinds.items()}


def reliability(samples: Samples, chances: Weights, model: TagModel) -> list[dict[str, float]]:
    """Return for each band of scores that occurs: its lower bound, the number of labels, their mean score, the share that is right.

    `chances` are held out; `model` gives the calibration of a chance and the certainty of a rule.
    """
    bands: dict[int, list[tuple[float, bool]]] = {}
    for sample, row in zip(samples, chances, strict=True):
        ruled = verdict(sample.view.line)
        tag = ruled[1] if ruled else TAGS[int(row.argmax())]
        score = model.certainty[ruled[0]] if ruled else model.calibration.score(float(row.max()))
        bands.setdefault(min(int(score * BANDS), BANDS - 1), []).append((score, sample.tag == tag))
    return [
        {
            "from": band / BANDS,
            "n": len(found),
            "score": sum(s for s, _ in found) / len(found),
            "right": sum(right for _, right in found) / len(found),
        }
        for band, found in sorted(bands.items())
    ]


def _settled(samples: Samples) -> dict[str, dict[str, int]]:
    return {rule: {"units": units, "right": right} for rule, (units, right) in train.settled(samples).items()}


def _card(corpus: Path, by_split: dict[str, list[train.Sample]], strength: float, model: TagModel) -> dict[str, Any]:
    return {
        "name": MODEL,
        "labels": list(TAGS),
        "corpus": {
            "sha256": sha256(corpus),
            "documents": {split: len({s.document for s in found}) for split, found in by_split.items()},
            "units": {split: len(found) for split, found in by_split.items()},
        },
        "seed": train.SEED,
        "folds": train.FOLDS,
        "strength": strength,
        "calibration": asdict(model.calibration),
        "features": len(model.rows),
        "packages": train.versions(),
        "headline": MACRO,
    }
