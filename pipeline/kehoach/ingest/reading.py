"""What each reader hands to `reader`: the text and its way back, without the file's name and checksum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kehoach.records.text import OffsetMap, Place, Span


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


def of_lines(lines: Iterable[tuple[str, Place | None]], notes: tuple[str, ...] = ()) -> Reading:
    r"""Join lines, each with its place, by line ends.

    >>> of_lines([("Kế hoạch", Place(page=1)), ("", None), ("số 5", Place(page=2))]).places[1]
    (Span(start=10, end=14), Place(page=2, box=None, paragraph=None))
    """
    parts: list[str] = []
    places: list[tuple[Span, Place]] = []
    at = 0
    for line, place in lines:
        if place is not None and line:
            places.append((Span(at, at + len(line)), place))
        parts.append(line)
        at += len(line) + 1
    text = "\n".join(parts)
    return Reading(text, text, OffsetMap.identity(len(text)), tuple(places), notes)
