"""How the citing document stands to a directive: the words that govern the mention."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kehoach.citations.draft import Draft
from kehoach.records.document import Found
from kehoach.records.text import Span
from kehoach.rules.letters import expand
from kehoach.rules.load import rules, toml

_SENTENCE = re.compile(expand(r"[.!?](?:\s|/)+(?=[{UPPER}“\"])|\n|\s\|\s"))
_QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]{3,200}\"|\*[^*\n]*\*")
_LIST_HEAD = re.compile(r"(?:là|gồm|như|sau)\s*:?\s*$")
_LEAD = re.compile(expand(r"[\s\-–+*•]*(?:\(?(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)/]\s*)?"))

AT_START = 34  # characters from the sentence's start within which an opener governs the whole sentence (`Năm 2023, tiếp tục thực hiện`)


def set_relations(text: str, drafts: Sequence[Draft], own_title: Span | None) -> None:
    """Fill in the relation of every draft (in place). `own_title` is the span of the document's own title."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    starts = [0, *(m.end() for m in _SENTENCE.finditer(text))]
    masked = _mask(lowered, text, drafts)
    at = 0
    for draft in drafts:
        while at + 1 < len(starts) and starts[at + 1] <= draft.start:
            at += 1
        draft.fields["relation"] = _relation(masked, lowered, starts[at], draft, drafts, own_title)


def _mask(lowered: str, text: str, drafts: Sequence[Draft]) -> str:
    """Blank out what can't govern: other mentions with all that belongs to them, and quoted names."""
    pieces = list(lowered)
    for draft in drafts:
        for i in range(draft.start, draft.reach):
            pieces[i] = "\x00"
    for m in _QUOTED.finditer(text):
        for i in range(m.start(), m.end()):
            pieces[i] = "\x00"
    return "".join(pieces)


def _relation(masked: str, lowered: str, sentence: int, draft: Draft, drafts: Sequence[Draft], own_title: Span | None) -> Found[str]:
    for other in drafts:
        subject = other.fields.get("subject")
        if subject and subject.span and subject.span.start <= draft.start < subject.span.end and other is not draft:
            return Found("mentions", subject.span, "inside another's title")
    pin = draft.fields.get("pinpoint")
    end = pin.span.start if pin and pin.span else draft.start
    before = masked[sentence:end]
    for rule in rules("citations.toml", "carrier"):
        if m := rule.pattern.search(before):
            return Found(rule.value or "", Span(sentence + m.start(), sentence + m.end()), f"relation.{rule.id}")
    acts = own_title is not None and own_title.start <= draft.start < own_title.end or re.search(r"\bnày\s[^.;]{0,40}$|^(?:điều \d+\W*)?bãi bỏ", before)
    if acts:
        for rule in rules("citations.toml", "own_act"):
            if m := rule.pattern.search(before):
                return Found(rule.value or "", Span(sentence + m.start(), sentence + m.end()), f"relation.{rule.id}")
    best = _nearest(before)
    if best is None:
        return Found("mentions", None, "relation.default")
    start, stop, rule_id, value = best
    lead = _LEAD.match(before)
    opens = start <= (lead.end() if lead else 0) + AT_START and not re.search(r"[,;]", before[(lead.end() if lead else 0) : start].replace("năm", ""))
    direct = _is_filler(before[stop:])
    if value == "mentions" or direct or opens:
        return Found(value, Span(sentence + start, sentence + stop), f"relation.{rule_id}")
    return Found("mentions", None, "relation.default")


def _nearest(before: str) -> tuple[int, int, str, str] | None:
    """Return the opener that ends last in `before` (of two that end together, the longer) as start, end, rule, value."""
    best: tuple[int, int, str, str] | None = None
    for rule in rules("citations.toml", "relation"):
        for m in rule.pattern.finditer(before):
            if best is None or (m.end(), -m.start()) > (best[1], -best[0]):
                best = (m.start(), m.end(), rule.id, rule.value or "")
    return best


def _is_filler(gap: str) -> bool:
    """Whether nothing but qualifiers and other directives stands between an opener and the mention that it governs."""
    if _LIST_HEAD.search(gap):
        return True
    words = re.findall(r"[^\W\d_]+", gap)
    allowed = toml("citations.toml")["filler"]["words"]
    return all(w in allowed for w in words)
