"""Predicates: what one actor is charged with, parted into verb groups with their own objects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kehoach.classify.actors import bodies, partners_end
from kehoach.classify.deadlines import time_at
from kehoach.classify.words import TABLE, Prose, after_adverbs, closed, last_word_is_verb, verb_run, verbs
from kehoach.records.document import Found
from kehoach.records.text import Span
from kehoach.rules.load import any_of

_JOINT = re.compile(r",? (?:và|đồng thời) |, (?:và |đồng thời )?")
_BREAK = re.compile(r";\s*|(?<![A-ZĐ.])\.\s+(?=[^\W\d_a-z])|\n")


@dataclass(frozen=True, slots=True)
class Group:
    """A verb group: where it starts, where its verbs and the whole of it end, how it is joined to the one before."""

    start: int
    verbs_end: int
    end: int
    joint: str = ""
    partners: tuple[Found[str], ...] = ()
    time: Found[str] | None = None
    """A time that stands before the verb."""


def segments(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the stretches of text[start:end] between semicolons and full stops that stand outside brackets and quotation marks."""
    at = start
    for m in _BREAK.finditer(text, start, end):
        if closed(text, start, m.start()):
            if m.start() > at:
                yield Span(at, m.start())
            at = m.end()
    if at < end:
        yield Span(at, end)


def groups(prose: Prose, start: int, end: int) -> tuple[Group, ...]:
    """Return the verb groups of the predicate text[start:end]; offsets are into the canonical text.

    The first group stands even where no known verb opens it.
    """
    found: list[Group] = []
    at, joint = start, ""
    while at < end:
        group = _open(prose, at, end, joint)
        if found and not group.partners and "," in joint + " và ":
            group = replace(group, partners=found[-1].partners)
        cut = _next_joint(prose, group, end)
        stop = cut.start() if cut else end
        found.append(replace(group, end=stop))
        if not cut:
            break
        at, joint = cut.end(), cut.group().strip()
    return tuple(found)


def _open(prose: Prose, at: int, end: int, joint: str) -> Group:
    """Read what opens a group: a time, adverbs, a phrase of charge, partners, and the verbs themselves."""
    text = prose.text
    time: Found[str] | None = None
    partners: tuple[Found[str], ...] = ()
    first = at
    while True:
        before = at
        if stop := time_at(text, at, end):
            time = time or Found(text[at:stop], Span(at, stop), "time:front")
            at = stop + (text[stop : stop + 2] == ", ") + (text[stop : stop + 1] in (" ", ","))
        at = after_adverbs(text, at, end)
        if m := any_of(TABLE, "modal").match(text, at, end):
            at = m.end()
        if (m := any_of(TABLE, "cooperation").match(text, at, end)) and not partners:
            stop, following = partners_end(prose, m.end(), end)
            partners = tuple(Found(text[s.start : s.end], s, "cooperation") for s in bodies(prose, m.end(), stop))
            if following >= end:
                return Group(at, m.end(), end, joint, partners, time)
            at = following
        if at == before:
            break
    return Group(at, verb_run(prose.low, at, end) or at, end, joint, partners, time) if at < end else Group(first, first, end, joint, partners, time)


def _next_joint(prose: Prose, group: Group, end: int) -> re.Match[str] | None:
    """Return the comma or `và` after which a new verb group with its own object starts, None where there is none."""
    text, low = prose.text, prose.low
    for m in _JOINT.finditer(text, max(group.verbs_end, group.start), end):
        if not closed(text, group.start, m.start()):
            continue
        at = m.end()
        timed = time_at(text, at, end)
        if timed:
            at = timed + len(text[timed:end]) - len(text[timed:end].lstrip(" ,"))
        plain = at
        at = after_adverbs(text, at, end)
        verb = verbs().match(text, at, end) or any_of(TABLE, "cooperation").match(text, at, end)
        if verb and _opens(prose, group, m, at, timed > 0, at > plain):
            return m
    return None


def _opens(prose: Prose, group: Group, joint: re.Match[str], at: int, timed: bool, adverb: bool) -> bool:
    """Say whether the verb at `at` after `joint` opens a group of its own, not a part of the work named before it."""
    text, low = prose.text, prose.low
    if joint.start() <= group.verbs_end and not (timed or low.endswith("thực hiện", group.start, joint.start())):
        return False
    if timed or "đồng thời" in joint.group():
        return True
    if "và" not in joint.group() and any_of(TABLE, "sending").match(text, at):
        return False
    before = Span(group.verbs_end, joint.start())
    if verbs("final").match(text, at):
        return any_of(TABLE, "report").match(text, at) is not None or not last_word_is_verb(low, before.start, before.end)
    if last_word_is_verb(low, before.start, before.end):
        return False
    if any_of(TABLE, "purpose").search(text, group.start, joint.start()):
        return False
    if verbs("advise").match(low, group.start):
        return False
    if verbs("direct").match(low, group.start) and verbs().search(low, before.start, before.end):
        return False
    return adverb or not any_of(TABLE, "nominal").search(text, before.start, before.end)
