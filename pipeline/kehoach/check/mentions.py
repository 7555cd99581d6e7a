"""First and later mentions: the first in full, the later ones short (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần II, mục 6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kehoach.check.draft import Draft
from kehoach.check.rules import TABLE
from kehoach.records.citation import Mention
from kehoach.records.finding import Finding
from kehoach.records.text import Span
from kehoach.rules.fold import symbol_key
from kehoach.rules.load import toml


def check(draft: Draft) -> Iterator[Finding]:
    """Yield first mentions that lack a part, and later ones that say all again; what stands inside a title is not the draft's wording."""
    by_name = toml(TABLE)["first_mention"]["by_name"]
    groups: dict[str, list[Mention]] = {}
    for mention in draft.plan.mentions:
        if mention.kind in ("numbered", "short") and mention.number and mention.get("type") not in by_name and not draft.quoted(mention):
            groups.setdefault(_key(draft, mention), []).append(mention)
    for first, *later in groups.values():
        yield from _first(draft, first, later)
        for mention in later:
            yield from _again(draft, first, mention)


def _key(draft: Draft, mention: Mention) -> str:
    """Return what a mention has in common with the others of the same directive."""
    number = (mention.get("number") or "").lstrip("0")
    return draft.directive_id(mention) or f"{mention.get('type')} {number} {symbol_key(mention.get('symbol') or '')}"


def _first(draft: Draft, first: Mention, later: Sequence[Mention]) -> Iterator[Finding]:
    words = toml(TABLE)["first_mention"]
    if first.kind == "short" and first.get("type") in words["by_decision"]:
        return  # schemes and programmes go by the number of their decision: `Đề án 06`
    parts = words["parts"]
    missing = [p for p in parts if not draft.shared(first, p)]
    if not missing:
        return
    full = [m.span for m in later if all(getattr(m, p) for p in parts)][:1]
    rule = "mention.subject" if missing == ["subject"] else "mention.first"
    yield draft.found(rule, first.span, related=full, missing="@" + ",".join(missing))


def _again(draft: Draft, first: Mention, mention: Mention) -> Iterator[Finding]:
    """A later mention that gives date and issuer or subject once more, where the first one gave them."""
    again = [p for p in ("date", "issuer", "subject") if getattr(mention, p)]
    if "date" not in again or len(again) < 2 or not all(getattr(first, p) for p in again):
        return
    ends = [mention.span.end, *(getattr(mention, p).span.end for p in again if getattr(mention, p).span)]
    yield draft.found(
        "mention.again", Span(mention.span.start, max(ends)), suggestion=mention.span.of(draft.canonical), related=[first.span]
    )
