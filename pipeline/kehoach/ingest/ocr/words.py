"""From recognised words to the characters of a page, and what is no word set aside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from kehoach.ingest.ocr.engine import Word
from kehoach.ingest.ocr.image import DPI
from kehoach.ingest.pdf.glyphs import Glyph
from kehoach.ingest.syllables import is_syllable
from kehoach.rules.fold import bare

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

BULLET = re.compile(r"[-–—~•*+]{1,2}")
"""What stands before the items of a list, as it is read."""

_SCRAWLED = re.compile(r"[^/]*?(?=/[A-ZĐ]{2}|-[A-ZĐ]{2,3}/[A-ZĐ]{2})")
"""What stands before the printed part of a symbol."""

_ROMAN = re.compile(r"[IVX]{1,5}[.,]?")
"""The label of a heading, whose point may be overlooked."""

_FORMED = re.compile(r"\(?(?:[IVXl|]+|\d[\d.,/-]*\w?)[.):;,/]{0,2}|\d[\d/]*[-/][A-ZĐ][\w/-]+[.,;)]?|S[^\s\d]{1,2}:")
"""Labels, numbers, days, symbols, and the `Số:` before these."""


@dataclass(frozen=True, slots=True)
class Read:
    """The words of a page as its characters, what is none, and how sure each is (of `glyphs`, in their order)."""

    glyphs: list[Glyph]
    junk: list[Glyph]
    sure: list[float]


def read_words(words: Sequence[Word], height: float) -> Read:
    """Return the words on a picture in points of a page `height` points high, from its lower left corner."""
    usual = usual_size(words)
    lines: dict[int, list[Word]] = {}
    for word in words:
        line = lines.setdefault(word.line, [])
        line.extend(_without_scrawl(word) if line and _asks_number(line[-1]) else [word])
    found = Read([], [], [])
    for line in lines.values():
        kept = _kept(line, usual)
        found.junk.extend(_glyph(w, usual, height) for w in line if w not in kept)
        for i, word in enumerate(kept):
            glyph = _glyph(word, usual, height)
            last = found.glyphs[-1] if i else None
            parted = i > 0 and any(kept[i - 1].box[0] < w.box[0] < word.box[0] for w in line if w not in kept)
            labelled = i == 1 and _ROMAN.fullmatch(kept[0].text) is not None and word.text.isupper()
            if last is not None and _stands_by(last, glyph, parted or labelled):
                found.glyphs.append(Glyph(" ", last.right, max(glyph.left, last.right), last.baseline, last.size, False))
                found.sure.append(word.confidence)
            found.glyphs.append(glyph)
            found.sure.append(word.confidence)
    return found


def _stands_by(last: Glyph, glyph: Glyph, far: bool) -> bool:
    """Say whether one space stands between two words; a wider gap is left as it is, but where something unread or a point stands in it."""
    return glyph.left - last.right < (2 * COLUMN if far else COLUMN / 2) * glyph.size


def _asks_number(word: Word) -> bool:
    """Say whether a word is the `Số:` of a letterhead, after which numbers are written by hand."""
    return word.text[0] == "S" and bare(word.text).rstrip(":.;") == "so"


def _without_scrawl(word: Word) -> list[Word]:
    """Cut a number written by hand, which is not read with any certainty, off the symbol printed after it: `Số: †4/UBND-KTTH`."""
    found = _SCRAWLED.match(word.text)
    if word.confidence >= SURE or found is None or not found.end() or word.text[: found.end()].isdigit():
        return [word]
    left, top, right, bottom = word.box
    cut = left + (right - left) * found.end() / len(word.text)
    scrawl = word._replace(text=word.text[: found.end()], box=(left, top, cut, bottom), confidence=0.0)
    return [scrawl, word._replace(text=word.text[found.end() :], box=(cut, top, right, bottom), confidence=SURE)]


def usual_size(words: Sequence[Word]) -> float:
    """Return the size of letters that most of the page has, in pixels."""
    sizes = [w.size for w in words if w.confidence >= SURE for _ in w.text]
    return median(sizes) if sizes else 1.0


def _kept(line: Sequence[Word], usual: float) -> list[Word]:
    """Return the words of a line that are taken for such: sure ones, and between them what has letters."""
    sure = [w for w in line if w.confidence >= SURE and _has_letters(w)]
    if sum(len(w.text) for w in sure) * 3 < sum(len(w.text) for w in line):
        return [w for w in sure if w.confidence >= CERTAIN and sum(c.isalnum() for c in w.text) > 1 and 0.5 < w.size / usual < 2.5]
    first, last = line.index(sure[0]), line.index(sure[-1])
    inner = [w for w in line[first : last + 1] if w in sure or w.text in "/&%" or _is_word(w, 0.01) or _is_bullet(w)]
    return [*_going_on(line[:first][::-1], inner[0], usual)[::-1], *inner, *_going_on(line[last + 1 :], inner[-1], usual)]


def _going_on(words: Sequence[Word], last: Word, usual: float) -> list[Word]:
    """Return the words that follow the sure ones of a line outwards: each stands near the one before, or is half sure and well formed."""
    found = list[Word]()
    for word in words:
        gap = max(word.box[0] - last.box[2], last.box[0] - word.box[2])
        is_far = gap > (3 if word.box[0] < last.box[0] else 2) * usual
        formed = _has_letters(word) and (_is_spelt(word) or _is_formed(word))
        if is_far and not (formed and word.confidence >= LOST and len(word.text) > 1):
            break
        if _is_bullet(word) or _is_word(word, LOST) or formed:
            found.append(word)
            last = word
    return found


def _is_word(word: Word, least: float) -> bool:
    return _has_letters(word) and word.confidence >= least


def _is_bullet(word: Word) -> bool:
    return BULLET.fullmatch(word.text) is not None and word.confidence >= LOST


def _is_formed(word: Word) -> bool:
    """Say whether a word has the form of a label, a number, a day or a symbol."""
    return word.confidence > 0 and _FORMED.fullmatch(word.text) is not None


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
