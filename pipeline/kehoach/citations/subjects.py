"""The subject (trích yếu) of a cited directive: `về việc …`, `phê duyệt …`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from kehoach.citations.draft import Draft
from kehoach.citations.issuers import issuer_after, issuer_behind_title
from kehoach.records.citation import Kind
from kehoach.rules.load import any_of

_SPACES = re.compile(r" *")
_QUOTED = re.compile(r"“[^”\n]{0,900}”|\"[^\"\n]{0,900}\"")
_PART = re.compile(r"[^;.\n]*")
_ROW_WORD = re.compile(r"(?:\s|^)các$")

LONGEST_SUBJECT = 900  # characters; the longest met has 532
SHORTEST_SUBJECT = 7
LONGEST_RULED = 24  # characters of ` quy định, hướng dẫn tại `, with room
LONGEST_JOINT = 16  # characters of what parts two citations of a row: `, và các `


def subjects(text: str, drafts: Sequence[Draft]) -> None:
    """Fill in the subjects of all drafts but laws cited by name; a subject ends where the row of citations goes on."""
    starts = [d.start for d in drafts]
    kinds = [d.kind for d in drafts]
    for draft in drafts:
        if draft.kind != "named":
            _subject(text, draft, starts, kinds)


def _subject(text: str, draft: Draft, starts: Sequence[int], kinds: Sequence[Kind]) -> None:
    if _quoted(text, draft):
        return
    start = draft.reach + text.startswith(" ", draft.reach)
    opener = any_of("citations.toml", "subject_open").match(text, start)
    if not opener or not _may_open(text, start, draft):
        return
    if text.startswith(",", start):
        start += 1
        spaces = _SPACES.match(text, start)
        start = spaces.end() if spaces else start
    following = bisect_left(starts, start)
    if following < len(starts) and starts[following] == start:
        return
    named = _QUOTED.match(text, opener.end())
    end = named.end() if named else _subject_end(text, start, starts, kinds)
    if not named and following == bisect_left(starts, end):  # a citation inside the title may own the body at its end
        end = issuer_behind_title(text, draft, start, end)
    if end - start >= SHORTEST_SUBJECT:
        draft.put("subject", text[start:end], start, end, "subject after the issuer")
        if named:
            issuer_after(text, draft, end)


def _quoted(text: str, draft: Draft) -> bool:
    """Take a title in quotation marks for the subject, and the issuer behind it; say whether there is one. A short form has none."""
    m = any_of("citations.toml", "subject_quoted").match(text, draft.reach) if draft.kind == "numbered" else None
    if m:
        draft.put("subject", m["title"], m.start("title"), m.end("title"), "title in quotation marks")
        issuer_after(text, draft, m.end())
    return m is not None


def _may_open(text: str, start: int, draft: Draft) -> bool:
    """Whether the words at `start` may be the draft's subject rather than go on with the sentence."""
    if draft.kind == "short" and "number" not in draft.fields and text[start : start + 8].lower() != "quy định":
        return False
    pin = draft.fields.get("pinpoint")
    if pin is None or pin.span is None or text[start : start + 3].lower() != "về ":
        return True
    low = max(0, pin.span.start - LONGEST_RULED)
    ruled = any_of("citations.toml", "ruled").search(text, low, pin.span.start)
    return ruled is None and "issuer" in draft.fields and "date" in draft.fields


def _subject_end(text: str, start: int, starts: Sequence[int], kinds: Sequence[Kind]) -> int:
    """Return where a subject that begins at `start` ends: at the sentence's or item's end, a definition, the next citation of the row."""
    limit = min(len(text), start + LONGEST_SUBJECT)
    for parting in ("\n", " | "):
        found = text.find(parting, start, limit)
        limit = found if found >= 0 else limit
    quoted = [m.span() for m in _QUOTED.finditer(text, start, limit)]
    limit = _row_end(text, start, limit, starts, kinds)
    for m in any_of("citations.toml", "subject_end").finditer(text, start, limit):
        if not any(a < m.start() < b for a, b in quoted) and not _goes_on(text, start, m, limit):
            limit = m.start()
            break
    return start + len(text[start:limit].rstrip(" ,;."))


def _goes_on(text: str, start: int, mark: re.Match[str], limit: int) -> bool:
    """Whether the semicolon `mark` parts what one title names (`xử phạt … phòng, chống thiên tai; đê điều`) rather than ends it."""
    if mark.group() != ";":
        return False
    part = _PART.match(text, mark.end(), limit)
    return part is not None and any_of("citations.toml", "subject_part").fullmatch(text, start, part.end()) is not None


def _row_end(text: str, start: int, limit: int, starts: Sequence[int], kinds: Sequence[Kind]) -> int:
    """Return where the next citation after `start` carries on a row (`…; Quyết định …`, `… và Quyết định …`), else `limit`.

    The title of an amending directive may itself hold `và` before a citation, any title a row of congresses or of laws.
    """
    joints = (",", ";") if text[start : start + 7].lower() == "sửa đổi" else (",", ";", " và")
    for i in range(bisect_left(starts, start), len(starts)):
        if starts[i] >= limit:
            break
        if (
            i
            and kinds[i] in ("congress", "named")
            and kinds[i] == kinds[i - 1]
            and starts[i - 1] > start
            and ";" not in text[starts[i] - 2 : starts[i]]
        ):
            continue
        low = max(start, starts[i] - LONGEST_JOINT)
        gap = _ROW_WORD.sub("", text[low : starts[i]].rstrip()).rstrip()
        if gap.endswith(joints):
            return low + len(gap.removesuffix(" và").rstrip(" ,;"))
    return limit
