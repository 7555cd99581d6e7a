"""First and later mentions: the first in full, the later ones short (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần II, mục 6)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kehoach.check.draft import Draft
from kehoach.check.rules import TABLE
from kehoach.curate.form import spoken
from kehoach.records.citation import Mention
from kehoach.records.finding import Finding
from kehoach.records.link import Resolved
from kehoach.records.text import Span
from kehoach.rules.fold import name_key, symbol_key
from kehoach.rules.load import any_of, row_pattern, rules, toml

_ROW = re.compile(r"\s*(?:,|và|,\s*và)\s*(?:các\s)?")

BEFORE = 260  # characters before a mention in which its issuer or subject may stand
ENDING = ("repeals", "replaces", "amends")
"""Relations of a draft that ends or changes a directive: it names that in full wherever it does so."""


def check(draft: Draft) -> Iterator[Finding]:
    """Yield first mentions that lack a part, later ones that say all again, and mentions left blank.

    What stands inside a title is not the draft's wording. An annex is a paper of its own: it may name a directive in full once more.
    """
    by_name = toml(TABLE)["first_mention"]["by_name"]
    groups: dict[str, list[int]] = {}
    for i, mention in enumerate(draft.plan.mentions):
        numbered = mention.kind in ("numbered", "short") and mention.number and mention.get("type") not in by_name
        if numbered and not draft.quoted(mention) and not _is_bare_law(mention):
            groups.setdefault(_key(draft, mention), []).append(i)
    annexes = [m.start() for m in any_of(TABLE, "attached").finditer(draft.canonical)]
    given = {part: _given_in_rows(draft, part) for part in toml(TABLE)["first_mention"]["parts"]}
    for group in groups.values():
        mentions = [draft.plan.mentions[i] for i in group]
        yield from _first(
            draft, mentions, [p for p, rows in given.items() if not (rows[group[0]] or _is_given_before(draft, mentions[0], p))]
        )
        before: dict[int, list[Mention]] = {}
        for mention in mentions:
            earlier = before.setdefault(bisect_right(annexes, mention.span.start), [])
            yield from _again(draft, earlier, mention)
            earlier.append(mention)
    for m in row_pattern(TABLE, "open_number", "open").finditer(draft.canonical, draft.plan.document.frame.body.start):
        if not any_of(TABLE, "attached").match(draft.canonical, draft.canonical.rfind("\n", 0, m.start()) + 1, m.start()):
            yield draft.found("mention.open", Span(*m.span()))


def _key(draft: Draft, mention: Mention) -> str:
    """Return what a mention has in common with the others of the same directive."""
    number = (mention.get("number") or "").lstrip("0")
    return draft.directive_id(mention) or f"{mention.get('type')} {number} {symbol_key(mention.get('symbol') or '')}"


def _is_bare_law(mention: Mention) -> bool:
    """Say whether the mention is the number of a law that is named beside it: `Luật Trẻ em (số 102/2016/QH13)`."""
    return mention.type is None and any_of("citations.toml", "assembly_symbol").fullmatch(mention.get("symbol") or "") is not None


def _first(draft: Draft, mentions: Sequence[Mention], missing: Sequence[str]) -> Iterator[Finding]:
    """Findings on the first of the mentions of one directive, which lacks the parts `missing`."""
    words, first = toml(TABLE)["first_mention"], mentions[0]
    if first.kind == "short" and first.get("type") in words["by_decision"]:
        return  # schemes and programmes go by the number of their decision: `Đề án 06`
    if missing:
        full = next((m for m in mentions[1:] if all(getattr(m, p) for p in words["parts"])), None)
        rule = "mention.subject" if missing == ["subject"] else "mention.first"
        core, suggestion = first.span.of(draft.canonical), _in_full(draft, first, full)
        span = Span(first.span.start, _reach(first)) if suggestion else first.span
        yield draft.found(
            rule, span, suggestion=suggestion, related=[full.span] if full else (), core=core, missing="@" + ",".join(missing)
        )  # fmt: skip
    if first.kind == "numbered" and first.rule == "number.typed" and first.type and first.type.span and first.number and first.number.span:
        between = Span(first.type.span.end, first.number.span.start).of(draft.canonical)
        if not between.strip():
            number = draft.canonical[first.number.span.start : first.span.end]
            yield draft.found("mention.so", first.span, suggestion=f"{first.type.span.of(draft.canonical)} số {number}")


def _in_full(draft: Draft, first: Mention, full: Mention | None) -> str | None:
    """Return the mention with the parts that it lacks: as the draft itself gives them further on, or from the catalogue.

    The subject comes from a title that the catalogue has word for word alone; None where a part is still missing, or where another
    mention stands between the parts.
    """
    if draft.has_between(first, _reach(first)):
        return None
    if full:
        return draft.canonical[full.span.start : _reach(full)]
    link = draft.link(first)
    if not isinstance(link, Resolved) or link.directive.source != "catalogue":
        return None
    known, subject = link.directive, first.get("subject") or draft.title(link.directive)
    date = first.get("date") or known.date
    if not date or not (first.get("issuer") or known.issuer) or not subject:
        return None
    day = f"ngày {spoken(date, draft.writes_figures)}"
    return f"{first.span.of(draft.canonical)} {day} của {first.get('issuer') or known.issuer} {subject}"


def _given_in_rows(draft: Draft, part: str) -> list[bool]:
    """Say of each mention whether it has a part, itself or from its row: behind it (`A, B và C của X`), or before it (`của X tại A, B`)."""
    mentions = draft.plan.mentions
    given = [bool(getattr(m, part)) for m in mentions]
    before = [_is_given_before(draft, m, part) for m in mentions]
    joined = [_ROW.fullmatch(draft.canonical, _reach(a), b.span.start) is not None for a, b in pairwise(mentions)]
    for i in range(len(joined) - 1, -1, -1):
        given[i] = given[i] or (given[i + 1] and joined[i])
    for i, in_row in enumerate(joined, 1):
        before[i] = before[i] or (before[i - 1] and in_row)
    return [a or b for a, b in zip(given, before, strict=True)]


def _is_given_before(draft: Draft, mention: Mention, part: str) -> bool:
    before = draft.line_before(mention, BEFORE)
    return any(r.pattern.search(before) for r in rules(TABLE, "given_before") if r.value == part)


def _again(draft: Draft, before: Sequence[Mention], mention: Mention) -> Iterator[Finding]:
    """A later mention that gives date and issuer or subject once more, where an earlier one gave them.

    What the suggestion leaves out is date and issuer, and the subject if it is the one given before.
    """
    again = [p for p in ("date", "issuer", "subject") if getattr(mention, p)]
    full = next((m for m in before if all(getattr(m, p) for p in again)), None)
    if full is None or "date" not in again or len(again) < 2 or mention.get("relation") in ENDING:
        return
    same = name_key(full.get("subject") or "") == name_key(mention.get("subject") or "")
    parts = [mention.date, mention.issuer, mention.subject if same else None]
    end = max([mention.span.end, *(p.span.end for p in parts if p and p.span)])
    line = draft.line_before(mention, BEFORE)
    if any_of(TABLE, "again_before").search(line) or any_of(TABLE, "again_behind").match(draft.canonical, _reach(mention)):
        return
    if draft.has_between(mention, end):
        return
    yield draft.found("mention.again", Span(mention.span.start, end), suggestion=mention.span.of(draft.canonical), related=[full.span])


def _reach(mention: Mention) -> int:
    """Return where the last of a mention's parts ends."""
    parts = (mention.date, mention.issuer, mention.subject)
    return max([mention.span.end, *(p.span.end for p in parts if p and p.span)])
