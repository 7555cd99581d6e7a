"""Tags of units: rules where the trade leaves nothing open, else a linear model over what is seen of the unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from kehoach.classify.duties.charged import Charged
from kehoach.classify.tags.features import CUES, WORD, WORD_WEIGHT, Features, Seen, UnitView
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
_LEAST_CHANCE = 1e-4  # no sample of a corpus of some thousand units tells rarer things apart
_NONE: dict[str, int] = {}
TAGS: tuple[Tag, ...] = get_args(Tag)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Turns the chances that the model gives the tags into how often such tags are right: all log odds times one slope, so that the order
    of the tags stays.

    >>> import numpy as np
    >>> Calibration(0.5).spread(np.array([[0.81, 0.09, 0.09, 0.01]])).round(2).tolist()
    [[0.56, 0.19, 0.19, 0.06]]
    """

    slope: float = 1.0

    def spread(self, chances: Weights) -> Weights:
        """Return the calibrated chances, row by row, none of them surer than a corpus of some thousand units can tell."""
        import numpy as np

        powers = np.clip(chances, _LEAST_CHANCE, None) ** self.slope
        return np.asarray(np.clip(powers / powers.sum(axis=1, keepdims=True), None, 1 - _LEAST_CHANCE))


class Decision(NamedTuple):
    """The tag of a unit, the calibrated chances of all tags (of this one alone where a rule is sure), and the rule (`tag:…`) or model that
    gave it."""

    tag: Tag
    chances: Mapping[Tag, float]
    by: str


@dataclass(frozen=True)
class TagModel:
    """A linear model of tags. `weights` has a row for each feature and one more, the last, for the bias; a column for each of TAGS.

    `certainty` gives for each rule of data/cues.toml how often it was right, by Laplace's rule. Below the score `least` a label abstains.
    """

    rows: Mapping[str, int]
    weights: Weights
    calibration: Calibration
    certainty: Mapping[str, float]
    least: float = 0.0

    @cached_property
    def words(self) -> Mapping[str, dict[str, int]]:
        """The row of each pair of neighbours, by the first syllable, then by the second; under "" that of each syllable."""
        found: dict[str, dict[str, int]] = {"": {}}
        for name, row in self.rows.items():
            kind, _, words = name.partition("=")
            if kind == WORD:
                first, _, second = words.rpartition(" ")
                found.setdefault(first, {})[second] = row
        return found

    @cached_property
    def padded(self) -> Weights:
        """The weights and behind them a row of nothing, for what the model does not know."""
        import numpy as np

        return np.vstack((self.weights, np.zeros(len(TAGS), self.weights.dtype)))

    def rule(self, line: str) -> Decision | None:
        """Return what a rule makes of a unit seen as `line` (UnitView.line), None where no rule is as sure as a label has to be."""
        rule, tag = verdict(line) or ("", TAGS[0])
        certainty = self.certainty.get(rule, -1.0)
        return Decision(tag, {tag: certainty}, f"tag:{rule}") if certainty >= self.least else None

    def chances(self, seen: Sequence[UnitView]) -> Weights:
        """Return a row for each unit: the chance of each of TAGS."""
        import numpy as np

        if not seen:
            return np.empty((0, len(TAGS)))
        bias = len(self.rows)
        unknown = bias + 1
        at: list[int] = []
        by: list[float] = []
        starts: list[int] = []
        over: Features | None = None
        for view in seen:
            if view.over is not over:  # units under one heading stand side by side
                over = view.over
                rows, weights = [bias, *map(self.rows.get, over, repeat(unknown))], [1.0, *over.values()]
            starts.append(len(at))
            words = self._word_rows(view.syllables, unknown)
            at += rows
            at += map(self.rows.get, view.own, repeat(unknown))
            at += words
            by += weights
            by += view.own.values()
            by += repeat(WORD_WEIGHT, len(words))
        sums = np.add.reduceat(self.padded.take(at, axis=0) * np.asarray(by)[:, None], starts, axis=0)
        powers = np.exp(sums - sums.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))

    def _word_rows(self, syllables: Sequence[str], unknown: int) -> set[int]:
        """Return the rows of the syllables and the pairs of neighbours among them, `unknown` for those that have none."""
        followers = map(self.words.get, syllables, repeat(_NONE))
        pairs = map(dict.get, followers, syllables[1:], repeat(unknown))
        return {*map(self.words[""].get, syllables, repeat(unknown)), *pairs}


