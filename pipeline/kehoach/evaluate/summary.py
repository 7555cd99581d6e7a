"""Evaluate a reader of plans on the corpus."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kehoach.evaluate.gold import ids_of, read_gold, sha256
from kehoach.evaluate.intervals import figures
from kehoach.evaluate.score import score
from kehoach.evaluate.tally import Tallies
from kehoach.records.plan import PlanDict


@dataclass(frozen=True, slots=True)
class Report:
    """Scores on the documents of a split (None: of the whole corpus), document by document; `gold` is the SHA-256 of the gold."""

    split: str | None
    gold: str
    documents: Mapping[str, Tallies]

    def figures(self) -> dict[str, dict[str, float]]:
        """Return the figures of all documents together, with intervals."""
        return figures(list(self.documents.values()))

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain values: split, gold, the figures of all documents and of each."""
        each = {name: {key: tally.to_dict() for key, tally in found.items()} for name, found in self.documents.items()}
        return {"split": self.split, "gold_sha256": self.gold, "scores": self.figures(), "documents": each}


def evaluate(corpus: Path, parse: Callable[[Path], PlanDict], split: str | None = None) -> Report:
    """Read the texts of a split of the corpus folder with `parse` and score them against their gold.

    `parse` gets the path of a gold text and returns `Plan.to_dict()`. Raises KehoachError `gold.missing`, `gold.broken`, `usage.split`.
    """
    names: Sequence[str] = ids_of(corpus, split)
    found = {}
    for name in names:
        gold = read_gold(corpus, name)
        found[name] = score(gold, parse(gold.path))
    return Report(split, sha256(corpus), found)
