"""What more documents give: the shipped way to tell tags, learned from few and from many of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kehoach.classify.tags.predict import TAGS
from kehoach.classify.tags.train import SEED, Sample, folds
from kehoach.evaluate.contest.entrants import TABLE, shipped
from kehoach.evaluate.contest.held import fitted
from kehoach.evaluate.contest.matrix import matrices
from kehoach.evaluate.intervals import averaged, bounds
from kehoach.evaluate.tagging import by_document, judged
from kehoach.rules.load import toml

if TYPE_CHECKING:
    from kehoach.classify.tags.train import Rows
    from kehoach.evaluate.contest.learners import Chances
    from kehoach.evaluate.contest.matrix import Matrix
    from kehoach.evaluate.intervals import Numbers

KINDS = {"with_rules": True, "model_alone": False}
_LEAST_ERROR = 1e-3  # a sample without an error has no logarithm


def curve(samples: Sequence[Sample], strength: float) -> dict[str, Any]:
    """Return the learning curve: for each number of documents macro-F1 with its 95 % interval (bootstrap over the documents judged; each
    figure is the mean of several draws of the documents learned from), what twice as many documents gave at the end, and what the errors'
    fall with the number of documents says of twice as many more (`law`: error = a · documents ^ -slope, fitted on the model alone).
    """
    table = toml(TABLE)["curve"]
    whole = len({s.document for s in samples})
    most = whole - math.ceil(whole / min(table["folds"], whole))
    sizes = [most // 2**n for n in range(table["halvings"] + 1) if most // 2**n >= table["least"]][::-1]
    seen = matrices(samples, shipped())
    macros: dict[int, dict[str, tuple[float, Numbers]]] = {}
    for size in sizes:
        runs = [_held(samples, seen, size, strength, SEED + draw) for draw in range(table["draws"])]
        macros[size] = {
            kind: averaged([by_document(samples, judged(samples, chances, rules=on)) for chances in runs]) for kind, on in KINDS.items()
        }
    rows = [
        {"documents": size} | {kind: {"F1": value} | bounds(rounds) for kind, (value, rounds) in found.items()}
        for size, found in macros.items()
    ]
    last = {kind: _gain(macros[sizes[-2]][kind], macros[sizes[-1]][kind]) for kind in KINDS} if len(sizes) > 1 else {}
    return {"draws": table["draws"], "sizes": rows, "last_doubling": last, "law": _law(macros)}


def _held(samples: Sequence[Sample], seen: list[Matrix], size: int, strength: float, seed: int) -> Chances:
    """Return held-out chances where each model learns from `size` documents drawn from those outside its fold."""
    import numpy as np

    names = sorted({s.document for s in samples})
    order = np.random.default_rng(seed).permutation(len(names))
    place = {names[i]: n for n, i in enumerate(order)}
    shuffled = [f"{place[s.document]:06}" for s in samples]
    found = np.empty((len(samples), len(TAGS)))
    for known, held in folds(shuffled, toml(TABLE)["curve"]["folds"]):
        model, rows = fitted(samples, shipped().learner, seen, _of_first(known, shuffled, size), strength)
        found[held] = model.chances(rows[held])
    return found


def _of_first(known: Rows, shuffled: Sequence[str], size: int) -> Rows:
    import numpy as np

    first = set(sorted({shuffled[i] for i in known})[:size])
    return np.asarray([i for i in known if shuffled[i] in first])


def _gain(before: tuple[float, Numbers], after: tuple[float, Numbers]) -> dict[str, float]:
    return {"by": after[0] - before[0]} | bounds(after[1] - before[1])


def _law(macros: dict[int, dict[str, tuple[float, Numbers]]]) -> dict[str, float]:
    """Return how the error falls with the number of documents: the slope in the logarithms of both, with its 95 % interval over rounds."""
    import numpy as np

    at = np.log(np.asarray(sorted(macros), dtype=float))
    values = np.asarray([macros[size]["model_alone"][0] for size in sorted(macros)])
    rounds = np.asarray([macros[size]["model_alone"][1] for size in sorted(macros)])
    if len(at) < 2:
        return {}

    def slope(f1: Any) -> Any:
        return -np.polyfit(at, np.log(np.maximum(1 - f1, _LEAST_ERROR)), 1)[0]

    spread = bounds(slope(rounds))
    return {
        "slope": float(slope(values)),
        "error": float(1 - values[-1]),
        "next_error": float((1 - values[-1]) * 2 ** -slope(values)),
    } | spread
