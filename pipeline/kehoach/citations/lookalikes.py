"""What looks like a citation and is none: refused by a guard of the finders, or of a kind that no finder takes up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kehoach.citations.draft import Draft, Taken
from kehoach.citations.find import read
from kehoach.records.citation import LookAlike
from kehoach.records.document import Document
from kehoach.records.text import Span
from kehoach.rules.load import rules


def find_look_alikes(document: Document) -> tuple[LookAlike, ...]:
    """Return what looks like a citation in `document` and is none, in text order, each with the rule that says why.

    A guard's reason is the finder's own; the patterns explain only what neither belongs to a mention nor to the frame.
    """
    drafts, refused = read(document)
    told = [span for draft in drafts for span in _spans(draft)]
    cited = Taken(told)
    found = [LookAlike(Span(r.start, r.end), r.guard) for r in refused if not cited.overlaps(r.start, r.end)]
    told += [(f.span.start, f.span.end) for f in document.frame.fields.values() if f.span]
    told += [(s.heading.start, s.heading.start + 1) for s in document.sections]  # a label such as `Điều 1.`
    told += [(x.span.start, x.span.end) for x in found]
    return tuple(sorted([*found, *_kinds(document.text.canonical, told)], key=lambda x: x.span.start))


def _spans(draft: Draft) -> Iterator[tuple[int, int]]:
    """Yield the stretches that a mention speaks for: its core and its fields, not the words that govern it."""
    yield draft.start, draft.end
    for name, found in draft.fields.items():
        if found.span and name != "relation":
            yield found.span.start, found.span.end


def _kinds(text: str, told: Sequence[tuple[int, int]]) -> list[LookAlike]:
    """Return what the patterns find outside the stretches `told`; of two rows that overlap, the first explains the place."""
    found: list[LookAlike] = []
    for rule in rules("lookalikes.toml", "pattern"):
        taken = Taken([*told, *((x.span.start, x.span.end) for x in found)])
        found += [LookAlike(Span(*m.span()), rule.id) for m in rule.pattern.finditer(text) if not taken.overlaps(*m.span())]
    return found
