"""From recognised words to the characters of a page, and what is no word set aside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from kehoach.ingest.ocr_engine import Word
from kehoach.ingest.ocr_image import DPI
from kehoach.ingest.pdf_glyphs import Glyph
from kehoach.ingest.syllables import is_syllable

SURE = 0.5
"""Confidence from which a word is taken as it is."""

LOST = 0.3
"""Confidence below which a word at the end of a line is taken for none."""

CERTAIN = 0.8
"""Confidence from which a word that stands among specks is taken."""

EM = 1.1
"""Size of type as a multiple of what Tesseract measures from the feet to the heads of letters: 1.05 to 1.15 in Times."""

ALIKE = 0.25
"""Share by which the size of a line may differ from the page's usual one and still be that."""

COLUMN = 1.5
"""Gap, in sizes, from which words stand in columns; up to it Tesseract's parting of words counts, however near they stand."""

_BULLETS = frozenset("-–—~•*+")
_SCRAWLED = re.compile(r"[^/]*?[^/\d][^/]*(?=/[A-ZĐ]{2})|[^/]*(?=/[A-ZĐ]{2})")
"""What stands before the slash of a symbol."""


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
        lines.setdefault(word.line, []).extend(_without_scrawl(word))
    found = Read([], [], [])
    for line in lines.values():
        kept = _kept(line, usual)
        found.junk.extend(_glyph(w, usual, height) for w in line if w not in kept)
        for i, word in enumerate(kept):
            glyph = _glyph(word, usual, height)
            last = found.glyphs[-1] if i else None
            if last is not None and _stands_by(
                last, glyph, any(w.box[0] < word.box[0] and w.box[0] > kept[i - 1].box[0] for w in line if w not in kept)
            ):
                found.glyphs.append(Glyph(" ", last.right, max(glyph.left, last.right), last.baseline, last.size, False))
                found.sure.append(word.confidence)
            found.glyphs.append(glyph)
            found.sure.append(word.confidence)
    return found


def _stands_by(last: Glyph, glyph: Glyph, parted: bool) -> bool:
    """Say whether one space stands between two words; a wider gap is left as it is, but where something unread stands in it (`parted`)."""
    return glyph.left - last.right < (2 * COLUMN if parted else COLUMN / 2) * glyph.size


def _without_scrawl(word: Word) -> list[Word]:
    """Cut a number written by hand, which is not read with any certainty, off the symbol printed after it: `Số: †4/UBND-KTTH`."""
    found = _SCRAWLED.match(word.text)
    if word.confidence >= SURE or found is None or not found.end() or word.text[: found.end()].isdigit():
        return [word]
    left, top, right, bottom = word.box
    cut = left + (right - left) * found.end() / len(word.text)
    scrawl = word._replace(text=word.text[: found.end()], box=(left, top, cut, bottom), confidence=0.0)
    return [scrawl, word._replace(text=word.text[found.end() :], box=(cut, top, right, bottom), confidence=SURE)]


def _usual(words: Sequence[Word]) -> float:
    """Return the size of letters that most of the page has, in pixels."""
    sizes = [w.size for w in words if w.confidence >= SURE for _ in w.text]
    return median(sizes) if sizes else 1.0


def _kept(line: Sequence[Word], usual: float) -> list[Word]:
    """Return the words of a line that are taken for such: sure ones, and between them what has letters."""
    sure = [w for w in line if w.confidence >= SURE and _has_letters(w)]
    if sum(len(w.text) for w in sure) * 3 < sum(len(w.text) for w in line):
        return [w for w in sure if w.confidence >= CERTAIN and sum(c.isalnum() for c in w.text) > 1 and 0.5 < w.size / usual < 2.5]
    left, right = min(w.box[0] for w in sure), max(w.box[2] for w in sure)
    found = []
    for word in line:
        within = left <= word.box[0] and word.box[2] <= right
        near = left - 3 * usual < word.box[2] and word.box[0] < right + 2 * usual
        bullet = word.text in _BULLETS and (within or near) and word.confidence >= LOST
        letters = _has_letters(word) and ((within and word.confidence > 0) or (near and (word.confidence >= LOST or _is_spelt(word))))
        if word in sure or bullet or letters or (word.text in "/&%" and within):
            found.append(word)
    return found


def _is_spelt(word: Word) -> bool:
    """Say whether a word of several letters has the shape of a syllable."""
    text = word.text.strip(".,;:").lower()
    return len(text) > 1 and is_syllable(text)


def _has_letters(word: Word) -> bool:
    return any(unicodedata.category(c)[0] in "LN" for c in word.text)


def _glyph(word: Word, usual: float, height: float) -> Glyph:
    scale = 72 / DPI
    size = usual if abs(word.size - usual) <= ALIKE * usual else word.size
    text = unicodedata.normalize("NFC", word.text)
    return Glyph(text, word.box[0] * scale, word.box[2] * scale, height - word.baseline * scale, size * scale * EM, False)
