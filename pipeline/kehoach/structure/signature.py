"""The closing block: recipients (nơi nhận), authority, post and name of the signer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kehoach.records.document import Found
from kehoach.records.text import Span
from kehoach.rules.letters import expand
from kehoach.rules.load import rules
from kehoach.structure.headings import Row

_RECIPIENTS = re.compile(r"[*_ ]*(?:Nơi nhận|Noi nhận|NƠI NHẬN|Nơi gửi)\s*:?\s*")
_NAME = re.compile(expand(r"(?:(?:[{UPPER}][{LETTER}]{0,4}\.)\s?){0,3}(?:[{UPPER}][{LOWER}]{0,6}\s){1,4}[{UPPER}][{LOWER}]{0,6}"))
_AUTHORITY = re.compile(expand(r"(?:TM\.?|T/M)\s?[{UPPER}][{UPPER} ,-]+"))
_DEPUTY = re.compile(r"(?:KT|K/T|TL|T/L|TUQ)\.?\s?")
_STANDS_IN = re.compile(r"(?:KT|K/T|TL|T/L|TUQ)\.?\s?$")
_POST = re.compile(expand(r"(?:Q\.\s?)?[{UPPER}]{2,}[{UPPER} ,.-]*"))
_INLINE_ITEM = re.compile(r"(?:(?<=[;:.,])\s*|(?<=:\s)|^)-\s+")
_CAPS_THEN_NAME = re.compile(expand(r"(?P<caps>[{UPPER}][{UPPER}\s.,/-]{3,}?)\s+(?P<name>") + _NAME.pattern + ")$")
_SEAL = re.compile(r"\((?:Đã ký|đã ký|Ký tên).*\)|\(b/c\)")


@dataclass(frozen=True, slots=True)
class Signature:
    """The closing block: `start` is the number of its first line (the number of lines where there is none), `end` that of the line after it."""

    start: int
    end: int
    fields: Mapping[str, Found[str]]
    recipients: tuple[Found[str], ...]


def read_signature(rows: Sequence[Row], after: int) -> Signature:
    """Read the closing block that stands after line `after`; the first one where several follow (an annex may bear its own)."""
    start = _start(rows, after)
    if start is None:
        return Signature(len(rows), len(rows), {}, ())
    recipients: list[Found[str]] = []
    listing = False
    fields: dict[str, Found[str]] = {}
    n = start
    posts: list[Row] = []
    while n < len(rows):
        row = rows[n]
        if _RECIPIENTS.match(row.text) and not listing:
            listing = True
            recipients += _inline_recipients(row)
            n += 1
        elif listing and row.item and "signer" not in fields:
            lead = len(row.text) - len(row.text.lstrip("-–+•* "))
            recipients.append(_recipient(row.text[lead:], row.line.span.start + lead))
            n += 1
        elif _take(row, fields, posts):
            n += 1
        elif not posts and n - start < 2:
            n += 1
        else:
            break
    if posts and "signer_role" not in fields:
        _role(posts, fields)
    return Signature(start, n, fields, tuple(recipients))


def _start(rows: Sequence[Row], after: int) -> int | None:
    """Return the first line of the closing block: recipients, an authority, or a post right before a name."""
    authority, post = (r.pattern for r in rules("layout.toml", "signing"))
    for n in range(after, len(rows)):
        row = rows[n]
        if _RECIPIENTS.match(row.text):
            back = n
            while back - 1 > after and _is_block(rows[back - 1], authority, post):
                back -= 1
            return back
        if len(row.text) < 100 and not row.labels and not row.line.row and (authority.fullmatch(row.text) or post.fullmatch(row.text)):
            near = rows[n + 1 : n + 6]
            named = any(_NAME.fullmatch(r.text) or _RECIPIENTS.match(r.text) for r in near) or _CAPS_THEN_NAME.fullmatch(row.text)
            if named or (authority.fullmatch(row.text) and any(post.fullmatch(r.text) for r in near[:2])):
                return n
    last = len(rows) - 1
    return last if last > after and _NAME.fullmatch(rows[last].text) and not rows[last].labels else None


def _is_block(row: Row, authority: re.Pattern[str], post: re.Pattern[str]) -> bool:
    text = row.text
    return not row.labels and bool(authority.fullmatch(text) or post.fullmatch(text) or _NAME.fullmatch(text) or _SEAL.fullmatch(text))


def _inline_recipients(row: Row) -> list[Found[str]]:
    """Return the recipients that stand on the head's own line (a letterhead table flattened)."""
    head = _RECIPIENTS.match(row.text)
    inline = head.end() if head else 0
    if not row.text[inline:].strip():
        return []
    marks = [m.end() for m in _INLINE_ITEM.finditer(row.text, max(0, inline - 2))] or [inline]
    spans = zip(marks, [*marks[1:], len(row.text)], strict=True)
    return [_recipient(row.text[start:stop].rstrip(" -"), row.line.span.start + start) for start, stop in spans]


