"""Number and symbol of cited directives: spelling, joints, year; the type word against the symbol."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kehoach.check.codes import families, meant
from kehoach.check.draft import Draft
from kehoach.check.rules import TABLE
from kehoach.records.citation import Mention
from kehoach.records.finding import Finding
from kehoach.records.text import Span
from kehoach.resolve.symbols import ANY_TYPE, LETTER_TYPE
from kehoach.resolve.symbols import base as base_type
from kehoach.rules.load import any_of, toml
from kehoach.rules.types import by_code

_JOINT = re.compile(r"(\s*[/\-–—_]\s*|\s+)")
_DASHES = str.maketrans("–—_", "---")

PARTY_FORM = frozenset({"party", "youth"})
"""Families that write `number-TYPE/ISSUER` (Hướng dẫn 36-HD/VPTW; Quyết định 367-QĐ/TWĐTN-VP); the others write `number/TYPE-ISSUER`."""


def check(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong with the draft's own number and symbol and with those cited; suggestions are whole numbers with symbols."""
    yield from _own(draft)
    for mention in draft.plan.mentions:
        number, symbol, word = mention.number, mention.symbol, mention.type
        if number is None or symbol is None or number.span is None or symbol.span is None:
            continue
        span = Span(number.span.start, symbol.span.end)
        groups = _JOINT.split(symbol.value)[::2]
        capitals = span.of(draft.canonical).isupper() and bool(word and word.span and word.span.of(draft.canonical).isupper())
        yield from _form(draft, span, mention.get("issuer"), dated=mention.year is not None, capitals=capitals)
        yield from _year(draft, mention, groups, span)
        if word and word.span and word.span.end <= symbol.span.start and mention.rule != "number.listed":
            yield from _type(draft, mention.span, word.value, groups)


def _own(draft: Draft) -> Iterator[Finding]:
    """The draft's own number and symbol."""
    fields = draft.plan.document.frame.fields
    number, symbol, word = fields.get("number"), fields.get("symbol"), fields.get("type")
    if symbol is None or symbol.span is None:
        return
    if number and number.span and number.span.end < symbol.span.start and draft.family != "youth":
        yield from _form(draft, Span(number.span.start, symbol.span.end))
    if word and word.value != LETTER_TYPE:
        yield from _type(draft, symbol.span, word.value, _JOINT.split(symbol.value)[::2])


def _form(draft: Draft, span: Span, issuer: str | None = None, *, dated: bool = False, capitals: bool = False) -> Iterator[Finding]:
    """Spaces, letters and joints. `issuer` as printed; `capitals`: all is set in capitals, where the case of letters says nothing."""
    parts = _JOINT.split(span.of(draft.canonical))
    head = 4 if dated else 2  # number, joint, and maybe year, joint
    groups, joints = parts[head::2], parts[1::2]
    tidy = [j.strip().translate(_DASHES) for j in joints]
    spelt = _better(groups)
    spelt = [None if capitals and better and better.upper() == g else better for better, g in zip(spelt, groups, strict=True)]
    right = [better or g for better, g in zip(spelt, groups, strict=True)]
    normal = _joints(right, dated=dated)
    joined = normal or [t or j for t, j in zip(tidy, joints, strict=True)]
    names = [*parts[:head:2], *right]
    form = names[0] + "".join(j + name for j, name in zip(joined, names[1:], strict=True))
    broken = "\n" in draft.printed(span)  # a symbol that the end of a line parts is set right
    if not broken and any(t and t != j for t, j in zip(tidy, joints, strict=True)):
        yield draft.found("symbol.spaces", span, suggestion=form)
    for group, better in zip(groups, spelt, strict=True):
        if better:
            yield draft.found("symbol.letters", span, suggestion=form, group=group, better=better)
    if normal and normal != tidy and normal[0] != "-":
        yield draft.found("symbol.joint", span, suggestion=form)
    elif normal and normal != tidy and (issuer is None or any_of(TABLE, "party_issuer").search(issuer)):
        yield draft.found("symbol.joint-party", span, suggestion=form, safe=right[1] in toml(TABLE)["party_codes"]["sure"])


def _better(groups: Sequence[str]) -> list[str | None]:
    """Return for each group the code that it is a misprint of; an issuer's only behind an official code of a type."""
    first = meant(groups[0], first=True)
    issuers = [meant(g, first=False) for g in groups[1:2]] if (first or groups[0]) in by_code() else [None for _ in groups[1:2]]
    return [first, *issuers, *(None for _ in groups[2:])]


def _joints(groups: Sequence[str], *, dated: bool) -> list[str] | None:
    """Return the joints that the issuer's family sets between number, year and groups; None where type or family are not known."""
    if len(groups) < 2 or groups[0] not in by_code() or not (family := families(groups[1])):
        return None
    if not any(families(g) & PARTY_FORM for g in groups[1:]):
        return ["/"] * (2 if dated else 1) + ["-"] * (len(groups) - 1)
    return ["-", "/", *("-" for _ in groups[2:])] if family <= PARTY_FORM and not dated else None


def _type(draft: Draft, span: Span, word: str, groups: Sequence[str]) -> Iterator[Finding]:
    """The type word says one type, the code in the symbol another."""
    said, kinds = base_type(word), {base_type(t.name) for t in by_code().get(groups[0], ())}
    if said == LETTER_TYPE and families(groups[0]):
        return  # a letter's symbol begins with its issuer, whose code may be that of a type too
    if said in toml(TABLE)["type_words"]["joint"] and any(k.startswith(f"{said} ") for k in kinds):
        return
    codes = {c for t in by_code().values() for x in t if base_type(x.name) == said for c in x.codes}
    assembly = any_of("citations.toml", "assembly_symbol").fullmatch(groups[0])
    if not kinds and len(groups) > 1 and families(groups[0]) and said not in (LETTER_TYPE, ANY_TYPE) and not assembly:
        yield draft.found("type.letter", span, word=word)
    if kinds and said not in kinds and not codes & set(groups) and said not in toml(TABLE)["type_words"]["any"]:
        yield draft.found("type.symbol", span, word=word, code=groups[0], meant=", ".join(_named(groups[0])))


def _named(code: str) -> list[str]:
    """Return the types that a code stands for before all others; all types where it is the first code of none."""
    kinds = by_code()[code]
    first = {base_type(t.name) for t in kinds if t.codes[0] == code}
    return sorted(first or {base_type(t.name) for t in kinds})


def _year(draft: Draft, mention: Mention, groups: Sequence[str], span: Span) -> Iterator[Finding]:
    """A decree or circular without the year in its number, an administrative paper with one."""
    table, date = toml(TABLE)["year_in_number"], mention.get("date")
    if mention.year and groups[0] in table["never"]:
        yield draft.found("symbol.year-odd", span, year=mention.year.value)
    if mention.year or groups[0] not in table["always"] or len(groups) < 2 or "state" not in families(groups[1]):
        return
    if date is None:
        yield draft.found("symbol.year", span)
    elif date >= table["since"]:
        yield draft.found("symbol.year", span, suggestion=f"{mention.get('number')}/{date[:4]}/{mention.get('symbol')}")
