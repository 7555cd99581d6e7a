"""Bodies and posts: where a name starts, where it ends and what is charged to it begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kehoach.classify.deadlines import time_at
from kehoach.classify.words import TABLE, Prose, after_adverbs, closed, in_name, trimmed, verb_run, verbs
from kehoach.records.text import Span
from kehoach.rules.letters import expand
from kehoach.rules.load import any_of, rules

BODIES = "bodies.toml"
_LONGEST = 420
_NEXT = re.compile(r" (?:chủ trì|phối hợp với|có trách nhiệm|chịu trách nhiệm|là đầu mối|làm đầu mối)")
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
    words = [any_of(TABLE, t).pattern for t in ("modal", "cooperation", "adverb")]
    return re.compile(expand("(?<![{LETTER}])(?:") + "|".join(f"(?:{w})" for w in [*words, "căn cứ ", verbs().pattern]) + ")")


@cache
def _open_heads() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{r.pattern.pattern})" for r in rules(BODIES, "head") if r.value == "open"))


def head_at(text: str, at: int, end: int) -> int:
    """Return where the head of the name that starts at `at` ends (`Các sở`), 0 where no name starts there.

    >>> head_at("Các sở, ban, ngành", 0, 18), head_at("Ban hành kế hoạch", 0, 17)
    (6, 0)
    """
    if m := any_of(BODIES, "quantifier").match(text, at, end):
        at = m.end()
    head = any_of(BODIES, "head").match(text, at, end)
    return head.end() if head else 0


def subject(prose: Prose, at: int, end: int, *, strict: bool = False) -> Subject | None:
    """Return the subject that starts at `at` and is charged with what follows it, None where none is.

    Where no verb of the tables follows, the name's own form says where it ends, unless `strict`.
    """
    text = prose.text
    head = head_at(text, at, end)
    if not head:
        return None
    stop = _BREAK.search(text, head, end)
    limit = min(stop.start() if stop else end, at + _LONGEST)
    begin = _predicate_start(prose, at, head, limit, strict=strict)
    if begin is None:
        return None
    span = trimmed(text, at, begin)
    return Subject(span, begin) if len(span) else None


def _predicate_start(prose: Prose, at: int, head: int, limit: int, *, strict: bool) -> int | None:
    """Return where, after the head of a name, the first thing charged to it begins."""
    text = prose.text
    held = [m.span() for m in any_of(BODIES, "name").finditer(text, at, limit)]
    second: int | None = None
    for m in _predicate().finditer(text, head, limit):
        start = m.start()
        if not closed(text, at, start) or text[start - 1] not in " ":
            continue
        before = text[at:start]
        is_verb = verbs().match(text, start, limit) is not None
        if is_verb and (before.endswith((" và ", " hoặc ")) or in_name(prose, start)):
            continue
        if is_verb and before.endswith(", ") and not any(any_of(TABLE, t).match(text, start, limit) for t in ("cooperation", "closing")):
            continue
        held_here = any(a <= start < b for a, b in held) or follows_open_head(text, at, start) or _by_post(text, start, before)
        if held_here or (is_verb and _NEXT.match(text, verb_run(prose.low, start, limit)[0], limit)):
            second = second or start
            continue
        return _time_before(text, head, start)
    if second is not None or strict:
        return None if strict else second
    return _name_end(text, head, limit)


def _time_before(text: str, head: int, start: int) -> int:
    """Return where a time begins that stands between the name and its verb (`… hằng tuần viết`), else `start`."""
    for m in re.finditer(r"(?<= )\S", text[head:start]):
        at = head + m.start()
        if time_at(text, at, start):
            return at
    return start


def follows_open_head(text: str, at: int, start: int) -> bool:
    """Say whether the verb at `start` stands right after a head that is no name by itself (`Tổ kiểm tra`)."""
    return any(m.end() in (start, start - 1) for m in _open_heads().finditer(text, max(at, start - 24), start))


def _by_post(text: str, start: int, before: str) -> bool:
    return text.startswith("phụ trách", start) and "," not in before


def _name_end(text: str, head: int, limit: int) -> int | None:
    """Return where a name followed by a verb that no table knows ends: its words in capitals and its small words of level are over."""
    at = head
    while at < limit:
        word = re.compile(r"[ ,]+(?:và )?").match(text, at, limit)
        if not word:
            return None
        following = word.end()
        again = head_at(text, following, limit)
        tail = any_of(BODIES, "tail").match(text, following, limit)
        capital = re.compile(expand(r"[{UPPER}\d][\w&.-]*|[-–]")).match(text, following, limit)
        step = max(again, tail.end() if tail and not text[tail.end() : tail.end() + 1].isalpha() else 0, capital.end() if capital else 0)
        if not step:
            return following if "," not in word.group() and text[following].islower() else None
        at = step
    return None


def bodies(prose: Prose, start: int, end: int) -> tuple[Span, ...]:
    """Return the bodies that text[start:end] lists, parted where a name of its own begins.

    >>> prose = Prose.of("Sở Kế hoạch và Đầu tư, các cơ quan, đơn vị và nhà trường")
    >>> [prose.text[s.start : s.end] for s in bodies(prose, 0, 56)]
    ['Sở Kế hoạch và Đầu tư', 'các cơ quan, đơn vị', 'nhà trường']
    """
    text = prose.text
    cuts = [start]
    for m in _LIST.finditer(text, start, end):
        if closed(text, start, m.start()) and (";" in m.group() or _own(text, cuts[-1], m, end)):
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


def partners_end(prose: Prose, at: int, end: int) -> tuple[int, int]:
    """Return where the partners that start at `at` end and where the verb after them starts; both `end` where no verb follows."""
    text = prose.text
    held = [m.span() for m in any_of(BODIES, "name").finditer(text, at, end)]
    link = re.compile(r",? (?:trong việc|trong công tác|trong|để|nhằm|về|thực hiện việc) ").search(text, at, end)
    limit = link.start() if link else end
    for m in verbs().finditer(text, at, limit):
        start = m.start()
        if start == at or not closed(text, at, start) or text[start - 1] != " ":
            continue
        if text[at:start].endswith((" và ", " của ")) or in_name(prose, start) or any(a <= start < b for a, b in held) or follows_open_head(text, at, start):
            continue
        return start, start
    if link:
        following = after_adverbs(text, link.end(), end)
        if link.group().strip(" ,") not in ("về",) and verbs().match(text, following, end):
            return link.start(), following
        return link.start(), end
    return end, end
