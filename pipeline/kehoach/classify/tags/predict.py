"""Tags of units: rules where the trade leaves nothing open, else a linear model over what is seen of the unit."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import repeat
from typing import TYPE_CHECKING, Any, get_args

from kehoach.classify.duties.charged import Charged
from kehoach.classify.tags.features import CUES, Features, UnitView, views
from kehoach.errors import KehoachError
from kehoach.records.document import Document
from kehoach.records.label import Label, Tag
from kehoach.rules.load import rules

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from numpy import floating
    from numpy.typing import NDArray

    Weights = NDArray[floating[Any]]

MODEL = "unit_tags"
WEIGHTS = "weights.npz"
_LEAST_CHANCE = 1e-4  # no sample of a corpus of some hundred units tells rarer things apart
TAGS: tuple[Tag, ...] = get_args(Tag)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Turns the chance that the model gives its best tag into how often such a tag is right, by Platt's rule on the log odds.

    >>> round(Calibration(1.5, -1.0).score(0.9), 3)
    0.909
    """

    slope: float = 1.0
    offset: float = 0.0

    def score(self, chance: float) -> float:
        """Return the calibrated score of a best tag that the model gives `chance`."""
        return 1 / (1 + math.exp(-(self.slope * log_odds(chance) + self.offset)))


def log_odds(chance: float) -> float:
    """Return the log odds of `chance`, held within what can be told apart."""
    held = min(max(chance, _LEAST_CHANCE), 1 - _LEAST_CHANCE)
    return math.log(held / (1 - held))


@dataclass(frozen=True, slots=True)
class TagModel:
    """A linear model of tags. `weights` has a row for each feature and one more, the last, for the bias; a column for each of TAGS.

    `certainty` gives for each rule of data/cues.toml how often it was right, by Laplace's rule.
    """

    rows: Mapping[str, int]
    weights: Weights
    calibration: Calibration
    certainty: Mapping[str, float]

    def chances(self, features: Sequence[Features]) -> Weights:
        """Return a row for each unit: the chance of each of TAGS."""
        import numpy as np

        if not features:
            return np.empty((0, len(TAGS)))
        bias = len(self.rows)
        unknown = bias + 1
        at: list[int] = []
        by: list[float] = []
        starts: list[int] = []
        for known in features:
            starts.append(len(at))
            at.append(bias)
            at += map(self.rows.get, known, repeat(unknown))
            by.append(1.0)
            by += known.values()
        weights = np.vstack((self.weights, np.zeros(len(TAGS), self.weights.dtype)))
        sums = np.add.reduceat(weights.take(at, axis=0) * np.asarray(by)[:, None], starts, axis=0)
        powers = np.exp(sums - sums.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def label_units(document: Document, model: TagModel | None = None, charged: Charged | None = None) -> tuple[Label, ...]:
    """Return the tag of each unit of `document`, in order, with its score and the rule (`tag:…`) or model that gave it.

    `model` is the shipped one where none is given, `charged` what was read of `document`, if it was. Raises KehoachError `model.missing`
    where the package does not hold the model.
    """
    return label_views(document, views(document, charged), model or load_model())


def label_views(document: Document, seen: Sequence[UnitView], model: TagModel) -> tuple[Label, ...]:
    """Return the labels of `document`, whose units are seen as `seen`."""
    chances = model.chances([view.features for view in seen])
    found = []
    for unit, view, row in zip(document.units, seen, chances, strict=True):
        settled = verdict(view.line)
        if settled:
            rule, tag = settled
            found.append(Label(unit.id, tag, model.certainty.get(rule, 0.5), f"tag:{rule}"))
        else:
            best = int(row.argmax())
            found.append(Label(unit.id, TAGS[best], model.calibration.score(float(row[best])), MODEL))
    return tuple(found)


def verdict(line: str) -> tuple[str, Tag] | None:
    """Return the rule and the tag that settle a unit seen as `line` (UnitView.line), None where no rule does.

    >>> verdict("requirement | subject | nobody | noun | item | must")
    ('aim', 'objective')
    """
    for rule in rules(CUES, "verdict"):
        if rule.pattern.match(line):
            return rule.id, next(tag for tag in TAGS if tag == rule.value)
    return None


@cache
def load_model(name: str = MODEL) -> TagModel:
    """Return the shipped model `name`; raises KehoachError `model.missing` where the package does not hold it."""
    return read_model(resources.files("kehoach.models") / name)


def read_model(folder: Traversable) -> TagModel:
    """Return the model whose weights lie in `folder`; raises KehoachError `model.missing` where they don't."""
    import numpy as np

    file = folder / WEIGHTS
    if not file.is_file():
        raise KehoachError("model.missing", name=folder.name)
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
        names = _strings(arrays["names"])
        certainty = dict(zip(_strings(arrays["rules"]), arrays["certainty"].tolist(), strict=True))
        calibration = Calibration(*arrays["calibration"].tolist())
        return TagModel({name: n for n, name in enumerate(names)}, arrays["weights"], calibration, certainty)


def arrays_of(model: TagModel) -> dict[str, Any]:
    """Return `model` as the arrays that `read_model` reads."""
    import numpy as np

    return {
        "names": _bytes(model.rows),
        "weights": model.weights,
        "calibration": np.asarray([model.calibration.slope, model.calibration.offset]),
        "rules": _bytes(model.certainty),
        "certainty": np.asarray(list(model.certainty.values())),
    }


def _bytes(names: Iterable[str]) -> Any:
    import numpy as np

    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def _strings(array: Any) -> list[str]:
    text = array.tobytes().decode()
    return text.split("\n") if text else []
