"""How well tags of samples are told: what each is given, and the figures of that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kehoach.classify.tags.predict import TAGS, verdict
from kehoach.evaluate.intervals import figures
from kehoach.evaluate.tally import Tally
from kehoach.records.label import Tag

if TYPE_CHECKING:
    from kehoach.classify.tags.predict import Weights
    from kehoach.classify.tags.train import Sample

    Samples = Sequence[Sample]


def judged(samples: Samples, chances: Weights, *, rules: bool) -> list[Tag]:
    """Return the tag that each sample is given: by a rule, where `rules` is on and one settles it, else the likeliest."""
    ruled = [verdict(sample.view.line) if rules else None for sample in samples]
    return [found[1] if found else TAGS[int(row.argmax())] for found, row in zip(ruled, chances, strict=True)]


def by_document(samples: Samples, tags: Sequence[Tag]) -> list[dict[str, Tally]]:
    """Return the tallies of the tags, document by document."""
    parts: dict[str, Counter[tuple[Tag, Tag]]] = {}
    for sample, tag in zip(samples, tags, strict=True):
        parts.setdefault(sample.document, Counter())[sample.tag, tag] += 1
    return [_tallies(pairs) for pairs in parts.values()]


def _tallies(pairs: Counter[tuple[Tag, Tag]]) -> dict[str, Tally]:
    """Return the tallies of pairs of the tag that a sample has and the one that it was given."""
    alike = {tag: pairs[tag, tag] for tag in TAGS}
    gold = {tag: sum(n for (a, _), n in pairs.items() if a == tag) for tag in TAGS}
    told = {tag: sum(n for (_, b), n in pairs.items() if b == tag) for tag in TAGS}
    right = sum(alike.values())
    found = {f"unit.tag.{tag}": Tally(alike[tag], told[tag] - alike[tag], gold[tag] - alike[tag]) for tag in TAGS}
    return found | {"unit.tag": Tally(right, 0, pairs.total() - right, rate=True)}


def macro(samples: Samples, tags: Sequence[Tag]) -> float:
    """Return the mean F1 of the tags."""
    total = _tallies(Counter(zip((s.tag for s in samples), tags, strict=True)))
    return sum(total[f"unit.tag.{tag}"].figure() for tag in TAGS) / len(TAGS)


def compared(samples: Samples, chances: Weights) -> dict[str, dict[str, dict[str, float]]]:
    """Return the figures with the rules and of the model alone."""
    kinds = {"with_rules": True, "model_alone": False}
    return {name: figures(by_document(samples, judged(samples, chances, rules=on))) for name, on in kinds.items()}
