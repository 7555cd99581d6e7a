"""Reused passages: stretches of syllables that two plans share, whatever their case, diacritics and punctuation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kehoach.compare.model import Overlap, Passage, Side
from kehoach.records.plan import PlanDict
from kehoach.store.fold import fold

SIZE = 8
"""Syllables of a shingle, the shortest passage: shorter ones are turns of phrase that all plans share."""
PLACES = 64
"""A shingle that stands more often in one plan (a form's repeated rows) starts no passage; it may go on in one, and counts as shared."""

_SYLLABLE = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Match:
    """Words [first, first + length) of one text that are the words [second, second + length) of another."""

    first: int
    second: int
    length: int


@dataclass(frozen=True, slots=True)
class Syllables:
    """The folded syllables of a plan's units in order, and where each stands: index of its unit, offsets in the unit's text."""

    plan: PlanDict
    file: str
    words: tuple[str, ...]
    units: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def syllables(plan: PlanDict, file: str) -> Syllables:
    """Return the syllables of a plan; headings and what stands outside the units are left out."""
    found = [(m.group(), n, m.start(), m.end()) for n, unit in enumerate(plan["units"]) for m in _SYLLABLE.finditer(fold(unit["text"]))]
    words, units, starts, ends = zip(*found, strict=True) if found else ((), (), (), ())
    return Syllables(plan, file, words, units, starts, ends)


def matches(first: Sequence[str], second: Sequence[str], size: int = SIZE) -> list[Match]:
    """Return the stretches of at least `size` words that stand in both and can't be taken further on either end.

    >>> matches("a b c d e".split(), "x b c d y".split(), size=2)
    [Match(first=1, second=1, length=3)]
    """
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in range(len(first) - size + 1):
        places[tuple(first[i : i + size])].append(i)
    found: list[Match] = []
    running: dict[int, int] = {}  # by how much further a match stands in `first` → where in `second` it began
    for j in range(len(second) - size + 1):
        going_on: dict[int, int] = {}
        for ahead, start in running.items():
            last = j + size - 1
            if last + ahead < len(first) and first[last + ahead] == second[last]:
                going_on[ahead] = start
            else:
                found.append(_whole(first, second, start, ahead, last))
        here = places.get(tuple(second[j : j + size]), ())
        running = going_on if len(here) > PLACES else {i - j: j for i in here} | going_on
    found += [_whole(first, second, start, ahead, len(second)) for ahead, start in running.items()]
    return sorted(found, key=lambda m: (-m.length, m.first, m.second))


def _whole(first: Sequence[str], second: Sequence[str], start: int, ahead: int, end: int) -> Match:
    """Return the match second[start:end], taken back over what stands too often to start one."""
    while start > 0 and start + ahead > 0 and first[start + ahead - 1] == second[start - 1]:
        start -= 1
    return Match(start + ahead, start, end - start)


def shared(words: Sequence[str], other: Sequence[str], size: int = SIZE) -> set[int]:
    """Return the positions of `words` that lie in a shingle which `other` has too."""
    known = {tuple(other[j : j + size]) for j in range(len(other) - size + 1)}
    return {k for i in range(len(words) - size + 1) if tuple(words[i : i + size]) in known for k in range(i, i + size)}


def compare_two(a: Syllables, b: Syllables) -> tuple[Overlap, list[Passage]]:
    """Return how much of each plan is found in the other, and the passages, longest first."""
    found = [
        Passage(m.length, (_side(a, m.first, m.first + m.length), _side(b, m.second, m.second + m.length)))
        for m in matches(a.words, b.words)
    ]
    shares = (share(shared(a.words, b.words), a), share(shared(b.words, a.words), b))
    return Overlap((a.file, b.file), shares, len(found)), found


def share(positions: set[int], of: Syllables) -> float:
    """Return the share of a plan's syllables that lie at `positions`, 0 for a plan without any."""
    return round(len(positions) / len(of.words), 4) if of.words else 0.0


def _side(text: Syllables, start: int, end: int) -> Side:
    """Return where the syllables [start, end) stand and how they are printed."""
    units = text.plan["units"]
    first, last = text.units[start], text.units[end - 1]
    begin, stop = text.starts[start], text.ends[end - 1]
    head, tail = units[first], units[last]
    exact_head, exact_tail = _is_copy(head), _is_copy(tail)
    span = (
        head["span"][0] + (begin if exact_head else 0),
        tail["span"][0] + stop if exact_tail else tail["span"][1],
    )
    texts = [u["text"] for u in units[first : last + 1]]
    texts[-1] = texts[-1][:stop]
    texts[0] = texts[0][begin:]
    return Side(text.file, (head["id"], tail["id"]), span, exact_head and exact_tail, "\n".join(texts))


def _is_copy(unit: dict[str, Any]) -> bool:
    """Whether a unit's text is as long as its source, so that offsets go over."""
    start, end = unit["span"]
    return bool(end - start == len(unit["text"]))
