"""What stands beside a citation's core: date, issuer, subject, pinpoint."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from kehoach.citations.draft import Draft
from kehoach.citations.words import type_words
from kehoach.rules.letters import expand
from kehoach.rules.load import any_of, toml

_DAY = r"(?P<d>\d{1,2})(?:\s?[/.\-]\s?(?P<m>\d{1,2})\s?[/.\-]\s?(?P<y>\d{4}|(?:19|20)\s\d\d)|\s+(?:tháng|THÁNG)\s+(?P<m2>\d{1,2})\s+(?:năm|NĂM)\s+(?P<y2>\d{4}))(?!\d)"
DATE = re.compile(rf"(?:\s\((?:sửa đổi|đã sửa đổi|sửa đổi, bổ sung)\))?(?:\s*,)?\s*\(?\s*(?:ký\s|ban hành\s)?(?:[Nn]gày|NGÀY)\s+(?P<date>{_DAY})\)?")
_DATE_BEFORE = re.compile(
    expand(rf"(?:[Nn]gày|NGÀY)\s+(?P<date>{_DAY})(?:,\s|\s)(?P<who>[{{UPPER}}][^.;\n]{{0,140}}?)\s(?:đã\s)?(?:có|ban hành|ký|ký ban hành|gửi)\s(?:các\s)?$")
)
_PASSED = re.compile(rf"\s(?:đã\s)?được\sQuốc hội[^.;\n]{{0,60}}?thông qua[^.;\n]{{0,50}}?[Nn]gày\s(?P<date>{_DAY})")
_OF = re.compile(r"(?:\s*,)?\s+(?:của|do|CỦA|DO)\s+")
_ASKED = re.compile(
    r"(?:(?:đề nghị|báo cáo|kiến nghị|đề xuất)\scủa\s(?P<a>[^\d\s.;:()\n][^.;:()\n]{2,120}?)\stại\s(?:các\s)?|\sdo\s(?P<b>[^,.;\n]{3,80}?)\strình\stại\s(?:các\s)?"
    r"|báo cáo\scủa\s(?P<c>[^.;()\n]{3,90}?)\svề\s(?P<subject>[^.;()\n]{3,160}?)\s\()$"
)
_ABBREVIATION = re.compile(expand(r"\s?\([{UPPER}&.\-]{2,14}\)\s(?=[{LETTER}])"))
_AND_NAME = re.compile(expand(r"\svà\s(?:(?=[{UPPER}])|(?=(?:đào tạo|xã hội|môi trường|du lịch|công nghệ|truyền thông|phát triển nông thôn|đầu tư)\b))"))
_ITEM = r"(?:[Đđ]iểm|[Kk]hoản|Điều|điều|[Mm]ục|Chương|Phụ lục|Phần|[Tt]iết)\s(?:\d{1,3}[a-zđ]?|[a-zđ]|[IVX]{1,6})(?![{LETTER}\d])(?:\s?(?:,|và)\s?(?:\d{1,3}|[a-zđ])(?![{LETTER}\d/]))*"
_PINPOINT = re.compile(expand(rf"(?P<pin>{_ITEM}(?:(?:,\s|;\s|\svà\s|\s){_ITEM})*)(?:\scủa|\sban hành kèm theo|\skèm theo|\stại)?\s$"))
_PIN_TAIL = re.compile(r"(?:Điều|điều|khoản|Khoản|điểm|Điểm|mục|Mục|Chương|Phụ lục|Phần|tiết)\s")

LONGEST_ISSUER = 130  # characters; the longest met has 96
LONGEST_SUBJECT = 900  # characters; the longest met has 431


@cache
def _issuer_stop() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in sorted(toml("citations.toml")["issuer"]["stops"], key=lambda w: (-len(w), w)))
    return re.compile(expand(rf"[;.:(\[\])“”\"\n|]|,|\s(?:{words})(?![{{LETTER}}])|\svà\s|\s(?=(?:Luật|Pháp lệnh)\s)"))


@cache
def _comma_names() -> tuple[str, ...]:
    return tuple(toml("citations.toml")["issuer"]["comma_names"])


@cache
def _type_at() -> re.Pattern[str]:
    return re.compile(rf"(?:{type_words()}|[TQ]CVN)(?![^\W_])")


def fill_slots(text: str, drafts: Sequence[Draft]) -> None:
    """Fill in date, issuer, subject and pinpoint of numbered, named and short drafts, in place."""
    starts = [d.start for d in drafts]
    for i, draft in enumerate(drafts):
        if draft.kind != "congress":
            _date_and_issuer(text, draft, drafts[i + 1].start if i + 1 < len(drafts) else len(text))
        _pinpoint(text, draft)
    for draft in drafts:
        _subject(text, draft, drafts, starts)


def _iso(m: re.Match[str]) -> str | None:
    day, month, year = int(m.group("d")), int(m.group("m") or m.group("m2")), (m.group("y") or m.group("y2")).replace(" ", "")
    return f"{year}-{month:02}-{day:02}" if 1 <= day <= 31 and 1 <= month <= 12 else None


def _date_and_issuer(text: str, draft: Draft, limit: int) -> None:
    at = draft.end
    for _ in range(2):
        if "date" not in draft.fields and (m := DATE.match(text, at, min(limit, at + 60))) and (iso := _iso(m)):
            draft.put("date", iso, m.start("date"), m.end("date"), "date after the symbol")
            at = draft.reach = m.end()
        if "issuer" not in draft.fields and draft.kind != "named" and (m := _OF.match(text, at)):
            end = _issuer_end(text, m.end())
            if end > m.end():
                draft.put("issuer", text[m.end() : end], m.end(), end, "issuer after của")
                at = end
    if draft.kind == "named" and "date" not in draft.fields and (m := _PASSED.match(text, draft.end)) and (iso := _iso(m)):
        draft.put("date", iso, m.start("date"), m.end("date"), "date of its passing")
        draft.reach = draft.end
    if draft.kind != "numbered":
        return
    low = max(0, draft.start - 220, text.rfind("\n", 0, draft.start) + 1)
    before = text[low : draft.start]
    if "date" not in draft.fields and before[-12:].rstrip().endswith(("có", "hành", "ký", "gửi", "các")) and (m := _DATE_BEFORE.search(before)):
        iso = _iso(m)
        if iso:
            reach = draft.reach
            draft.put("date", iso, low + m.start("date"), low + m.end("date"), "date before the verb of issuing")
            draft.reach = reach
    if "issuer" not in draft.fields and before[-12:].rstrip(" (").endswith(("tại", "các", *_LAST)) and (m := _ASKED.search(before)):
        group = next(g for g in "abc" if m.group(g))
        reach = draft.reach
        draft.put("issuer", m.group(group), low + m.start(group), low + m.end(group), "body that proposes or reports")
        draft.reach = reach


_QUOTED_NAME = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"")
_LAST = tuple("abcdđeghiklmnopqrstuvxyàáảãạăắằẳẵặâấầẩẫậèéẻẽẹêếềểễệìíỉĩịòóỏõọôốồổỗộơớờởỡợùúủũụưứừửữựỳýỷỹỵ")


def _issuer_end(text: str, start: int) -> int:
    """Return where the name of a body that begins at `start` ends."""
    at = start
    stop = _issuer_stop()
    capitals = text[start : start + 12].isupper()
    while m := stop.search(text, at, start + LONGEST_ISSUER):
        found = m.group()
        if found == "," and (name := next((n for n in _comma_names() if text.startswith(n, m.start())), None)):
            at = m.start() + len(name)
        elif found == "(" and (short := _ABBREVIATION.match(text, m.start())):
            at = short.end()
        elif found.strip() == "và" and (joined := _AND_NAME.match(text, m.start())) and not _type_at().match(text, joined.end()):
            at = joined.end()
        else:
            end = m.start()
            break
    else:
        end = min(len(text), start + LONGEST_ISSUER)
    if capitals:
        end = min(end, _capital_end(text, start, end))
    return start + len(text[start:end].rstrip(" ,"))


_CAPITAL_STOP = re.compile(r"\s(?:VỀ|BAN HÀNH|PHÊ DUYỆT|QUY ĐỊNH|SỬA ĐỔI|TRÊN ĐỊA BÀN|TRIỂN KHAI|THỰC HIỆN|HƯỚNG DẪN|NĂM \d|GIAI ĐOẠN)")


def _capital_end(text: str, start: int, end: int) -> int:
    found = _CAPITAL_STOP.search(text, start, end)
    return found.start() if found else end


def _pinpoint(text: str, draft: Draft) -> None:
    low = max(0, draft.start - 420, text.rfind("\n", 0, draft.start) + 1)
    before = text[low : draft.start]
    if not _PIN_TAIL.search(before[-48:]):
        return
    m = _PINPOINT.search(before)
    if m:
        reach = draft.reach
        draft.put("pinpoint", m.group("pin"), low + m.start("pin"), low + m.end("pin"), "pinpoint before the type")
        draft.reach = reach


def _subject(text: str, draft: Draft, drafts: Sequence[Draft], starts: Sequence[int]) -> None:
    if draft.kind == "named":
        return
    opener = any_of("citations.toml", "subject_open")
    start = draft.reach + (1 if text[draft.reach : draft.reach + 1] == " " else 0)
    m = opener.match(text, start)
    if not m or (draft.kind == "short" and "number" not in draft.fields and not text[start : start + 8].lower().startswith("quy định")):
        return
    if "pinpoint" in draft.fields and text[start : start + 3].lower() == "về ":
        return
    if text[start : start + 1] == ",":
        start += 1 + (len(text[start + 1 :]) - len(text[start + 1 :].lstrip(" ")))
    named = _QUOTED_NAME.match(text, m.end())
    if start in starts:
        return
    end = named.end() if named else _subject_end(text, start, draft, drafts, starts)
    if end - start > 6:
        draft.put("subject", text[start:end], start, end, "subject after the issuer")


def _subject_end(text: str, start: int, draft: Draft, drafts: Sequence[Draft], starts: Sequence[int]) -> int:
    """Return where a subject that begins at `start` ends: at the sentence's or item's end, a definition, the next citation of the row."""
    limit = min(len(text), start + LONGEST_SUBJECT)
    line_end = text.find("\n", start, limit)
    limit = line_end if line_end >= 0 else limit
    cell_end = text.find(" | ", start, limit)
    limit = cell_end if cell_end >= 0 else limit
    quotes = [(m.start(), m.end()) for m in re.finditer(r"“[^”\n]*”|\"[^\"\n]*\"", text[start:limit])]
    amending = text[start : start + 9].lower().startswith("sửa đổi")
    for i in range(bisect_left(starts, start), len(drafts)):
        other = drafts[i]
        if other.start >= limit:
            break
        gap = text[start : other.start].rstrip()
        gap = re.sub(r"(?:\s|^)các$", "", gap).rstrip()
        if gap.endswith((",", ";")) or (gap.endswith(" và") and not amending):
            cut = gap[:-3] if gap.endswith(" và") else gap[:-1]
            limit = start + len(cut.rstrip(" ,;"))
            break
    for m in any_of("citations.toml", "subject_end").finditer(text, start, limit):
        if not any(a < m.start() - start < b for a, b in quotes):
            limit = m.start()
            break
    return start + len(text[start:limit].rstrip(" ,;."))


def share_issuers(text: str, drafts: Sequence[Draft]) -> None:
    """Give an issuer after a row (`A và B của X`) to the row's earlier items of the same kind of symbol."""
    between = re.compile(r"\s*(?:,|và|,\s*và)\s*(?:các\s)?")
    for i in range(len(drafts) - 2, -1, -1):
        draft, after = drafts[i], drafts[i + 1]
        if after.rule == "short.listed":
            draft.fields |= {k: after.fields[k] for k in ("date", "issuer") if k in after.fields and k not in draft.fields}
            continue
        if "issuer" in draft.fields or "issuer" not in after.fields or draft.kind != "numbered" or after.kind != "numbered":
            continue
        if not between.fullmatch(text, draft.reach, after.start) or "subject" in draft.fields:
            continue
        if after.listed or draft.value("symbol") == after.value("symbol") or _issuer_code(draft) == _issuer_code(after):
            draft.fields["issuer"] = after.fields["issuer"]


def _issuer_code(draft: Draft) -> str:
    return re.split(r"[/\-–]", draft.value("symbol") or "")[-1]
