"""Does a text read as Vietnamese? Judged by the shape of its syllables, so that no dictionary is needed."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from kehoach.rules.load import toml

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_WORD = re.compile(r"[^\W\d_]+")
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?"
    r"[aăâeêioôơuưy]{1,3}"
    r"(?:ch?|m|n|ng|nh|p|t)?"
)
_LOWER = re.compile(r"(?<![\w.])[^\W\d_]+(?![\w.)/-])")


def is_syllable(word: str) -> bool:
    """Say whether a lower-case word has the shape of a Vietnamese syllable with at most one tone.

    >>> [is_syllable(w) for w in ("nghĩa", "quyết", "nghüa", "str")]
    [True, True, False, False]
    """
    bare, tones = _TONES.subn("", unicodedata.normalize("NFD", word))
    return tones <= 1 and _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)) is not None


_STOPPED = ("c", "ch", "p", "t")
_SHARP = frozenset("\u0301\u0323")


@lru_cache(1 << 16)
def is_spelt(word: str) -> bool:
    """Say whether a lower-case word is spelt as a Vietnamese syllable can be, its tone included; stricter than `is_syllable`.

    >>> [is_spelt(w) for w in ("nghĩa", "quyết", "niủo", "tứơng", "bềt", "việt")]
    [True, True, False, True, False, True]
    """
    marks = unicodedata.normalize("NFD", word)
    tones = _TONES.findall(marks)
    rest = unicodedata.normalize("NFC", _TONES.sub("", marks))
    if len(tones) > 1 or len(rest) > LONGEST_SYLLABLE:
        return False
    return rest in _spelt() and (not rest.endswith(_STOPPED) or not _SHARP.isdisjoint(tones))


LONGEST_SYLLABLE = len("nghiêng")


@cache
def _spelt() -> frozenset[str]:
    """Return all syllables without tone."""
    table = toml("rhymes.toml")
    front, back = set(table["before_front_vowels"].split()), set(table["not_before_front_vowels"].split())
    rhymes, after_qu = table["rhymes"].split(), table["after_qu"].split()
    found = {*rhymes, *(f"qu{r}" for r in after_qu)}
    for onset in set(table["onsets"].split()) - {"qu", "q"}:
        fitting = (r for r in rhymes if onset not in (front if r[0] not in "eêiy" else back))
        found |= {onset + r for r in fitting}
    found |= {f"gi{r[1:]}" for r in rhymes if r[0] == "i"}
    return frozenset(found)


def vietnamese_share(text: str) -> float:
    """Return the share of Vietnamese syllables among the words of `text` that hold a letter outside ASCII; 1.0 where there are none.

    Abbreviations in capitals (`QĐ`, `GDĐT`) are left out.

    >>> vietnamese_share("Quyết định số 5/QĐ-TTg"), vietnamese_share("chñ nghÜa x· héi")
    (1.0, 0.3333333333333333)
    """
    words = [w for w in _WORD.findall(unicodedata.normalize("NFC", text)) if not w.isascii()]
    good = sum(is_syllable(w.lower()) for w in words)
    abbreviations = sum(w.isupper() and not is_syllable(w.lower()) for w in words)
    return good / (len(words) - abbreviations) if len(words) > abbreviations else 1.0


def single_share(text: str) -> float:
    """Return the share of one-letter words among the lower-case words of `text`, labels such as `a)` left out.

    >>> single_share("k ế ho ạ ch"), single_share("a) kế hoạch ở xã")
    (0.6, 0.25)
    """
    words = [w for w in _LOWER.findall(text) if w.islower()]
    return sum(len(w) == 1 for w in words) / len(words) if words else 0.0
