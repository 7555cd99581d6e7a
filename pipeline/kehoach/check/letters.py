"""Letters: those of other alphabets that look Latin, a Đ that is another letter, accents put together in two ways."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from kehoach.check.draft import Draft, make
from kehoach.check.rules import TABLE
from kehoach.records.finding import Finding
from kehoach.records.text import Span
from kehoach.rules.load import toml

LAST_LATIN = 0xBF  # the last character of Latin-1 before its letters
_WORD = re.compile(r"[^\s,;:()“”\"<>*|&]+")  # tags and markup part words too: the source text of a web page has them
_LOOSE = re.compile("[\u0300-\u036f]")


def check(draft: Draft) -> Iterator[Finding]:
    """Yield the words with a letter that only looks like Đ or Latin, and, beside composed letters, the stretches of loose ones."""
    raw = draft.plan.document.text.raw
    for table, rule in (("eth", "letter.eth"), ("alien", "letter.alien")):
        pattern, latin = _letters(table)
        for start, word in _words_with(pattern, raw):
            if rule == "letter.eth" or any(unicodedata.name(c, "").startswith("LATIN") for c in word):
                yield make(rule, Span(start, start + len(word)), word, suggestion=word.translate(latin))
    if any(ord(c) > LAST_LATIN and unicodedata.decomposition(c) for c in set(raw)):
        yield from _mixed(raw)


@cache
def _letters(table: str) -> tuple[re.Pattern[str], dict[int, str]]:
    """Return the pattern of a table's look-alikes and what they stand for."""
    found: dict[str, str] = toml(TABLE)["letters"][table]
    return re.compile(f"[{''.join(found)}]"), str.maketrans(found)


def _words_with(letter: re.Pattern[str], raw: str) -> Iterator[tuple[int, str]]:
    """Yield start and text of each word of `raw` that holds a match of `letter`, once."""
    done = 0
    for found in letter.finditer(raw):
        if found.start() < done:
            continue
        start = found.start()
        while start and _WORD.match(raw[start - 1]):
            start -= 1
        if word := _WORD.match(raw, start):
            done = word.end()
            yield start, word.group()


def _mixed(raw: str) -> Iterator[Finding]:
    """Yield, line by line, the stretch from the first word with a loose accent to the last one."""
    at = 0
    for line in raw.splitlines(keepends=True):
        words = [(s, w) for s, w in _words_with(_LOOSE, line) if unicodedata.normalize("NFC", w) != w]
        if words:
            start, end = words[0][0], words[-1][0] + len(words[-1][1])
            loose = line[start:end]
            yield make("letter.mixed", Span(at + start, at + end), loose, suggestion=unicodedata.normalize("NFC", loose))
        at += len(line)
