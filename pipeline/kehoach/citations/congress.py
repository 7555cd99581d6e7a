"""Resolutions named by their congress or plenum: `Nghị quyết Đại hội XIII của Đảng`, `Nghị quyết Trung ương 4 khóa XII`."""

from __future__ import annotations

import re

from kehoach.citations.draft import Draft
from kehoach.rules.letters import expand

_PLACE = r"(?:\s(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|TỈNH|THÀNH PHỐ))?(?:\s(?!(?:Nghị|Chỉ|Kế|Quyết|Công văn|Luật)\s)[{UPPER}][{LETTER}]*){0,5}"
_BODY = (
    r"(?:của\sĐảng|CỦA\sĐẢNG|(?:của\s)?Đảng\s?bộ" + _PLACE + r"|(?:của\s)?[Cc]ông đoàn(?:\sViệt Nam|\stỉnh|\sthành phố|\sngành)?" + _PLACE + r"|(?:của\s)?Đoàn\s(?:TNCS|Thanh niên)[^,.;\n]{0,40}?(?=[,.;\n])"
    r"|Mặt trận Tổ quốc Việt Nam" + _PLACE + r"|MTTQ Việt Nam" + _PLACE + ")"
)
_ORDINAL = r"(?:(?:lần\sthứ|LẦN\sTHỨ|thứ)\s)?(?:[IVXL]{1,7}(?![{LETTER}])|(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?:\s(?:một|hai|ba|bốn|tư|lăm))?(?![{LETTER}])|\d{1,2}(?![\d/]))"
_TERM = r"(?:,?\s?\(?nhiệm\skỳ\s\d{{4}}\s?[-–]\s?\d{{4}}\)?)?"
_CONGRESS = re.compile(
    expand(
        r"(?P<type>[Nn]ghị\s[Qq]uyết|NGHỊ\sQUYẾT)\s(?P<name>(?:của\s)?(?:[Đđ]ại\shội|ĐẠI\sHỘI)(?:\s(?!lần\sthứ|LẦN\sTHỨ|các\s(?:cấp|bộ))[{LETTER}]+){0,14}?\s"
        + _ORDINAL
        + r"(?:\s"
        + _BODY
        + ")?"
        + _TERM.replace("{{", "{").replace("}}", "}")
        + r"|(?:tỉnh|thành phố|huyện)\sĐảng\sbộ\slần\sthứ\s[IVXL]{1,7})"
    )
)
_PLENUM = re.compile(
    expand(
        r"(?P<type>[Nn]ghị\s[Qq]uyết|Kết\sluận|NGHỊ\sQUYẾT)\s(?P<name>(?:Hội\snghị\s)?(?:lần\sthứ\s(?:[IVX]+|[{LOWER}]+(?:\s[{LOWER}]+)?)\s)?(?:Ban\sChấp\shành\s)?(?:Trung\sương|TW)(?:\s(?:lần\sthứ\s)?(?:\d{1,2}|[IVX]+|[{LOWER}]{2,4}))?(?:\sĐảng)?,?\s?\(?(?:[Kk]hóa|[Kk]hoá)\s[IVX]+\)?)"
    )
)
_NUMBER_FOLLOWS = re.compile(r"\s(?:số\s)?\d{1,4}\s?-")


def find_congress(text: str) -> list[Draft]:
    """Return the resolutions of congresses and plenums that `text` names; one without an ordinal is no identifiable directive.

    >>> [d.value("name") for d in find_congress("theo Nghị quyết Đại hội XII Công đoàn Việt Nam, Nghị quyết Đại hội Đảng các cấp")]
    ['Đại hội XII Công đoàn Việt Nam']
    """
    found = []
    for pattern, rule in ((_CONGRESS, "congress"), (_PLENUM, "plenum")):
        for m in pattern.finditer(text):
            end = m.end() - (len(m.group()) - len(m.group().rstrip()))
            if _NUMBER_FOLLOWS.match(text, end):
                continue
            draft = Draft(m.start(), end, "congress", rule)
            draft.put("type", "Kết luận" if m.group("type").startswith("Kết") else "Nghị quyết", m.start("type"), m.end("type"), "type word")
            draft.put("name", text[m.start("name") : end], m.start("name"), end, rule)
            found.append(draft)
    return sorted(found, key=lambda d: d.start)
