"""Folding: forms of a Vietnamese string under which spelling variants meet. For look-ups only; records keep what is printed."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_MARKS = re.compile("[\u0300-\u036f]")
_DASHES = re.compile("[\u2010-\u2015\u2212_]")
_SPACE = re.compile(r"\s+")
_PLAIN: dict[int, str | int] = {ord("đ"): "d", ord("Đ"): "D", ord("ð"): "d", ord("Ð"): "D"}


def bare(text: str) -> str:
    """Return `text` in lower case without diacritics, đ as d, white space single.

    >>> bare("Mục ĐÍCH,  yêu cầu")
    'muc dich, yeu cau'
    """
    return _SPACE.sub(" ", _MARKS.sub("", unicodedata.normalize("NFD", text)).translate(_PLAIN)).strip().lower()


@cache
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
