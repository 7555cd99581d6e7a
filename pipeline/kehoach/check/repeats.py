"""Words: the same syllable twice by a slip of the hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kehoach.check.draft import Draft
from kehoach.check.rules import TABLE
from kehoach.records.finding import Finding
from kehoach.records.text import Span
from kehoach.rules.letters import expand
from kehoach.rules.load import toml

_DOUBLED = re.compile(
    expand(
        r"(?<![{LETTER}\d/\-.&])(?:(?P<before>[{LETTER}]+) )?"
        r"(?P<word>[{LETTER}]{2,}) (?P=word)(?![{LETTER}\d/\-.&])(?: (?P<after>[{LETTER}]+))?"
    )
)

_PHRASE = re.compile(
    expand(r"(?<![{LETTER}\d/\-.&])(?P<phrase>(?P<first>[{LETTER}]{2,}) (?P<second>[{LETTER}]{2,})) (?P=phrase)(?![{LETTER}\d/\-.&])")
)


def check(draft: Draft) -> Iterator[Finding]:
    """Yield syllables that stand twice, unless they are a word so made (`từ từ`) or belong to two words (`đầu tư tư nhân`)."""
    at = 0
    while m := _DOUBLED.search(draft.canonical, at):
        at = m.start("word") + len(m["word"]) + 1
        if not _is_right(m):
            start = m.start("word")
            yield draft.found("word.doubled", Span(start, start + 2 * len(m["word"]) + 1), word=m["word"])
    for m in _PHRASE.finditer(draft.canonical):
        if m["first"] != m["second"] and m["phrase"].lower() not in toml(TABLE)["doubled"]["phrases"]:
            yield draft.found("word.doubled", Span(*m.span()), word=m["phrase"])


@cache
def _table() -> tuple[frozenset[str], frozenset[str]]:
    table = toml(TABLE)["doubled"]
    return frozenset(table["words"]), frozenset(table["compounds"])


def _is_right(m: re.Match[str]) -> bool:
    """Say whether the two syllables may stand so: a reduplicated word, or the end of one compound and the beginning of another word."""
    words, compounds = _table()
    word, before, after = m["word"].lower(), (m["before"] or "").lower(), (m["after"] or "").lower()
    return word in words or f"{before} {word}" in compounds or f"{word} {after}" in compounds
