"""Findings as one self-contained HTML page: the draft with marks, the list beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from kehoach.check.report import Checked
from kehoach.check.rules import check_rules, reason
from kehoach.check.telling import TABLE, beside, where
from kehoach.errors import KehoachError, Lang
from kehoach.records.finding import Finding, Severity
from kehoach.store.page import page
from kehoach.store.words import Words

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
AS_THEY_ARE = ("text/plain", "text/markdown")
"""Files that are shown as they are; others as the text read from them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the draft's text; `marks` are the anchors of the findings that begin in it, `to` and `severity` belong to the gravest
    finding over it (None where there is none)."""

    text: str
    severity: Severity | None = None
    to: str | None = None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A finding as listed: its anchor and that of its mark in the text, severity, rule, title, reason, place and notes."""

    anchor: str
    mark: str
    severity: Severity
    rule: str
    title: str
    reason: str
    place: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A checked file as shown."""

    name: str
    counts: Mapping[Severity, int]
    hushed: int
    items: tuple[Item, ...]
    pieces: tuple[Piece, ...]


def to_html(checked: Mapping[str, Checked], lang: Lang = "vi", failed: Sequence[KehoachError] = ()) -> str:
    """Return the page of drafts, given by the names of their files; `failed`: why others could not be read.

    There is no external link and no script; all that the drafts hold is escaped.
    """
    say = Words(lang, TABLE)
    drafts = [_draft(n, name, one, say) for n, (name, one) in enumerate(checked.items())]
    title = ", ".join(Path(name).name for name in checked)
    unread = [e.explain(lang) for e in failed]
    return page("kehoach.check", "check.html", say=say, title=title, drafts=drafts, failed=unread, severities=SEVERITIES)


def _draft(n: int, name: str, one: Checked, say: Words) -> DraftPage:
    counts = {s: sum(f.severity == s for f in one.findings) for s in SEVERITIES}
    items = tuple(_item(f"f{n}-{i}", f, one, say.lang) for i, f in enumerate(one.findings))
    return DraftPage(name, counts, len(one.hushed), items, tuple(_pieces(n, one)))


def _item(anchor: str, f: Finding, one: Checked, lang: Lang) -> Item:
    title = check_rules()[f.rule].title[lang]
    return Item(
        anchor, f"m{anchor[1:]}", f.severity, f.rule, title, reason(f, lang), where(one, f.span, lang), tuple(beside(one, f, lang))
    )  # fmt: skip


def _pieces(n: int, one: Checked) -> Iterator[Piece]:
    """Cut the text where findings begin or end; each begins in exactly one piece, the last where its words are not in the text shown."""
    as_it_is = one.plan.source.media_type in AS_THEY_ARE
    text = one.text.raw if as_it_is else one.text.canonical
    spans = [f.span if as_it_is else one.text.offsets.inverse(f.span) for f in one.findings]
    cuts = sorted({0, len(text), *(s.start for s in spans), *(s.end for s in spans)})
    begins: dict[int, list[int]] = {}
    for i, span in enumerate(spans):
        begins.setdefault(span.start, []).append(i)
    over: list[int] = []
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        here = begins.get(start, [])
        over = [i for i in (*over, *here) if spans[i].end > start]
        gravest = min(over, key=lambda i: (SEVERITIES.index(one.findings[i].severity), i), default=None)
        marks = tuple(f"m{n}-{i}" for i in here)
        if gravest is None:
            yield Piece(text[start:end], marks=marks)
        else:
            yield Piece(text[start:end], one.findings[gravest].severity, f"f{n}-{gravest}", marks)
