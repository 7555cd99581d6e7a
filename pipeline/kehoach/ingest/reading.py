"""What each reader hands to `reader`: the text and its way back, without the file's name and checksum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kehoach.records.text import OffsetMap, Place, Span

Part = tuple[str, Place | None]
"""A piece of text and where it stands; what only parts such pieces stands nowhere."""


@dataclass(frozen=True, slots=True)
class Reading:
    """As `Pages`, less its source."""

    raw: str
    text: str
    offsets: OffsetMap
    places: tuple[tuple[Span, Place], ...] = ()
    notes: tuple[str, ...] = ()


def as_is(text: str, notes: tuple[str, ...] = ()) -> Reading:
    """Return the reading of a text that needs no change."""
    return Reading(text, text, OffsetMap.identity(len(text)), (), notes)


def of_parts(parts: Iterable[Part], notes: tuple[str, ...] = ()) -> Reading:
    """Join parts as they are.

    >>> of_parts([("Kế hoạch", Place(page=1)), (" ", None), ("số 5", Place(page=2))]).places[1]
    (Span(start=9, end=13), Place(page=2, box=None, paragraph=None))
    """
    texts: list[str] = []
    places: list[tuple[Span, Place]] = []
    at = 0
    for text, place in parts:
        if place is not None and text:
            places.append((Span(at, at + len(text)), place))
        texts.append(text)
        at += len(text)
    whole = "".join(texts)
    return Reading(whole, whole, OffsetMap.identity(len(whole)), tuple(places), notes)
