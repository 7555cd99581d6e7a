"""Is a text in an encoding from before Unicode? What conversion makes of its words says so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kehoach.ingest.legacy.codes import encodings
from kehoach.ingest.syllables import is_spelt

_WORD = re.compile("[A-Za-z\u00a1-\u024f\u0300-\u036f\u1e00-\u1eff\u20ab\uf021-\uf0ff]+")
_LETTERS = re.compile("[^\\W\\d_\u0300-\u036f][^\\W\\d_]*[\u0300-\u036f]*|[\u0300-\u036f]+")
_NOT_PLAIN = re.compile("[^\x00-\x7f]")
_INSIDE_CODES = (
    "\u00a1-\u00a9\u00ab-\u00af\u00b1-\u00b9\u00bb-\u00bf\u00c4-\u00c7\u00cb\u00ce\u00cf\u00d1\u00d6-\u00d8\u00db\u00dc\u00de\u00df"
    "\u00e4-\u00e7\u00eb\u00ee\u00ef\u00f1\u00f6-\u00f8\u00fb\u00fc\u00fe\u00ff\u20ab\uf0a1-\uf0ff"
)
_SUSPECT = re.compile(f"[A-Za-z][{_INSIDE_CODES}]|[{_INSIDE_CODES}][A-Za-z]")

_TYPED_FOR = str.maketrans("Ðð", "Đđ")
"""Letters (eth) that people type for Đ and đ in Unicode."""

BROKEN = -1
"""Gain of a word that is Vietnamese as it stands and that conversion would spoil."""

UNICODE = -3
"""Gain of a Vietnamese word with a letter that the encoding does not have at all."""


@dataclass(slots=True)
class Balance:
    """How words fare in one encoding: how many conversion makes Vietnamese, how many it spoils, the sum of their gains."""

    better: int = 0
    worse: int = 0
    gain: int = 0


@dataclass(slots=True)
class Evidence:
    """What the words outside ASCII of a text say, by encoding."""

    words: int = 0
    by: dict[str, Balance] = field(default_factory=lambda: {name: Balance() for name in encodings()})

    def add(self, words: Iterable[str]) -> Evidence:
        """Take in words; return this evidence."""
        for word in words:
            found = gains(word)
            self.words += found is not _NONE
            for name, gain in found.items():
                balance = self.by[name]
                balance.better += gain > 0
                balance.worse += gain < 0
                balance.gain += gain
        return self

    def share(self, name: str) -> float:
        """Return the share of words that conversion makes Vietnamese less those that it spoils: 1 where all text is in the encoding."""
        balance = self.by[name]
        return (balance.better - balance.worse) / self.words if self.words else 0.0


_NONE: Mapping[str, int] = {}


def words(text: str) -> Iterator[re.Match[str]]:
    """Yield the words of `text` that hold a character outside ASCII, signs that stand for letters in an old encoding included."""
    return (m for m in _WORD.finditer(text) if not m.group().isascii())


def is_suspect(text: str) -> bool:
    """Say whether `text` has, beside a letter, a character that Vietnamese in Unicode does not have there."""
    return _SUSPECT.search(text) is not None


@lru_cache(1 << 16)
def gains(word: str) -> Mapping[str, int]:
    """Return, by encoding, what conversion does to a word: 1 where it makes it Vietnamese, BROKEN or UNICODE where it was that before,
    0 where it was and stays it or is neither way; nothing at all for abbreviations and lone signs.

    >>> gains("ho¹ch")["TCVN3"], gains("hoạch")["TCVN3"], gains("cã")["TCVN3"]
    (1, -3, 0)
    """
    typed = word.translate(_TYPED_FOR)
    if typed.isupper() and typed.replace("Đ", "D").isascii():
        return _NONE
    before = _is_vietnamese(typed)
    found = dict[str, int]()
    for name, encoding in encodings().items():
        after, at = "", 0
        complete = True
        for edit in encoding.edits(word):
            complete &= word[at : edit.start].isascii()
            after += word[at : edit.start] + edit.new
            at = edit.end
        complete &= word[at:].isascii()
        after += word[at:]
        if name == "TCVN3" and complete and not before and (after.isupper() or len(after) == 1):
            return _NONE
        good = complete and is_spelt(after.lower())
        found[name] = 0 if good == before else 1 if good else BROKEN if complete else UNICODE
    return found


def _is_vietnamese(word: str) -> bool:
    """Say whether a word is Vietnamese as it stands, signs at its ends left aside: it has a letter with a mark, and is spelt well."""
    parts = _LETTERS.findall(unicodedata.normalize("NFC", word))
    return any(_NOT_PLAIN.search(p) for p in parts) and all(is_spelt(p.lower()) for p in parts)
