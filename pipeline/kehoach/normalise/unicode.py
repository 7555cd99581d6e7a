"""Characters: one code point form for each letter, ordinary spaces and hyphens, nothing invisible."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from kehoach.records.text import Edit, OffsetMap, edited

REPLACED = {
    "\u00d0": "Đ", "\u0189": "Đ", "\u0256": "đ",  # Ð (eth), Ɖ and ɖ look like Đ, đ and are typed for them
    "\u00a0": " ", "\u1680": " ", "\u2000": " ", "\u2001": " ", "\u2002": " ", "\u2003": " ", "\u2004": " ", "\u2005": " ", "\u2006": " ",
    "\u2007": " ", "\u2008": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ", "\u205f": " ", "\u3000": " ",
    "\t": " ", "\x1c": " ", "\x1d": " ",
    "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "", "\u200e": "", "\u200f": "", "\u2060": "", "\ufeff": "",
    "\u2010": "-", "\u2011": "-", "\ufffe": "-", "\x02": "-", "\x1e": "-", "\x1f": "",  # the last two: Word's hard and soft hyphen
    "\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n",
}  # fmt: skip

_SPECIAL = re.compile("|".join(re.escape(c) for c in sorted(REPLACED, key=len, reverse=True)))
_RUN = re.compile("[\x00-\x7f]?[^\x00-\x7f]+")


def clean(text: str) -> tuple[str, OffsetMap]:
    """Return `text` in NFC with ordinary spaces, hyphens and line ends, and its map back to `text`.

    >>> clean("Qu\\u1ef9\\u00a0\\u00d0\\u1ea3ng")[0]
    'Quỹ Đảng'
    """
    once, back = edited(text, [Edit(m.start(), m.end(), REPLACED[m.group()]) for m in _SPECIAL.finditer(text)])
    if unicodedata.is_normalized("NFC", once):
        return once, back
    composed, map_nfc = edited(once, _composing(once))
    return composed, back.then(map_nfc)


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
