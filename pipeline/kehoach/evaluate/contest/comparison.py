"""Run the comparison: every entrant on the same folds, next to the shipped one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kehoach.classify.tags.train import Sample, versions
from kehoach.evaluate.contest.curve import curve
from kehoach.evaluate.contest.entrants import TABLE, Entrant, entrants, shipped
from kehoach.evaluate.contest.held import Held, held_out
from kehoach.evaluate.contest.measure import measured
from kehoach.evaluate.intervals import difference
from kehoach.evaluate.tagging import by_document, compared, judged
from kehoach.records.document import Document
from kehoach.rules.load import toml

Progress = Callable[[int, int, str], None]
"""Called with the number of entrants done, the number of all and the one at hand."""


def compare(
    samples: Sequence[Sample],
    documents: Sequence[Document],
    sha256: str,
    progress: Progress | None = None,
    among: Sequence[Entrant] | None = None,
) -> dict[str, Any]:
    """Return the comparison on all samples of the corpus whose gold has that hash; `documents` are theirs, to measure speed by; `among`:
    entrants, the shipped one with them, where not all take part.

    Figures are of held-out documents and the same for the same samples; speeds are this machine's, of this run.
    """
    tried: list[tuple[Entrant, Held]] = []
    every = among or entrants()
    for n, entrant in enumerate(every):
        if progress:
            progress(n, len(every), entrant.id)
        tried.append((entrant, held_out(samples, entrant)))
    ours = next(held for entrant, held in tried if entrant == shipped())
    return {
        "sha256": sha256,
        "documents": len({s.document for s in samples}),
        "units": len(samples),
        "folds": toml(TABLE)["contest"]["folds"],
        "packages": versions(),
        "shipped": shipped().id,
        "entrants": [_row(samples, documents, entrant, held, ours) for entrant, held in tried],
        "curve": curve(samples, ours.strength),
    }


def _row(samples: Sequence[Sample], documents: Sequence[Document], entrant: Entrant, held: Held, ours: Held) -> dict[str, Any]:
    best = by_document(samples, judged(samples, ours.chances, rules=True))
    found: dict[str, Any] = {"id": entrant.id, "strength": held.strength} | compared(samples, held.chances)
    for kind, on in (("with_rules", True), ("model_alone", False)):
        found[kind]["difference"] = difference(by_document(samples, judged(samples, held.chances, rules=on)), best)
    return found | measured(samples, documents, entrant, held.strength)
