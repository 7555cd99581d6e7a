"""Samples as numbers: a row for each, a column for each thing seen; what a model may know of columns comes from its own documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kehoach.classify.segment import segment
from kehoach.classify.tags.train import LEAST_DOCUMENTS, Sample
from kehoach.evaluate.contest.entrants import TABLE, Entrant, in_groups
from kehoach.rules.load import toml

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

    from kehoach.classify.tags.train import Rows

_SYLLABLE = re.compile(r"[^\W\d_]+|\d+")
_LENGTH = 3.0  # of a unit's row of words: about what its own features sum up to, so that one penalty fits both


def _segments(text: str) -> list[str]:
    return [word.lower().replace(" ", "_") for word in segment(text)]


def _syllables(text: str) -> list[str]:
    return _SYLLABLE.findall(text.lower())


PARTERS: dict[str, Callable[[str], list[str]]] = {"syllables": _syllables, "segmented": _segments}


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts of what is seen, all samples × all columns; `shown` says which documents show a column, `read` counts other samples so."""

    names: tuple[str, ...]
    counts: csr_matrix
    shown: csr_matrix
    documents: Rows
    is_text: bool
    read: Callable[[Sequence[Sample]], csr_matrix]

    def known_to(self, rows: Rows) -> tuple[csr_matrix, Rows]:
        """Return all samples as a model fitted to `rows` sees them, and its columns: those of two documents, words weighed by theirs."""
        import numpy as np
        from sklearn.feature_extraction.text import TfidfTransformer

        inside = np.unique(self.documents[rows])
        columns = np.flatnonzero(np.asarray(self.shown[inside].sum(axis=0)).ravel() >= LEAST_DOCUMENTS)
        seen = self.counts[:, columns]
        if self.is_text:
            seen = TfidfTransformer(sublinear_tf=True).fit(seen[rows]).transform(seen) * _LENGTH
        return seen, columns


def matrices(samples: Sequence[Sample], entrant: Entrant) -> list[Matrix]:
    """Return what the entrant sees of the samples: their words, their features, or both."""
    found = []
    if entrant.words:
        found.append(_words(samples, entrant.words))
    if entrant.groups:
        found.append(_features(samples, entrant.groups))
    return found


def _words(samples: Sequence[Sample], kind: str) -> Matrix:
    from sklearn.feature_extraction.text import CountVectorizer

    row = toml(TABLE)["words"][kind]
    span = (row["least"], row["most"])
    if row["parts"] == "characters":
        counter = CountVectorizer(analyzer="char_wb", ngram_range=span, lowercase=True)
    else:
        counter = CountVectorizer(tokenizer=PARTERS[row["parts"]], token_pattern=None, lowercase=False, ngram_range=span)
    counts = counter.fit_transform([s.text for s in samples])

    def read(others: Sequence[Sample]) -> csr_matrix:
        return counter.transform([s.text for s in others])

    return _matrix(samples, tuple(counter.get_feature_names_out()), counts, read, is_text=True)


def _features(samples: Sequence[Sample], groups: Sequence[str]) -> Matrix:
    from sklearn.feature_extraction import DictVectorizer

    starts = in_groups(groups)
    vectorizer = DictVectorizer()
    counts = vectorizer.fit_transform([{k: w for k, w in s.view.features.items() if k.startswith(starts)} for s in samples])

    def read(others: Sequence[Sample]) -> csr_matrix:
        return vectorizer.transform([s.view.features for s in others])

    return _matrix(samples, tuple(vectorizer.get_feature_names_out()), counts, read, is_text=False)


def _matrix(
    samples: Sequence[Sample], names: tuple[str, ...], counts: Any, read: Callable[[Sequence[Sample]], csr_matrix], *, is_text: bool
) -> Matrix:
    import numpy as np
    from scipy.sparse import csr_matrix

    _, documents = np.unique([s.document for s in samples], return_inverse=True)
    at = csr_matrix((np.ones(len(samples)), (documents, np.arange(len(samples)))))
    shown = ((at @ (counts != 0)) != 0).astype(float)
    return Matrix(names, csr_matrix(counts), csr_matrix(shown), documents, is_text, read)
