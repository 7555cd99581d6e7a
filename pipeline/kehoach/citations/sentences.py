"""The words before the mentions of a text: lower case, with all blanked out that can govern no mention."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kehoach.citations.draft import Draft
from kehoach.records.text import Span
from kehoach.rules.letters import expand
from kehoach.rules.load import any_of

_START = re.compile(expand(r"[.!?|](?:(?<=[.!?])[\s/]+(?=[{UPPER}“\"])|(?<=\s\|)\s)"))
_QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]{3,200}\"|\*[^*\n]*\*")

BLANK = "\x00"
LONGEST_BEFORE = 1300  # characters; the word furthest from the mention that it governs stands 1,089 before it


@dataclass(frozen=True, slots=True)
class Before:
    """The words of a sentence before a mention and where they begin in the text."""

    words: str
    at: int

    def span(self, start: int, end: int) -> Span:
        """Return the span in the text of words[start:end]."""
        return Span(self.at + start, self.at + end)


def lower(text: str) -> str:
    """Return `text` in lower case, character by character: the offsets stay."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def line_start(text: str, at: int, low: int) -> int:
    """Return where the line that holds `at` starts, `low` (or the start of the text) where that is nearer.

    >>> line_start("ab\\ncd", 5, 0), line_start("ab\\ncd", 5, 4), line_start("ab", 1, -3)
    (3, 4, 0)
    """
    low = max(0, low)
    return max(low, text.rfind("\n", low, at) + 1)


def mask(lowered: str, drafts: Sequence[Draft]) -> str:
    """Blank out what can't govern: mentions with all that belongs to them, and notes of amendment."""
    hidden = [(d.start, d.reach) for d in drafts]
    hidden += [m.span() for m in any_of("citations.toml", "amendment_note").finditer(lowered)]
    pieces: list[str] = []
    at = 0
    for start, end in sorted(hidden):
        if end > at:
            pieces += (lowered[at:start], BLANK * (end - max(at, start)))
            at = end
    return "".join([*pieces, lowered[at:]])


def before(text: str, masked: str, mention: int, end: int) -> Before:
    """Return the masked words up to `end` of the sentence in which the mention at `mention` stands, without closed quotations.

    Of a sentence that is longer than any word's reach, the last words follow a blank: none of them opens the sentence.
    """
    low = max(0, end - LONGEST_BEFORE)
    line = line_start(text, mention, low)
    start = max((m.end() for m in _START.finditer(text, line, mention + 1)), default=line)
    words = _QUOTED.sub(lambda m: BLANK * len(m.group()), masked[start:end])
    return Before(BLANK + words, start - 1) if start == low > 0 else Before(words, start)