def label_units(document: Document, model: TagModel | None = None, charged: Charged | None = None) -> tuple[Label, ...]:
    """Return the tag of each unit of `document`, in order, with its score and the rule (`tag:…`) or model that gave it.

    `model` is the shipped one where none is given, `charged` what was read of `document`, if it was. Raises KehoachError `model.missing`
    where the package does not hold the model.
    """
    model, seen = model or load_model(), Seen(document, charged)
    sure = [model.rule(line) for line in seen.lines]
    left = [n for n, told in enumerate(sure) if told is None]
    looked = decide(model, [seen.lines[n] for n in left], model.chances([seen.view(n) for n in left]))
    decisions = (told or next(looked) for told in sure)
    return tuple(
        Label(unit.id, told.tag, told.chances[told.tag], told.by, candidates=_candidates(told, model.least))
        for unit, told in zip(document.units, decisions, strict=True)
    )


def decide(model: TagModel, lines: Iterable[str], chances: Weights) -> Iterator[Decision]:
    """Yield what `model` makes of units seen as `lines` (UnitView.line), to which its weights give `chances`: a row each."""
    for line, row in zip(lines, model.calibration.spread(chances).tolist(), strict=True):
        spread = dict(zip(TAGS, row, strict=True))
        if settled := verdict(line):
            rule, tag = settled
            yield Decision(tag, _ruled(spread, tag, model.certainty.get(rule, 0.5)), f"tag:{rule}")
        else:
            yield Decision(max(TAGS, key=lambda t: spread[t]), spread, MODEL)


def _ruled(spread: Mapping[Tag, float], tag: Tag, certainty: float) -> dict[Tag, float]:
    """Return the chances where a rule gives `tag`: what its certainty leaves is shared among the others as the model has it."""
    rest = sum(spread[t] for t in TAGS if t != tag)
    return {t: certainty if t == tag else (1 - certainty) * spread[t] / rest for t in TAGS}


def _candidates(told: Decision, least: float) -> tuple[tuple[Tag, float], ...]:
    """Return all tags with their chances, the likeliest first, where the score is below `least`."""
    return tuple(sorted(told.chances.items(), key=lambda item: -item[1])) if told.chances[told.tag] < least else ()


@lru_cache(4096)  # many units of a plan look alike
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


@cache
def own_model(folder: Path) -> TagModel:
    """Return the model that a user trained, from the folder that it was written to; raises KehoachError `model.folder` where it isn't."""
    return read_model(weights_of(folder).parent)


def weights_of(folder: Path) -> Path:
    """Return the file of weights in the folder that a model was written to; raises KehoachError `model.folder` where it isn't."""
    for file in (folder / MODEL / WEIGHTS, folder / WEIGHTS):
        if file.is_file():
            return file
    raise KehoachError("model.folder", path=str(folder))


def read_model(folder: Traversable) -> TagModel:
    """Return the model whose weights lie in `folder`; raises KehoachError `model.missing` where they don't."""
    import numpy as np

    file = folder / WEIGHTS
    if not file.is_file():
        raise KehoachError("model.missing", name=folder.name)
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
        names = _strings(arrays["names"])
        certainty = dict(zip(_strings(arrays["rules"]), arrays["certainty"].tolist(), strict=True))
        slope, least = arrays["calibration"].tolist()
        return TagModel({name: n for n, name in enumerate(names)}, arrays["weights"], Calibration(slope), certainty, least)


def arrays_of(model: TagModel) -> dict[str, Any]:
    """Return `model` as the arrays that `read_model` reads."""
    import numpy as np

    return {
        "names": _bytes(model.rows),
        "weights": model.weights,
        "calibration": np.asarray([model.calibration.slope, model.least]),
        "rules": _bytes(model.certainty),
        "certainty": np.asarray(list(model.certainty.values())),
    }


def _bytes(names: Iterable[str]) -> Any:
    import numpy as np

    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def _strings(array: Any) -> list[str]:
    text = array.tobytes().decode()
    return text.split("\n") if text else []
