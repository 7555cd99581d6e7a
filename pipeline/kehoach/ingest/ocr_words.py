"""From recognised words to the characters of a page, and what is no word set aside."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from kehoach.ingest.ocr_engine import Word
from kehoach.ingest.ocr_image import DPI
from kehoach.ingest.pdf_glyphs import Glyph

SURE = 0.5
"""Confidence from which a word is taken as it is."""

LOST = 0.3
"""Confidence below which a word of letters is taken only beside surer ones."""

EM = 1.1
"""Size of type as a multiple of what Tesseract measures from the feet to the heads of letters: 1.05 to 1.15 in Times."""

ALIKE = 0.25
"""Share by which the size of a line may differ from the page's usual one and still be that."""


@dataclass(frozen=True, slots=True)
class Read:
    """The words of a page as its characters, what is none, and how sure each is (of `glyphs`, in their order)."""

    glyphs: list[Glyph]
    junk: list[Glyph]
    sure: list[float]


def read_words(words: Sequence[Word], height: float) -> Read:
    """Return the words on a picture in points of a page `height` points high, from its lower left corner."""
    usual = _usual(words)
    lines: dict[int, list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    glyphs, junk, sure = list[Glyph](), list[Glyph](), list[float]()
    for line in lines.values():
        kept = _kept(line, usual)
        for word in line:
            glyph = _glyph(word, usual, height)
            if word in kept:
                glyphs.append(glyph)
                sure.append(word.confidence)
            else:
                junk.append(glyph)
    return Read(glyphs, junk, sure)


def _usual(words: Sequence[Word]) -> float:
    """Return the size of letters that most of the page has, in pixels."""
    sizes = sorted(w.size for w in words if w.confidence >= SURE for _ in w.text)
    return median(sizes) if sizes else 1.0


def _kept(line: Sequence[Word], usual: float) -> set[Word]:
    """Return the words of a line that are taken for such: sure ones, and unsure ones that look like one between them."""
    sure = [w for w in line if w.confidence >= SURE and _is_word(w)]
    if not sure or sum(len(w.text) for w in sure) * 3 < sum(len(w.text) for w in line):
        return {w for w in sure if w.confidence >= 0.8 and sum(c.isalnum() for c in w.text) > 1 and 0.5 < w.size / usual < 2.5}
    left, right = min(w.box[0] for w in sure), max(w.box[2] for w in sure)
    near = 2 * usual
    return {
        w for w in line
        if w in sure or (_is_word(w) and w.confidence >= LOST and w.box[2] > left - near and w.box[0] < right + near)
        or (left <= w.box[0] and w.box[2] <= right and w.box[3] - w.box[1] < 2 * usual and _is_word(w))
    }  # fmt: skip


def _is_word(word: Word) -> bool:
    return any(unicodedata.category(c)[0] in "LN" for c in word.text) or word.text in {"-", "–", "+", "/", "&", "%", "•", "*"}


def _glyph(word: Word, usual: float, height: float) -> Glyph:
    scale = 72 / DPI
    size = usual if abs(word.size - usual) <= ALIKE * usual else word.size
    text = unicodedata.normalize("NFC", word.text)
    return Glyph(text, word.box[0] * scale, word.box[2] * scale, height - word.baseline * scale, size * scale * EM, False)
