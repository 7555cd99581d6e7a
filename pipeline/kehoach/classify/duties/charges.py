"""Who is charged with which stretch of a unit: by its own words, a run-in label, an order, or the governing heading."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kehoach.classify.duties.actors import BODIES, Subject, free_verbs, head_at, subject
from kehoach.classify.duties.blocks import read_cue, title_span
from kehoach.classify.duties.clauses import after_ground, segments
from kehoach.classify.duties.deadlines import time_at
from kehoach.classify.duties.words import TABLE, Prose, after_adverbs, after_space, trimmed, verb_run, verbs
from kehoach.records.document import Found, Section
from kehoach.records.text import Span
from kehoach.rules.load import any_of

_RUN_IN = re.compile(r"([^:;“]{3,200}?)\s*:\s+")
_COMMA = re.compile(r", ")
_BY = re.compile(r" do ")
_BRACKET = re.compile(r"\s*\(")
_SHORT_LABEL = 60


@dataclass(frozen=True, slots=True)
class Charge:
    """An actor and the stretch of text that says what it shall do."""

    actor: Found[str]
    start: int
    end: int
    time: Found[str] | None = None
    """A time that stands before the subject."""


def title_actor(prose: Prose, section: Section) -> Found[str] | None:
    """Return the body that the title of a section charges (`Đối với X`, `Trách nhiệm của X`, `X`), None where it names none."""
    text = prose.text
    title = title_span(text, section)
    if title is None:
        return None
    at, end = title.start, title.end
    charge = any_of(BODIES, "charge").match(text, at, end)
    at = charge.end() if charge else at
    bracket = _BRACKET.search(text, at, end)
    span = trimmed(text, at, bracket.start() if bracket else end)
    if read_cue(text, span.start, span.end) or _tells(prose, at, end):
        return None
    shouted = section.title.isupper() and "actor" in (section.role or "")
    return found_at(text, span, "heading") if shouted or head_at(text, span.start, span.end) else None


def _tells(prose: Prose, at: int, end: int) -> bool:
    """Say whether text[at:end] is a sentence: a subject and a verb that has an object, no name that a verb ends (`Phòng Quản lý thu`)."""
    found = subject(prose, at, end, strict=True)
    return found is not None and verb_run(prose.low, found.predicate, end)[0] < end


def charges(prose: Prose, span: Span, governing: Found[str] | None) -> tuple[Charge, ...]:
    """Part the unit text[span] into actors and what each is charged with; `governing` is the body that the headings charge.

    Empty where no actor can be found.
    """
    text = prose.text
    start, actor = _run_in(prose, span, governing)
    found: list[Charge] = []
    listed: int | None = None
    for part in segments(prose, start, span.end):
        own = _subject(prose, part.start, part.end, governed=governing is not None, charged=bool(found))
        time = None
        if own:
            time = _front_time(text, part, own[1])
            actor, at = own
            if listed is not None and actor.span and actor.rule == "subject":
                actor = found_at(text, Span(listed, actor.span.end), "subject")
                listed = None
        elif found and (by := _agent(prose, part)):
            found.append(by)
            continue
        elif found and not _charges_anew(prose, part):
            found[-1] = Charge(found[-1].actor, found[-1].start, part.end)
            continue
        elif not found and head_at(text, part.start, part.end) and next(free_verbs(prose, part.start, part.end), None) is None:
            listed = part.start if listed is None else listed
            continue
        elif actor is None or any_of(TABLE, "preface").match(text, part.start, part.end):
            continue
        else:
            at = after_ground(prose, part.start, part.end)
        found += _with_second(prose, Charge(actor, at, part.end, time))
    return tuple(found) or _agents(prose, span)


def _front_time(text: str, part: Span, predicate: int) -> Found[str] | None:
    """Return the time that opens the sentence, before its subject."""
    stop = time_at(text, part.start, predicate)
    return Found(text[part.start : stop], Span(part.start, stop), "time:front") if stop else None


def row_charges(prose: Prose, task: Span, actor: Found[str]) -> tuple[Charge, ...]:
    """Part the task cell of a table row; all of it is the actor's."""
    found: list[Charge] = []
    for part in segments(prose, task.start, task.end):
        if found and not _charges_anew(prose, part):
            found[-1] = Charge(actor, found[-1].start, part.end)
        else:
            found.append(Charge(actor, part.start, part.end))
    return tuple(found)


def _run_in(prose: Prose, span: Span, actor: Found[str] | None) -> tuple[int, Found[str] | None]:
    """Return where the text starts after a run-in label and who is charged: the body that the label names, else `actor`."""
    text = prose.text
    label = _RUN_IN.match(text, span.start, span.end) if ":" in text[span.start : span.end] else None
    if not label:
        return span.start, actor
    charge = any_of(BODIES, "charge").match(text, label.start(1), label.end(1))
    at = charge.end() if charge else label.start(1)
    if head_at(text, at, label.end(1)) and subject(prose, at, label.end(1), strict=True) is None:
        return label.end(), found_at(text, trimmed(text, at, label.end(1)), "run-in")
    topic = len(label[1]) < _SHORT_LABEL and not verbs().match(prose.low, label.start(1), label.end(1))
    if topic and (actor or subject(prose, label.end(), span.end)):
        return label.end(), actor
    return span.start, actor


