"""Directives cited by number and symbol: `Quyết định số 1847/QĐ-TTg`, `05-CT/TW`, `Luật … số 48/2024/QH15`, and rows of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kehoach.citations.draft import Draft, Refusal
from kehoach.citations.named import amended_end
from kehoach.citations.sentences import line_start
from kehoach.citations.words import law_opening, type_codes, type_named, type_words_apart
from kehoach.records.document import Found
from kehoach.rules.letters import expand
from kehoach.rules.load import any_of, rows, rules, toml
from kehoach.rules.types import by_code

_GROUP = r"[{UPPER}](?:[{UPPER}\d&]|[{LOWER}]{1,2}(?![{LOWER}])|\.(?=[{UPPER}\d]))*"
_JOINT = (
    r"(?:[/\-–_](?=[{UPPER}])"  # the ordinary joint
    r"|[/\-–_&]\s(?=[{UPPER}]{2})|\s[-–/](?=[{UPPER}]{2})|\s[-–/]\s(?=[{UPPER}]{3}|[{UPPER}]{2}&[{UPPER}]|[{UPPER}]{2}(?:[,;)]|\s(?:ngày|của|về)\s)))"
)
_JOINTS = re.compile(r"[/\-–_]")
_BETWEEN = re.compile(
    r"(?:,?\s(?:ký\s)?ngày\s(?:\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}|\d{1,2}\stháng\s\d{1,2}\snăm\s\d{4}))?"  # date of the item before
    r"(?:\scủa\s[^,;.\n]{2,60})?"  # its issuer
    r"\s*(?:[,;]|và|hoặc|,\s*và|;\s*và)?\s*(?:các\s)?(?:[Ss]ố\s*:?\s*)?"
)
_APART = re.compile(r"\s[\w\s,\-–]{1,70}")  # words and years, no mark but commas
_LAW_NAME = re.compile(expand(r"[{LETTER}][^.;:()\n“”\"]*(?:\([^()\n]*\)\s?)?(?:,\s)?[Ss]ố\s?:?\s?$"))
_AMENDED_NUMBER = re.compile(r",?\s[Ss]ố\s?:?\s?")

_FOR_DIGITS = frozenset("OoIl")
CODE = "code in the symbol"
BEFORE_NUMBER = "issuer before the number"
LOOKBACK = 90  # characters; the longest type word with the words before its number has 41
LAW_LOOKBACK = 190  # characters; the longest law name met has 92
CAPITALS = 2  # capital letters that a symbol has at least
SHORTEST_BODY = 3  # letters of the code of a body that vouches for a number
LONGEST_PLACE = 60  # characters of the place before the date, with room
NUMBER_WORD = 8  # characters of `số : `, with room


@dataclass(frozen=True, slots=True)
class _Core:
    """Number and symbol as matched, the symbol without spaces, and the text before them on their line."""

    match: re.Match[str]
    symbol: str
    before: str
    start: int
    """Where the number starts: at its first digit, or at a letter printed for one (`O5-CT/TW`)."""

    @property
    def end(self) -> int:
        return self.match.end()

    @property
    def is_parted(self) -> bool:
        """Whether nothing but space joins number and symbol: `3 KH-CN`."""
        number_end = self.match.end("year") if self.match["year"] else self.match.end("number")
        return self.match.string[number_end : self.match.start("symbol")].isspace()


@cache
def _core() -> re.Pattern[str]:
    codes = "|".join(re.escape(c) for c in type_codes() if len(c) >= 2)
    spaced = any_of("citations.toml", "spaced_symbol").pattern
    return re.compile(
        expand(
            r"(?P<number>\d(?<![\d/.,\-–]\d)(?:\d|O(?=[\dO/\-])){0,5}[a-zđA-E]?)"
            r"(?:\s?/\s?(?P<year>(?:19|20)\d\d)(?=\s?[/\-–]))?"
            rf"(?:\s?[/\-–_]\s?|\s?(?=(?:{codes})\s?[/\-–])|(?P<gap>\s?)(?={spaced}))"  # the joint, or none before a code that all know
            rf"(?P<symbol>{_GROUP}(?:{_JOINT}{_GROUP})*(?:(?<=QH)\s1\d(?!\d))?)"
        )
    )


@cache
def _type_before() -> re.Pattern[str]:
    return re.compile(
        expand(
            rf"(?P<type>{type_words_apart()})"
            rf"(?P<between>(?:\s[{{LOWER}}]+){{1,5}}(?=\s[Ss]ố)|{any_of('citations.toml', 'issuer_between').pattern})?"
            rf"\s*(?:(?:{any_of('citations.toml', 'number_word').pattern})\s*:?)?\s*$"
        )
    )


@cache
def _number_word() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('citations.toml', 'number_word').pattern})\s*:?\s*$")


def find_numbered(text: str) -> Iterator[Draft | Refusal]:
    """Yield the numbered mentions of `text` in order, with type, number, year and symbol, and the look-alikes refused."""
    previous: Draft | None = None
    head: Draft | None = None  # of a row whose type word and issuer stand before its first number
    for m in _core().finditer(text):
        start = _number_start(text, m.start())
        before = text[line_start(text, start, start - LOOKBACK) : start]
        core = _Core(m, re.sub(r"\s", "", m.group("symbol")), before, start)
        if sum(map(str.isupper, core.symbol)) < CAPITALS:
            continue
        found = _draft(text, core, previous)
        if isinstance(found, Draft) and found.rule == "number.bare" and head and _goes_on(text, head, found):
            found = _listed(found.start, core, head)
        if isinstance(found, Draft) and found.rule == "number.bare" and not _is_symbol(core.symbol):
            found = Refusal(core.start, core.end, "number.no-symbol")
        if isinstance(found, Draft):
            _put_core(found, core)
            previous = found
            head = found if "issuer" in found.fields and not found.listed else head
        yield found


def _number_start(text: str, at: int) -> int:
    """Return where a number starts whose first digit stands at `at`: one before it where a letter is printed for a digit behind `số`."""
    so = _number_word().search(text, max(0, at - NUMBER_WORD), at - 1) if text[at - 1 : at] in _FOR_DIGITS else None
    return at - 1 if so else at


def _goes_on(text: str, head: Draft, item: Draft) -> bool:
    """Whether an item goes on with the row of `head` behind a title: `các Nghị định của Chính phủ: số 1/… về A; số 2/… về B`."""
    apart = text[head.end : item.start]
    return item.value("type") == head.value("type") and "\n" not in apart and apart.rstrip().removesuffix(" và").endswith(";")


def _put_core(draft: Draft, core: _Core) -> None:
    m = core.match
    for name in ("number", "year"):
        if m.group(name):
            start = core.start if name == "number" else m.start(name)
            draft.put(name, m.string[start : m.end(name)], start, m.end(name), "number")
    draft.put("symbol", core.symbol, m.start("symbol"), m.end("symbol"), "symbol")


def _draft(text: str, core: _Core, previous: Draft | None) -> Draft | Refusal:
    """Return the mention round `core` with its type, or the guard that says that number and symbol are no citation."""
    typed = _nearest_type(core.before)
    if (typed is None or typed.group("between")) and (other := _other(core)):
        return Refusal(core.start, core.end, other)
    if typed is None and (own := _own_number(text, core)) is not None:
        return Refusal(own, core.end, "own.letterhead")
    law = None if typed and not typed.group("between") else _law_before(text, core)
    if law:
        draft = Draft(law.start(), core.end, "numbered", "number.law")
        draft.put("type", type_named(law.group("word")), law.start(), law.end("word"), "type word")
        return draft
    if typed:
        at = core.start - len(core.before) + typed.start("type")
        draft = Draft(at, core.end, "numbered", "number.typed")
        draft.put("type", type_named(typed.group("type")), at, at + len(typed.group("type")), "type word")
        if typed.group("issuer"):
            at += typed.start("issuer") - typed.start("type")
            draft.put("issuer", typed.group("issuer"), at, at + len(typed.group("issuer")), BEFORE_NUMBER)
        return draft
    so = _number_word().search(core.before, max(0, len(core.before) - NUMBER_WORD))
    if core.match.group("gap") is not None:
        return Refusal(core.start, core.end, "number.parted")
    if so is None and not _is_plausible(core.symbol):
        return Refusal(core.start, core.end, "number.no-code")
    start = core.start - len(so.group()) if so else core.start
    if previous is not None and _BETWEEN.fullmatch(text, previous.reach, core.start):
        return _listed(start, core, previous)
    if so is None and core.is_parted and _JOINTS.split(core.symbol)[-1] not in _bodies():
        return Refusal(core.start, core.end, "number.parted")
    bare = _bare(start, core)
    return (_far_type(bare, core) if so else None) or bare


def _far_type(bare: Draft, core: _Core) -> Draft | None:
    """Return the mention from its type word on, where more than a few words part it from the number: `Kế hoạch năm học 2022-2023 số`."""
    line = core.start - len(core.before)
    for m in reversed(list(_type_word().finditer(core.before))):
        if _APART.fullmatch(core.before, m.end(), bare.start - line):
            if type_named(m.group()) != bare.value("type"):
                return None
            draft = Draft(line + m.start(), core.end, "numbered", "number.far")
            draft.put("type", type_named(m.group()), line + m.start(), line + m.end(), "type word")
            return draft
    return None


@cache
def _type_word() -> re.Pattern[str]:
    return re.compile(rf"{type_words_apart()}(?![^\W\d_])")


def _nearest_type(before: str) -> re.Match[str] | None:
    """Return the type word of a number that ends `before`; of `kế hoạch thực hiện nghị quyết số`, the nearer one."""
    typed = _type_before().search(before)
    while typed and typed.group("between") and (nearer := _type_before().search(before, typed.end("type"))):
        if nearer.group("type") == "luật":  # `văn bản quy phạm pháp luật số`
            break
        typed = nearer
    return typed


def _own_number(text: str, core: _Core) -> int | None:
    """Return where the document's own number begins: it fills its line behind `Số:`, or place and date follow it; else None."""
    so = any_of("citations.toml", "own_number").search(core.before)
    if so is None:
        return None
    line = core.start - len(core.before)
    alone = so.start() == 0 and text[max(0, line - 1) : line] in ("", "\n")
    rest = text[core.end : core.end + LONGEST_PLACE].partition("\n")[0]
    own = (alone and not rest.strip()) or any_of("citations.toml", "place_and_date").match(rest) is not None
    return line + so.start() if own else None


