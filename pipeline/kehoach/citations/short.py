"""Later mentions by a cut-down form: `Chỉ thị 19`, `Đề án 06`, a bare type word that the text defines as a short name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kehoach.citations.draft import Draft
from kehoach.citations.words import cased, type_words
from kehoach.records.document import Found
from kehoach.rules.letters import expand
from kehoach.rules.load import toml
from kehoach.rules.types import by_word

_NUMBER = re.compile(r"(?<=\s)(?P<number>\d{1,5}[a-zđ]?)(?![\w/%\-–])(?!\s?[/\-–]\s?[\dA-ZĐ])(?!\.\d)(?!,\d)")
_NEXT = re.compile(r"(?:,\s|\svà\s|,\svà\s)(?P<number>\d{1,5})(?=,|\svà\s\d|\sngày\s|\scủa\s|[.;]|\s?$)")
_DEFINITION = re.compile(
    expand(r"\((?:sau đây|dưới đây)?\s?(?:được\s)?(?:gọi|viết)(?:\s(?:tắt|gọn|chung))?\slà:?\s[“\"]?(?P<alias>[{UPPER}][^()“”\"]{1,80}?)[”\"]?\)")
)


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
def _known() -> frozenset[tuple[str, str]]:
    return frozenset((n.rsplit(" ", 1)[0], n.rsplit(" ", 1)[1]) for n in toml("citations.toml")["known_short"]["names"])


def find_short(text: str, full: Sequence[Draft]) -> list[Draft]:
    """Return the short mentions of `text`, given the mentions found so far (numbered, named, congress)."""
    numbers = {(d.value("type") or "", (d.value("number") or "").lstrip("0")) for d in full if d.kind == "numbered"}
    aliases = list(_DEFINITION.finditer(text))
    defined = {m.group("alias").strip() for m in aliases}
    taken = [(d.start, d.end) for d in full]
    found = [d for d in _with_number(text, numbers, defined) if not any(a < d.end and d.start < b for a, b in taken)]
    for m in aliases:
        found += _bare_type(text, m, full)
    return sorted(found, key=lambda d: d.start)


def _with_number(text: str, numbers: set[tuple[str, str]], defined: set[str]) -> list[Draft]:
    found = []
    plain = frozenset(toml("citations.toml")["known_short"]["types"])
    for m in _NUMBER.finditer(text):
        if text[text.rfind(" ", max(0, m.start() - 12), m.start() - 1) + 1 : m.start() - 1].lower() not in _last_words():
            continue
        low = max(0, m.start() - 40)
        typed = _type_before().search(text[low : m.start()])
        if not typed:
            continue
        at = low + typed.start("type")
        name = by_word()[" ".join(typed.group("type").lower().split())].name
        number = m.group("number")
        known = (name, number.lstrip("0")) in numbers or (name, number) in _known() or text[at : m.end()] in defined
        if not known and (_quantity().match(text, m.end()) or (name not in plain and not typed.group("so")) or not text[at].isupper()):
            continue
        if not known and not typed.group("so") and len(number) > 4:
            continue
        rule = "short.known" if known else "short.shape"
        draft = Draft(at, m.end(), "short", rule)
        draft.put("type", name, at, at + len(typed.group("type")), "type word")
        draft.put("number", number, m.start(), m.end(), "number")
        found.append(draft)
        if typed.group("so"):
            found += _row(text, draft)
    return found


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


def _bare_type(text: str, definition: re.Match[str], full: Sequence[Draft]) -> list[Draft]:
    """Return the later uses of a bare type word that `definition` makes a short name (`sau đây viết gọn là Luật`).

    The definition counts only where a mention of that type stands before it in its sentence: a plan may so name itself too.
    """
    alias = definition.group("alias").strip()
    known = by_word().get(alias.lower())
    if known is None:
        return []
    sentence = text.rfind("\n", 0, definition.start()) + 1
    if not any(sentence <= d.start < definition.start() and d.value("type") == known.name for d in full):
        return []
    running = r"(?!\s(?:số|của|này|liên tịch|[Đđ]ại hội|\d)|[{LETTER}]|\s[{UPPER}])"
    capitals = r"(?!\s(?:SỐ|CỦA|NÀY|LIÊN TỊCH|ĐẠI HỘI|\d)|[{LETTER}])"
    words = rf"(?:{cased(known.name)}{running}|{known.name.upper()}{capitals})"
    pattern = re.compile(expand(rf"(?<![{{LETTER}}])(?<![Dd]ự thảo )(?<![Dd]ự án ){words}"))
    taken = [(d.start, d.end) for d in full]
    found = []
    for m in pattern.finditer(text, definition.end()):
        if any(a < m.end() and m.start() < b for a, b in taken) or not text[m.start()].isupper():
            continue
        draft = Draft(m.start(), m.end(), "short", "short.defined")
        draft.put("type", known.name, m.start(), m.end(), "type word")
        found.append(draft)
    return found
