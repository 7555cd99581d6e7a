"""Folding: the form of a text in which `QUYẾT ĐỊNH`, `quyết định` and `quyet dinh` are the same."""

from __future__ import annotations

import unicodedata


class _Folding(dict[int, str]):
    """A translation table that works out each character when it first meets it."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp"):
            folded = " "
        else:
            lower = unicodedata.normalize("NFD", char.lower())[0]
            folded = "d" if lower in "đð" else lower
        self[code] = folded
        return folded


_TABLE = _Folding()


def fold(text: str) -> str:
    """Return `text` in small letters without diacritics, đ as d, control characters (and lone surrogates) as spaces.

    Every code point becomes exactly one, so an offset into the folded text is an offset into `text`. Expects NFC: a
    combining mark on its own stays as it is.

    >>> fold("QUYẾT ĐỊNH số 1847/QĐ-TTg")
    'quyet dinh so 1847/qd-ttg'
    """
    return text.translate(_TABLE)
