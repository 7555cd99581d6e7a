"""Compose the finders: numbered, named, congress, short; then their slots and relations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from kehoach.citations.congress import find_congress
from kehoach.citations.draft import Draft, Refusal, free, sift
from kehoach.citations.named import find_named
from kehoach.citations.numbered import find_numbered
from kehoach.citations.relation import set_relations
from kehoach.citations.short import find_short
from kehoach.citations.slots import fill_slots
from kehoach.citations.words import ITEM_LEAD
from kehoach.records.citation import Mention
from kehoach.records.document import Document, Found, Frame, Section, Unit
from kehoach.records.text import Span
from kehoach.rules.fold import symbol_key
from kehoach.rules.load import any_of

_LEAD = re.compile(ITEM_LEAD.pattern + r"(?:[Cc]ác\s)?")


def find_mentions(document: Document) -> tuple[Mention, ...]:
    """Return the directives that the document cites, in text order."""
    return _mentions(read(document)[0], document.units)


def read(document: Document) -> tuple[list[Draft], list[Refusal]]:
    """Return the mentions of `document` with their fields, and what the guards of the finders refused, each in text order."""
    text, frame = document.text.canonical, document.frame
    numbered, refused = sift(find_numbered(text))
    congress = free(find_congress(text), numbered)
    named, no_laws = sift(find_named(text))
    full = _in_order([*numbered, *congress, *free(named, [*numbered, *congress])])
    short, no_short = sift(find_short(text, full))
    drafts = _in_order([*full, *free(short, full)])
    drafts, in_letterhead = _without(drafts, lambda d: _in_letterhead(d, frame), "own.letterhead")
    fill_slots(text, drafts)
    title = frame.fields.get("title")
    set_relations(text, drafts, title.span if title else None)
    _rest_on_lists(document, drafts)
    drafts, own = _without(drafts, lambda d: _is_own(d, frame), "own.number")
    return drafts, sorted([*refused, *no_laws, *no_short, *in_letterhead, *own], key=lambda r: r.start)


def _without(drafts: Sequence[Draft], refuses: Callable[[Draft], bool], guard: str) -> tuple[list[Draft], list[Refusal]]:
    """Leave out the drafts that `guard` refuses: the document's own number is no citation (Guidelines)."""
    return sift(Refusal(d.start, d.end, guard) if refuses(d) else d for d in drafts)


def _in_order(drafts: Sequence[Draft]) -> list[Draft]:
    return sorted(drafts, key=lambda d: d.start)


def _rest_on_lists(document: Document, drafts: Sequence[Draft]) -> None:
    """A list of directives under a heading such as `Căn cứ pháp lý` is the document's basis, though no line says so itself."""
    headings = _basis_headings(document.sections)
    starts = [d.start for d in drafts]
    for unit in document.units:
        heading = headings.get(unit.section)
        if heading is None:
            continue
        inside = drafts[bisect_left(starts, unit.span.start) : bisect_left(starts, unit.span.end)]
        lead = _LEAD.match(document.text.canonical, unit.span.start)
        if not inside or lead is None or inside[0].start != lead.end():
            continue
        for draft in inside:
            if draft.fields["relation"].rule == "relation.default":
                draft.fields["relation"] = Found("basis", heading, "relation.heading")


def _basis_headings(sections: Sequence[Section]) -> dict[str | None, Span]:
    """Return, by its id, the heading of each section that stands under one which names a basis, or is one."""
    basis = any_of("citations.toml", "basis_heading")
    found: dict[str | None, Span] = {}
    for section in sections:
        if section.parent in found or basis.match(section.title):
            found[section.id] = section.heading
    return found


def _in_letterhead(draft: Draft, frame: Frame) -> bool:
    number = frame.fields.get("number") or frame.fields.get("symbol")
    return bool(number and number.span and draft.start <= number.span.start < draft.end)


def _is_own(draft: Draft, frame: Frame) -> bool:
    """Whether the mention is of the document itself (a caption `Kèm theo Kế hoạch số …`)."""
    number, symbol = frame.get("number"), frame.get("symbol")
    if not number or not symbol or draft.kind != "numbered" or (draft.value("number") or "").lstrip("0") != number.lstrip("0"):
        return False
    date, own = draft.value("date"), frame.get("date")
    return symbol_key(draft.value("symbol") or "") == symbol_key(symbol) and (date is None or own is None or date == own)


def _mentions(drafts: Sequence[Draft], units: Sequence[Unit]) -> tuple[Mention, ...]:
    starts = [u.span.start for u in units]
    found = []
    for n, draft in enumerate(drafts, 1):
        i = bisect_right(starts, draft.start) - 1
        unit = units[i].id if i >= 0 and draft.start < units[i].span.end else None
        found.append(Mention(f"c{n}", Span(draft.start, draft.end), draft.kind, draft.rule, unit=unit, **draft.fields))
    return tuple(found)
