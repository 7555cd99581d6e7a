"""The body that issued a cited directive."""

from __future__ import annotations

import re
from functools import cache

from kehoach.citations.draft import Draft
from kehoach.citations.sentences import line_start
from kehoach.citations.words import type_words
from kehoach.rules.fold import bare
from kehoach.rules.letters import expand
from kehoach.rules.load import any_of, rules, toml

_OF = re.compile(r"(?:\s*,)?\s+(?:của|do|CỦA|DO)\s+")
_ABBREVIATION = re.compile(expand(r"\s?\([{UPPER}&.\-]{2,14}\)(?=\s(?:-\s)?[{LETTER}])"))
_ASKED_END = re.compile(r"\stại\s(?:các\s)?$|\s\($")

PROPOSER = "body that proposes or reports"
BEHIND_TITLE = "issuer behind the title, by the symbol's code"
LONGEST_ISSUER = 130  # characters; the longest met has 96
CAPITALS = 12  # first characters of an issuer that tell whether it is set in capitals
BEFORE = 330  # characters before the core in which a body that proposes or reports stands
LONGEST_VERB = 24  # characters of a verb of issuing: ` đã ký ban hành các `
LONGEST_ASKED_END = 10  # characters of ` tại các `, with room


@cache
def _end() -> re.Pattern[str]:
    """What may end the name of a body: a mark, a word, another directive; `inside`: words of the name that hold such a word."""
    words = "|".join(re.escape(w) for w in sorted(toml("citations.toml")["issuer"]["stops"], key=lambda w: (-len(w), w)))
    inside = rf"(?P<inside>(?:\s|(?<![{{LETTER}}]))(?:{any_of('citations.toml', 'inside_name').pattern})(?![{{LETTER}}]))"
    ends = rf"[;.:(\[\])“”\"\n|]|,|\s(?:{words})(?![{{LETTER}}])|\svà\s|\s(?=(?:Luật|Pháp lệnh)\s)"
    return re.compile(expand(f"{inside}|{ends}"))


@cache
def _comma_names() -> tuple[str, ...]:
    return tuple(toml("citations.toml")["issuer"]["comma_names"])


@cache
def _type_at() -> re.Pattern[str]:
    return re.compile(rf"(?:{type_words()}|[TQ]CVN)(?![^\W_])")


def issuer_after(text: str, draft: Draft, at: int) -> int:
    """Read `của <body>` that begins at `at`; return where what belongs to the mention ends then."""
    if "issuer" in draft.fields or not (m := _OF.match(text, at)):
        return at
    end = _issuer_end(text, m.end(), any_of("citations.toml", "joint_symbol").match(draft.value("symbol") or "") is not None)
    if end <= m.end():
        return at
    draft.put("issuer", text[m.end() : end], m.end(), end, "issuer after của")
    return end


def lawmaker_after(text: str, draft: Draft) -> int:
    """Read the body that made a law cited by its name (`của Quốc hội`); return where what belongs to the mention ends then."""
    if m := any_of("citations.toml", "lawmaker").match(text, draft.reach):
        draft.put("issuer", m["issuer"], m.start("issuer"), m.end("issuer"), "issuer after của")
    return draft.reach


def aside_after(text: str, draft: Draft, at: int) -> int:
    """Pass over what may stand at `at` before a further field (a term, a short name, the parent body); return where it ends."""
    while aside := any_of("citations.toml", "after_issuer").match(text, at):
        at = draft.reach = aside.end()
    return at


def issuer_behind_title(text: str, draft: Draft, start: int, end: int) -> int:
    """Read `của <body>` at the end of the title at [start, end) where the symbol bears that body's code; return the title's end."""
    at = text.rfind(" của ", start, end)
    if at < 0 or "issuer" in draft.fields or not any_of("citations.toml", "title_about").match(text, start):
        return end
    if any_of("citations.toml", "issued").search(text, max(0, draft.start - LONGEST_VERB), draft.start):
        return end
    m = any_of("citations.toml", "behind_title").match(text, at, end)
    if m is None or not _coded(m["body"], draft.value("symbol") or ""):
        return end
    draft.put("issuer", m["issuer"], m.start("issuer"), m.end("issuer"), BEHIND_TITLE)
    return at


def _coded(body: str, symbol: str) -> bool:
    """Whether one of the codes of `symbol` is the initials with which `body` begins (`SNV`: Sở Nội vụ tỉnh)."""
    words = [w for w in re.split(r"[\s&\-]+", body) if w and w != "và"]
    initials = bare("".join(w if w.isupper() else w[0] for w in words)).upper()
    codes = (bare(c).upper().rstrip("0123456789") for c in re.split(r"[/\-–.&]", symbol))
    special = toml("citations.toml")["body_codes"]
    return any(len(c) > 1 and initials.startswith(special.get(c, c)) for c in codes)


def issuer_before(text: str, draft: Draft) -> None:
    """Read the body that proposes or reports before a mention (`theo đề nghị của Bộ Y tế tại`)."""
    if "issuer" in draft.fields or not _ASKED_END.search(text, max(0, draft.start - LONGEST_ASKED_END), draft.start):
        return
    low = line_start(text, draft.start, draft.start - BEFORE)
    for rule in rules("citations.toml", "asked"):
        if m := rule.pattern.search(text, low, draft.start):
            draft.put("issuer", m.group("issuer"), m.start("issuer"), m.end("issuer"), PROPOSER)
            return


def _issuer_end(text: str, start: int, joint: bool) -> int:
    """Return where the name of a body that begins at `start` ends, or of the bodies of a joint paper, which commas part."""
    if whole := any_of("citations.toml", "whole_issuer").match(text, start):
        return whole.end()
    limit = min(len(text), start + LONGEST_ISSUER)
    at, end = start, limit
    while m := _end().search(text, at, limit):
        inside = _goes_on(text, m)
        if inside is None and joint and (next_body := any_of("citations.toml", "next_body").match(text, m.start())):
            inside = next_body.end()
        if inside is None:
            end = m.start()
            break
        at = inside
    if text[start : start + CAPITALS].isupper() and (m := any_of("citations.toml", "capital_end").search(text, start, end)):
        end = m.start()
    return start + len(text[start:end].rstrip(" ,"))


def _goes_on(text: str, mark: re.Match[str]) -> int | None:
    """Return where a name goes on behind a comma, a bracket, a word or `và` that is part of it; None where the mark ends it."""
    if mark["inside"]:
        return mark.end()
    match mark.group().strip():
        case ",":
            return next((mark.start() + len(n) for n in _comma_names() if text.startswith(n, mark.start())), None)
        case "(":
            short = _ABBREVIATION.match(text, mark.start())
            return short.end() if short else None
        case "và":
            joined = any_of("citations.toml", "and_name").match(text, mark.start())
            return joined.end() if joined and not _type_at().match(text, joined.end()) else None
    return None
