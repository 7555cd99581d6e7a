"""The issuing body: its name out of letterhead lines or the preamble, its tier and its province."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kehoach.records.document import Found
from kehoach.records.text import Span
from kehoach.rules.fold import bare
from kehoach.rules.letters import expand
from kehoach.rules.load import any_of
from kehoach.structure.headings import Row

_JOINED = re.compile(r"(?:ỦY|UỶ) BAN NHÂN DÂN$|HỘI ĐỒNG NHÂN DÂN$|(?:VÀ|,|-|CỦA|VỀ)$")
_PLACE = re.compile(
    expand(
        r"(?:TỈNH|THÀNH PHỐ|TP\.?|[Tt]ỉnh|[Tt]hành phố|[Tt]hị xã|[Hh]uyện|[Qq]uận|HUYỆN|QUẬN|THỊ XÃ)\s(?P<name>(?:[{UPPER}][{LETTER}]*(?:\s-\s|\s)?){1,5})"
    )
)
_PROVINCE = re.compile(
    expand(r"(?:TỈNH(?: ỦY| UỶ| ĐOÀN)?|[Tt]ỉnh(?: ủy| uỷ| đoàn)?|T(?:HÀNH ỦY|hành ủy))\s(?P<name>(?:[{UPPER}][{LETTER}]*(?:\s-\s|\s)?){1,5})")
)
_TIERS = (
    ("unit", r"\b(?:truong (?!phong|ban|doan)|benh vien|trung tam|tram y te|cong doan co so|cdcs|chi bo|cong ty|thpt|thcs|mam non|khoa|to chuyen mon)\b"),
    ("commune", r"\b(?:xa|phuong|thi tran|dac khu)\b(?! hoi)"),
    ("district", r"\b(?:huyen|quan (?!khu|uy trung|doi|su)|thi xa|phong giao duc|phong (?:noi vu|tai chinh|y te|van hoa|tu phap|kinh te))\b"),
    ("department", r"\b(?:so|chi cuc|cong an tinh|ban quan ly|bo chi huy|cuc (?:thue|thong ke|hai quan) (?:tinh|thanh pho))\b"),
    ("province", r"\b(?:tinh|thanh pho|tinh uy|thanh uy|tinh doan|thanh doan)\b"),
    ("central", r"\b(?:bo|chinh phu|thu tuong|trung uong|quoc hoi|tong lien doan|quoc gia|van phong chinh phu|tong cuc|ban bi thu|cuc)\b"),
)
_TIER_PATTERNS = tuple((tier, re.compile(p)) for tier, p in _TIERS)


def from_letterhead(rows: Sequence[Row]) -> Found[str] | None:
    """Return the issuer out of the lines above the number; parent body and body are joined by ` | `."""
    if not rows:
        return None
    head = any_of("frame.toml", "body_head")
    names: list[str] = []
    for row in rows:
        text = row.text.strip(" *-–_|")
        if not text:
            continue
        if names and (not head.match(text) or _JOINED.search(names[-1])):
            names[-1] += " " + text
        else:
            names.append(text)
    if not names:
        return None
    return Found(" | ".join(names), Span(rows[0].line.span.start, rows[-1].line.span.end), "letterhead")


def from_preamble(rows: Sequence[Row]) -> Found[str] | None:
    """Return the body that the issuing formula names (`… ban hành Kế hoạch … như sau`): the last one in the lines given."""
    pattern = any_of("frame.toml", "issuing")
    for row in reversed(rows):
        found = list(pattern.finditer(row.text))
        if found:
            start, end = found[-1].span("issuer")
            at = row.line.span.start
            return Found(found[-1].group("issuer"), Span(at + start, at + end), "issuing formula")
    return None


def tier(issuer: str | None) -> str | None:
    """Return the tier of a body by the words of its own name (the last part of `parent | body`).

    >>> tier("BỘ TÀI CHÍNH"), tier("UBND TỈNH LÂM SƠN | SỞ NỘI VỤ"), tier("ỦY BAN NHÂN DÂN XÃ BÌNH AN")
    ('central', 'department', 'commune')
    """
    if not issuer:
        return None
    own = bare(issuer.split(" | ")[-1])
    return next((name for name, pattern in _TIER_PATTERNS if pattern.search(own)), None)


def locality(issuer: str | None, place: str | None) -> str | None:
    """Return the province that the issuer's name gives, else the nearest named unit, else the place of the date line."""
    for pattern in (_PROVINCE, _PLACE):
        found = pattern.search(issuer or "")
        if found:
            return _as_name(found.group("name"))
    return place


def _as_name(name: str) -> str:
    words = name.strip(" -").split()
    return " ".join(w if w == "-" else w[:1] + w[1:].lower() for w in words)
