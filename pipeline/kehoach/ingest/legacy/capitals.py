"""Capitals in TCVN3: it has none with tones, so a heading typed in capitals has small letters where the marks are (`KÕ HO¹CH`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kehoach.ingest.syllables import is_spelt
from kehoach.records.text import Span
from kehoach.rules.letters import UPPER

_WORD = re.compile(r"[^\W\d_]+")
_TWO_CAPITALS = re.compile(f"[{UPPER}][^\\W\\d_]{{0,6}}[{UPPER}]")
_BREAK = re.compile(r"\t|\n| {3,}")
"""What parts the columns of a letterhead, whose words are no neighbours."""


@dataclass(frozen=True, slots=True)
class _Word:
    span: Span
    capitals: bool | None
    """Whether it is typed in capitals; None where its letters leave it open."""


def in_capitals(text: str, coded: Sequence[bool]) -> Iterator[Span]:
    """Yield the words of a converted `text` that are meant in capitals though letters in them are small; `coded` says of each character
    whether it came from a code for a small letter.

    A word whose other letters are capitals is; one that leaves it open (a capital first, a lone vowel) where the words beside it are.

    >>> line = "Kế HOạCH Và Kế hoạch"
    >>> [s.of(line) for s in in_capitals(line, [c in "ếạà" for c in line])]
    ['Kế', 'HOạCH']
    """
    if not _TWO_CAPITALS.search(text):
        return
    at = 0
    for gap in [*_BREAK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        yield from _of_column(list(_words(text, coded, at, end)))
        at = gap.end() if gap else end


def _of_column(words: list[_Word]) -> Iterator[Span]:
    before: list[bool | None] = []
    last: bool | None = None
    for word in words:
        before.append(last)
        last = last if word.capitals is None else word.capitals
    following: bool | None = None
    found: list[Span] = []
    for word, left in zip(reversed(words), reversed(before), strict=True):
        beside = {x for x in (left, following) if x is not None}
        if word.capitals or (word.capitals is None and beside == {True}):
            found.append(word.span)
        following = following if word.capitals is None else word.capitals
    yield from reversed(found)


def _words(text: str, coded: Sequence[bool], start: int, end: int) -> Iterator[_Word]:
    """Yield the words that say something: those with coded letters, and others that are spelt like Vietnamese ones."""
    for m in _WORD.finditer(text, start, end):
        word, has_codes = m.group(), any(coded[m.start() : m.end()])
        own = [c for c, is_coded in zip(word, coded[m.start() : m.end()], strict=True) if not is_coded]
        if has_codes or (len(word) > 1 and is_spelt(word.lower())):
            yield _Word(Span(m.start(), m.end()), _typed(word, own, has_codes))


def _typed(word: str, own: Sequence[str], has_codes: bool) -> bool | None:
    if any(c.islower() for c in own):
        return False
    if len(own) > 1 or (own and word[0] != own[0]):
        return True
    return None if has_codes else True
