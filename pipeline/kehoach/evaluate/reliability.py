"""How far scores of tags can be relied on: bands of scores, and the score below which a label abstains."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from kehoach.classify.tags.predict import MODEL, TagModel, decide
from kehoach.evaluate.intervals import share

if TYPE_CHECKING:
    from kehoach.classify.tags.predict import Weights
    from kehoach.classify.tags.train import Sample

BANDS = 10
WANTED = 0.97  # of the labels that the model gives and does not abstain from, so many are to be right
_STEPS = 100  # scores tried as the least one


class Scored(NamedTuple):
    """A held-out label: its document, its score, whether it is right, whether the model gave it (or a rule)."""

    document: str
    score: float
    right: bool
    of_model: bool


def scored(samples: Sequence[Sample], chances: Weights, model: TagModel) -> list[Scored]:
    """Return the labels that `model` gives the samples by held-out chances: its calibration and certainties are used, not its weights."""
    told = decide(model, [s.view.line for s in samples], chances)
    return [Scored(s.document, d.chances[d.tag], d.tag == s.tag, d.by == MODEL) for s, d in zip(samples, told, strict=True)]


def least_score(labels: Sequence[Scored]) -> float:
    """Return the lowest score, in steps of a hundredth, from which on the labels that the model gives are right in WANTED of all cases.

    1 where no score is that sure.

    >>> least_score([Scored("a", 0.9, True, True), Scored("a", 0.6, True, True), Scored("a", 0.5, False, True)])
    0.51
    """
    own = [label for label in labels if label.of_model]
    for step in range(_STEPS):
        kept = [label.right for label in own if label.score >= step / _STEPS]
        if kept and sum(kept) >= WANTED * len(kept):
            return step / _STEPS
    return 1.0


def kept_from(labels: Sequence[Scored], least: float) -> dict[str, dict[str, float]]:
    """Return what abstaining below `least` leaves: of the model's labels and of all, the share kept and how many of these are right.

    Shares come with 95 % intervals (bootstrap over documents).
    """
    found = {}
    for name, chosen in (("model", [x for x in labels if x.of_model]), ("all", list(labels))):
        documents = [x.document for x in chosen]
        kept = [x.score >= least for x in chosen]
        right = share(documents, [k and x.right for k, x in zip(kept, chosen, strict=True)], kept)
        found[name] = {"n": len(chosen), "kept": sum(kept) / len(kept) if kept else 1.0} | right
    return found


def bands(labels: Sequence[Scored]) -> list[dict[str, float]]:
    """Return for each band of scores that occurs: its lower bound, the number of labels, their mean score, the share that is right.

    The share comes with its 95 % interval (bootstrap over documents).
    """
    parts: dict[int, list[Scored]] = {}
    for label in labels:
        parts.setdefault(min(int(label.score * BANDS), BANDS - 1), []).append(label)
    return [
        {"from": band / BANDS, "n": len(found), "score": sum(x.score for x in found) / len(found)}
        | share([x.document for x in found], [x.right for x in found], [True] * len(found))
        for band, found in sorted(parts.items())
    ]


def calibration_error(found: Sequence[dict[str, float]]) -> float:
    """Return the expected calibration error of bands: how far score and share that is right lie apart, over all labels."""
    return sum(band["n"] * abs(band["score"] - band["right"]) for band in found) / sum(band["n"] for band in found)
