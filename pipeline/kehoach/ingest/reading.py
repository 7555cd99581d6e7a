"""What each reader hands to `reader`: the text and its way back, without the file's name and checksum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kehoach.records.text import Edit, OffsetMap, Place, Repair, Span, edited

Part = tuple[str, Place | None]
"""A piece of text and where it stands; what only parts such pieces stands nowhere."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A piece of the file that is no part of the text, with the reason: it is kept in `raw` alone."""

    text: str
    place: Place | None
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """As `Pages`, less its source."""

    raw: str
    text: str
    offsets: OffsetMap
    places: tuple[tuple[Span, Place], ...] = ()
    notes: tuple[str, ...] = ()
    aside: tuple[tuple[Span, str], ...] = ()
    repairs: tuple[Repair, ...] = ()


def of_parts(parts: Iterable[Part | Aside], notes: tuple[str, ...] = ()) -> Reading:
    """Join parts as they are; those to be left aside stand on lines of their own in `raw`, and not in `text`.

    >>> of_parts([("Kế hoạch", Place(page=1)), (" ", None), ("số 5", Place(page=2))]).places[1]
    (Span(start=9, end=13), Place(page=2, box=None, paragraph=None, run=None, confidence=None))
    >>> read = of_parts([("Mục đích", None), Aside("Trang 2", None, "running head"), (" chung", None)])
    >>> read.raw, read.text
    ('Mục đích\\nTrang 2\\n chung', 'Mục đích chung')
    """
    texts: list[str] = []
    places: list[tuple[Span, Place]] = []
    aside: list[tuple[Span, str]] = []
    at = 0
    edits: list[Edit] = []
    for part in parts:
        text, place = (part.text, part.place) if isinstance(part, Aside) else part
        start = at + 1 if isinstance(part, Aside) else at
        if place is not None and text:
            places.append((Span(start, start + len(text)), place))
        if isinstance(part, Aside):
            aside.append((Span(start, start + len(text)), part.reason))
            text = f"\n{text}\n"
            edits.append(Edit(at, at + len(text), ""))
        texts.append(text)
        at += len(text)
    raw = "".join(texts)
    text, offsets = edited(raw, edits) if edits else (raw, OffsetMap.identity(len(raw)))
    return Reading(raw, text, offsets, tuple(places), notes, tuple(aside))
