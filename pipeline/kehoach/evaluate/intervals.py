"""How far a figure can be trusted: bootstrap over documents, whose units stand or fall together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, get_args

from kehoach.evaluate.tally import Tallies, Tally, added
from kehoach.records.label import Tag

if TYPE_CHECKING:
    from numpy import floating
    from numpy.typing import NDArray

    Numbers = NDArray[floating[Any]]

ROUNDS = 1000
SEED = 20261101
LEVEL = 0.95
MACRO = "unit.tag.macro"


def figures(documents: Sequence[Tallies]) -> dict[str, dict[str, float]]:
    """Return the figures of all documents together, each with its 95 % interval (`low`, `high`), and the mean F1 of the tags.

    The same documents give the same intervals.
    """
    import numpy as np

    total = added(documents)
    draws = _draws(len(documents))
    resampled = {name: _figures(name, tally, documents, draws) for name, tally in total.items()}
    found = {name: tally.to_dict() | _bounds(resampled[name]) for name, tally in total.items()}
    tags = [f"unit.tag.{tag}" for tag in get_args(Tag)]
    if all(name in total for name in tags):
        mean = sum(total[name].figure() for name in tags) / len(tags)
        found[MACRO] = {"F1": mean, "n": len(tags)} | _bounds(np.mean([resampled[name] for name in tags], axis=0))
    return dict(sorted(found.items()))


def _draws(count: int) -> Numbers:
    """Return how often each document stands in each round, one row a round."""
    import numpy as np

    rng = np.random.default_rng(SEED)
    return np.asarray(rng.multinomial(count, [1 / count] * count, size=ROUNDS), dtype=float)


def _figures(name: str, total: Tally, documents: Sequence[Mapping[str, Tally]], draws: Numbers) -> Numbers:
    import numpy as np

    tallies = [d.get(name, Tally()) for d in documents]
    counts = np.asarray([(t.right, t.extra, t.missed) for t in tallies], dtype=float)
    right, extra, missed = (draws @ counts).T
    above, below = (right, right + missed) if total.rate else (2 * right, 2 * right + extra + missed)
    return np.asarray(np.divide(above, below, out=np.ones_like(above), where=below > 0))


def _bounds(values: Numbers) -> dict[str, float]:
    import numpy as np

    low, high = np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return {"low": float(low), "high": float(high)}
