"""Deadlines as a calendar (RFC 5545): one event of a whole day, or one to-do, for each time of a duty. Same duties, same bytes."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from kehoach.errors import Lang
from kehoach.graph.label import cut
from kehoach.store import DutyRow
from kehoach.store.words import Words
from kehoach.views.recurrence import coming

TABLE = "views"
OCTETS = 75
"""Longest line without its end (3.1)."""
SUMMARY = 120
"""Characters of a summary."""
UNDATED = "19700101"
"""Stands where a plan bears no date."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def to_ics(rows: Iterable[DutyRow], lang: Lang, todo: bool = False) -> tuple[bytes, int]:
    """Return the calendar of the duties and how many of its components it has: events, or to-dos for `todo`.

    A time of days that the words name (`on`) lasts from the first to the last, any other stands on its last day. What has no day stands in
    no calendar. A component keeps its UID as long as its file is called the same and actor, action and deadline are worded the same.
    """
    seen: Counter[str] = Counter()
    lines, count = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kehoach//duties//VI", "CALSCALE:GREGORIAN"], 0
    for row in rows:
        for due in row.due:
            key = "\x1f".join((row.file, row.actor, row.doing, row.deadline or "", due["text"]))
            seen[key] += 1
            if times := _times(row, due, todo):
                uid = hashlib.sha256(f"{key}\x1f{seen[key]}".encode()).hexdigest()[:32]
                lines += _component(row, due, uid, times, lang, todo)
                count += 1
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR")).encode(), count


def _component(row: DutyRow, due: Mapping[str, Any], uid: str, times: list[str], lang: Lang, todo: bool) -> Iterator[str]:
    kind = "VTODO" if todo else "VEVENT"
    yield f"BEGIN:{kind}"
    yield f"UID:{uid}@kehoach"
    yield f"DTSTAMP:{_day(row.date) if row.date else UNDATED}T000000Z"
    yield from times
    yield f"SUMMARY:{_escaped(cut(f'{row.actor}: {row.doing}', SUMMARY))}"
    yield f"DESCRIPTION:{_escaped(_description(row, due, lang))}"
    yield f"CATEGORIES:{_escaped(row.actor)}"
    if not todo:
        yield "TRANSP:TRANSPARENT"
    yield f"END:{kind}"


def _times(row: DutyRow, due: Mapping[str, Any], todo: bool) -> list[str]:
    """Return the properties that say when, none where no day is known."""
    if due["rrule"]:
        return _recurring(row, due)
    first, last = due["start"], due["end"]
    if not first and not last:
        return []
    end = last or first
    if todo:
        start = [f"DTSTART;VALUE=DATE:{_day(first)}"] if first and first < end else []
        return [*start, f"DUE;VALUE=DATE:{_day(end)}"]
    begin = first if first and due["bound"] == "on" else end
    return [f"DTSTART;VALUE=DATE:{_day(begin)}", f"DTEND;VALUE=DATE:{_day(_next(end))}"]


def _recurring(row: DutyRow, due: Mapping[str, Any]) -> list[str]:
    found = coming(row, due)
    if found is None:
        return []
    again, last = found
    rule = again.rule + (f";UNTIL={_day(last.isoformat())}" if last else "")
    return [f"DTSTART;VALUE=DATE:{_day(again.start.isoformat())}", f"RRULE:{rule}"]


def _description(row: DutyRow, due: Mapping[str, Any], lang: Lang) -> str:
    say = Words(lang, TABLE)
    found = coming(row, due)
    parts = {
        "deadline": row.deadline,
        "with": "; ".join(row.partners),
        "report_to": row.report_to,
        "target": row.target,
        "plan": f"{row.plan} ({row.file}, {row.unit})",
    }
    lines = [f"{row.actor}: {row.doing}", *(f"{say(f'column.{name}')}: {value}" for name, value in parts.items() if value)]
    return "\n".join([*lines, *([say("assumed")] if found and found[0].assumed else [])])


def _day(iso: str) -> str:
    return iso.replace("-", "")


def _next(iso: str) -> str:
    return (date.fromisoformat(iso) + timedelta(1)).isoformat()


def _escaped(text: str) -> str:
    r"""Return `text` as a value of type TEXT (3.3.11).

    >>> _escaped("a;b, c\\d\ne")
    'a\\;b\\, c\\\\d\\ne'
    """
    plain = _CONTROL.sub(" ", text)
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line in pieces of at most OCTETS, each but the first behind a space; no letter is parted.

    >>> [len(piece.encode()) for piece in _folded("ỡ" * 50).split("\\r\\n")]
    [75, 73, 4]
    """
    pieces, piece, size = list[str](), "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + char, size + octets
    return "\r\n".join([*pieces, piece])
