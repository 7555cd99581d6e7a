"""How far a figure can be trusted: bootstrap over documents, whose units stand or fall together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from kehoach.evaluate.tally import Tallies, Tally, added
from kehoach.records.label import Tag

if TYPE_CHECKING:
    from numpy import floating
    from numpy.typing import NDArray

    Numbers = NDArray[floating[Any]]

T = TypeVar("T")

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
    rounds = {name: _figures(name, tally, documents, draws) for name, tally in total.items()}
    found = {name: tally.to_dict() | bounds(rounds[name]) for name, tally in total.items()}
    tags = _tags()
    if all(name in total for name in tags):
        found[MACRO] = {"F1": _mean_f1(total), "n": len(tags)} | bounds(np.mean([rounds[name] for name in tags], axis=0))
    return dict(sorted(found.items()))


def difference(one: Sequence[Tallies], other: Sequence[Tallies]) -> dict[str, float]:
    """Return by how much the mean F1 of the tags of `one` is above that of `other`, document for document, with its 95 % interval."""
    draws = _draws(len(one))
    each = [_macros(documents, draws) for documents in (one, other)]
    whole = [_mean_f1(added(documents)) for documents in (one, other)]
    return {"by": whole[0] - whole[1]} | bounds(each[0] - each[1])


def averaged(runs: Sequence[Sequence[Tallies]]) -> tuple[float, Numbers]:
    """Return the mean F1 of the tags, averaged over runs on the same documents, and the same in each round of the bootstrap."""
    import numpy as np

    draws = _draws(len(runs[0]))
    return float(np.mean([_mean_f1(added(run)) for run in runs])), np.asarray(np.mean([_macros(run, draws) for run in runs], axis=0))


def share(documents: Sequence[str], good: Sequence[bool], every: Sequence[bool]) -> dict[str, float]:
    """Return which share of `every` is `good` (`right`), with its 95 % interval; the three lists go together, item by item."""
    parts: dict[str, Tally] = {}
    for document, right, counts in zip(documents, good, every, strict=True):
        if counts:
            parts[document] = parts.get(document, Tally(rate=True)) + Tally(int(right), 0, int(not right), rate=True)
    listed = [{"share": tally} for tally in parts.values()]
    total = added(listed).get("share", Tally(rate=True))
    if not listed:
        return {"right": 1.0, "low": 1.0, "high": 1.0}
    return {"right": total.figure()} | bounds(_figures("share", total, listed, _draws(len(listed))))


def resampled(documents: Sequence[T], figure: Callable[[Sequence[T]], float]) -> dict[str, float]:
    """Return the 95 % interval of a figure of documents that is no sum of theirs."""
    import numpy as np

    draws = _draws(len(documents)).astype(int)
    return bounds(np.asarray([figure([d for d, times in zip(documents, row, strict=True) for _ in range(times)]) for row in draws]))


def _tags() -> list[str]:
    return [f"unit.tag.{tag}" for tag in get_args(Tag)]


def _mean_f1(total: Tallies) -> float:
    return sum(total[name].figure() for name in _tags()) / len(_tags())


def _macros(documents: Sequence[Tallies], draws: Numbers) -> Numbers:
    import numpy as np

    return np.asarray(np.mean([_figures(name, Tally(), documents, draws) for name in _tags()], axis=0))


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


def bounds(values: Numbers) -> dict[str, float]:
    """Return the 95 % interval of a figure from its values in the rounds of the bootstrap."""
    import numpy as np

    low, high = np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return {"low": float(low), "high": float(high)}
