"""Resolutions named by their congress or plenum: `Nghị quyết Đại hội XIII của Đảng`, `Nghị quyết Trung ương 4 khóa XII`."""

from __future__ import annotations

import re
from functools import cache

from kehoach.citations.draft import Draft
from kehoach.citations.words import type_named
from kehoach.rules.letters import expand
from kehoach.rules.load import any_of, rules

_NUMBER_FOLLOWS = re.compile(r"\s(?:số\s)?\d{1,4}\s?-")


@cache
def _congress() -> re.Pattern[str]:
    ordinal = any_of("citations.toml", "congress_ordinal").pattern
    place = any_of("citations.toml", "congress_place").pattern
    bodies = (f"(?:{r.pattern.pattern})" + (f"(?:{place})" if r.value == "place" else "") for r in rules("citations.toml", "congress_body"))
    return re.compile(
        expand(
            r"(?P<type>Nghị\s[Qq]uyết|nghị\s[Qq]uyết|NGHỊ\sQUYẾT)\s"
            r"(?P<name>(?:của\s)?(?:[Đđ]ại\shội|ĐẠI\sHỘI)(?:\s(?!lần\sthứ|LẦN\sTHỨ|các\s(?:cấp|bộ))[{LETTER}]+){0,14}?"
            rf"\s(?:{ordinal})(?:\s(?:{'|'.join(bodies)}))?"
            r"(?:,?\s?\(?nhiệm\skỳ\s\d{4}\s?[-–]\s?\d{4}\)?)?"
            r"|(?:tỉnh|thành phố|huyện)\sĐảng\sbộ\slần\sthứ\s[IVXL]{1,7}"
            rf"|[Đđ]ại\shội\s(?:đại\sbiểu\s)?Đảng\s?bộ(?!\scác)(?:{place}),?\snhiệm\skỳ\s\d{{4}}\s?[-–]\s?\d{{4}})"
        )
    )


def find_congress(text: str) -> list[Draft]:
    """Return the resolutions of congresses and plenums that `text` names; one without an ordinal or term is no identifiable directive.

    >>> [d.value("name") for d in find_congress("theo Nghị quyết Đại hội XII Công đoàn Việt Nam, Nghị quyết Đại hội Đảng các cấp")]
    ['Đại hội XII Công đoàn Việt Nam']
    >>> [d.value("name") for d in find_congress("thực hiện Nghị quyết Đại hội Đảng bộ xã nhiệm kỳ 2025 - 2030")]
    ['Đại hội Đảng bộ xã nhiệm kỳ 2025 - 2030']
    """
    found = []
    for pattern, rule in ((_congress(), "congress"), (any_of("citations.toml", "plenum"), "plenum")):
        for m in pattern.finditer(text):
            end = m.start() + len(m.group().rstrip())
            if _NUMBER_FOLLOWS.match(text, end):
                continue
            draft = Draft(m.start(), end, "congress", rule)
            draft.put("type", type_named(m.group("type")), m.start("type"), m.end("type"), "type word")
            draft.put("name", text[m.start("name") : end], m.start("name"), end, rule)
            found.append(draft)
    return sorted(found, key=lambda d: d.start)
