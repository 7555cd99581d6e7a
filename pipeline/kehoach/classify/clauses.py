"""Predicates: what one actor is charged with, parted into verb groups with their own objects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kehoach.classify.actors import bodies, follows_open_head, partners_end
from kehoach.classify.deadlines import time_at
from kehoach.classify.words import TABLE, Prose, after_adverbs, after_space, closed, in_name, last_word_is_verb, verb_at, verb_run, verbs
from kehoach.records.document import Found
from kehoach.records.text import Span
from kehoach.rules.load import any_of

_JOINT = re.compile(r",? (?:và|đồng thời) |, (?:và |đồng thời )?")
_LED = re.compile(r", | để ")
_NOUNS = ("việc ", "công tác ", "được ", "kế hoạch ", "của ", "về ", "các ", "và ", "trình ")
_DONE = re.compile(r"(?:hoàn thành|xong) ")
_BREAK = re.compile(r";\s*|(?<!TP)(?<!Tp)(?<!tp)(?<!\.)\.\s+(?=[^\W\d_a-z])|\n")


@dataclass(frozen=True, slots=True)
class Group:
    """A verb group: where it starts, where its verbs and the whole of it end, how it is joined to the one before."""

    start: int
    verbs_end: int
    end: int
    values: frozenset[str] = frozenset()
    """The values of its verbs in the table."""
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


def groups(prose: Prose, start: int, end: int, time: Found[str] | None = None) -> tuple[Group, ...]:
    """Return the verb groups of the predicate text[start:end], `time` being one that stands before its subject.

    The first group stands even where no known verb opens it.
    """
    found: list[Group] = []
    at, joint = start, ""
    while at < end:
        group = _open(prose, at, end, joint)
        if found and not group.partners and "final" not in group.values:
            group = replace(group, partners=found[-1].partners)
        cut = _next_joint(prose, group, end)
        stop = cut.start() if cut else end
        found.append(replace(group, end=stop, time=group.time or (None if found else time)))
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
            at = after_space(text, stop, end)
        at = after_ground(prose, after_adverbs(text, at, end), end) if text.startswith("căn cứ", at) else after_adverbs(text, at, end)
        if m := any_of(TABLE, "modal").match(text, at, end):
            at = m.end()
        if (m := any_of(TABLE, "cooperation").match(text, at, end)) and not partners:
            stop, following = partners_end(prose, m.end(), end)
            partners = tuple(Found(text[s.start : s.end], s, "cooperation") for s in bodies(prose, m.end(), stop))
            if following >= end:
                return Group(at, m.end(), end, joint=joint, partners=partners, time=time)
            at = following
        if at == before:
            break
    if at >= end:
        at = first
    stop, values = verb_run(prose.low, at, end)
    return Group(at, stop or at, end, values, joint, partners, time)


def after_ground(prose: Prose, at: int, end: int) -> int:
    """Return where the verb starts that a ground or condition at `at` leads to, `at` where there is no such opening or verb."""
    text = prose.text
    if not any_of(TABLE, "opening").match(text, at, end) or time_at(text, at, end):
        return at
    for m in _LED.finditer(text, at, end):
        following = after_adverbs(text, m.end(), end)
        run = verb_run(prose.low, following, end)[0] if verbs().match(text, following, end) else 0
        if (run and not text.startswith((" của", ","), run)) or any_of(TABLE, "cooperation").match(text, following, end):
            return following
    for m in verbs().finditer(text, at, end):
        before = text[max(at, m.start() - 12) : m.start()]
        if m.start() > at + 8 and before.endswith(" ") and not before.endswith(_NOUNS) and not in_name(prose, m.start()):
            return m.start()
    return at


def _next_joint(prose: Prose, group: Group, end: int) -> re.Match[str] | None:
    """Return the comma or `và` after which a new verb group with its own object starts, None where there is none."""
    text = prose.text
    for m in _JOINT.finditer(text, max(group.verbs_end, group.start), end):
        if not closed(text, group.start, m.start()):
            continue
        timed = time_at(text, m.end(), end)
        plain = after_space(text, timed or m.end(), end)
        at = after_adverbs(text, plain, end)
        with_bodies = any_of(TABLE, "cooperation").match(text, at, end) is not None
        if (with_bodies or verbs().match(text, at, end)) and _opens(prose, group, m, at, timed > 0, with_bodies or at > plain):
            return m
    return None


def _opens(prose: Prose, group: Group, joint: re.Match[str], at: int, timed: bool, marked: bool) -> bool:
    """Say whether the verb at `at` after `joint` opens a group of its own, not a part of the work named before it.

    `timed`: a time stands before the verb; `marked`: an adverb does, or partners follow.
    """
    text, low = prose.text, prose.low
    if joint.start() <= group.verbs_end and not (timed or low.endswith("thực hiện", group.start, joint.start())):
        return False
    if timed or "đồng thời" in joint.group():
        return True
    if "và" not in joint.group() and (any_of(TABLE, "sending").match(text, at) or _completes(text, at)):
        return False
    start, stop = group.verbs_end, joint.start()
    value = (verb_at(low, at, len(low)) or (0, "plain"))[1]
    if value == "final" and (any_of(TABLE, "report").match(text, at) or not last_word_is_verb(low, start, stop)):
        return True
    if not marked and last_word_is_verb(low, start, stop):
        return False
    if any_of(TABLE, "purpose").search(text, group.start, stop):
        return False
    if "advise" in group.values or ("direct" in group.values and _embeds(prose, start, stop)):
        return False
    return marked or value == "stress" or not _names_work(prose, start, stop)


def _completes(text: str, at: int) -> bool:
    """Say whether `hoàn thành` with a time soon after it stands at `at`: it dates the work named before."""
    done = _DONE.match(text, at)
    return done is not None and any(time_at(text, n, len(text)) for n in range(done.end(), min(done.end() + 24, len(text))) if text[n - 1] == " ")


def _embeds(prose: Prose, start: int, end: int) -> bool:
    """Say whether text[start:end] holds a verb that another body is to do."""
    return any(not follows_open_head(prose.text, start, m.start()) for m in verbs().finditer(prose.low, start, end))


def _names_work(prose: Prose, start: int, end: int) -> bool:
    """Say whether text[start:end] names work by a noun and a verb (`việc thực hiện`)."""
    return any(verbs().match(prose.low, m.end(), end) for m in any_of(TABLE, "nominal").finditer(prose.text, start, end))
