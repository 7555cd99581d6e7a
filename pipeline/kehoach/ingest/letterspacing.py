"""Titles set with a space after every letter (`K Ế H O Ạ C H`)."""

from __future__ import annotations

import re
from itertools import pairwise

from kehoach.ingest.syllables import is_syllable

_SPACED = re.compile(r"[^\W\d_](?: +[^\W\d_]){3,}:?")
_LONGEST = 7
"""Letters of the longest syllable (`nghiêng`)."""


def kept(text: str) -> list[int] | None:
    """Return which characters of a line stay when it is read without the spaces between its letters, None where it is not set so.

    Wider spaces part its words; where all are alike, the words are those syllables, as few as may be, that its letters make.

    >>> [(lambda at: at and "".join(t[i] for i in at))(kept(t)) for t in ("K Ế H O Ạ C H", "T H Ô N G   B Á O", "A B C D", "Kế hoạch")]
    ['KẾ HOẠCH', 'THÔNG BÁO', None, None]
    """
    if not _SPACED.fullmatch(text) or text != text.upper():
        return None
    letters = [i for i, c in enumerate(text) if c != " "]
    gaps = [b - a for a, b in pairwise(letters)]
    narrow = min(gaps)
    wide = {i for i, gap in enumerate(gaps, 1) if gap > 1.4 * narrow} if max(gaps) > 1.4 * narrow else None
    starts = wide if wide is not None else _starts("".join(text[i] for i in letters).lower().rstrip(":"))
    if starts is None:
        return None
    found: list[int] = []
    for n, i in enumerate(letters):
        found += [i - 1, i] if n in starts else [i]
    return found


def _starts(letters: str) -> set[int] | None:
    """Return where all syllables but the first begin, None where the letters make none."""
    best: list[list[int] | None] = [[], *[None] * len(letters)]
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before = best[start]
            now = best[end]
            if before is not None and is_syllable(letters[start:end]) and (now is None or len(before) + 1 < len(now)):
                best[end] = [*before, start]
    whole = best[-1]
    return set(whole) - {0} if whole else None
