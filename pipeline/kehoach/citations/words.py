"""Patterns of the words that name a document type or a law, and of what stands before the words of an item."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kehoach.rules.alternatives import joined
from kehoach.rules.letters import expand
from kehoach.rules.load import any_of
from kehoach.rules.types import by_word, doc_types

ITEM_LEAD = re.compile(expand(r"[-–+*•\s]*(?:\(?(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)/]\s*)?"))  # dash and label of a list item


def cased(phrase: str) -> str:
    r"""Return a pattern for `phrase` as running text, with capitals, or all in capitals.

    >>> cased("Quyết định")
    '(?:[Qq]uyết\\s?[Đđ]ịnh|QUYẾT\\sĐỊNH)'
    """
    if phrase.isupper():
        return phrase
    return f"(?:{_either(phrase[0])}{_running(phrase)}|{phrase[0].upper()}{_capitals(phrase)})"


def _either(letter: str) -> str:
    return f"[{letter.upper()}{letter.lower()}]"


def _running(phrase: str) -> str:
    """Return the pattern of `phrase` as running text, without its first letter."""
    first, *others = phrase.split()
    return r"\s?".join([first[1:], *(_either(w[0]) + w[1:] for w in others)])


def _capitals(phrase: str) -> str:
    return r"\s".join(phrase.upper().split())[1:]


@cache
def _words() -> Sequence[str]:
    """Return all type words, the longer before the shorter."""
    return sorted({w for t in doc_types() for w in (t.name, *t.variants)}, key=lambda w: (-len(w), w))


@cache
def type_words() -> str:
    """Return a pattern (no group) for any type word; of two that begin alike, the longer one is tried first."""
    return f"(?:{joined(map(cased, _words()))})"


@cache
def type_words_apart() -> str:
    """Return a pattern (no group) for a type word where a word starts, or where a capital follows a word that lost its space."""
    glued = "|".join(w[0].upper() + _running(w) for w in _words() if not w.isupper())
    return expand(f"(?:{joined([f'(?<![{{LETTER}}]){type_words()}', f'(?<=[{{LOWER}}])(?:{glued})'])})")


@cache
def _by_letters() -> dict[str, str]:
    """Map every word for a type, in lower case without spaces, to the type's name."""
    return {"".join(word.split()): known.name for word, known in by_word().items()}


def type_named(words: str) -> str:
    """Return the name of the type that `words`, as printed, stand for.

    >>> type_named("QUYẾT ĐỊNH"), type_named("QĐ"), type_named("Quyếtđịnh")
    ('Quyết định', 'Quyết định', 'Quyết định')
    """
    return _by_letters()["".join(words.lower().split())]


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(rf"{type_words()}(?![^\W\d_])")


def leading_type(words: str) -> str | None:
    """Return the name of the type that `words` begin with, None where they name no type.

    >>> leading_type("văn bản chỉ đạo"), leading_type("Thông tư"), leading_type("nhiệm vụ")
    ('Văn bản', 'Thông tư', None)
    """
    m = _leading().match(words)
    return type_named(m.group()) if m else None


@cache
def type_codes() -> tuple[str, ...]:
    """Return all type codes of symbols, longest first."""
    return tuple(sorted({c for t in doc_types() for c in t.codes}, key=lambda c: (-len(c), c)))


@cache
def law_opening() -> re.Pattern[str]:
    """The word for a law (group `word`) with the space before its name."""
    return re.compile(rf"(?P<word>{any_of('citations.toml', 'law_word').pattern})\s(?=\S)")
