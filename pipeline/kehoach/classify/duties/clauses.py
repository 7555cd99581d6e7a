"""Predicates: what one actor is charged with, parted into verb groups with their own objects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kehoach.classify.duties.actors import free_verbs, listed, partners_end
from kehoach.classify.duties.deadlines import time_at, times
from kehoach.classify.duties.words import TABLE, Prose, after_adverbs, after_space, last_word_is_verb, verb_at, verb_run, verbs
from kehoach.records.document import Found
from kehoach.records.text import Span
from kehoach.rules.load import any_of

_JOINT = re.compile(r", (?:và |đồng thời )?| (?:và|đồng thời) ")
_LED = re.compile(r", | (?:để )?")
_GROUND = 8
"""The least length of a ground: `Căn cứ` and a word."""
_REACH = 400
"""How far before a joint the work is looked at that it may go on."""
_SOON = 24
_WORD = re.compile(r"(?<= )\S")
_BREAK = re.compile(r";\s*|\.(?<!TP\.)(?<!Tp\.)(?<!tp\.)(?<!\.\.)\s+(?=[^\W\d_a-z])|\n")


@dataclass(frozen=True, slots=True)
class Group:
    """A verb group: where it starts, where its verbs and the whole of it end, how it is joined to the one before."""

    start: int
    verbs_end: int
    end: int
    joint: str
    partners: tuple[Found[str], ...]
    time: Found[str] | None
    """A time that stands before the verb."""


class _Head(NamedTuple):
    """What opens a verb group: where its verbs start and end, their values in the table, partners and a time before them."""

    start: int
    verbs_end: int
    values: frozenset[str]
    partners: tuple[Found[str], ...]
    time: Found[str] | None


def segments(prose: Prose, start: int, end: int) -> Iterator[Span]:
    """Yield the stretches of text[start:end] between semicolons and full stops that stand outside brackets and quotation marks."""
    at = start
    for m in _BREAK.finditer(prose.text, start, end):
        if prose.outside(start, m.start()):
            if m.start() > at:
                yield Span(at, m.start())
            at = m.end()
    if at < end:
        yield Span(at, end)


def groups(prose: Prose, start: int, end: int, time: Found[str] | None = None) -> tuple[Group, ...]:
    """Return the verb groups of the predicate text[start:end], `time` being one that stands before its subject.

    The first group stands even where no known verb opens it.
    """
    found: list[Group] = []
    at, joint = start, ""
    while at < end:
        head = _open(prose, at, end)
        cut = _next_joint(prose, head, end)
        stop = cut.start() if cut else end
        if agreed := any_of(TABLE, "agreement").search(prose.text, head.verbs_end, stop):
            limit = next((t.span.start for t in times(prose.text, agreed.end(), stop) if t.span), stop)
            partners = _partners(prose, agreed.end(), partners_end(prose, agreed.end(), limit)[0])
        else:
            partners = head.partners or (found[-1].partners if found and "final" not in head.values else ())
        found.append(Group(head.start, head.verbs_end, stop, joint, partners, head.time or (None if found else time)))
        if not cut:
            break
        at, joint = cut.end(), cut.group().strip()
    return tuple(found)


def _open(prose: Prose, at: int, end: int) -> _Head:
    """Read what opens a group: a time, adverbs, a phrase of charge, partners, and the verbs themselves."""
    text = prose.text
    time: Found[str] | None = None
    partners: tuple[Found[str], ...] = ()
    first = at
    while True:
        before = at
        if stop := time_at(text, at, end):
            time = time or Found(text[at:stop], Span(at, stop), "time:front")
            at = after_space(text, stop, end)
        at = after_adverbs(text, at, end)
        if any_of(TABLE, "ground").match(text, at, end):
            at = after_ground(prose, at, end)
        if m := any_of(TABLE, "modal").match(text, at, end):
            at = m.end()
        if (m := any_of(TABLE, "cooperation").match(text, at, end)) and not partners:
            stop, following = partners_end(prose, m.end(), end)
            partners = _partners(prose, m.end(), stop)
            if following >= end:
                return _Head(at, m.end(), frozenset(), partners, time)
            at = following
        if at == before:
            break
    if at >= end:
        at = first
    stop, values = verb_run(prose.low, at, end)
    return _Head(at, stop or at, values, partners, time)


def _partners(prose: Prose, start: int, end: int) -> tuple[Found[str], ...]:
    return tuple(Found(prose.text[s.start : s.end], s, "cooperation") for s in listed(prose, start, end))


def after_ground(prose: Prose, at: int, end: int) -> int:
    """Return where the verb starts that a ground or condition at `at` leads to, `at` where there is no such opening or verb."""
    text = prose.text
    if not any_of(TABLE, "opening").match(text, at, end) or time_at(text, at, end) or verbs().match(prose.low, at, end):
        return at
    for m in _LED.finditer(text, at, end):
        following = after_adverbs(text, m.end(), end)
        bare = m.group() == " " and following == m.end()
        if bare and not any_of(TABLE, "ground_end").search(text, max(at, m.end() - 12), m.end()):
            continue
        run = verb_run(prose.low, following, end)[0] if verbs().match(text, following, end) else 0
        if (run and not text.startswith((" của", ","), run)) or any_of(TABLE, "cooperation").match(text, following, end):
            return following
    return next(
        (
            start
            for start in free_verbs(prose, at + _GROUND, end)
            if not any_of(TABLE, "not_after").search(text, max(at, start - 14), start)
        ),
        at,
    )


class _Opening(NamedTuple):
    """A verb after a comma or `và`: where the joint and the verb stand, whether a time or an adverb comes before it, partners after it."""

    joint: re.Match[str]
    at: int
    timed: bool
    adverb: bool
    helped: bool


def _next_joint(prose: Prose, head: _Head, end: int) -> re.Match[str] | None:
    """Return the comma or `và` after which a new verb group with its own object starts, None where there is none."""
    text = prose.text
    for m in _JOINT.finditer(text, head.verbs_end, end):
        if not prose.outside(head.start, m.start()):
            continue
        timed = time_at(text, m.end(), end)
        plain = after_space(text, timed or m.end(), end)
        at = after_adverbs(text, plain, end)
        helped = any_of(TABLE, "cooperation").match(text, at, end) is not None
        run = verb_run(text, at, end)[0]
        if (run or helped) and not text.startswith(" của", run) and _opens(prose, head, _Opening(m, at, timed > 0, at > plain, helped)):
            return m
    return None


def _opens(prose: Prose, head: _Head, new: _Opening) -> bool:
    """Say whether a verb after a joint opens a group of its own, and is not a part of the work named before it."""
    text, low = prose.text, prose.low
    stop = new.joint.start()
    start = max(head.verbs_end, stop - _REACH)
    if stop <= head.verbs_end and not (new.timed or low.endswith("thực hiện", head.start, stop)):
        return False
    if new.timed or "đồng thời" in new.joint.group():
        return True
    if "và" not in new.joint.group() and _completes(text, new.at):
        return False
    if "và" not in new.joint.group() and any_of(TABLE, "sending").match(text, new.at):
        return bool(times(text, start, stop))
    if any_of(TABLE, "purpose").search(text, start, stop):
        return False
    _, value = verb_at(low, new.at, len(low)) or (0, "plain")
    if value == "final" and (any_of(TABLE, "report").match(text, new.at) or not last_word_is_verb(low, start, stop)):
        return True
    marked = new.adverb or new.helped
    if not marked and (value in ("weak", "manner") or last_word_is_verb(low, start, stop)):
        return False
    if "advise" in head.values or ("direct" in head.values and not new.helped and next(free_verbs(prose, start, stop), None)):
        return False
    return marked or value == "stress" or not _names_work(prose, start, stop)


def _completes(text: str, at: int) -> bool:
    """Say whether `hoàn thành` with a time soon after it stands at `at`: it dates the work named before."""
    done = any_of(TABLE, "finish").match(text, at)
    words = (m.start() for m in _WORD.finditer(text, done.end(), done.end() + _SOON)) if done else ()
    return any(time_at(text, word, len(text)) for word in words)


def _names_work(prose: Prose, start: int, end: int) -> bool:
    """Say whether text[start:end] names work by a noun and a verb (`việc thực hiện`)."""
    return any(verbs().match(prose.low, m.end(), end) for m in any_of(TABLE, "nominal").finditer(prose.text, start, end))