def _other(core: _Core) -> str | None:
    """Return the guard that says that the number is that of another thing (`Mẫu số 02/BC-TK`, `lô số 7/OM-TT`)."""
    found = (rule for rule in rules("citations.toml", "other_number") if rule.pattern.search(core.before))
    return next((f"other_number.{rule.id}" for rule in found), None)


def _listed(start: int, core: _Core, previous: Draft) -> Draft:
    """Return an item of a row: it has the row's type, and the issuer that stands between the row's type and its first number."""
    own = _bare(start, core)
    shared, issuer = previous.fields.get("type"), previous.fields.get("issuer")
    if shared is None or ("type" in own.fields and shared.value != own.value("type") and not _is_open(shared)):
        return own
    draft = Draft(start, core.end, "numbered", "number.listed", listed=True)
    draft.fields["type"] = Found(shared.value, shared.span, "type shared by the row")
    if issuer and issuer.rule == BEFORE_NUMBER:
        draft.fields["issuer"] = issuer
    return draft


def _is_open(shared: Found[str]) -> bool:
    """Whether a row stands under a type word that is said of papers of any type, whatever their symbols tell."""
    return shared.rule != CODE and shared.value in toml("citations.toml")["row"]["open_types"]


def _bare(start: int, core: _Core) -> Draft:
    draft = Draft(start, core.end, "numbered", "number.bare")
    code = _JOINTS.split(core.symbol)[0]
    if code not in by_code():
        code = next((c for c in type_codes() if code.startswith(c) and code[len(c) :] in _bodies()), code)
    if kinds := by_code().get(code):
        at = core.match.start("symbol")
        draft.put("type", kinds[0].name, at, at + len(code), CODE)
    return draft


