"""Laws, codes, ordinances and the constitution cited by name."""

from __future__ import annotations

import re
from functools import cache

from kehoach.citations.draft import Draft
from kehoach.rules.fold import spelling
from kehoach.rules.letters import expand
from kehoach.rules.load import rows
from kehoach.rules.types import by_word

_TYPE = re.compile(r"(?:Bộ [Ll]uật|BỘ LUẬT|Luật|LUẬT|Pháp lệnh|PHÁP LỆNH)\s(?=\S)|Hiến pháp(?!\w)|HIẾN PHÁP(?!\w)")
_NOT_BEFORE = re.compile(r"(?:PHÁP|KỶ|QUY|pháp|kỷ|quy)\s$")
_DRAFT_LAW = re.compile(r"(?:[Dd]ự (?:án|thảo)|DỰ (?:ÁN|THẢO)|xây dựng|ban hành mới)\s$")
_AMENDING = re.compile(r"[Ss]ửa đổi,?\s(?:và\s)?bổ sung(?: một số điều)?(?: của)?\s|SỬA ĐỔI,?\sBỔ SUNG(?: MỘT SỐ ĐIỀU)?(?: CỦA)?\s")
_YEAR = re.compile(r"\s(?:năm\s)?(?:19|20)\d\d(?![\d/])")
_WORD = re.compile(r"[^\W_]+(?:/[^\W_]+)*")
_GAP = re.compile(r",?\s\(?")
_STATE = re.compile(r"(?:\s(?:của\s)?nước Cộng hòa xã hội chủ nghĩa Việt Nam)?(?:\s(?:năm\s)?(?:19|20)\d\d(?![\d/]))?")
_STOP = re.compile(
    expand(
        r"[.;:,()“”\"\n|]|\s(?:và|về|được|đã|quy định|có|của|để|trong|theo|này|năm|số|ngày|cho|tại|là|hoặc|đến|với|từ|khi|trên|nhằm|do|bằng|ban hành|còn|gồm|như|thì|phải|cần|sẽ|không|trước)(?![{LETTER}])|\s(?=(?:Luật|Nghị định|Thông tư|Quyết định)\s)"
    )
)

LONGEST_UNKNOWN = 8  # syllables of a law's name that the table does not hold


@cache
def _trie() -> dict[str, object]:
    """Return the known names as a tree of syllables; the key "" marks an end."""
    root: dict[str, object] = {}
    for row in rows("laws.csv"):
        node = root
        for word in map(spelling, _WORD.findall(row["name"])):
            node = node.setdefault(word, {})  # type: ignore[assignment]
        node[""] = True
    return root


def find_named(text: str) -> list[Draft]:
    """Return the laws that `text` cites by name, in order. A law that is still a draft is left out; one named inside its name is not.

    >>> [d.value("name") for d in find_named("theo Luật Thi đua Khen thưởng và các văn bản; Luật Viên chức")]
    ['Thi đua Khen thưởng', 'Viên chức']
    """
    found: list[Draft] = []
    at = 0
    while m := _TYPE.search(text, at):
        at = m.end()
        word = m.group().strip()
        before = text[max(0, m.start() - 24) : m.start()]
        if m.start() and text[m.start() - 1].isalnum() or _NOT_BEFORE.search(before):
            continue
        if word.lower() == "hiến pháp":
            tail = _STATE.match(text, m.end())
            end = tail.end() if tail else m.end()
            draft = Draft(m.start(), end, "named", "law.constitution")
            draft.put("type", "Hiến pháp", m.start(), m.end(), "type word")
            found.append(draft)
            continue
        end, rule = _name_end(text, m.end())
        if end <= m.end():
            continue
        if _DRAFT_LAW.search(before) or text[m.end() : m.end() + 7].lower().startswith("sửa đổi") and _DRAFT_LAW.search(before):
            continue
        draft = Draft(m.start(), end, "named", rule)
        draft.put("type", by_word()[word.lower()].name, m.start(), m.start() + len(word), "type word")
        draft.put("name", text[m.end() : end], m.end(), end, rule)
        found.append(draft)
        at = end
    return found


def _name_end(text: str, start: int) -> tuple[int, str]:
    """Return where a law's name that begins at `start` ends (its year included), and the rule that told."""
    amending = _AMENDING.match(text, start)
    if amending:
        end = amending.end()
        inner = _TYPE.match(text, end)
        while inner:
            stop, _ = _name_end(text, inner.end())
            end = stop
            joined = re.compile(r"(?:,|\svà)\s(?=Luật|Bộ luật|Pháp lệnh)").match(text, end)
            inner = _TYPE.match(text, joined.end()) if joined else None
        return _with_year(text, end), "law.amending"
    known = _known(text, start)
    if known > start:
        return _with_year(text, known), "law.known"
    if not text[start].isupper():
        return start, ""
    stop = _STOP.search(text, start, start + 120)
    end = stop.start() if stop else min(len(text), start + 120)
    if text.count(" ", start, end) + 1 > LONGEST_UNKNOWN or text[start:end].split(" ")[0].lower() in ("sư", "gia", "này", "số"):
        return start, ""
    return _with_year(text, end), "law.shape"


def _with_year(text: str, end: int) -> int:
    m = _YEAR.match(text, end)
    return m.end() if m else end


def _known(text: str, start: int) -> int:
    """Return the end of the longest known name at `start`; commas and case are free, as real texts treat them."""
    node = _trie()
    end = start
    at = start
    while m := _WORD.match(text, at):
        step = node.get(spelling(m.group()))
        if not isinstance(step, dict):
            break
        node = step
        if "" in node:
            end = m.end()
        at = m.end()
        gap = _GAP.match(text, at)
        if not gap:
            break
        at = gap.end()
    return end + (text.count("(", start, end) > text.count(")", start, end) and text[end : end + 1] == ")")
