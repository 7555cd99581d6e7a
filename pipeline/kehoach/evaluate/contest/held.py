"""Chances of samples from models that did not see their documents, choice of penalty and second pass included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kehoach.classify.tags.predict import TAGS, verdict
from kehoach.classify.tags.train import Sample, folds
from kehoach.evaluate.contest.entrants import TABLE, Entrant
from kehoach.evaluate.contest.learners import Fitted, learn
from kehoach.evaluate.contest.matrix import Matrix, matrices
from kehoach.evaluate.contest.simple import SIMPLE
from kehoach.evaluate.tagging import judged, macro
from kehoach.rules.load import toml

if TYPE_CHECKING:
    from kehoach.classify.tags.train import Rows
    from kehoach.evaluate.contest.learners import Chances

    Samples = Sequence[Sample]

_INNER = 3  # folds inside a fold for the first pass, by document
_AROUND = (-2, -1, 1, 2)  # which neighbours the second pass sees


@dataclass(frozen=True, slots=True)
class Held:
    """Held-out chances of all samples, and the penalty that all documents together would choose."""

    chances: Chances
    strength: float


def held_out(samples: Samples, entrant: Entrant) -> Held:
    """Return the held-out chances that `entrant` gives the samples; in each fold its penalty is told by the other folds' documents."""
    import numpy as np

    parts = folds([s.document for s in samples], toml(TABLE)["contest"]["folds"])
    if entrant.learner in SIMPLE:
        return Held(np.concatenate([_told(samples, known, held, entrant) for known, held in parts])[_order(parts)], 0.0)
    strengths = toml(TABLE)["contest"]["strengths"][entrant.learner]
    seen = matrices(samples, entrant)
    tried: dict[float, Chances] = {s: np.zeros((len(samples), len(TAGS))) for s in strengths}
    for known, held in parts:
        for s in strengths:
            tried[s][held] = _chances(samples, entrant, seen, known, held, s)
    found = np.empty((len(samples), len(TAGS)))
    for known, held in parts:
        found[held] = tried[_best(samples, tried, known)][held]
    return Held(found, _best(samples, tried, np.arange(len(samples))))


def _best(samples: Samples, tried: dict[float, Chances], rows: Rows) -> float:
    part = [samples[i] for i in rows]
    return max(tried, key=lambda s: macro(part, judged(part, tried[s][rows], rules=False)))


def _order(parts: list[tuple[Rows, Rows]]) -> Rows:
    import numpy as np

    return np.argsort(np.concatenate([held for _, held in parts]))


def _told(samples: Samples, known: Rows, held: Rows, entrant: Entrant) -> Chances:
    import numpy as np

    tell = SIMPLE[entrant.learner]([samples[i] for i in known])
    return np.asarray([[float(tag == told) for tag in TAGS] for told in (tell(samples[i]) for i in held)])


def _chances(samples: Samples, entrant: Entrant, seen: list[Matrix], known: Rows, held: Rows, strength: float) -> Chances:
    model, rows = fitted(samples, entrant.learner, seen, known, strength)
    first = model.chances(rows)
    if entrant.passes == 1:
        return first[held]
    first[known] = _inner(samples, entrant, seen, known, strength)
    return second_pass(samples, entrant.learner, rows, first, known, strength)[held]


def fitted(samples: Samples, learner: str, seen: list[Matrix], known: Rows, strength: float) -> tuple[Fitted, Any]:
    """Return the model fitted to the rows `known`, and all samples as it sees them."""
    from scipy.sparse import hstack

    rows = hstack([m.known_to(known)[0] for m in seen]).tocsr()
    return learn(learner, rows[known], [samples[i].tag for i in known], strength), rows


def _inner(samples: Samples, entrant: Entrant, seen: list[Matrix], known: Rows, strength: float) -> Chances:
    """Return chances of the known rows, each from a model that did not see its document."""
    import numpy as np

    found = np.empty((len(known), len(TAGS)))
    for inside, out in folds([samples[i].document for i in known], _INNER):
        model, rows = fitted(samples, entrant.learner, seen, known[inside], strength)
        found[out] = model.chances(rows[known[out]])
    return found


def second_pass(samples: Samples, learner: str, rows: Any, first: Chances, known: Rows, strength: float) -> Chances:
    """Return the chances of all samples from a model that sees the `rows` and the `first` chances of each sample's neighbours."""
    import numpy as np
    from scipy.sparse import csr_matrix, hstack

    around = np.asarray(list(_around(samples, _settled(samples, first))))
    both = hstack([rows, csr_matrix(around)]).tocsr()
    return learn(learner, both[known], [samples[i].tag for i in known], strength).chances(both)


def _settled(samples: Samples, chances: Chances) -> Chances:
    """Return the chances, those of samples that a rule settles made sure."""
    import numpy as np

    found = chances.copy()
    for n, sample in enumerate(samples):
        if ruled := verdict(sample.view.line):
            found[n] = np.asarray([float(tag == ruled[1]) for tag in TAGS])
    return found


def _around(samples: Samples, chances: Chances) -> Iterator[Chances]:
    """Yield for each sample the chances of its neighbours, of those in its own section once more, and the section's mean without it."""
    import numpy as np

    sections: dict[tuple[str, str | None], list[int]] = {}
    for n, s in enumerate(samples):
        sections.setdefault((s.document, s.section), []).append(n)
    nothing = np.zeros(len(TAGS))
    for n, s in enumerate(samples):
        near = [n + by for by in _AROUND]
        inside = [0 <= i < len(samples) and samples[i].document == s.document for i in near]
        row = [chances[i] if ok else nothing for i, ok in zip(near, inside, strict=True)]
        row += [c if ok and samples[i].section == s.section else nothing for c, i, ok in zip(row, near, inside, strict=True)]
        others = [i for i in sections[s.document, s.section] if i != n]
        yield np.concatenate([*row, chances[others].mean(axis=0) if others else nothing])
