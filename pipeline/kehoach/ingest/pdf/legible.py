"""Can the letters of a PDF page be read, or is the text behind it wrong? Fonts map letters wrongly, poor recognition leaves marks out."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from kehoach.ingest.pdf.glyphs import Glyph
from kehoach.ingest.pdf.rows import rows_of, text_of
from kehoach.ingest.syllables import is_syllable

STRANGE = 0.03
"""Share of letters from outside the Latin alphabet, of control characters and of such without meaning, above which the font's map is
broken: 0.12 and 0.16 in the two broken papers measured, at most 0.005 in four others."""

ENOUGH = 40
"""Words from which a page is judged by itself."""

DOUBTFUL = 0.75
"""Fluency below which the letters of a page are doubted: 0.9 and more in Vietnamese text, about 0 where fonts or recognition spoil it."""

MARKED = 0.5
"""Share of words with a letter outside ASCII in fluent Vietnamese, at least: 0.7 to 0.8 in plans."""

_WORD = re.compile(r"[^\W\d_]{2,}")


def garbled(pages: Sequence[Sequence[Glyph]]) -> list[int]:
    """Return the pages (from 0) whose letters have no right Unicode values: of a small page only where the file is so altogether."""
    signs = [Counter(sign for g in page for sign in g.text if not sign.isspace()) for page in pages]
    whole = sum(signs, Counter[str]())
    by_file = _is_strange(whole)
    return [i for i, page in enumerate(signs) if _is_strange(page) and (by_file or page.total() >= 5 * ENOUGH)]


def doubtful(pages: Sequence[Sequence[Glyph]]) -> list[int]:
    """Return the pages (from 0) that hold enough words to judge and do not read as Vietnamese: another language, or letters gone wrong."""
    texts = ["\n".join(text_of(row) for row in rows_of(page)) for page in pages]
    return [i for i, text in enumerate(texts) if len(_words(text)) >= ENOUGH and fluency(text) < DOUBTFUL]


def fluency(text: str) -> float:
    """Return how far a text reads as Vietnamese, 0 to 1: the share of its words that are syllables, less where they lack marks.

    >>> fluency("Căn cứ kế hoạch của tỉnh"), fluency("Can cu ke hoach cua tinh"), fluency("C¨n cø kÕ ho¹ch cña tØnh") < 0.1
    (1.0, 0.0, True)
    """
    words = _words(text)
    if not words:
        return 1.0
    good = sum(is_syllable(w) for w in words)
    marked = sum(not w.isascii() and is_syllable(w) for w in words)
    return good / len(words) * min(1.0, marked / (MARKED * len(words)))


def _words(text: str) -> list[str]:
    """Return the words of a text in lower case, without abbreviations (`UBND`)."""
    found = _WORD.findall(unicodedata.normalize("NFC", text))
    return [w.lower() for w in found if not w.isupper() or is_syllable(w.lower())]


def _is_strange(signs: Counter[str]) -> bool:
    strange = sum(n for sign, n in signs.items() if _has_no_place(sign))
    return strange > STRANGE * signs.total()


def _has_no_place(sign: str) -> bool:
    category = unicodedata.category(sign)
    return (
        sign == "\ufffd"
        or category in {"Cc", "Co", "Cn"}
        or (category.startswith("L") and not unicodedata.name(sign, "").startswith("LATIN"))
    )