def _subject(prose: Prose, at: int, end: int, *, governed: bool, charged: bool) -> tuple[Found[str], int] | None:
    """Return the actor that text[at:end] names as its subject, after an order or an opening, and where its predicate starts.

    Under a heading that charges a body (`governed`) that body itself leads, parts out or demands the work (`lãnh đạo`, `phân công`,
    `yêu cầu` are its verbs); so does a small-lettered `đề nghị` where the unit has charged a body before (`charged`).
    """
    text = prose.text
    at = after_adverbs(text, at, end)
    if governed and any_of(TABLE, "own_verb").match(text, at, end):
        return None
    order = any_of(BODIES, "order").match(text, at, end) or (not governed and any_of(BODIES, "assignment").match(text, at, end))
    if order and not (charged and text[at].islower()) and (found := subject(prose, order.end(), end)):
        return found_at(text, found.span, "order"), found.predicate
    if found := subject(prose, at, end):
        return _addressed(prose, found, end)
    if any_of(TABLE, "opening").match(text, at, end) or time_at(text, at, end):
        return _after_opening(prose, at, end)
    return None


def _addressed(prose: Prose, found: Subject, end: int) -> tuple[Found[str], int]:
    """Return the body that the subject addresses where it only does that (`… đề nghị các đơn vị triển khai`), else the subject."""
    order = any_of(TABLE, "closing").match(prose.text, found.predicate, end)
    other = subject(prose, order.end(), end, strict=True) if order else None
    if other:
        return found_at(prose.text, other.span, "order"), other.predicate
    return found_at(prose.text, found.span, "subject"), found.predicate


def _after_opening(prose: Prose, at: int, end: int) -> tuple[Found[str], int] | None:
    """Return the subject after a ground, a time or a condition that a comma ends; none where a verb comes first."""
    text = prose.text
    named: Subject | None = None
    for comma in _COMMA.finditer(text, at, end):
        order = any_of(TABLE, "closing").match(text, comma.end(), end)
        if order and (found := subject(prose, order.end(), end, strict=True)):
            return found_at(text, found.span, "order"), found.predicate
        if found := subject(prose, comma.end(), end, strict=True):
            return _addressed(prose, found, end)
        if verbs().match(text, after_adverbs(text, comma.end(), end), end):
            break
        if named is None and text[comma.end() : comma.end() + 1].isupper():
            named = subject(prose, comma.end(), end)
    return (found_at(text, named.span, "subject"), named.predicate) if named else None


def _with_second(prose: Prose, charge: Charge) -> tuple[Charge, ...]:
    """Part off another body that is said to be responsible after a comma."""
    text = prose.text
    for comma in _COMMA.finditer(text, charge.start, charge.end):
        other = subject(prose, comma.end(), charge.end, strict=True) if head_at(text, comma.end(), charge.end) else None
        if other and text.startswith("có trách nhiệm", other.predicate):
            return (
                Charge(charge.actor, charge.start, comma.start(), charge.time),
                Charge(found_at(text, other.span, "subject"), other.predicate, charge.end),
            )
    return (charge,)


def _agent(prose: Prose, part: Span) -> Charge | None:
    """Return the body named as the doer of what a noun names before it (`việc chi trả do Kho bạc kiểm soát`), None where a verb opens."""
    if verbs().match(prose.low, after_adverbs(prose.text, part.start, part.end), part.end):
        return None
    return next(iter(_agents(prose, part)), None)


def _agents(prose: Prose, span: Span) -> tuple[Charge, ...]:
    """Return the body named as the doer at the end of a sentence (`… do Bộ Quốc phòng hướng dẫn`)."""
    for by in _BY.finditer(prose.text, span.start, span.end):
        if found := subject(prose, by.end(), span.end, strict=True):
            return (Charge(found_at(prose.text, found.span, "agent"), found.predicate, span.end),)
    return ()


def _charges_anew(prose: Prose, part: Span) -> bool:
    """Say whether a stretch after a semicolon or full stop charges anew: a verb opens it, not a noun or a bare time."""
    text = prose.text
    at = after_adverbs(text, part.start, part.end)
    done = any_of(TABLE, "finish").match(text, at, part.end)
    if done and time_at(text, done.end(), part.end):
        return False
    if stop := time_at(text, at, part.end):
        at = after_adverbs(text, after_space(text, stop, part.end), part.end)
    if verbs().match(prose.low, at, part.end) or any(any_of(TABLE, t).match(text, at, part.end) for t in ("modal", "cooperation")):
        return True
    return any_of(TABLE, "opening").match(text, at, part.end) is not None and after_ground(prose, at, part.end) > at


def found_at(text: str, span: Span, rule: str) -> Found[str]:
    """Return the value that stands at `span`."""
    return Found(text[span.start : span.end], span, rule)
