"""The closing block, recipients beside the signature: its columns read once more, each by itself and larger.

Type is smaller there than above, and where a line of one column stands half a line lower than its neighbour Tesseract reads both as one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kehoach.ingest.ocr.engine import BLOCK, Word, sureness, words
from kehoach.ingest.ocr.image import DPI, FINE, Picture
from kehoach.ingest.ocr.signature import ABOVE, recipients_head
from kehoach.ingest.ocr.words import BULLET, SURE, usual_size

BETWEEN = 0.3, 0.7
"""Shares of the page's width between which the columns part."""

GAP = 1.0
"""Sizes of type that the gap between the columns is wide at least."""

AS_MUCH, AS_MUCH_SURER = 0.98, 0.9
"""Share of the letters read before, by how sure they are, that the new reading of a column must reach to take their place: where it is
less sure on average, and where it is surer (the first one may hold a line twice)."""

CLEAN = 0.7
"""Mean confidence from which the new reading of a column may stand: under the seals of three real scans it was 0.50 to 0.59 (2026-11),
under thin strokes 0.73 to 0.91."""

_PURPOSE = re.compile(r"\(?[^\s()]{1,4}\)[;.,:]{0,2}")
"""For what a copy is sent, however it is read: `(b/c);`."""

Pixels = tuple[int, int, int, int]
"""Left, top, right and bottom."""


@dataclass(frozen=True, slots=True)
class _Block:
    """Where the columns of a closing block stand, in pixels: the recipients, and the signature on their right."""

    recipients: Pixels
    signature: Pixels


def with_columns(picture: Picture, found: Sequence[Word]) -> list[Word]:
    """Return the words `found` on a picture, those of the columns of the closing block read anew where that gives as much."""
    block = _block(found, picture.image.width, picture.image.height)
    if block is None:
        return list(found)
    kept = _with_column(picture, list(found), block.recipients, listed=True)
    return _with_column(picture, kept, block.signature, listed=False)


def _block(found: Sequence[Word], width: int, height: int) -> _Block | None:
    """Return the columns below the words `Nơi nhận`, as far down as a gap parts them; None where there are none."""
    head = recipients_head(found)
    if head is None or head.box[2] > BETWEEN[0] * width + head.size:
        return None
    middle = (head.box[1] + head.box[3]) / 2
    sure = sorted((w for w in found if w.confidence >= SURE), key=lambda w: w.box[1])
    above = [w for w in sure if w.box[3] <= middle]
    beside, bottom = [w for w in sure if w.box[3] > middle], height
    gap = _gap(beside, width)
    while beside and gap[1] - gap[0] < GAP * usual_size(found):
        bottom = round(beside.pop().box[1])
        gap = _gap(beside, width)
    if not any(w.box[0] >= gap[1] for w in beside):
        return None
    parting, top = round(sum(gap) / 2), round(head.box[3])
    last = max((w.box[3] for w in above if w.box[0] < parting), default=0.0)
    higher = round(max(last, head.box[1] - ABOVE * DPI))
    return _Block((0, top, parting, bottom), (parting, higher, width, bottom))


def _gap(found: Sequence[Word], width: int) -> tuple[float, float]:
    """Return the widest stretch from left to right between which the columns may part that no word reaches into."""
    least, most = (share * width for share in BETWEEN)
    inside = sorted((max(w.box[0], least), min(w.box[2], most)) for w in found if w.box[2] > least and w.box[0] < most)
    widest, at = (least, least), least
    for left, right in [*inside, (most, most)]:
        if left - at > widest[1] - widest[0]:
            widest = at, left
        at = max(at, right)
    return widest


def _with_column(picture: Picture, found: list[Word], box: Pixels, *, listed: bool) -> list[Word]:
    """Return words with those of one column read anew: a list of recipients, or a signature, whose strokes are left out for once."""
    old = [w for w in found if box[0] <= (w.box[0] + w.box[2]) / 2 < box[2] and box[1] <= (w.box[1] + w.box[3]) / 2 < box[3]]
    last = max((w.line for w in found), default=0)
    parts = [picture.larger(box)] if listed else [picture.larger(box), picture.larger(box, unsigned=True)]
    if parts[0] == parts[-1]:
        parts = parts[:1]
    new = max((words(part, FINE, BLOCK) for part in parts), key=_weight)
    enough = AS_MUCH if sureness(new) < sureness(old) else AS_MUCH_SURER
    if sureness(new) < CLEAN or _weight(new) < enough * _weight(old):
        return found
    new = [w.moved(box[0], box[1], last + 1, DPI / FINE) for w in (_as_listed(new) if listed else new)]
    return [w for w in found if w not in old] + new


def _weight(found: Sequence[Word]) -> float:
    return sum(w.confidence * len(w.text) for w in found)


def _as_listed(found: Sequence[Word]) -> list[Word]:
    """Return the words of a list, those sure enough whose form is what must stand there: the dash of an item, its purpose at the end."""
    opening = [True, *(a.line != b.line for a, b in pairwise(found)), True]
    return [
        w._replace(confidence=max(w.confidence, SURE))
        if (first and BULLET.fullmatch(w.text)) or (last and _PURPOSE.fullmatch(w.text))
        else w
        for w, first, last in zip(found, opening[:-1], opening[1:], strict=True)
    ]
