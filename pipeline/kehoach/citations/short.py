"""Later mentions by a cut-down form: `Chỉ thị 19`, `Đề án 06`, a bare type word that the text defines as a short name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from kehoach.citations.draft import Draft, Taken, free
from kehoach.citations.words import cased, type_named, type_words
from kehoach.records.document import Found
from kehoach.rules.letters import expand
from kehoach.rules.load import any_of, row_pattern, toml
from kehoach.rules.types import by_word

_NUMBER = re.compile(r"(?P<number>\d(?<=\s\d)\d{0,4}[a-zđ]?)(?![\w/%\-–])(?!\s?[/\-–]\s?[\dA-ZĐ])(?!\.\d)(?!,\d)")
_NEXT = re.compile(r"(?:,\s|\svà\s|,\svà\s)(?P<number>\d{1,5})(?=,|\svà\s\d|\sngày\s|\scủa\s|[.;]|\s?$)")

LOOKBACK = 40  # characters; the longest type word with `số` has 26
LONGEST_WORD = 12  # characters of the last syllable of a type word, with room
LONGEST_BARE_NUMBER = 4  # digits of a number that neither `số` nor an earlier mention vouches for; five make it a quantity


@cache
def _type_before() -> re.Pattern[str]:
    return re.compile(expand(rf"(?P<type>(?<![{{LETTER}}]){type_words()})\s(?P<so>[Ss]ố\s?:?\s)?$"))


@cache
def _last_words() -> frozenset[str]:
    """The words that may stand right before the number of a short mention; a quick look before the full pattern."""
    return frozenset({"số", "số:", *(w.split()[-1] for w in by_word())})


@cache
def _quantity() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in toml("citations.toml")["quantity"]["words"])
    return re.compile(expand(rf"\s?(?:{words})(?![{{LETTER}}])(?!\s\d)"))


@cache
def _known_short() -> frozenset[str]:
    return frozenset(toml("citations.toml")["known_short"]["names"])


@cache
def _plain_types() -> frozenset[str]:
    """The types whose bare number is a citation even where neither `số` nor an earlier mention says so."""
    return frozenset(toml("citations.toml")["known_short"]["types"])


def find_short(text: str, full: Sequence[Draft]) -> list[Draft]:
    """Return the short mentions of `text`, given the mentions found so far (numbered, named, congress) in order."""
    numbers = {(d.value("type") or "", (d.value("number") or "").lstrip("0")) for d in full if d.kind == "numbered"}
    definitions = list(any_of("citations.toml", "definition").finditer(text))
    defined = {m.group("alias").strip() for m in definitions}
    found = [*free(_with_number(text, numbers, defined), full), *_bare_types(text, definitions, full)]
    return sorted(found, key=lambda d: d.start)


def _with_number(text: str, numbers: set[tuple[str, str]], defined: set[str]) -> list[Draft]:
    """Return the type words with a number that `numbers`, `defined`, the known short names or their own form make citations."""
    found = []
    for m in _NUMBER.finditer(text):
        if text[max(0, m.start() - LONGEST_WORD) : m.start() - 1].rpartition(" ")[2].lower() not in _last_words():
            continue
        low = max(0, m.start() - LOOKBACK)
        typed = _type_before().search(text[low : m.start()])
        if not typed:
            continue
        at = low + typed.start("type")
        name, number = type_named(typed.group("type")), m.group("number")
        known = (name, number.lstrip("0")) in numbers or f"{name} {number}" in _known_short() or text[at : m.end()] in defined
        if not known and not _has_shape(text, at, typed, m):
            continue
        draft = Draft(at, m.end(), "short", "short.known" if known else "short.shape")
        draft.put("type", name, at, at + len(typed.group("type")), "type word")
        draft.put("number", number, m.start(), m.end(), "number")
        found.append(draft)
        if typed.group("so"):
            found += _row(text, draft)
    return found


def _has_shape(text: str, at: int, typed: re.Match[str], number: re.Match[str]) -> bool:
    """Whether a number that was not met before is plainly that of a directive whose type word begins at `at`."""
    if not text[at].isupper() or _quantity().match(text, number.end()):
        return False
    if typed.group("so"):
        return True
    return type_named(typed.group("type")) in _plain_types() and len(number.group("number")) <= LONGEST_BARE_NUMBER


def _row(text: str, head: Draft) -> list[Draft]:
    """Return the further numbers of a row under one type word: `các Quyết định số: 318, 319, 320 ngày 8/3/2022`."""
    found = []
    at = head.end
    while m := _NEXT.match(text, at):
        draft = Draft(m.start("number"), m.end(), "short", "short.listed", listed=True)
        draft.fields["type"] = Found(head.value("type") or "", head.fields["type"].span, "type shared by the row")
        draft.put("number", m.group("number"), m.start("number"), m.end(), "number")
        found.append(draft)
        at = m.end()
    return found


def _bare_types(text: str, definitions: Sequence[re.Match[str]], full: Sequence[Draft]) -> list[Draft]:
    """Return the later uses of the bare type words that `definitions` make short names (`sau đây viết gọn là Luật`).

    A definition counts only where a mention of that type stands before it in its sentence: a plan may so name itself too.
    """
    by_type: dict[str | None, list[int]] = {}
    for d in full:
        by_type.setdefault(d.value("type"), []).append(d.start)
    taken = Taken([*((d.start, d.end) for d in full), *(m.span() for m in definitions)])
    found: dict[str, list[Draft]] = {}
    for m in definitions:
        known = by_word().get(m.group("alias").strip().lower())
        if known is None or known.name in found:
            continue
        starts = by_type.get(known.name, [])
        line = text.rfind("\n", 0, m.start()) + 1
        if bisect_left(starts, line) < bisect_left(starts, m.start()):
            found[known.name] = [
                _bare(known.name, use)
                for use in _bare_word(known.name).finditer(text, m.end())
                if use.group()[0].isupper() and not taken.overlaps(use.start(), use.end())
            ]
    return [draft for drafts in found.values() for draft in drafts]


def _bare(name: str, m: re.Match[str]) -> Draft:
    draft = Draft(m.start(), m.end(), "short", "short.defined")
    draft.put("type", name, m.start(), m.end(), "type word")
    return draft


def _bare_word(name: str) -> re.Pattern[str]:
    """Return the pattern of the name of a type where nothing else follows that would make it another mention."""
    running, capitals = (row_pattern("citations.toml", "no_short", row).pattern for row in ("running", "capitals"))
    words = rf"(?:{cased(name)}(?!{running})|{name.upper()}(?!{capitals}))"
    return re.compile(expand(rf"(?<![{{LETTER}}])(?<![Dd]ự thảo )(?<![Dd]ự án ){words}"))
