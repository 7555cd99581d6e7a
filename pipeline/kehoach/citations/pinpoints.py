"""The part of a directive that a citation points at: `điểm a khoản 1 Điều 2`."""

from __future__ import annotations

import re
from functools import cache

from kehoach.citations.draft import Draft
from kehoach.citations.sentences import line_start
from kehoach.rules.load import any_of

BEFORE = 420  # characters before the core in which a pinpoint stands; the longest met has 258
TAIL = 48  # last characters before the core, in which the last part of a pinpoint begins


@cache
def _pinpoint() -> re.Pattern[str]:
    item, link = any_of("citations.toml", "pin_item").pattern, any_of("citations.toml", "pin_link").pattern
    return re.compile(rf"(?P<pin>(?:{item})(?:(?:,\s|;\s|\svà\s|\shoặc\s|\sđến\s|\s)(?:{item}))*)(?:{link})?\s$")


def pinpoint(text: str, draft: Draft) -> None:
    """Read the pinpoint that stands right before a mention."""
    if not any_of("citations.toml", "pin_item").search(text, max(0, draft.start - TAIL), draft.start):
        return
    m = _pinpoint().search(text, line_start(text, draft.start, draft.start - BEFORE), draft.start)
    if m:
        draft.put("pinpoint", m.group("pin"), m.start("pin"), m.end("pin"), "pinpoint before the type")
