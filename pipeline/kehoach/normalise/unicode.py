"""Characters: one code point form for each letter, ordinary spaces and hyphens, nothing invisible."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from kehoach.records.text import Edit, OffsetMap, edited
from kehoach.rules.fold import bare
from kehoach.rules.load import any_of

REPLACED = {
    "\u00d0": "Đ", "\u0189": "Đ", "\u0256": "đ",  # Ð (eth), Ɖ and ɖ look like Đ, đ and are typed for them
    "\u00a0": " ", "\u1680": " ", "\u2000": " ", "\u2001": " ", "\u2002": " ", "\u2003": " ", "\u2004": " ", "\u2005": " ", "\u2006": " ",
    "\u2007": " ", "\u2008": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ", "\u205f": " ", "\u3000": " ",
    "\t": " ", "\x1c": " ", "\x1d": " ",
    "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "", "\u200e": "", "\u200f": "", "\u2060": "", "\ufeff": "",
    "\u2010": "-", "\u2011": "-", "\ufffe": "-", "\x02": "-", "\x1e": "-", "\x1f": "",  # the last two: Word's hard and soft hyphen
    "\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n",
}  # fmt: skip

LOOK_ALIKE = {
    # Cyrillic capitals
    "\u0410": "A", "\u0412": "B", "\u0415": "E", "\u041a": "K", "\u041c": "M", "\u041d": "H", "\u041e": "O", "\u0420": "P",
    "\u0421": "C", "\u0422": "T", "\u0423": "Y", "\u0425": "X", "\u0406": "I", "\u0408": "J", "\u0405": "S",
    # Cyrillic small letters
    "\u0430": "a", "\u0435": "e", "\u043e": "o", "\u0440": "p", "\u0441": "c", "\u0443": "y", "\u0445": "x", "\u0456": "i",
    "\u0458": "j", "\u0455": "s", "\u0501": "d",
    # Greek
    "\u0391": "A", "\u0392": "B", "\u0395": "E", "\u0396": "Z", "\u0397": "H", "\u0399": "I", "\u039a": "K", "\u039c": "M",
    "\u039d": "N", "\u039f": "O", "\u03a1": "P", "\u03a4": "T", "\u03a5": "Y", "\u03a7": "X", "\u03bf": "o",
}  # fmt: skip
_ALIKE = re.compile(f"[{''.join(LOOK_ALIKE)}]+")
_OTHER = re.compile("[\u0370-\u052f]")  # any letter of the two scripts
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_WORD = re.compile(r"[\w\u0300-\u036f]+")
_SYMBOL = re.compile(r"(?=\D*\d)[^/-]+[/-]\S+|[A-ZĐ]+[/-]\S+")  # a number with its symbol, or a symbol alone
_VOWEL = re.compile("[aeiouy]")
_SPACE = re.compile(r"\s")
WIDE_GAP = " " * 5  # what `lines` takes for a gap between columns
LONGEST_SYMBOL = 40  # characters of a number with its symbol; the longest met has 36
_SPECIAL = re.compile("|".join(re.escape(c) for c in sorted(REPLACED, key=len, reverse=True)))
_REFERENCE = re.compile(r"&(?:#\d{2,6}|#[xX][\da-fA-F]{2,5}|[a-zA-Z]{2,8}\d{0,2});")
_RUN = re.compile("[\x00-\x7f]?[^\x00-\x7f]+")


def clean(text: str) -> tuple[str, OffsetMap]:
    """Return `text` in NFC with ordinary spaces, hyphens and line ends, and its map back to `text`.

    >>> clean("Qu\\u1ef9\\u00a0\\u00d0\\u1ea3ng")[0]
    'Quỹ Đảng'
    """
    gaps = _tab_gaps(text)
    tabs = {at for gap in gaps for at in range(gap.start, gap.end)}
    edits = [Edit(m.start(), m.end(), REPLACED[m.group()]) for m in _SPECIAL.finditer(text) if m.start() not in tabs]
    if others := [*gaps, *_references(text), *_look_alikes(text)]:
        edits = sorted([*edits, *others], key=lambda e: e.start)
    once, back = edited(text, edits)
    if unicodedata.is_normalized("NFC", once):
        return once, back
    composed, map_nfc = edited(once, _composing(once))
    return composed, back.then(map_nfc)


def _references(text: str) -> Iterator[Edit]:
    """Yield the edits that read the character references which a copy of a web page has kept (`&nbsp;`)."""
    for m in _REFERENCE.finditer(text):
        shown = html.unescape(m.group())
        if len(shown) == 1:
            yield Edit(m.start(), m.end(), REPLACED.get(shown, shown))


def _tab_gaps(text: str) -> list[Edit]:
    """Return the edits that make a wide gap of tabs that part two columns; of one such gap a signature has at most a few."""
    if "\t" not in text:
        return []
    return [Edit(m.start(), m.end(), WIDE_GAP) for m in any_of("layout.toml", "tab_gap").finditer(text)]


def _look_alikes(text: str) -> list[Edit]:
    """Return the edits that make Latin letters of Cyrillic and Greek ones that look like them.

    Only where they can be nothing else: in a word that holds Latin letters too and reads as a syllable, or in a symbol (`12/QĐ-TT`).
    Abbreviations outside symbols stay as printed, and so does a text that is mostly in another script.
    """
    if not _OTHER.search(text) or len(_LATIN.findall(text)) < len(_OTHER.findall(text)):
        return []
    latin = str.maketrans(LOOK_ALIKE)
    edits: list[Edit] = []
    for word in _WORD.finditer(text):
        found = list(_ALIKE.finditer(text, word.start(), word.end()))
        if not found:
            continue
        mixed = _LATIN.search(word.group()) is not None
        syllable = mixed and _VOWEL.search(bare(word.group().translate(latin)))
        if syllable or ((mixed or _ALIKE.fullmatch(word.group())) and _in_symbol(text, word)):
            edits += [Edit(m.start(), m.end(), m.group().translate(latin)) for m in found]
    return edits


def _in_symbol(text: str, word: re.Match[str]) -> bool:
    """Whether a word is part of a symbol, alone or with its number."""
    least, most = max(0, word.start() - LONGEST_SYMBOL), word.end() + LONGEST_SYMBOL
    before = max(text.rfind(c, least, word.start()) for c in " \n\t") + 1
    after = _SPACE.search(text, word.end(), most)
    return _SYMBOL.match(text, max(before, least), after.start() if after else min(most, len(text))) is not None


def _composing(text: str) -> list[Edit]:
    """Return the edits that bring `text` to NFC, as small as may be.

    An ASCII character never composes with what stands before it, so the text from one ASCII character to the next can be composed by
    itself; such a run is cut again before each character of combining class 0 where the parts give the same as the whole.
    """
    edits = []
    for run in _RUN.finditer(text):
        whole = unicodedata.normalize("NFC", run.group())
        if whole == run.group():
            continue
        cuts = [run.start(), *(i for i in range(run.start() + 1, run.end()) if not unicodedata.combining(text[i])), run.end()]
        parts = [(a, b, unicodedata.normalize("NFC", text[a:b])) for a, b in pairwise(cuts)]
        if "".join(new for _, _, new in parts) != whole:
            parts = [(run.start(), run.end(), whole)]
        edits += [Edit(a, b, new) for a, b, new in parts if new != text[a:b]]
    return edits
