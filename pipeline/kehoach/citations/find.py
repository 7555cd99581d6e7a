"""Compose the finders: numbered, named, congress, short; then their slots and relations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from kehoach.citations.congress import find_congress
from kehoach.citations.draft import Draft, Refusal, free, sift
from kehoach.citations.named import find_named
from kehoach.citations.numbered import find_numbered
from kehoach.citations.relation import set_relations
from kehoach.citations.relation_lists import rest_on_lists
from kehoach.citations.short import find_short
from kehoach.citations.slots import fill_slots
from kehoach.records.citation import Mention
from kehoach.records.document import Document, Frame, Unit
from kehoach.records.text import Span
from kehoach.rules.fold import symbol_key

HEAD_LINES = 6  # lines of a document in which its own heading stands


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
    rest_on_lists(document, drafts)
    heading = _own_heading(text, drafts, frame)
    drafts, own = _without(drafts, lambda d: _is_own(d, frame, heading), "own.number")
    return drafts, sorted([*refused, *no_laws, *no_short, *in_letterhead, *own], key=lambda r: r.start)


def _without(drafts: Sequence[Draft], refuses: Callable[[Draft], bool], guard: str) -> tuple[list[Draft], list[Refusal]]:
    """Leave out the drafts that `guard` refuses: the document's own number is no citation (Guidelines)."""
    return sift(Refusal(d.start, d.end, guard) if refuses(d) else d for d in drafts)


def _in_order(drafts: Sequence[Draft]) -> list[Draft]:
    return sorted(drafts, key=lambda d: d.start)


def _in_letterhead(draft: Draft, frame: Frame) -> bool:
    number = frame.fields.get("number") or frame.fields.get("symbol")
    return bool(number and number.span and draft.start <= number.span.start < draft.end)


def _own_heading(text: str, drafts: Sequence[Draft], frame: Frame) -> Draft | None:
    """Return the mention that is the document's own heading (`KẾ HOẠCH SỐ 45/KH-UBND`), where no letterhead gives its number."""
    first = next((d for d in drafts if d.kind == "numbered"), None)
    if first is None or frame.get("number") or text.count("\n", 0, first.start) >= HEAD_LINES:
        return None
    end = text.find("\n", first.end)
    rest = text[first.end : end if end >= 0 else len(text)].strip()
    kind = frame.fields.get("type")
    titled = kind is not None and kind.span is not None and kind.span.start == first.start and not rest.endswith((".", ";", ":", ","))
    alone = kind is None and not rest and first.start == text.rfind("\n", 0, first.start) + 1
    return first if titled or alone else None


def _is_own(draft: Draft, frame: Frame, heading: Draft | None) -> bool:
    """Whether the mention is of the document itself (a caption `Kèm theo Kế hoạch số …`)."""
    told = heading.value if heading else frame.get
    number, symbol = told("number"), told("symbol")
    if not number or not symbol or draft.kind != "numbered" or (draft.value("number") or "").lstrip("0") != number.lstrip("0"):
        return False
    date, own = draft.value("date"), told("date")
    return symbol_key(draft.value("symbol") or "") == symbol_key(symbol) and (date is None or own is None or date == own)


def _mentions(drafts: Sequence[Draft], units: Sequence[Unit]) -> tuple[Mention, ...]:
    starts = [u.span.start for u in units]
    found = []
    for n, draft in enumerate(drafts, 1):
        i = bisect_right(starts, draft.start) - 1
        unit = units[i].id if i >= 0 and draft.start < units[i].span.end else None
        found.append(Mention(f"c{n}", Span(draft.start, draft.end), draft.kind, draft.rule, unit=unit, **draft.fields))
    return tuple(found)
