"""UTF-8 text that was once read in a one-byte encoding and saved so: `Káº¿ hoáº¡ch` is `Kế hoạch`."""

from __future__ import annotations

import re
import unicodedata

from kehoach.ingest.syllables import is_syllable
from kehoach.records.text import Edit

RESTORED = "letters restored from UTF-8 read in another encoding"
ENOUGH = 3
"""Letters of a text that must be garbled before any of them is restored."""


def _bytes() -> dict[str, int]:
    """Map every character that a byte from 0x80 on is shown as to that byte (Windows-1258, Windows-1252, Latin-1)."""
    found = {chr(b): b for b in range(0x80, 0x100)}
    for encoding in ("cp1258", "cp1252"):
        for b in range(0x80, 0x100):
            shown = bytes([b]).decode(encoding, "ignore")
            if shown and (encoding == "cp1252" or b not in _SHIFTED):
                found[shown] = b
    return found


_SHIFTED = frozenset({0xCC, 0xD2, 0xDE, 0xEC, 0xF2})
"""Bytes that Windows-1258 shows as accents on the letter before: they lead in no UTF-8 that Vietnamese needs."""

_BYTES = _bytes()
_RUN = re.compile(f"(?:[{re.escape(''.join(_BYTES))}]{{2,}}|Ã(?= ))(?:(?<=Ã) [^\\W\\d_]*)?")  # one byte alone is no letter
_LETTERS = re.compile(r"[^\W\d_]*$")
_GOOD = re.compile(
    "[\u00a0-\u00ff\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u0300-\u0323\u1ea0-\u1ef9\u2010-\u203a\u2212\ufeff\u00a9]"
)


def restored(text: str) -> list[Edit]:
    """Return the edits that make garbled letters what they were, none where fewer than ENOUGH are garbled.

    A space that was a no-break one is taken back as the last byte of `à` where that makes a syllable; alone it tells nothing (`XÃ HỘI`).

    >>> from kehoach.records.text import edited
    >>> edited(t := "Káº¿ hoáº¡ch nÄƒm, lÃ m vÃ  xem", restored(t))[0]
    'Kế hoạch năm, làm và xem'
    """
    found: list[Edit] = []
    garbled = 0
    for run in _RUN.finditer(text):
        high = run.group().partition(" ")[0]
        at = run.start()
        size = 0
        while size < len(high):
            width = _width(_BYTES[high[size]])
            piece = high[size : size + width]
            shown = _decoded(piece) if width > 1 and len(piece) == width else None
            if shown:
                found.append(Edit(at + size, at + size + width, shown))
                garbled += shown.isalpha()
            size += width if shown else 1
        if " " in run.group() and (found == [] or found[-1].end < at + len(high)):
            found += _grave(text, at + len(high) - 1, run.end())
    return found if garbled >= ENOUGH else []


def _width(first: int) -> int:
    """Return how many bytes a UTF-8 character takes that begins with byte `first`."""
    return 2 if 0xC2 <= first <= 0xDF else 3 if 0xE0 <= first <= 0xEF else 1


def _decoded(piece: str) -> str | None:
    try:
        shown = bytes(_BYTES[c] for c in piece).decode("utf-8")
    except UnicodeDecodeError:
        return None
    return shown if _GOOD.fullmatch(shown) else None


def _grave(text: str, at: int, end: int) -> list[Edit]:
    """Read `Ã ` at `at` as `à`; the space goes where the letters behind it belong to the same word."""
    before = _LETTERS.search(text, max(0, at - 4), at)
    word = unicodedata.normalize("NFC", (before.group() if before else "") + "à" + text[at + 2 : end]).lower()
    spaced = end == at + 2 or not is_syllable(word)
    return [Edit(at, at + 1, "à")] if spaced and not text.startswith("  ", at + 1) else [Edit(at, at + 2, "à")]
