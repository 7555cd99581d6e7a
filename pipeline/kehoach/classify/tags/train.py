"""Fit the model of unit tags: scikit-learn, the same weights from the same samples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kehoach.classify.tags.features import CUES, UnitView, views
from kehoach.classify.tags.predict import TAGS, WEIGHTS, Calibration, TagModel, arrays_of, verdict
from kehoach.records.document import Document
from kehoach.records.label import Tag
from kehoach.rules.load import rules

if TYPE_CHECKING:
    from numpy import integer
    from numpy.typing import NDArray
    from sklearn.pipeline import Pipeline

    from kehoach.classify.tags.predict import Weights

    Rows = NDArray[integer[Any]]

ESTIMATOR = "model.skops"
SEED = 20261101
STRENGTHS = (0.03, 0.1, 0.3, 1.0)  # inverse of the penalty on weights; one is chosen by cross-validation
FOLDS = 9
LEAST_DOCUMENTS = 2  # a feature that one document alone shows is its matter, not the trade's
_NEVER = -50.0  # log odds of a tag without a sample
_DECIMALS = 5  # weights are stored rounded: the last bits of a sum differ between processors


@dataclass(frozen=True, slots=True)
class Sample:
    """One tagged unit of a document: what is seen of it, its tag, its text (canonical), the section it stands in."""

    document: str
    view: UnitView
    tag: Tag
    text: str
    section: str | None


def samples(name: str, document: Document, tags: Sequence[Tag | None]) -> tuple[Sample, ...]:
    """Return the tagged units of the document called `name`; `tags` holds one for each unit, None where it has none."""
    seen = zip(document.units, views(document), tags, strict=True)
    return tuple(Sample(name, view, tag, document.text.of(unit.span), unit.section) for unit, view, tag in seen if tag)


def fit(found: Sequence[Sample], strength: float, seed: int = SEED) -> Pipeline:
    """Fit a vocabulary and a linear support vector machine to the samples; deterministic in samples, strength and seed."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    shared = _shared(found)
    vectorizer = DictVectorizer()
    rows = vectorizer.fit_transform([{name: weight for name, weight in s.view.features.items() if name in shared} for s in found])
    rows.indices, rows.indptr = (part.astype("int32") for part in (rows.indices, rows.indptr))  # liblinear takes no others
    machine = LinearSVC(C=strength, tol=1e-5, max_iter=50_000, random_state=seed)
    return make_pipeline(vectorizer, machine.fit(rows, [s.tag for s in found]))


def model_of(estimator: Pipeline, calibration: Calibration, certainty: Mapping[str, float], least: float = 0.0) -> TagModel:
    """Return what prediction needs of a fitted estimator; a tag that it never saw is given no chance to speak of."""
    import numpy as np

    vectorizer, machine = (step for _, step in estimator.steps)
    columns = [TAGS.index(tag) for tag in machine.classes_]
    told = np.vstack([machine.coef_.T, machine.intercept_])
    weights = np.zeros((len(told), len(TAGS)))
    weights[-1] = _NEVER
    weights[:, columns] = told if len(columns) > 2 else np.hstack([-told / 2, told / 2])
    names = {str(name): n for n, name in enumerate(vectorizer.get_feature_names_out())}
    return TagModel(names, np.round(weights, _DECIMALS).astype(np.float32), calibration, certainty, least)


def folds(groups: Sequence[str], count: int) -> list[tuple[Rows, Rows]]:
    """Return pairs of known and held rows, no group (document) on both sides."""
    from sklearn.model_selection import GroupKFold

    return list(GroupKFold(min(count, len(set(groups)))).split(groups, groups=groups))


def cross_chances(found: Sequence[Sample], strength: float, seed: int = SEED) -> Weights:
    """Return for each sample the chances of each of TAGS from a model fitted without its document's fold."""
    import numpy as np

    chances = np.empty((len(found), len(TAGS)))
    for known, held in folds([s.document for s in found], FOLDS):
        model = model_of(fit([found[i] for i in known], strength, seed), Calibration(), {})
        chances[held] = model.chances([found[i].view for i in held])
    return chances


def calibration(found: Sequence[Sample], chances: Weights) -> Calibration:
    """Return what makes scores of held-out chances: the slope that makes the gold likeliest, over the samples that no rule settles."""
    import numpy as np
    from scipy.optimize import minimize_scalar

    open_ones = [n for n, s in enumerate(found) if verdict(s.view.line) is None]
    gold = [TAGS.index(found[n].tag) for n in open_ones]
    if all(int(chances[n].argmax()) == tag for n, tag in zip(open_ones, gold, strict=True)):
        return Calibration()

    def surprise(slope: float) -> float:
        spread = Calibration(slope).spread(chances[open_ones])
        return -float(np.log(spread[np.arange(len(gold)), gold]).sum())

    return Calibration(round(float(minimize_scalar(surprise, bounds=(0.05, 5), method="bounded").x), 3))


def settled(found: Sequence[Sample]) -> dict[str, tuple[int, int]]:
    """Return for each rule how many samples it settles and how many of them rightly."""
    counts = {rule.id: (0, 0) for rule in rules(CUES, "verdict")}
    for sample in found:
        if ruled := verdict(sample.view.line):
            rule, tag = ruled
            counts[rule] = (counts[rule][0] + 1, counts[rule][1] + (tag == sample.tag))
    return counts


def certainty(counts: dict[str, tuple[int, int]]) -> dict[str, float]:
    """Return the chance that a rule is right, from its counts, by Laplace's rule.

    >>> certainty({"aim": (8, 8)})
    {'aim': 0.9}
    """
    return {rule: (right + 1) / (seen + 2) for rule, (seen, right) in counts.items()}


def save(estimator: Pipeline, model: TagModel, folder: Path) -> None:
    """Write the estimator (skops) and the weights that prediction reads (npz) into `folder`, which is made where it is missing."""
    import numpy as np
    from skops.io import dump

    folder.mkdir(parents=True, exist_ok=True)
    dump(estimator, folder / ESTIMATOR, compression=8)
    with (folder / WEIGHTS).open("wb") as stream:
        np.savez_compressed(stream, **arrays_of(model))


def versions() -> dict[str, str]:
    """Return the versions of the packages that the weights depend on."""
    from importlib.metadata import version

    return {name: version(name) for name in ("numpy", "scikit-learn", "scipy", "skops")}


def _shared(found: Iterable[Sample]) -> set[str]:
    """Return the features that at least two documents show."""
    seen: dict[str, set[str]] = {}
    for sample in found:
        for name in sample.view.features:
            seen.setdefault(name, set()).add(sample.document)
    return {name for name, documents in seen.items() if len(documents) >= LEAST_DOCUMENTS}


def importance(model: TagModel, count: int) -> dict[str, list[str]]:
    """Return for each tag the `count` features that speak most for it."""
    names: list[Any] = list(model.rows)
    order = {tag: model.weights[:-1, n].argsort()[::-1][:count] for n, tag in enumerate(TAGS)}
    return {tag: [names[i] for i in rows] for tag, rows in order.items()}
