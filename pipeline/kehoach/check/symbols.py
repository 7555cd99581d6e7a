"""Number and symbol of cited directives: spelling, joints, year; the type word against the symbol."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kehoach.check.codes import families, meant
from kehoach.check.draft import Draft
from kehoach.records.citation import Mention
from kehoach.records.finding import Finding
from kehoach.records.text import Span
from kehoach.resolve.symbols import base as base_type
from kehoach.rules.load import toml
from kehoach.rules.types import by_code

_JOINT = re.compile(r"(\s*[/\-–—_]\s*|\s+)")
_DASHES = str.maketrans("–—_", "---")

PARTY_FORM = frozenset({"party", "youth"})
"""Families that write `number-TYPE/ISSUER` (Hướng dẫn 36-HD/VPTW; Quyết định 367-QĐ/TWĐTN-VP); the others write `number/TYPE-ISSUER`."""


def check(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong with the numbers and symbols that the draft cites; suggestions are whole numbers with symbols."""
    for mention in draft.plan.mentions:
        number, symbol = mention.number, mention.symbol
        if number is None or symbol is None or number.span is None or symbol.span is None:
            continue
        span = Span(number.span.start, symbol.span.end)
        groups = _JOINT.split(symbol.value)[::2]
        yield from _form(draft, mention, span)
        yield from _type(draft, mention, groups)
        yield from _year(draft, mention, groups, span)


def _form(draft: Draft, mention: Mention, span: Span) -> Iterator[Finding]:
    parts = _JOINT.split(span.of(draft.canonical))
    head = 4 if mention.year else 2  # number, joint, and maybe year, joint
    groups, joints = parts[head::2], parts[1::2]
    tidy = [j.strip().translate(_DASHES) for j in joints]
    spelt = [meant(g, first=n == 0) if n < 2 else None for n, g in enumerate(groups)]
    right = [better or g for better, g in zip(spelt, groups, strict=True)]
    normal = _joints(right, dated=mention.year is not None)
    joined = normal or [t or j for t, j in zip(tidy, joints, strict=True)]
    names = [*parts[:head:2], *right]
    form = names[0] + "".join(j + name for j, name in zip(joined, names[1:], strict=True))
    if any(t and t != j for t, j in zip(tidy, joints, strict=True)):
        yield draft.found("symbol.spaces", span, suggestion=form)
    for group, better in zip(groups, spelt, strict=True):
        if better:
            yield draft.found("symbol.letters", span, suggestion=form, group=group, better=better)
    if normal and normal != tidy:
        rule = "symbol.joint-party" if normal[0] == "-" else "symbol.joint"
        yield draft.found(rule, span, suggestion=form)


def _joints(groups: Sequence[str], *, dated: bool) -> list[str] | None:
    """Return the joints that the issuer's family sets between number, year and groups; None where type or family are not known."""
    if len(groups) < 2 or groups[0] not in by_code() or not (family := families(groups[1])):
        return None
    if not family & PARTY_FORM:
        return ["/"] * (2 if dated else 1) + ["-"] * (len(groups) - 1)
    return ["-", "/", *("-" for _ in groups[2:])] if family <= PARTY_FORM and not dated else None


def _type(draft: Draft, mention: Mention, groups: Sequence[str]) -> Iterator[Finding]:
    """The type word says one type, the code in the symbol another."""
    word, symbol = mention.type, mention.symbol
    if not (word and word.span and symbol and symbol.span) or word.span.end > symbol.span.start or mention.rule == "number.listed":
        return
    said, kinds = base_type(word.value), {base_type(t.name) for t in by_code().get(groups[0], ())}
    codes = {c for t in by_code().values() for x in t if base_type(x.name) == said for c in x.codes}
    if kinds and said not in kinds and not codes & set(groups) and said not in toml("checks.toml")["type_words"]["any"]:
        yield draft.found("type.symbol", mention.span, word=word.value, code=groups[0], meant=", ".join(sorted(kinds)))


def _year(draft: Draft, mention: Mention, groups: Sequence[str], span: Span) -> Iterator[Finding]:
    """A decree or circular without the year in its number, an administrative paper with one."""
    table, date = toml("checks.toml")["year_in_number"], mention.get("date")
    if mention.year and groups[0] in table["never"]:
        yield draft.found("symbol.year-odd", span, year=mention.year.value)
    if mention.year or groups[0] not in table["always"] or len(groups) < 2 or "state" not in families(groups[1]):
        return
    if date is None:
        yield draft.found("symbol.year", span)
    elif date >= table["since"]:
        yield draft.found("symbol.year", span, suggestion=f"{mention.get('number')}/{date[:4]}/{mention.get('symbol')}")
