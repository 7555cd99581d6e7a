"""Letters: those of other alphabets that look Latin, a Đ that is another letter, accents put together in two ways."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kehoach.check.draft import Draft, make
from kehoach.check.printed import printed
from kehoach.check.rules import TABLE
from kehoach.ingest.syllables import is_syllable
from kehoach.records.finding import Finding
from kehoach.records.text import OffsetMap, Span
from kehoach.rules.load import toml

LAST_LATIN = 0xBF  # the last character of Latin-1 before its letters
_TOKEN = re.compile(r"\S+")
_WORD = re.compile(r"[^\s,;:()“”\"<>*|&]+")
_PART = re.compile(r"[^\W\d_]+")
_LOOSE = re.compile("[\u0300-\u036f]")
_LINK = re.compile(r"://|@|(?<![^\W_])www\.|\w\.(?:vn|com|net|org)(?!\w)")
_SYMBOL = re.compile(r"\D*\d[^/-]*[/-]")
_VOWEL = re.compile("[AEIOUY]")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as its reader sees it, with the way back to the source text."""

    text: str
    offsets: OffsetMap

    def found(self, rule: str, start: int, end: int, suggestion: str) -> Finding:
        return make(rule, self.offsets.span(Span(start, end)), self.text[start:end], suggestion=suggestion)


def check(draft: Draft) -> Iterator[Finding]:
    """Yield the words with a letter that only looks like Đ or Latin, and, beside composed letters, the stretches of loose ones.

    Links and addresses are left alone: with another letter they would lead elsewhere.
    """
    text = draft.plan.document.text
    whole, back = printed(text, Span(0, len(text.canonical)))
    line = _Line(whole, text.offsets.then(back))
    for table, rule in (("eth", "letter.eth"), ("alien", "letter.alien")):
        pattern, latin = _letters(table)
        for start, word in _words_with(pattern, whole):
            if _is_vietnamese(word, pattern, latin) if rule == "letter.eth" else _has_latin(word):
                yield line.found(rule, start, start + len(word), word.translate(latin))
    if any(ord(c) > LAST_LATIN and unicodedata.decomposition(c) for c in set(whole)):
        yield from _mixed(line)


@cache
def _letters(table: str) -> tuple[re.Pattern[str], dict[int, str]]:
    """Return the pattern of a table's look-alikes and what they stand for."""
    found: dict[str, str] = toml(TABLE)["letters"][table]
    return re.compile(f"[{''.join(found)}]"), str.maketrans(found)


def _words_with(letter: re.Pattern[str], text: str) -> Iterator[tuple[int, str]]:
    """Yield start and text of each word of `text`, outside of links, that holds a match of `letter`."""
    for token in _tokens_with(letter, text):
        yield from ((m.start(), m.group()) for m in _WORD.finditer(text, *token.span()) if letter.search(m.group()))


def _tokens_with(letter: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield what stands between spaces and holds a match of `letter`, links left out."""
    if letter.search(text):
        yield from (m for m in _TOKEN.finditer(text) if letter.search(m.group()) and not _LINK.search(m.group()))


def _is_vietnamese(word: str, letter: re.Pattern[str], latin: dict[int, str]) -> bool:
    """Say whether a word with a letter like Đ is a symbol, or each part with such a letter a syllable or an abbreviation.

    Names of other languages (Guðmundsson) have the letter as their own.
    """
    if _SYMBOL.match(word):
        return True
    own = [p.translate(latin) for p in _PART.findall(unicodedata.normalize("NFC", word)) if letter.search(p)]
    return all(is_syllable(p.lower()) or (p.isupper() and not _VOWEL.search(p)) for p in own)


def _has_latin(word: str) -> bool:
    return any(unicodedata.name(c, "").startswith("LATIN") for c in word)


def _mixed(line: _Line) -> Iterator[Finding]:
    """Yield, paragraph by paragraph, the stretch from the first word with a loose accent to the last one; a link parts stretches."""
    at, stretch = 0, list[tuple[int, int]]()
    for paragraph in line.text.splitlines(keepends=True):
        if _LOOSE.search(paragraph):
            for m in _TOKEN.finditer(line.text, at, at + len(paragraph)):
                if _LINK.search(m.group()):
                    yield from _loose(line, stretch)
                    stretch = []
                else:
                    stretch += [w.span() for w in _WORD.finditer(line.text, *m.span()) if _is_loose(w.group())]
            yield from _loose(line, stretch)
            stretch = []
        at += len(paragraph)


def _is_loose(word: str) -> bool:
    return _LOOSE.search(word) is not None and not unicodedata.is_normalized("NFC", word)


def _loose(line: _Line, words: list[tuple[int, int]]) -> Iterator[Finding]:
    """Yield the stretch of words with loose accents, where there are any."""
    if words:
        start, end = words[0][0], words[-1][1]
        yield line.found("letter.mixed", start, end, unicodedata.normalize("NFC", line.text[start:end]))
