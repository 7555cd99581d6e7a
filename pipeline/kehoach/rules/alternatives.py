"""Many patterns made one, sorted by the letter that each begins with: `re` passes over most places of a text at one look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter

_LETTER = re.compile(r"\[(\w+)\]|\\([^\w\s])|([^\\.^$*+?{}\[\]|()])")
_SIGNS = r"\.^$*+?{}[]|()"
_REPEATED = re.compile(r"[?*+{]")
_CLASS = re.compile(r"(\\[dDsSwW]|\[(?:\\.|[^\]\\])+\])(?![?*]|\{0?[,}])")
_NAMED = re.compile(r"\(\?P<\w+>")
_MAYBE = re.compile(r"\?(?![?+])")
_ASKED = re.compile(r"\\b|\^|\(\?<[=!]")
_CLOSED = r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]"  # an escape, a class
_SIGN = re.compile(rf"{_CLOSED}|[^\\\[]", re.DOTALL)
_STEP = re.compile(rf"{_CLOSED}|[()|]", re.DOTALL)

_End = tuple[str, str, str]
"""What may follow a letter: what is asked of the place before it, the words of a branch, what stands behind the group that holds them."""


def joined(patterns: Iterable[str]) -> str:
    r"""Return a pattern that matches, at any place, what the first of `patterns` that matches there does.

    Branches that begin with different letters never match at one place, so that their order is free. What a branch asks of the place
    before it is asked behind its first letter; what it may begin with or do without is read both ways.

    >>> joined(["(?:báo cáo|gửi)(?! viên)", "[Bb]an hành", "ba"])
    'b(?:áo cáo(?! viên)|an hành|a)|gửi(?! viên)|Ban hành'
    >>> joined([r"\b(?:giao|gửi)", "(?<!tiếp )nhận"])
    'g(?<!\\wg)(?:iao|ửi)|n(?<!tiếp n)hận'
    >>> joined([",? (?:để|nhằm)"])
    ', (?:để|nhằm)| (?:để|nhằm)'
    """
    return "|".join(_written(letter) + _any_of(ends) for letter, ends in _by_letter(patterns))


def may_begin(pattern: str, letters: str) -> bool:
    r"""Say whether a match of `pattern` can begin with `letters`, a shorter one with the first of them; true where that can't be told.

    >>> [may_begin("(?:báo cáo|gửi)(?! viên)", letters) for letters in ("bá", "ba", "c", "gửi đi")]
    [True, False, False, True]
    >>> may_begin(r"\d{1,2} năm", "n")
    False
    """
    return not letters or any(
        may_begin(rest, letters[1:]) if first == letters[0] else not first and _fits(rest, letters[0])
        for first, rest in _beginnings_of(pattern)
    )


@cache  # the patterns of the tables are few, the letters of a text many
def _beginnings_of(pattern: str) -> tuple[tuple[str, str], ...]:
    """Return the letters that a match of `pattern` can begin with, "" where that can't be told, each with what follows it."""
    by_letter = _by_letter([_NAMED.sub("(?:", pattern)])  # what a group captures tells no letter
    return tuple((letter, word + after) for letter, ends in by_letter for _, word, after in ends)


def _fits(branch: str, letter: str) -> bool:
    """Say whether `letter` is of the class that a branch begins with, true where it begins with none."""
    one = _CLASS.match(branch)
    return one is None or re.match(one[1], letter) is not None


def _any_of(ends: Sequence[_End]) -> str:
    found = []
    for (asked, after), same in groupby(ends, key=itemgetter(0, 2)):
        words = [word for _, word, _ in same]
        grouped = len(words) > 1 and asked + after
        found.append(asked + (f"(?:{'|'.join(words)})" if grouped else "|".join(words)) + after)
    return found[0] if len(ends) == 1 or (len(found) == 1 and grouped) else f"(?:{'|'.join(found)})"


def _by_letter(patterns: Iterable[str]) -> list[tuple[str, Sequence[_End]]]:
    """Return the letters that the patterns begin with, each with what may follow it; "" with a branch whose first letter can't be told.

    Such a branch keeps its place: of the letters that it may begin with, what stands before it and what stands behind it are sorted apart.
    """
    found: list[tuple[str, Sequence[_End]]] = []
    letters: dict[str, list[_End]] = {}
    for branch in (branch for pattern in patterns for branch in _branches(pattern)):
        for letter, end in _beginnings(branch):
            if letter:
                letters.setdefault(letter, []).append(end)
            else:
                found += [(x, letters.pop(x)) for x in tuple(letters) if _fits(end[1], x)]
                found.append(("", [end]))
    return [*found, *letters.items()]


def _beginnings(branch: str) -> Iterator[tuple[str, _End]]:
    """Yield the letters that a branch may begin with, each with what follows it then."""
    end = _first_end(branch)
    first, rest = branch[:end], branch[end:]
    if not end or _captures(branch):  # what captures may stand in a pattern but once
        yield "", ("", branch, "")
    elif _MAYBE.match(rest):
        yield from _beginnings(f"(?:{first}|){rest[1:]}")
    elif _REPEATED.match(rest):
        yield "", ("", branch, "")
    elif letter := _LETTER.fullmatch(first):
        yield from ((x, ("", rest, "")) for x in letter[letter.lastindex or 0])
    elif first.startswith("(?:"):
        for x, ends in _by_letter([first[3:-1]]):
            for asked, word, after in ends:
                if x or word:
                    yield x, (asked, word + after, rest)
                else:
                    yield from _beginnings(asked + rest)
    elif _ASKED.match(first):
        yield from ((x, (_behind(first, x) + asked, word, after)) for x, (asked, word, after) in _beginnings(rest))
    else:
        yield "", ("", branch, "")


def _captures(branch: str) -> bool:
    return any(branch.startswith("?P", end) or not branch.startswith("?", end) for end, sign, _ in _steps(branch) if sign == "(")


def _behind(asked: str, letter: str) -> str:
    """Return what asks behind `letter` of the place before it what `asked` asks there itself."""
    if not letter:
        return asked
    if asked == r"\b":
        return rf"(?<!\w{letter})" if re.match(r"\w", letter) else rf"(?<=\w{_written(letter)})"
    before = "^" if asked == "^" else asked[4:-1]
    return f"{'(?<=' if asked == '^' else asked[:4]}{f'(?:{before})' if '|' in before else before}{_written(letter)})"


def _written(letter: str) -> str:
    """Return `letter` (a sign, or none) as it stands in a pattern."""
    return rf"\{letter}" if letter and letter in _SIGNS else letter


def _branches(pattern: str) -> Iterator[str]:
    """Yield the parts of a pattern between the bars that stand outside all groups."""
    start = 0
    if "|" in pattern:
        for end, sign, depth in _steps(pattern):
            if sign == "|" and depth == 0:
                yield pattern[start : end - 1]
                start = end
    yield pattern[start:]


def _first_end(branch: str) -> int:
    """Return where the sign or group ends that a branch begins with, 0 where it is empty."""
    if branch.startswith("("):
        return next(end for end, _, depth in _steps(branch) if depth == 0)
    sign = _SIGN.match(branch)
    return sign.end() if sign else 0


def _steps(pattern: str) -> Iterator[tuple[int, str, int]]:
    """Yield, for each bracket and bar of a pattern, where it ends, what it is, and how many groups are open after it."""
    depth = 0
    for step in _STEP.finditer(pattern):
        if (sign := step[0]) in "()|":
            depth += (sign == "(") - (sign == ")")
            yield step.end(), sign, depth
