"""Folding: forms of a Vietnamese string under which spelling variants meet. For look-ups only; records keep what is printed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DASHES = re.compile("[\u2010-\u2015\u2212_]")
_TONE_MARKS = frozenset("\u0300\u0301\u0303\u0309\u0323")  # grave, acute, tilde, hook above, dot below
_WITHOUT_TONES = dict.fromkeys(map(ord, _TONE_MARKS))
_SPACE = re.compile(r"\s+")
_PLAIN: dict[int, str | None] = {ord("đ"): "d", ord("Đ"): "D", ord("ð"): "d", ord("Ð"): "D"} | dict.fromkeys(range(0x300, 0x370))


def bare(text: str) -> str:
    """Return `text` in lower case without diacritics, đ as d, white space single.

    >>> bare("Mục ĐÍCH,  yêu cầu")
    'muc dich, yeu cau'
    """
    plain = text if text.isascii() else unicodedata.normalize("NFD", text).translate(_PLAIN)
    return " ".join(plain.split()).lower()


@lru_cache(maxsize=16384)  # the words of names come again and again
def bare_word(word: str) -> str:
    """Return `bare` of one word."""
    return bare(word)


@lru_cache(maxsize=8192)  # Vietnamese has some 7,000 syllables
def spelling(word: str) -> str:
    """Return a word in lower case with its tone mark at the end, so that both ways of placing it (hoà, hòa) meet.

    >>> spelling("Hoà") == spelling("hòa"), spelling("giá") == spelling("gia")
    (True, False)
    """
    parts = unicodedata.normalize("NFD", word.lower())
    return parts.translate(_WITHOUT_TONES) + "".join(c for c in parts if c in _TONE_MARKS)


@lru_cache(maxsize=8192)  # the same few hundred symbols come again and again
def symbol_key(symbol: str) -> str:
    """Return the form under which misprints of a symbol meet: no diacritics, spaces, separators; case folded.

    >>> symbol_key("QĐ–Ttg") == symbol_key("QĐ- TTg") == symbol_key("QD/TTG")
    True
    """
    return re.sub(r"[\s/.&-]", "", _DASHES.sub("-", bare(symbol)))


def name_key(name: str) -> str:
    """Return the form under which spellings of a name meet: no diacritics, case or punctuation.

    >>> name_key("Phòng, chống tham nhũng") == name_key("Phòng chống Tham nhũng")
    True
    """
    return _SPACE.sub(" ", re.sub(r"[^\w\s]", " ", bare(name))).strip()
