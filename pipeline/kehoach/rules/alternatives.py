"""Many patterns made one, sorted by the letter that each begins with: `re` passes over most places of a text at one look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter

_LETTER = re.compile(r"\[(\w+)\]|([^\\.^$*+?{}\[\]|()])")
_REPEATED = re.compile(r"[?*+{]")
_CAPTURES = re.compile(r"\((?:(?!\?)|\?P)")
_STEP = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[^\\\[]", re.DOTALL)

_Ends = Sequence[tuple[str, str]]
"""What may follow a letter: each the words of a branch, and what stands behind the group that holds them."""


def joined(patterns: Iterable[str]) -> str:
    """Return a pattern that matches, at any place, what the first of `patterns` that matches there does.

    Branches that begin with different letters never match at one place, so that their order is free.

    >>> joined(["(?:báo cáo|gửi)(?! viên)", "[Bb]an hành", "ba"])
    'b(?:áo cáo(?! viên)|an hành|a)|gửi(?! viên)|Ban hành'
    """
    return "|".join(letter + _any_of(ends) for letter, ends in _by_letter(patterns))


def may_begin(pattern: str, letter: str) -> bool:
    """Say whether a match of `pattern` can begin with `letter`; true where that can't be told.

    >>> [may_begin("(?:báo cáo|gửi)(?! viên)", letter) for letter in "bcg"]
    [True, False, True]
    """
    letters = _first_letters(pattern)
    return "" in letters or letter in letters


@cache  # the patterns of the tables are few, the letters of a text many
def _first_letters(pattern: str) -> frozenset[str]:
    """Return the letters that a match of `pattern` can begin with, "" among them where that can't be told."""
    return frozenset(letter for letter, _ in _by_letter([pattern]))


def _any_of(ends: _Ends) -> str:
    found = []
    for after, same in groupby(ends, key=itemgetter(1)):
        words = [word for word, _ in same]
        found.append((f"(?:{'|'.join(words)})" if after and len(words) > 1 else "|".join(words)) + after)
    return f"(?:{'|'.join(found)})" if len(ends) > 1 else found[0]


def _by_letter(patterns: Iterable[str]) -> list[tuple[str, _Ends]]:
    """Return the letters that the patterns begin with, each with what may follow it; "" with a branch whose first letter can't be told.

    Such a branch keeps its place: what stands before it and what stands behind it are sorted apart.
    """
    found: list[tuple[str, _Ends]] = []
    letters: dict[str, list[tuple[str, str]]] = {}
    for branch in (branch for pattern in patterns for branch in _branches(pattern)):
        for letter, word, after in _beginnings(branch):
            if letter:
                letters.setdefault(letter, []).append((word, after))
            else:
                found += [*letters.items(), ("", [(word, after)])]
                letters = {}
    return [*found, *letters.items()]


def _beginnings(branch: str) -> Iterator[tuple[str, str, str]]:
    """Yield the letters that a branch may begin with, each with the words that go on from it and what stands behind their group."""
    letter = _LETTER.match(branch)
    end = letter.end() if letter else _group_end(branch)
    if not end or _REPEATED.match(branch, end) or _CAPTURES.search(branch):  # what captures may stand in a pattern but once
        yield "", branch, ""
    elif letter:
        yield from ((x, branch[end:], "") for x in letter[1] or letter[2])
    else:
        for x, ends in _by_letter([branch[3 : end - 1]]):
            yield from ((x, word + after, branch[end:]) for word, after in ends)


def _group_end(branch: str) -> int:
    """Return where the group ends that a branch begins with, 0 where it begins with none."""
    return next(end for end, _, depth in _steps(branch) if depth == 0) if branch.startswith("(?:") else 0


def _branches(pattern: str) -> Iterator[str]:
    """Yield the parts of a pattern between the bars that stand outside all groups."""
    start = 0
    for end, sign, depth in _steps(pattern):
        if sign == "|" and depth == 0:
            yield pattern[start : end - 1]
            start = end
    yield pattern[start:]


def _steps(pattern: str) -> Iterator[tuple[int, str, int]]:
    """Yield, for each sign of a pattern (an escape and a class are one), where it ends, the sign, and how many groups are open after it."""
    depth = 0
    for step in _STEP.finditer(pattern):
        depth += (step[0] == "(") - (step[0] == ")")
        yield step.end(), step[0], depth
