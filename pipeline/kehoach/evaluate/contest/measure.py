"""What an entrant costs: bytes on disk, text read in a second."""

from __future__ import annotations

from collections.abc import Sequence
from time import process_time
from typing import TYPE_CHECKING, Any

from kehoach.classify.tags.features import views
from kehoach.classify.tags.train import Sample
from kehoach.evaluate.contest.entrants import Entrant
from kehoach.evaluate.contest.held import fitted
from kehoach.evaluate.contest.matrix import matrices
from kehoach.evaluate.contest.simple import SIMPLE
from kehoach.records.document import Document

if TYPE_CHECKING:
    from kehoach.classify.tags.train import Rows
    from kehoach.evaluate.contest.learners import Fitted
    from kehoach.evaluate.contest.matrix import Matrix


def measured(samples: Sequence[Sample], documents: Sequence[Document], entrant: Entrant, strength: float) -> dict[str, Any]:
    """Return `columns`, `bytes` (vocabulary and weights, packed) and `megabytes_per_second` of text (UTF-8) on one core.

    Reading and structure are not counted in the speed, the few columns of a second pass not in the size.
    """
    import numpy as np

    if entrant.learner in SIMPLE:
        tell = SIMPLE[entrant.learner](samples)
        started = process_time()
        for sample in samples:
            tell(sample)
        return {"columns": 0, "bytes": 0, "megabytes_per_second": _megabytes(documents) / max(process_time() - started, 1e-6)}
    rows = np.arange(len(samples))
    seen = matrices(samples, entrant)
    model, _ = fitted(samples, entrant.learner, seen, rows, strength)
    columns = [m.known_to(rows)[1] for m in seen]
    names = [m.names[i] for m, kept in zip(seen, columns, strict=True) for i in kept]
    seconds = _seconds(samples, documents, entrant, model, list(zip(seen, columns, strict=True)))
    return {"columns": len(names), "bytes": model.size(names), "megabytes_per_second": _megabytes(documents) / seconds}


def _seconds(
    samples: Sequence[Sample], documents: Sequence[Document], entrant: Entrant, model: Fitted, seen: Sequence[tuple[Matrix, Rows]]
) -> float:
    """Return the processor's seconds from documents to chances."""
    from scipy.sparse import hstack

    started = process_time()
    if entrant.groups:
        for document in documents:
            views(document)
    parts = [matrix.read(samples)[:, columns] for matrix, columns in seen]
    for _ in range(entrant.passes):
        model.chances(hstack(parts).tocsr())
    return process_time() - started


def _megabytes(documents: Sequence[Document]) -> float:
    return sum(len(d.text.canonical.encode()) for d in documents) / 1e6