def _recipient(text: str, at: int) -> Found[str]:
    value = text.strip().rstrip(";., ")
    return Found(value, Span(at, at + len(value)), "recipients")


def _take(row: Row, fields: dict[str, Found[str]], posts: list[Row]) -> bool:
    """Read one line of the signature; say whether it belongs to it."""
    text, at = row.text, row.line.span.start
    if _SEAL.fullmatch(text):
        return True
    if row.labels or row.line.row or row.item or len(text) > 120:
        return False
    if text[:7].upper() == "PHỤ LỤC":
        return False
    if _NAME.fullmatch(text):
        if "signer" in fields and not posts:
            return False
        fields["signer"] = Found(text, row.line.span, "name under the signature")
        _role(posts, fields)
        posts.clear()
        return True
    both = _CAPS_THEN_NAME.fullmatch(text)
    if both:
        fields["signer"] = Found(both.group("name"), Span(at + both.start("name"), at + both.end("name")), "name under the signature")
        _one_line(both.group("caps"), at, fields)
        return True
    if row.caps and not ("signer" in fields and text.strip() in ("KẾ HOẠCH", "QUY CHẾ", "QUY ĐỊNH", "CHƯƠNG TRÌNH", "ĐỀ ÁN", "DANH MỤC")):
        if m := _AUTHORITY.match(text):
            fields["authority"] = Found(m.group().strip(" ,-"), Span(at, at + len(m.group().rstrip(" ,-"))), "authority line")
            if m.end() == len(text):
                return True
        posts.append(row)
        return True
    return False


def _role(posts: Sequence[Row], fields: dict[str, Found[str]]) -> None:
    """The post that signs: the last line above the name that is a post of its own (`KT. CHỦ TỊCH` names whom the signer stands in for)."""
    for row in reversed(posts):
        text = row.text.strip(" *")
        if _POST.fullmatch(text) and not _DEPUTY.match(text):
            fields["signer_role"] = Found(text.strip(), row.line.span, "post over the name")
            return


_POSTS = re.compile(r"(?:PHÓ\s)?(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|TRƯỞNG [A-ZĐÒ]+|BÍ THƯ|HIỆU TRƯỞNG|CHÁNH VĂN PHÒNG|CỤC TRƯỞNG)")


def _one_line(caps: str, at: int, fields: dict[str, Found[str]]) -> None:
    """Authority and posts flattened into one line: the last post is the signer's."""
    if m := _AUTHORITY.match(caps):
        named = re.match(r"(?:TM\.?|T/M)\s?(?:ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|BAN THƯỜNG VỤ|BAN CHẤP HÀNH|CHÍNH PHỦ)", m.group())
        if named:
            fields["authority"] = Found(named.group(), Span(at, at + named.end()), "authority line")
    found = [m for m in _POSTS.finditer(caps) if not _STANDS_IN.search(caps, 0, m.start())]
    if found:
        start, end = found[0].start(), found[-1].end()
        fields["signer_role"] = Found(caps[start:end], Span(at + start, at + end), "post over the name")
