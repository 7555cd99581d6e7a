"""How far two annotators of the same text agree: Cohen's κ for tags, F1 for what is a span."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kehoach.errors import KehoachError
from kehoach.evaluate.gold import SECOND, Gold, read_gold, read_second
from kehoach.evaluate.intervals import resampled
from kehoach.evaluate.match import overlap, pair, words_f1
from kehoach.evaluate.tally import Tally, added

_HALF = 0.5  # of two spans
_DUTY = 0.6  # mean of the words of actor and action
PARTS = ("units", "sections", "citations", "duties")


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two annotations of one document, or of several, have in common.

    `tags`: pairs of tags of the units that both have; `parts`: tallies of units, sections, citations and duties, the first annotation taken
    for right (F1 is the same the other way round).
    """

    tags: Counter[tuple[str, str]] = field(default_factory=Counter)
    parts: dict[str, Tally] = field(default_factory=dict)

    def kappa(self) -> float:
        """Return Cohen's κ of the tags."""
        return kappa(self.tags)


def kappa(pairs: Counter[tuple[str, str]]) -> float:
    """Return Cohen's κ: agreement beyond what chance gives by how often each annotator uses each tag; 1 where nothing can differ.

    Source: J. Cohen, A coefficient of agreement for nominal scales, 1960.

    >>> kappa(Counter({("a", "a"): 20, ("a", "b"): 5, ("b", "a"): 10, ("b", "b"): 15}))
    0.4
    """
    total = sum(pairs.values())
    if not total:
        return 1.0
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for (a, b), count in pairs.items():
        first[a] += count
        second[b] += count
    seen = sum(count for (a, b), count in pairs.items() if a == b) / total
    chance = sum(first[tag] * second[tag] for tag in first) / total**2
    return 1.0 if chance == 1 else round((seen - chance) / (1 - chance), 12)


def agree(one: Gold, other: Gold, parts: Collection[str] = PARTS) -> Agreement:
    """Return the agreement of two annotations of the same text, in those of PARTS that both have."""
    units = pair(one.units, other.units, _overlap, _HALF)
    sections = pair(one.sections, other.sections, _overlap, _HALF)
    citations = pair(one.citations, other.citations, _overlap, _HALF)

    def same_duty(a: Any, b: Any) -> float:
        here, there = one.units[a["unit"]], other.units[b["unit"]]
        return (words_f1(a["actor"], b["actor"]) + words_f1(a["action"], b["action"])) / 2 if _overlap(here, there) else 0.0

    duties = pair(one.duties, other.duties, same_duty, _DUTY)
    pairs = zip(PARTS, (units, sections, citations, duties), strict=True)
    tallies = {name: _tally(found, getattr(one, name), getattr(other, name)) for name, found in pairs if name in parts}
    return Agreement(Counter((one.units[i]["tag"], other.units[j]["tag"]) for i, j in units), tallies)


def _overlap(a: Any, b: Any) -> float:
    return overlap((a["start"], a["end"]), (b["start"], b["end"]))


def _tally(found: Sequence[object], one: Sequence[object], other: Sequence[object]) -> Tally:
    return Tally(len(found), len(other) - len(found), len(one) - len(found))


def together(parts: Sequence[Agreement]) -> Agreement:
    """Return the agreement on several documents as one."""
    return Agreement(sum((p.tags for p in parts), Counter()), added(p.parts for p in parts))


def agreement(corpus: Path) -> dict[str, Any]:
    """Return the agreement of the corpus' gold with the second annotations in its folder `agreement` (ID.json).

    κ of the tags on the units that both have, F1 of those of PARTS that all second annotations have, each with its 95 % interval (bootstrap
    over documents), and how the tags were taken one for the other.

    Raises KehoachError `gold.missing` where there is no second annotation, `gold.broken`.
    """
    names = sorted(path.stem for path in (corpus / SECOND).glob("*.json"))
    if not names:
        raise KehoachError("gold.missing", path=str(corpus), name=f"{SECOND}/*.json")
    seconds = {name: read_second(corpus, name) for name in names}
    parts = [part for part in PARTS if all(part in held for _, held in seconds.values())]
    found = [agree(read_gold(corpus, name), second, parts) for name, (second, _) in seconds.items()]
    whole = together(found)
    figures = {"kappa": {"value": whole.kappa()} | resampled(found, lambda drawn: together(drawn).kappa())}
    for name in parts:
        bounds = resampled(found, lambda drawn, name=name: together(drawn).parts[name].figure())  # type: ignore[misc]
        figures[name] = {"value": whole.parts[name].figure()} | bounds
    confusion = [{"first": a, "second": b, "units": n} for (a, b), n in sorted(whole.tags.items(), key=lambda item: (-item[1], item[0]))]
    return {"documents": names, "units": sum(whole.tags.values()), "figures": figures, "tags": confusion}
