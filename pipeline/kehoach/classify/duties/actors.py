"""Bodies and posts: where a name starts, where it ends and what is charged to it begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from kehoach.classify.duties.deadlines import time_starts
from kehoach.classify.duties.words import TABLE, Prose, after_adverbs, in_name, trimmed, verb_at, verbs
from kehoach.records.text import Span
from kehoach.rules.alternatives import joined
from kehoach.rules.letters import expand
from kehoach.rules.load import any_of, rules

BODIES = "bodies.toml"
_LONGEST = 420
"""Characters of a name with its relative clause; the longest of 761 annotated actors has 197 (2026-11)."""
_SPACE = re.compile(r"[ ,]+(?:và )?")
_CAPITAL = re.compile(expand(r"[{UPPER}\d][\w&.-]*|[-–]"))
_PAIR = re.compile(expand(r"[{UPPER}][{LOWER}]* [{LOWER}]+|[{UPPER}\d][\w&.-]*|[-–]"))
_LIST = re.compile(r"; ?|, (?:và )?| và | với |, cùng ")
_BREAK = re.compile(r"[;:“”]|\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Subject:
    """A grammatical subject and where its predicate starts."""

    span: Span
    predicate: int


@cache
def _predicate() -> re.Pattern[str]:
    """Return the pattern of what may begin a predicate in running text: a verb, a phrase of charge, a ground, an adverb."""
    rows = (r.pattern.pattern for t in ("modal", "cooperation", "adverb", "ground", "verb") for r in rules(TABLE, t))
    return re.compile(expand("(?<![{LETTER}])") + f"(?:{joined(rows)})")


@cache
def _heads(value: str | None = None) -> re.Pattern[str]:
    """Return the pattern of the heads of that value (all where none is given), each a whole word."""
    rows = (r.pattern.pattern for r in rules(BODIES, "head") if value in (None, r.value))
    return re.compile(f"(?:{joined(rows)})" + expand("(?:(?<= )|(?![{LETTER}]))"))


@cache
def _opening() -> re.Pattern[str]:
    """Return the pattern of what opens a name: a head, after a quantifier where one stands."""
    return re.compile(f"(?:{any_of(BODIES, 'quantifier').pattern})?+(?:{_heads().pattern})")


def head_at(text: str, at: int, end: int) -> int:
    """Return where the head of the name that starts at `at` ends (`Các sở`), 0 where no name starts there.

    >>> head_at("Các sở, ban, ngành", 0, 18), head_at("Ban hành kế hoạch", 0, 17)
    (6, 0)
    """
    head = _opening().match(text, at, end)
    return head.end() if head else 0


def subject(prose: Prose, at: int, end: int, *, strict: bool = False) -> Subject | None:
    """Return the subject that starts at `at` and is charged with what follows it, None where none is.

    Where no verb of the tables follows, the name's own form says where it ends, unless `strict`.
    """
    text = prose.text
    head = head_at(text, at, end)
    if not head:
        return None
    limit = min(end, at + _LONGEST)
    stop = _BREAK.search(text, head, limit)
    limit = stop.start() if stop else limit
    begin = _predicate_start(prose, at, head, limit, strict=strict)
    if begin is None:
        return None
    span = trimmed(text, at, begin)
    return Subject(span, begin) if len(span) else None


def _predicate_start(prose: Prose, at: int, head: int, limit: int, *, strict: bool) -> int | None:
    """Return where, after the head of a name, the first thing charged to it begins."""
    text = prose.text
    second: int | None = None
    for m in _predicate().finditer(text, head, limit):
        start = m.start()
        if text[start - 1] != " " or not prose.outside(at, start):
            continue
        is_verb = verbs().match(text, start, limit) is not None
        if is_verb and (any_of(TABLE, "not_after").search(text, max(at, start - 14), start) or in_name(prose, start)):
            continue
        if any_of(TABLE, "adverb").match(text, start, limit) and not _leads(prose, after_adverbs(text, start, limit), limit):
            continue
        if (
            is_verb
            and text.endswith(", ", at, start)
            and not any(any_of(TABLE, t).match(text, start, limit) for t in ("cooperation", "closing"))
        ):
            continue
        held = _in_part(text, at, start, limit) or follows_open_head(text, at, start) or _by_post(text, at, start)
        if held or verbs("weak").match(text, start, limit) or _before_verb(prose, start, limit):
            second = second or start
            continue
        return _time_before(text, head, start)
    if second is not None or strict:
        return None if strict else second
    return _name_end(text, head, limit)


def _in_part(text: str, at: int, start: int, limit: int) -> bool:
    """Say whether the verb at `start` lies in a part of the name at `at` that may hold verbs (`cơ quan tham mưu`)."""
    parts = takewhile(lambda m: m.start() <= start, any_of(BODIES, "name").finditer(text, at, limit))
    return any(m.end() > start for m in parts)


def _leads(prose: Prose, at: int, limit: int) -> bool:
    """Say whether a verb, partners or a phrase of charge start at `at`."""
    return any(p.match(prose.text, at, limit) for p in (verbs(), any_of(TABLE, "cooperation"), any_of(TABLE, "modal")))


def _time_before(text: str, head: int, start: int) -> int:
    """Return where a time begins that stands between the name and its verb (`… hằng tuần viết`), else `start`."""
    return next((at for at in time_starts(text, head, start) if text[at - 1] == " "), start)


def follows_open_head(text: str, at: int, start: int) -> bool:
    """Say whether the verb at `start` stands right after a head that is no name by itself (`Tổ kiểm tra`)."""
    return any(m.end() in (start, start - 1) for m in _heads("open").finditer(text, max(at, start - 24), start + 24))


def _before_verb(prose: Prose, start: int, limit: int) -> bool:
    """Say whether the verb at `start` ends a name, as the verb that follows it does not take another as object (`… tổng hợp chủ trì`)."""
    if any_of(TABLE, "cooperation").match(prose.text, start, limit):
        return False
    verb = verb_at(prose.low, start, limit)
    return verb is not None and any_of(TABLE, "lead_word").match(prose.text, verb[0], limit) is not None


def _by_post(text: str, at: int, start: int) -> bool:
    return text.startswith("phụ trách", start) and "," not in text[at:start]


def _name_end(text: str, head: int, limit: int) -> int | None:
    """Return where a name followed by a verb that no table knows ends: its words in capitals and its small words of level are over.

    A word in capitals after the head or a conjunction is taken for the first syllable of two (`Y tế`, `Lao động`).
    """
    at = head - (text[head - 1] == " ")
    first = True
    while at < limit and (space := _SPACE.match(text, at, limit)):
        following = space.end()
        capital = (_PAIR if first or "và" in space.group() else _CAPITAL).match(text, following, limit)
        tail = any_of(BODIES, "tail").match(text, following, limit)
        at = max(head_at(text, following, limit), *(m.end() if m else 0 for m in (capital, tail)))
        if not at:
            return following if "," not in space.group() and text[following : following + 1].islower() else None
        first = text[following:at] in ("-", "–") or text[at - 1] == " "
        at -= text[at - 1] == " "
    return None


def listed(prose: Prose, start: int, end: int) -> tuple[Span, ...]:
    """Return the bodies that text[start:end] lists, parted where a name of its own begins.

    >>> prose = Prose.of("Sở Kế hoạch và Đầu tư, các cơ quan, đơn vị và nhà trường")
    >>> [prose.text[s.start : s.end] for s in listed(prose, 0, 56)]
    ['Sở Kế hoạch và Đầu tư', 'các cơ quan, đơn vị', 'nhà trường']
    """
    text = prose.text
    cuts = [start]
    for m in _LIST.finditer(text, start, end):
        if prose.outside(start, m.start()) and (";" in m.group() or _own(text, cuts[-1], m, end)):
            cuts += [m.start(), m.end()]
    cuts.append(end)
    spans = (trimmed(text, a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True))
    return tuple(s for s in spans if len(s))


def _own(text: str, start: int, joint: re.Match[str], end: int) -> bool:
    """Say whether a body of its own starts after `joint`, in the list whose last piece starts at `start`."""
    at = joint.end()
    if any_of(BODIES, "quantifier").match(text, at, end) or (text[at : at + 1].isupper() and head_at(text, at, end)):
        return True
    counted = any_of(BODIES, "quantifier").match(text, start, end)
    return ("," not in joint.group() or not counted) and any_of(BODIES, "own").match(text, at, end) is not None


def free_verbs(prose: Prose, at: int, end: int) -> Iterator[int]:
    """Yield where verbs start in text[at:end] that are part of no name."""
    text = prose.text
    held = [m.span() for m in any_of(BODIES, "name").finditer(text, max(0, at - 24), end)]
    for m in verbs().finditer(text, at, end):
        start = m.start()
        if start == 0 or text[start - 1] != " " or text[max(at, start - 4) : start] == " và " or in_name(prose, start):
            continue
        if not any(a <= start < b for a, b in held) and not follows_open_head(text, max(0, at - 24), start):
            yield start


def partners_end(prose: Prose, at: int, end: int) -> tuple[int, int]:
    """Return where the partners that start at `at` end and where the verb after them starts; both `end` where no verb follows."""
    text = prose.text
    link = any_of(TABLE, "link").search(text, at, end)
    for start in free_verbs(prose, at, link.start() if link else end):
        if start > at and prose.outside(at, start):
            return start, start
    if not link:
        return end, end
    following = after_adverbs(text, link.end(), end)
    return link.start(), following if link["to"] and verbs().match(text, following, end) else end
