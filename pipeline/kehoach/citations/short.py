"""Later mentions by a cut-down form: `Chỉ thị 19`, `Đề án 06`, a bare type word that the text defines as a short name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from kehoach.citations.draft import Draft, Refusal, Taken, free, sift
from kehoach.citations.sentences import line_start
from kehoach.citations.words import cased, type_named, type_words
from kehoach.records.document import Found
from kehoach.rules.letters import expand
from kehoach.rules.load import any_of, row_pattern, toml
from kehoach.rules.types import by_word

_NUMBER = re.compile(
    r" (?P<number>\d{1,5}[a-zđ]?)(?:/(?P<year>(?:19|20)\d\d)(?!\s?[/\-–]))?(?![\w/%\-–])(?!\s?[/\-–]\s?[\dA-ZĐ])(?!\.\d)(?!,\d)"
)
_NEXT = re.compile(r"(?:,\s|\svà\s|,\svà\s)(?P<number>\d{1,5})(?=,|\svà\s\d|\sngày\s|\scủa\s|[.;]|\s?$)")

LOOKBACK = 40  # characters; the longest type word with `số` has 26
LONGEST_TITLE = 160  # characters behind a decision in which the scheme that it approves is named
LONGEST_VERB = 24  # characters of a verb of issuing
LONGEST_BARE_NUMBER = 4  # digits of a number that neither `số` nor an earlier mention vouches for; five make it a quantity


@cache
def _type_before() -> re.Pattern[str]:
    return re.compile(expand(rf"(?P<type>(?<![{{LETTER}}]){type_words()})(?:\sMTQG|\smục tiêu quốc gia)?\s(?P<so>[Ss]ố\s?:?\s)?$"))


@cache
def _last_words() -> frozenset[str]:
    """The words that may stand right before the number of a short mention; a quick look before the full pattern."""
    return frozenset({"số", "số:", "mtqg", "gia", *(w.split()[-1] for w in by_word())})


@cache
def _quantity() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in toml("citations.toml")["quantity"]["words"])
    return re.compile(expand(rf"\s?(?:{words}|{words.upper()})(?![{{LETTER}}])(?!\s\d)"))


@cache
def _known_short(what: str) -> frozenset[str]:
    """Return short names or types of [known_short]; of its `types` a bare number is a citation even where nothing else says so."""
    return frozenset(toml("citations.toml")["known_short"][what])


def find_short(text: str, full: Sequence[Draft]) -> list[Draft | Refusal]:
    """Return the short mentions of `text` and what was refused, given the mentions found so far (numbered, named, congress) in order."""
    numbers = {(name, (d.value("number") or "").lstrip("0")) for d in full if d.kind == "numbered" for name in _names(text, d)}
    definitions = list(any_of("citations.toml", "definition").finditer(text))
    defined = {m.group("alias").strip() for m in definitions}
    drafts, refused = sift(_with_number(text, numbers, defined))
    return sorted([*free(drafts, full), *refused, *_bare_types(text, definitions, full)], key=lambda d: d.start)


def _names(text: str, draft: Draft) -> set[str]:
    """Return the types under which the number of a directive may be cited later: its own, that of the scheme a decision approves too."""
    own = draft.value("type") or ""
    if own != "Quyết định":
        return {own}
    rest = text[draft.end : draft.end + LONGEST_TITLE].partition("\n")[0].partition(";")[0]
    return {own, *(name for name in _known_short("approved") if name in rest)}


def _with_number(text: str, numbers: set[tuple[str, str]], defined: set[str]) -> Iterator[Draft | Refusal]:
    """Yield the type words with a number, refused where none of `numbers`, `defined`, the known short names, their own form vouches."""
    last_words, type_before = _last_words(), _type_before()
    for m in _NUMBER.finditer(text):
        start = m.start("number")
        if text[text.rfind(" ", 0, start - 1) + 1 : start - 1].lower() not in last_words:
            continue
        low = line_start(text, start, start - LOOKBACK)
        typed = type_before.search(text[low:start])
        if not typed:
            continue
        at = low + typed.start("type")
        name, number = type_named(typed.group("type")), m.group("number")
        known = (name, number.lstrip("0")) in numbers or f"{name} {number}" in _known_short("names") or text[at : m.end()] in defined
        if not known and (guard := _guard(text, at, typed, m)):
            yield Refusal(at, m.end(), guard)
            continue
        draft = Draft(at, m.end(), "short", "short.known" if known else "short.shape")
        draft.put("type", name, at, at + len(typed.group("type")), "type word")
        draft.put("number", number, start, m.end("number"), "number")
        if m.group("year"):
            draft.put("year", m.group("year"), m.start("year"), m.end("year"), "number")
        yield draft
        if typed.group("so"):
            yield from _row(text, draft)


def _guard(text: str, at: int, typed: re.Match[str], number: re.Match[str]) -> str | None:
    """Return the guard against a number that was not met before; None where it plainly is that of a directive whose type begins at `at`."""
    name, has_word = type_named(typed.group("type")), bool(typed.group("so"))
    guards = (
        ("short.body", not has_word and any_of("citations.toml", "numbered_body").search(text, max(0, at - LOOKBACK), at) is not None),
        ("short.quantity", not has_word and _quantity().match(text, number.end()) is not None),
        (
            "short.lower-case",
            not text[at].isupper() and not (has_word and (name in _known_short("numbered_alone") or _is_issued(text, number.end()))),
        ),
        ("short.part", has_word and name in _known_short("parts")),
        ("short.abbreviation", not has_word and typed.group("type") in _known_short("open")),
        ("short.no-number-word", not has_word and name not in _known_short("types") and not _follows_issuing(text, at)),
        ("short.long-number", not has_word and len(number.group("number")) > LONGEST_BARE_NUMBER),
    )
    return next((guard for guard, holds in guards if holds), None)


def _is_issued(text: str, at: int) -> bool:
    """Whether the words at `at`, behind a number, say who issued it or when: then it is a directive's, though its type is in lower case."""
    return any_of("citations.toml", "issued_short").match(text, at) is not None


def _follows_issuing(text: str, at: int) -> bool:
    """Whether the verb of issuing stands right before a type word that begins at `at` (`UBND tỉnh ban hành Kế hoạch 1209`)."""
    return any_of("citations.toml", "issued").search(text, max(0, at - LONGEST_VERB), at) is not None


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
