"""Key terms: what one plan says more often than the others, by log-likelihood (Dunning 1993)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import log

from kehoach.compare.model import Term
from kehoach.records.plan import PlanDict

Segment = Callable[[str], list[str]]

FEWEST = 3
"""Times a term must stand in its plan."""
SURE = 10.83  # the value of chi square with one degree of freedom that chance passes once in 1,000
MOST = 15

_SYLLABLE = re.compile(r"[^\W\d_]+")


def bigrams(text: str) -> list[str]:
    """Return the pairs of neighbouring syllables with nothing but a space between them.

    >>> bigrams("chuyển đổi số, năm 2023")
    ['chuyển đổi', 'đổi số']
    """
    found = list(_SYLLABLE.finditer(text))
    return [f"{a.group()} {b.group()}" for a, b in pairwise(found) if text[a.end() : b.start()] == " "]


def key_terms(plans: Sequence[PlanDict], segment: Segment | None) -> list[tuple[Term, ...]]:
    """Return for each plan the terms that mark it off from the others, strongest first.

    `segment` cuts the text of a unit into words; without it the terms are pairs of syllables.
    """
    counts = [_count(plan, segment or bigrams) for plan in plans]
    whole: Counter[str] = sum(counts, Counter())
    size = whole.total()
    found = []
    for own in counts:
        here = own.total()
        terms = (Term(t, n, whole[t] - n, round(keyness(n, whole[t] - n, here, size - here), 2)) for t, n in own.items() if n >= FEWEST)
        marked = (t for t in terms if t.keyness >= SURE and t.count * (size - here) > t.others * here)
        found.append(tuple(sorted(marked, key=lambda t: (-t.keyness, t.term))[:MOST]))
    return found


def keyness(here: int, there: int, size_here: int, size_there: int) -> float:
    """Return the log-likelihood of a term standing `here` times in one text and `there` times in another.

    >>> keyness(10, 10, 100, 100), round(keyness(20, 0, 100, 100), 1)
    (0.0, 27.7)
    """
    share = (here + there) / (size_here + size_there)
    pairs = ((here, size_here * share), (there, size_there * share))
    return 2 * sum(seen * log(seen / expected) for seen, expected in pairs if seen)


def _count(plan: PlanDict, segment: Segment) -> Counter[str]:
    words = (word.lower() for unit in plan["units"] for word in segment(unit["text"]))
    return Counter(word for word in words if len(word) > 1 and all(map(str.isalpha, word.split())))
