"""Key terms: what one part of many texts says more often than the rest, or less often, by log-likelihood (Dunning 1993)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, log2
from typing import Literal

from kehoach.records.plan import PlanDict
from kehoach.store.words import values

Segment = Callable[[str], list[str]]
By = Literal["role", "issuer"]
GROUPS: Mapping[By, str] = {"role": "tag", "issuer": "body"}
"""The words of the parts (data/values.toml)."""

FEWEST = 3
"""Times that a term must stand in its part."""
SURE = 10.83  # the value of chi square with one degree of freedom that chance passes once in 1,000

_SYLLABLE = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """A term that marks off a part: how often it stands there and in the rest, in how many documents of the part, its keyness.

    `keyness` is the log-likelihood, below 0 where the part has the term less often than the rest; `ratio` says by how much: log2 of how
    many times as often, a half counting for a term that one side lacks (Hardie 2014).
    """

    term: str
    count: int
    others: int
    documents: int
    keyness: float
    ratio: float


def bigrams(text: str) -> list[str]:
    """Return the pairs of neighbouring syllables with nothing but a space between them.

    >>> bigrams("chuyển đổi số, năm 2023")
    ['chuyển đổi', 'đổi số']
    """
    found = list(_SYLLABLE.finditer(text))
    return [f"{a.group()} {b.group()}" for a, b in pairwise(found) if text[a.end() : b.start()] == " "]


def key_terms(parts: Sequence[Sequence[Counter[str]]], fewest_documents: int = 1, both: bool = False) -> list[tuple[Term, ...]]:
    """Return for each part, given as the words of its documents counted, the terms that mark it off from the others, strongest first.

    A term stands at least `FEWEST` times in `fewest_documents` of the part, and chance gives its keyness less than once in 1,000. `both`:
    those that the part lacks too, which must stand as often in the rest.
    """
    counts = [_sum(documents) for documents in parts]
    whole = _sum(counts)
    spread = Counter(t for documents in parts for d in documents for t in d)
    found = []
    for documents, own in zip(parts, counts, strict=True):
        here = Counter(t for d in documents for t in d)
        terms = (_term(t, own, whole, here[t]) for t in (whole if both else own))
        kept = (t for t in terms if abs(t.keyness) >= SURE and _is_common(t, fewest_documents, spread[t.term], both))
        found.append(tuple(sorted(kept, key=lambda t: (-t.keyness, t.term))))
    return found


def _sum(counts: Iterable[Counter[str]]) -> Counter[str]:
    whole: Counter[str] = Counter()
    for c in counts:
        whole.update(c)
    return whole


def _is_common(term: Term, fewest_documents: int, documents: int, both: bool) -> bool:
    if term.keyness > 0:
        return term.count >= FEWEST and term.documents >= fewest_documents
    return both and term.others >= FEWEST and documents - term.documents >= fewest_documents


def _term(term: str, own: Counter[str], whole: Counter[str], documents: int) -> Term:
    here, size, rest = own[term], own.total(), whole.total() - own.total()
    there = whole[term] - here
    more = here * rest > there * size
    ratio = log2((here or 0.5) * rest / ((there or 0.5) * size)) if size and rest else 0.0
    strength = keyness(here, there, size, rest)
    return Term(term, here, there, documents, round(strength if more else -strength, 2), round(ratio, 2))


def keyness(here: int, there: int, size_here: int, size_there: int) -> float:
    """Return the log-likelihood of a term standing `here` times in one text and `there` times in another.

    >>> keyness(10, 10, 100, 100), round(keyness(20, 0, 100, 100), 1)
    (0.0, 27.7)
    """
    share = (here + there) / (size_here + size_there)
    pairs = ((here, size_here * share), (there, size_there * share))
    return 2 * sum(seen * log(seen / expected) for seen, expected in pairs if seen)


def count(texts: Iterable[str], segment: Segment | None) -> Counter[str]:
    """Return how often each word stands in texts; `segment` cuts a text into words, without it they are pairs of syllables."""
    words = (word.lower() for text in texts for word in (segment or bigrams)(text))
    return Counter(word for word in words if len(word) > 1 and all(map(str.isalpha, word.split())))


def corpus_terms(
    plans: Iterable[PlanDict], by: By, segment: Segment | None, kind_of: Callable[[str], str], fewest_documents: int
) -> Mapping[str, tuple[Term, ...]]:
    """Return the key terms of plans by the tag of the units (`role`) or the kind of the issuer (`issuer`), parts in the usual order.

    `kind_of` says what kind of body (data/body_kinds.toml) an issuer's name stands for.
    """
    parts: defaultdict[str, list[Counter[str]]] = defaultdict(list)
    for plan in plans:
        issuer = plan["frame"]["issuer"]
        kind = kind_of(issuer.rpartition("|")[2].strip()) if by == "issuer" and issuer else "none"
        texts: defaultdict[str, list[str]] = defaultdict(list)
        for unit in plan["units"]:
            texts[(unit["tag"] or "none") if by == "role" else kind].append(unit["text"])
        for part, found in texts.items():
            parts[part].append(count(found, segment))
    order = [*(v for v in values(GROUPS[by]) if v in parts), *sorted(parts.keys() - set(values(GROUPS[by])))]
    return dict(zip(order, key_terms([parts[part] for part in order], fewest_documents, both=True), strict=True))


COLUMNS = ("part", "term", "count", "others", "documents", "keyness", "ratio")
"""The columns of a table of key terms."""


def cells(found: Mapping[str, tuple[Term, ...]]) -> Iterator[tuple[object, ...]]:
    """Yield the rows of the table, in the order of COLUMNS."""
    for part, terms in found.items():
        yield from ((part, t.term, t.count, t.others, t.documents, t.keyness, t.ratio) for t in terms)
