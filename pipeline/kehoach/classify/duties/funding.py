"""Where the money for the work comes from, as printed (data/amounts.toml, `funding`)."""

from __future__ import annotations

from collections.abc import Iterator

from kehoach.classify.duties.amounts import TABLE
from kehoach.classify.duties.words import trimmed
from kehoach.records.document import Document, Found
from kehoach.records.duty import Funding
from kehoach.rules.load import any_of, rules


def funding_in(text: str, start: int, end: int) -> Found[str] | None:
    """Return the first source of money that text[start:end] names, None where it names none.

    >>> text = "Kinh phí thực hiện từ nguồn ngân sách tỉnh theo phân cấp."
    >>> funding_in(text, 0, len(text)).value
    'nguồn ngân sách tỉnh'
    """
    if not any_of(TABLE, "money").search(text, start, end):
        return None
    found = []
    for rule in rules(TABLE, "funding"):
        if m := rule.pattern.search(text, start, end):
            stop = any_of(TABLE, "funding_end").search(text, m.start("source"), m.end("source"))
            span = trimmed(text, m.start("source"), stop.start() if stop else m.end("source"))
            if len(span):
                found.append(Found(text[span.start : span.end], span, f"funding:{rule.id}"))
    return min(found, key=lambda f: (f.span.start if f.span else 0, -len(f.value)), default=None)


def find_funding(document: Document) -> tuple[Funding, ...]:
    """Return what the units of a plan say of where its money comes from; spans are canonical."""
    return tuple(_found(document))


def _found(document: Document) -> Iterator[Funding]:
    text = document.text.canonical
    for unit in document.units:
        if source := funding_in(text, unit.span.start, unit.span.end):
            yield Funding(unit.id, source)