def _is_symbol(symbol: str) -> bool:
    """Whether a symbol for which only `số` vouches is one: it must have a joint or a known code."""
    return _JOINTS.search(symbol) is not None or _is_plausible(symbol)


def _is_plausible(symbol: str) -> bool:
    """Whether the symbol itself shows that it is one: a known type code and an issuer behind it, or a body that numbers laws."""
    groups = _JOINTS.split(symbol)
    if len(groups) > 1:
        known = groups[0] in by_code() or (groups[0] in _bodies() and groups[1].isupper()) or groups[-1] in _bodies()
    else:
        known = any(symbol.startswith(code) and symbol[len(code) :] in _bodies() for code in type_codes())  # 06/QĐTTg
    return known or any_of("citations.toml", "assembly_symbol").fullmatch(symbol) is not None


@cache
def _bodies() -> frozenset[str]:
    """The codes of bodies in symbols that nothing else is written like."""
    return frozenset(row["code"] for row in rows("organs.csv") if len(row["code"]) >= SHORTEST_BODY)


def _law_before(text: str, core: _Core) -> re.Match[str] | None:
    """Return the word for a law, the nearest one, whose name and `số` stand right before a number of the National Assembly.

    Words for a law inside the name of an amending law don't count.
    """
    if "QH" not in core.symbol and "CTN" not in core.symbol:
        return None
    found = None
    for m in law_opening().finditer(text, line_start(text, core.start, core.start - LAW_LOOKBACK), core.start):
        amended = amended_end(text, found.end()) if found else None
        if amended and _AMENDED_NUMBER.fullmatch(text, amended, core.start):
            break
        if _LAW_NAME.match(text, m.end(), core.start):
            found = m
    return found
