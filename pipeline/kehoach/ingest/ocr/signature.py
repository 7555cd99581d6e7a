"""Who signs, beside and under seal and signature: a second look where the first one sees a picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kehoach.ingest.ocr.engine import SCATTERED, Word, words
from kehoach.ingest.ocr.image import DPI, INK
from kehoach.rules.fold import bare

CERTAIN = 0.7
"""Confidence from which a word among seal and signature is taken: what the strokes themselves give stays below (2026-11: seven pages)."""

INKED = 0.05
"""Share of the box of a word that is ink at least."""

ABOVE = 0.3
"""Inches above the words `Nơi nhận` from which signatures are looked for: they begin level with it."""

BELOW = 4.0
"""Inches below it down to which they are."""


def with_overlooked(picture: Any, found: Sequence[Word]) -> list[Word]:
    """Return the words `found` on a picture of `DPI` with those right of the list of recipients that are not among them.

    What the second look reads takes the place of what the first one was less sure of.
    """
    head = recipients_head(found)
    if head is None:
        return list(found)
    left, top = round(picture.width * 0.42), max(round(head.box[1] - ABOVE * DPI), 0)
    bottom = min(round(head.box[3] + BELOW * DPI), picture.height)
    region = picture.copy()
    for word in found:
        if word.confidence >= CERTAIN:
            region.paste(255, tuple(round(x) for x in word.box))
    region = region.crop((left, top, picture.width, bottom))
    last = max((w.line for w in found), default=0)
    seen = words(region, DPI, SCATTERED)
    new = [w.moved(left, top, last + 1) for w in seen if w.confidence >= CERTAIN and sum(c.isalpha() for c in w.text) >= 2]
    new = [w for w in new if _is_inked(picture, w)]
    new = [w for w in new if not any(_overlap(w, other) for other in found if other.confidence >= CERTAIN)]
    return [w for w in found if not any(_overlap(w, other) for other in new)] + new


def recipients_head(found: Sequence[Word]) -> Word | None:
    """Return the second of the words `Nơi nhận` that open the list of recipients, None where it is not on the page."""
    return next((w for w in found if bare(w.text).startswith("nhan") and _after_place(w, found)), None)


def _is_inked(picture: Any, word: Word) -> bool:
    """Say whether there is ink where a word was read; among grain without any Tesseract sees letters too."""
    import numpy as np

    points = np.asarray(picture.crop(tuple(round(at) for at in word.box)))
    return bool((points < INK).mean() >= INKED)


def _overlap(a: Word, b: Word) -> bool:
    return a.box[0] < b.box[2] and b.box[0] < a.box[2] and a.box[1] < b.baseline and b.box[1] < a.baseline


def _after_place(word: Word, found: Sequence[Word]) -> bool:
    """Say whether a word stands on a line that begins with `Nơi`."""
    first = next(w for w in found if w.line == word.line)
    return bare(first.text) == "noi"
