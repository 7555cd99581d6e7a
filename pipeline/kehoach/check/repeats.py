"""Words: the same syllable twice by a slip of the hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from kehoach.check.draft import Draft
from kehoach.check.rules import TABLE
from kehoach.records.finding import Finding
from kehoach.records.text import Span
from kehoach.rules.letters import expand
from kehoach.rules.load import toml

LOOKAHEAD = 200  # characters behind a doubled word that tell the language of its line
DICTIONARY = "corpus/data/Viet74K.txt"
"""The list of words that underthesea brings."""

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
        if not _is_right(m) and _is_vietnamese(draft.canonical, m):
            start = m.start("word")
            yield draft.found("word.doubled", Span(start, start + 2 * len(m["word"]) + 1), word=m["word"])
    for m in _PHRASE.finditer(draft.canonical):
        if m["first"] != m["second"] and m["phrase"].lower() not in toml(TABLE)["doubled"]["phrases"]:
            yield draft.found("word.doubled", Span(*m.span()), word=m["phrase"])


def _is_vietnamese(text: str, m: re.Match[str]) -> bool:
    """Say whether the line of a match holds a letter that English has not."""
    line = text[text.rfind("\n", 0, m.start()) + 1 : m.end() + LOOKAHEAD].partition("\n")[0]
    return not line.isascii()


@cache
def _known() -> frozenset[str]:
    """Return the words of two syllables, in lower case: those of underthesea's dictionary and those of the table."""
    found = find_spec("underthesea")
    folder = next(iter(found.submodule_search_locations or ()), None) if found else None
    file = Path(folder or "") / DICTIONARY
    listed = file.read_text("utf-8").lower().splitlines() if folder and file.is_file() else []
    return frozenset(w for w in listed if w.count(" ") == 1) | frozenset(toml(TABLE)["doubled"]["compounds"])


def _is_right(m: re.Match[str]) -> bool:
    """Say whether the two syllables may stand so: a word made of both, or the end of one word and the beginning of the next."""
    table = toml(TABLE)["doubled"]
    word, before, after = m["word"].lower(), (m["before"] or "").lower(), (m["after"] or "").lower()
    if word in table["words"] or f"{word} {word}" in _known():
        return True
    return f"{before} {word}" in _known() and (word in table["heads"] or f"{word} {after}" in _known())
