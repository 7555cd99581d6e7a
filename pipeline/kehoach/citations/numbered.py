"""Directives cited by number and symbol: `Quyết định số 1847/QĐ-TTg`, `05-CT/TW`, `Luật … số 48/2024/QH15`, and rows of them."""

from __future__ import annotations

import re
from functools import cache

from kehoach.citations.draft import Draft
from kehoach.citations.words import type_codes, type_words
from kehoach.records.document import Found
from kehoach.rules.letters import expand
from kehoach.rules.types import by_code, by_word

_GROUP = r"[{UPPER}](?:[{UPPER}\d&]|[{LOWER}]{1,2}(?![{LOWER}])|\.(?=[{UPPER}\d]))*"
_JOINT = r"(?:[/\-–_](?=[{UPPER}])|[/\-–_&]\s(?=[{UPPER}]{2})|\s[-–/](?=[{UPPER}]{2})|\s[-–/]\s(?=[{UPPER}]{3}))"
_LOOKBACK = 90  # characters; the longest type word with the words before its number has 41
_LAW_LOOKBACK = 190  # the longest law name met has 92
_BETWEEN = re.compile(r"\s*(?:[,;]|và|hoặc|,\s*và|;\s*và)?\s*(?:các\s)?(?:[Ss]ố\s*:?\s*)?")
_LAW = re.compile(expand(r"(?:Bộ [Ll]uật|Luật|Pháp lệnh|BỘ LUẬT|LUẬT|PHÁP LỆNH)\s[{LETTER}][^.;:()\n“”\"]*(?:\([^()\n]*\)\s?)?(?:,\s)?[Ss]ố\s?:?\s?$"))
_SO = re.compile(r"(?:[Ss]ố|SỐ|[Ss]o|CỐ|[Ss]ô)\s*:?\s*$")


@cache
def _core() -> re.Pattern[str]:
    codes = "|".join(re.escape(c) for c in type_codes() if len(c) >= 2)
    body = rf"(?:\s?[/\-–_]\s?|\s?(?=(?:{codes})\s?[/\-–]))"
    return re.compile(
        expand(
            rf"(?<![\d/.,\-–])(?P<number>\d{{1,6}}[a-zđ]?)(?:\s?/\s?(?P<year>(?:19|20)\d\d)(?=\s?[/\-–]))?{body}(?P<symbol>{_GROUP}(?:{_JOINT}{_GROUP})*)"
        )
    )


@cache
def _type_before() -> re.Pattern[str]:
    return re.compile(
        expand(rf"(?P<type>(?<![{{LETTER}}]){type_words()})(?:(?P<mid>(?:\s[{{LOWER}}]+){{1,5}}(?=\s[Ss]ố)))?\s*(?P<so>(?:[Ss]ố|SỐ|[Ss]o|CỐ|[Ss]ô)\s*:?)?\s*$")
    )


def find_numbered(text: str) -> list[Draft]:
    """Return the numbered mentions of `text` in order, with type, number, year and symbol."""
    found: list[Draft] = []
    for m in _core().finditer(text):
        draft = _draft(text, m, found[-1] if found else None)
        if draft is not None:
            found.append(draft)
    return found


def _draft(text: str, m: re.Match[str], before: Draft | None) -> Draft | None:
    start = m.start()
    symbol = re.sub(r"\s", "", m.group("symbol"))
    window = text[max(0, start - _LOOKBACK) : start]
    cut = window.rfind("\n") + 1
    window = window[cut:]
    typed = _type_before().search(window)
    law = None if typed and not typed.group("mid") else _law_before(text, start, symbol)
    so = _SO.search(window)
    if typed and not law:
        at = start - len(window) + typed.start("type")
        draft = Draft(at, m.end(), "numbered", "number.typed")
        name = by_word()[" ".join(typed.group("type").lower().split())].name
        draft.put("type", name, at, at + len(typed.group("type")), "type word")
    elif law:
        draft = Draft(law[0], m.end(), "numbered", "number.law")
        draft.put("type", law[1], law[0], law[0] + len(law[1]), "type word")
    elif before is not None and before.kind == "numbered" and _BETWEEN.fullmatch(text, before.reach, start) and (so or _plausible(symbol)):
        draft = Draft(start - len(so.group()) if so else start, m.end(), "numbered", "number.listed", listed=True)
        if "type" in before.fields:
            shared = before.fields["type"]
            draft.fields["type"] = Found(shared.value, shared.span, "type shared by the row")
    elif so or _plausible(symbol):
        draft = Draft(start - len(so.group()) if so else start, m.end(), "numbered", "number.bare")
        kinds = by_code().get(re.split(r"[/\-–_]", symbol)[0])
        if kinds:
            first = kinds[0]
            draft.put("type", first.name, m.start("symbol"), m.start("symbol") + len(first.codes[0]), "code in the symbol")
    else:
        return None
    if not _is_symbol(symbol, draft.rule):
        return None
    for name in ("number", "year"):
        if m.group(name):
            draft.put(name, m.group(name), m.start(name), m.end(name), "number")
    draft.put("symbol", symbol, m.start("symbol"), m.end("symbol"), "symbol")
    return draft


def _is_symbol(symbol: str, rule: str) -> bool:
    """A symbol has two capital letters at least; where only `số` vouches for it, it must have a joint or a known code."""
    capitals = sum(c.isupper() for c in symbol)
    return capitals >= 2 and (rule != "number.bare" or _plausible(symbol) or re.search(r"[/\-–_]", symbol) is not None)


def _plausible(symbol: str) -> bool:
    """Whether the symbol itself shows that it is one: a known type code and an issuer behind it, or a body that numbers laws."""
    groups = re.split(r"[/\-–_]", symbol)
    return (len(groups) > 1 and groups[0] in by_code()) or re.fullmatch(r"(?:QH|UBTVQH|PL-UBTVQH)\d{1,2}", symbol) is not None


def _law_before(text: str, start: int, symbol: str) -> tuple[int, str] | None:
    """Return start and type of `Luật <name> số` right before a number of the National Assembly."""
    if "QH" not in symbol and "CTN" not in symbol:
        return None
    low = max(0, start - _LAW_LOOKBACK, text.rfind("\n", 0, start) + 1)
    found = None
    for m in re.finditer(r"(?:Bộ [Ll]uật|(?<!Bộ )Luật|Pháp lệnh|BỘ LUẬT|(?<!BỘ )LUẬT|PHÁP LỆNH)\s", text[low:start]):
        if _LAW.match(text[low + m.start() : start]):
            found = (low + m.start(), by_word()[m.group().strip().lower()].name)
    return found
