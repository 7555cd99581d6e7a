"""Compose the finders: numbered, named, congress, short; then their slots and relations."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from kehoach.citations.congress import find_congress
from kehoach.citations.draft import Draft
from kehoach.citations.named import find_named
from kehoach.citations.numbered import find_numbered
from kehoach.citations.relation import set_relations
from kehoach.citations.short import find_short
from kehoach.citations.slots import fill_slots, share_issuers
from kehoach.records.citation import Mention
from kehoach.records.document import Document, Found, Frame, Unit
from kehoach.records.text import Span
from kehoach.rules.letters import expand
from kehoach.rules.fold import symbol_key

_BASIS = re.compile(r"(?:CĂN CỨ|Căn cứ|CƠ SỞ|Cơ sở)\s")
_LEAD = re.compile(expand(r"[-–+*•\s]*(?:\(?(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)/]\s*)?(?:Các\s|các\s)?"))


def find_mentions(document: Document) -> tuple[Mention, ...]:
    """Return the directives that the document cites, in text order; its own number is left out (Guidelines: not a citation)."""
    text = document.text.canonical
    numbered = find_numbered(text)
    congress = _free(find_congress(text), numbered)
    named = _free(find_named(text), [*numbered, *congress])
    full = sorted([*numbered, *congress, *named], key=lambda d: d.start)
    drafts = sorted([*full, *_free(find_short(text, full), full)], key=lambda d: d.start)
    drafts = [d for d in drafts if not _in_letterhead(d, document.frame)]
    fill_slots(text, drafts)
    share_issuers(text, drafts)
    title = document.frame.fields.get("title")
    set_relations(text, drafts, title.span if title else None)
    _by_heading(document, drafts)
    drafts = [d for d in drafts if not _is_own(d, document.frame)]
    return tuple(_mention(n, d, document.units) for n, d in enumerate(drafts, 1))


def _by_heading(document: Document, drafts: Sequence[Draft]) -> None:
    """A list of directives under a heading such as `Căn cứ pháp lý` is the document's basis, though no line says so itself."""
    units = {u.id: u for u in document.units}
    headed = {u.id for u in units.values() if any(_BASIS.match(s.title) for s in document.path(u.section))}
    for unit in (units[i] for i in headed):
        lead = _LEAD.match(document.text.canonical, unit.span.start)
        first = lead.end() if lead else unit.span.start
        inside = [d for d in drafts if unit.span.start <= d.start < unit.span.end]
        if not inside or inside[0].start != first:
            continue
        section = document.path(unit.section)[-1]
        for draft in inside:
            if draft.fields["relation"].rule == "relation.default":
                draft.fields["relation"] = Found("basis", section.heading, "relation.heading")


def _free(drafts: Sequence[Draft], taken: Sequence[Draft]) -> list[Draft]:
    return [d for d in drafts if not any(t.start < d.end and d.start < t.end for t in taken)]


def _in_letterhead(draft: Draft, frame: Frame) -> bool:
    number = frame.fields.get("number") or frame.fields.get("symbol")
    return bool(number and number.span and draft.start <= number.span.start < draft.end)


def _is_own(draft: Draft, frame: Frame) -> bool:
    """Whether the mention is of the document itself (a caption `Kèm theo Kế hoạch số …`)."""
    number, symbol = frame.get("number"), frame.get("symbol")
    if not number or not symbol or draft.kind != "numbered":
        return False
    same = (draft.value("number") or "").lstrip("0") == number.lstrip("0") and symbol_key(draft.value("symbol") or "") == symbol_key(symbol)
    date, own = draft.value("date"), frame.get("date")
    return same and (date is None or own is None or date == own)


def _mention(n: int, draft: Draft, units: Sequence[Unit]) -> Mention:
    starts = [u.span.start for u in units]
    i = bisect_right(starts, draft.start) - 1
    unit = units[i].id if i >= 0 and draft.start < units[i].span.end else None
    relation = draft.fields.pop("relation")
    return Mention(f"c{n}", Span(draft.start, draft.end), draft.kind, draft.rule, relation, unit=unit, **draft.fields)
