"""How the citing document stands to a directive: the words that govern the mention."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kehoach.citations.draft import Draft
from kehoach.records.document import Found
from kehoach.records.text import Span
from kehoach.rules.letters import expand
from kehoach.rules.load import any_of, rules, toml

_SENTENCE = re.compile(expand(r"[.!?](?:\s|/)+(?=[{UPPER}“\"])|\n|\s\|\s"))
_QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]{3,200}\"|\*[^*\n]*\*")
_AMENDED = re.compile(r"\((?:đã\s)?(?:được\s)?(?:sửa đổi|bổ sung|thay thế)[^()\n]*\)")
_AMENDED_BY = re.compile(r"[\s,(]*(?:đã\s)?được\s(?:sửa đổi|bổ sung|thay thế)[^.;\n]{0,90}?(?:theo|bởi|tại|bằng|của)?\s(?:các\s)?")
_AND = re.compile(r"\s*(?:,|và|,\s*và)\s*")
_LIST_HEAD = re.compile(r"(?:là|gồm|như|sau)\s*:?\s*$")
_LEAD = re.compile(expand(r"[\s\-–+*•]*(?:\(?(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)/]\s*)?"))

_UNMADE = re.compile(r"dự (?:án|thảo)")
_OWN_ACT = re.compile(
    r"\bnày\s[^.;]{0,40}$|^(?:điều \d+\W*)?bãi bỏ|ban hành (?:thông tư|quyết định|nghị quyết|nghị định|kế hoạch)\s(?:bãi bỏ|sửa đổi|thay thế)[^.;]{0,60}$"
)
_CARRIED_OUT = re.compile(r"[^.;\n]{0,170}?được (?:tổ chức )?thực hiện")


def set_relations(text: str, drafts: Sequence[Draft], own_title: Span | None) -> None:
    """Fill in the relation of every draft (in place). `own_title` is the span of the document's own title."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    starts = [0, *(m.end() for m in _SENTENCE.finditer(text))]
    masked = _mask(lowered, drafts)
    titles = [f.span for d in drafts if (f := d.fields.get("subject")) and f.span]
    at = 0
    before: Draft | None = None
    for draft in drafts:
        while at + 1 < len(starts) and starts[at + 1] <= draft.start:
            at += 1
        own = _relation(masked, starts[at], draft, titles, own_title)
        draft.fields["relation"] = _amending(lowered, draft, before) or own if before is not None else own
        before = draft


def _mask(lowered: str, drafts: Sequence[Draft]) -> str:
    """Blank out what can't govern: mentions with all that belongs to them, and notes of amendment."""
    hidden = sorted([(d.start, d.reach) for d in drafts] + [m.span() for m in _AMENDED.finditer(lowered)])
    pieces: list[str] = []
    at = 0
    for start, end in hidden:
        if end > at:
            pieces += (lowered[at:start], "\x00" * (end - max(at, start)))
            at = end
    return "".join([*pieces, lowered[at:]])


def _relation(masked: str, sentence: int, draft: Draft, titles: Sequence[Span], own_title: Span | None) -> Found[str]:
    title = next((s for s in titles if s.start <= draft.start < s.end), None)
    if title is not None:
        return Found("mentions", title, "inside another's title")
    pin = draft.fields.get("pinpoint")
    end = pin.span.start if pin and pin.span else draft.start
    before = _QUOTED.sub(lambda m: "\x00" * len(m.group()), masked[sentence:end])
    for rule in rules("citations.toml", "carrier"):
        if m := rule.pattern.search(before):
            return Found(rule.value or "", Span(sentence + m.start(), sentence + m.end()), f"relation.{rule.id}")
    if not _UNMADE.search(before) and ((own_title is not None and own_title.holds(Span(draft.start, draft.start))) or _OWN_ACT.search(before)):
        for rule in rules("citations.toml", "own_act"):
            if m := rule.pattern.search(before):
                return Found(rule.value or "", Span(sentence + m.start(), sentence + m.end()), f"relation.{rule.id}")
    best = _nearest(before)
    if best is None or (best[3] == "mentions" and not _is_filler(before[best[1] :])):
        return _passive(masked, draft)
    start, stop, rule_id, value = best
    lead = _LEAD.match(before)
    opens = any_of("citations.toml", "lead").fullmatch(before, lead.end() if lead else 0, start) is not None
    direct = _is_filler(before[stop:])
    if value == "mentions" or direct or opens:
        return Found(value, Span(sentence + start, sentence + stop), f"relation.{rule_id}")
    return _passive(masked, draft)


def _amending(lowered: str, draft: Draft, before: Draft) -> Found[str] | None:
    """`X (được sửa đổi bởi Y)`: Y stands to the document as X does, and so does the rest of its row."""
    pin = draft.fields.get("pinpoint")
    gap = lowered[before.reach : max(before.reach, pin.span.start if pin and pin.span else draft.start)]
    shared = before.fields["relation"]
    if _AMENDED_BY.fullmatch(gap) or (shared.rule == "relation.amending" and _AND.fullmatch(gap)):
        return Found(shared.value, shared.span, "relation.amending")
    return None


def _passive(masked: str, draft: Draft) -> Found[str]:
    """`X … được thực hiện`: the work is ordered after the mention; else nothing says more than that it is mentioned."""
    m = _CARRIED_OUT.match(masked, draft.reach)
    return Found("implements", Span(m.end() - 9, m.end()), "relation.passive") if m else Found("mentions", None, "relation.default")


def _nearest(before: str) -> tuple[int, int, str, str] | None:
    """Return the opener that ends last in `before` (of two that end together, the longer) as start, end, rule, value."""
    best: tuple[int, int, str, str] | None = None
    for rule in rules("citations.toml", "relation"):
        for m in rule.pattern.finditer(before):
            if best is None or (m.end(), -m.start()) > (best[1], -best[0]):
                best = (m.start(), m.end(), rule.id, rule.value or "")
    return best


def _is_filler(gap: str) -> bool:
    """Whether nothing but qualifiers stands between an opener and the first of the row of mentions that it governs."""
    head = gap.split("\x00", 1)[0]
    if _LIST_HEAD.search(head):
        return True
    words = re.findall(r"[^\W\d_]+", head)
    allowed = toml("citations.toml")["filler"]["words"]
    return all(w in allowed for w in words)
