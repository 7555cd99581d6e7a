"""What learns tags from rows of numbers, each with the same face: fitted to rows, it gives chances of each of TAGS."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kehoach.classify.tags.predict import TAGS
from kehoach.classify.tags.train import SEED

if TYPE_CHECKING:
    from numpy import floating
    from numpy.typing import NDArray

    Chances = NDArray[floating[Any]]

_BINS = 300  # columns that boosting gets: trees take each column apart, and most of some thousand say nothing


@dataclass(frozen=True, slots=True)
class Fitted:
    """A fitted model: `steps` in order, the last one says tags."""

    steps: tuple[Any, ...]

    def chances(self, seen: Any) -> Chances:
        """Return a row for each row seen: the chance of each of TAGS."""
        import numpy as np

        for step in self.steps[:-1]:
            seen = step.transform(seen).toarray()
        last = self.steps[-1]
        found = np.zeros((seen.shape[0], len(TAGS)))
        if hasattr(last, "predict_proba"):
            told = last.predict_proba(seen)
        else:
            powers = np.exp(last.decision_function(seen))
            told = powers / powers.sum(axis=1, keepdims=True)
        found[:, [TAGS.index(tag) for tag in last.classes_]] = told
        return found

    def size(self, names: Sequence[str]) -> int:
        """Return how many bytes the model takes on disk with the names of its columns, packed as the shipped one is."""
        import io

        import numpy as np
        from skops.io import dumps

        last = self.steps[-1]
        if not hasattr(last, "coef_"):
            return sum(len(dumps(step, compression=8)) for step in self.steps) + len("\n".join(names).encode()) // 3
        stream = io.BytesIO()
        words = np.frombuffer("\n".join(names).encode(), dtype=np.uint8)
        np.savez_compressed(stream, names=words, weights=last.coef_.astype(np.float32))
        return stream.tell()


def learn(learner: str, seen: Any, tags: Sequence[str], strength: float) -> Fitted:
    """Fit the learner of that name to rows seen and their tags; deterministic."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    with threadpool_limits(1):
        return Fitted(_LEARNERS[learner](seen, tags, strength))


def _logistic(seen: Any, tags: Sequence[str], strength: float) -> tuple[Any, ...]:
    from sklearn.linear_model import LogisticRegression

    return (LogisticRegression(C=strength, solver="newton-cg", random_state=SEED).fit(seen, tags),)


def _svm(seen: Any, tags: Sequence[str], strength: float) -> tuple[Any, ...]:
    from sklearn.svm import LinearSVC

    return (LinearSVC(C=strength, random_state=SEED, max_iter=50_000).fit(seen, tags),)


def _boosting(seen: Any, tags: Sequence[str], _: float) -> tuple[Any, ...]:
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.feature_selection import SelectKBest, chi2

    chosen = SelectKBest(chi2, k=min(_BINS, seen.shape[1])).fit(seen, tags)
    trees = HistGradientBoostingClassifier(max_iter=80, max_leaf_nodes=15, random_state=SEED)
    return (chosen, trees.fit(chosen.transform(seen).toarray(), tags))


_LEARNERS: dict[str, Callable[[Any, Sequence[str], float], tuple[Any, ...]]] = {
    "logistic": _logistic,
    "svm": _svm,
    "boosting": _boosting,
}
