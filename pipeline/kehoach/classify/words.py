"""The text a duty is read from, and its verbs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kehoach.records.text import Span
from kehoach.rules.letters import expand
from kehoach.rules.load import any_of, rules

TABLE = "duties.toml"
_JOINT = re.compile(r",? và |, | hoặc | ")
_OPEN, _CLOSE = "(“[", ")”]"


@dataclass(frozen=True, slots=True)
class Prose:
    """Canonical text with its lower-case twin of the same length, in which a verb that opens a sentence is found too."""

    text: str
    low: str

    @classmethod
    def of(cls, text: str) -> Prose:
        """Return `text` with its twin."""
        low = text.lower()
        return cls(text, low if len(low) == len(text) else text)


@cache
def verbs(*values: str) -> re.Pattern[str]:
    """Return the pattern of the verbs of those values (all where none is given), at the start of a word."""
    rows = [r.pattern.pattern for r in rules(TABLE, "verb") if not values or r.value in values]
    return re.compile(expand("(?<![{LETTER}])(?:") + "|".join(f"(?:{r})" for r in rows) + ")")


def verb_run(low: str, at: int, end: int) -> int:
    """Return where the verbs that start at `at` and share one object end (`kiểm tra, giám sát`), 0 where none starts there.

    >>> low = "kiểm tra, giám sát việc thực hiện"
    >>> low[: verb_run(low, 0, len(low))]
    'kiểm tra, giám sát'
    """
    first = verbs().match(low, at, end)
    if not first:
        return 0
    stop = first.end()
    while joint := _JOINT.match(low, stop, end):
        following = after_adverbs(low, joint.end(), end)
        step = verbs().match(low, following, end)
        if not step:
            break
        if "," in joint.group() and verbs("final").match(low, following, end) and low.endswith("thực hiện", at, stop):
            break
        stop = step.end()
    return stop


def after_adverbs(text: str, at: int, end: int) -> int:
    """Return where the adverbs that start at `at` are over."""
    while m := any_of(TABLE, "adverb").match(text, at, end):
        at = m.end()
    return at


def last_word_is_verb(low: str, start: int, end: int) -> bool:
    """Say whether low[start:end] ends in a verb without an object."""
    return any(m.end() == end for m in verbs().finditer(low, max(start, end - 30), end))


def closed(text: str, start: int, at: int) -> bool:
    """Say whether `at` stands outside all brackets and quotation marks that open from `start` on."""
    return all(text.count(a, start, at) <= text.count(b, start, at) for a, b in zip(_OPEN, _CLOSE, strict=True))


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the span without the space, marks of items and punctuation at its ends."""
    while start < end and text[start] in " \t\n,;:.–-+*•|":
        start += 1
    while end > start and text[end - 1] in " \t\n,;:./–-*|":
        end -= 1
    return Span(start, end)
