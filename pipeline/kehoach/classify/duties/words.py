"""The text a duty is read from, and its verbs."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from kehoach.records.text import Span
from kehoach.rules.alternatives import joined
from kehoach.rules.letters import expand
from kehoach.rules.load import any_of, rules, rules_from

TABLE = "duties.toml"
_JOINT = re.compile(r",? và |, | hoặc | ")
_TELLING = 3
"""How many letters of a verb tell in which rows it may stand."""
_LAST_WORD = re.compile(r"\w+ $")
_BRACKET = re.compile(r"[()\[\]“”\n]")
_SPACE = "".join(filter(str.isspace, map(chr, range(0x3001))))
_BEFORE = ",;:.–-+*•|" + _SPACE
_AFTER = ",;:./–-*|" + _SPACE
_CLOSES = {")": "(", "]": "[", "”": "“"}


@dataclass(frozen=True, slots=True)
class Prose:
    """Canonical text with its lower-case twin of the same length, in which a verb that opens a sentence is found too."""

    text: str
    low: str
    brackets: tuple[tuple[int, int], ...]
    """Where the outermost brackets and quotation marks stand that close on their line, in order."""

    @classmethod
    def of(cls, text: str) -> Prose:
        """Return `text` with its twin and its brackets."""
        low = text.lower()
        return cls(text, low if len(low) == len(text) else text, tuple(_brackets(text)))

    def outside(self, start: int, at: int) -> bool:
        """Say whether `at` stands outside all brackets and quotation marks that open from `start` on.

        >>> prose = Prose.of("đội (y tế, công an), trạm")
        >>> prose.outside(0, 9), prose.outside(0, 19)
        (False, True)
        """
        n = bisect_right(self.brackets, (at, 0)) - 1
        return n < 0 or not start <= self.brackets[n][0] < at < self.brackets[n][1]


def _brackets(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for m in _BRACKET.finditer(text):
        if m.group() == "\n":
            opened.clear()
        elif m.group() not in _CLOSES:
            opened.append((m.group(), m.start()))
        elif opened and opened[-1][0] == _CLOSES[m.group()]:
            start = opened.pop()[1]
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, m.end()))
    return found


@cache
def verbs(*values: str) -> re.Pattern[str]:
    """Return the pattern of the verbs of those values (all where none is given), at the start of a word."""
    rows = (r.pattern.pattern for r in rules(TABLE, "verb") if not values or r.value in values)
    return re.compile(expand("(?<![{LETTER}])") + f"(?:{joined(rows)})")


def verb_at(low: str, at: int, end: int) -> tuple[int, str] | None:
    """Return where the longest verb that starts at `at` ends, and its value; None where none starts there.

    >>> verb_at("điều tra", 0, 8), verb_at("kế hoạch", 0, 8)
    ((8, 'plain'), None)
    """
    if not verbs().match(low, at, end):
        return None
    found = [
        (m.end(), r.value or "plain") for r in rules_from(TABLE, "verb", low[at : at + _TELLING]) if (m := r.pattern.match(low, at, end))
    ]
    return max(found, key=itemgetter(0))


def verb_run(low: str, at: int, end: int) -> tuple[int, frozenset[str]]:
    """Return where the verbs that start at `at` and share one object end (`kiểm tra, giám sát`), and their values; 0 where none starts.

    >>> low = "kiểm tra, giám sát việc thực hiện"
    >>> low[: verb_run(low, 0, len(low))[0]]
    'kiểm tra, giám sát'
    """
    stop, values = 0, set()
    step = verb_at(low, at, end)
    while step:
        stop = step[0]
        values.add(step[1])
        joint = _JOINT.match(low, stop, end)
        if not joint:
            break
        step = verb_at(low, after_adverbs(low, joint.end(), end), end)
        if step and joint.group() != " " and low.endswith("thực hiện", at, stop) and step[1] in ("final", "manner"):
            break
    return stop, frozenset(values)


def after_adverbs(text: str, at: int, end: int) -> int:
    """Return where the adverbs that start at `at` are over."""
    while m := any_of(TABLE, "adverb").match(text, at, end):
        at = m.end()
    return at


def after_space(text: str, at: int, end: int) -> int:
    """Return where the space and commas at `at` are over."""
    while at < end and text[at] in " ,":
        at += 1
    return at


def in_name(prose: Prose, at: int) -> bool:
    """Say whether the verb at `at` is the tail of a longer one that starts a word before (`Đào tạo`, `Thường trực`)."""
    before = _LAST_WORD.search(prose.low, max(0, at - 12), at)
    longer = verb_at(prose.low, before.start(), at + 12) if before else None
    return longer is not None and longer[0] > at


def last_word_is_verb(low: str, start: int, end: int) -> bool:
    """Say whether low[start:end] ends in a verb without an object, not in one that names a thing (`phong trào thi đua`)."""
    for m in verbs().finditer(low, max(start, end - 30), end):
        verb = verb_at(low, m.start(), end)
        if verb and verb[0] == end:
            return not any_of(TABLE, "named").search(low, max(0, m.start() - 24), m.start())
    return False


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the span without the space, marks of items and punctuation at its ends."""
    words = text[start:end].lstrip(_BEFORE)
    start = end - len(words)
    return Span(start, start + len(words.rstrip(_AFTER)))
