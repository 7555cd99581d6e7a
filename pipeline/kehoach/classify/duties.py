"""Duties: who must do what, with whom, by when, reporting to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kehoach.classify.actors import bodies, head_at, subject
from kehoach.classify.blocks import MARK, BlockLine, Blocks, read_blocks
from kehoach.classify.clauses import Group, groups, segments
from kehoach.classify.deadlines import time_at, times, whole
from kehoach.classify.slots import action_end, report_to, target
from kehoach.classify.words import TABLE, Prose, after_adverbs, trimmed, verbs
from kehoach.records.document import Document, Found, Section, Unit
from kehoach.records.label import Duty, Label
from kehoach.records.text import Span
from kehoach.rules.load import any_of

_RUN_IN = re.compile(r"([^:;“]{3,200}?)\s*:\s+")
_COMMA = re.compile(r", ")


@dataclass(frozen=True, slots=True)
class Charge:
    """An actor and the stretch of text that says what it shall do."""

    actor: Found[str]
    start: int
    end: int


def find_duties(document: Document, labels: Sequence[Label]) -> tuple[Duty, ...]:
    """Return the duties in the units that `labels` tag as such, one for each actor and verb group; spans are canonical.

    A duty unit in which neither the words nor a governing heading name an actor gives none.
    """
    prose = Prose.of(document.text.canonical)
    tagged = {label.unit for label in labels if label.tag == "duty"}
    blocks = read_blocks(document)
    return tuple(duty for unit in document.units if unit.id in tagged for duty in _unit_duties(document, prose, blocks, unit))


def _unit_duties(document: Document, prose: Prose, blocks: Blocks, unit: Unit) -> Iterator[Duty]:
    if unit.row and unit.cells:
        return _row_duties(prose, unit)
    line = blocks.lines.get(unit.id)
    if line and line.kind in ("lead", "with") and not any_of(TABLE, "told").search(prose.text, line.rest.start, line.rest.end):
        return _line_duties(prose, blocks, unit, line)
    inherited = heading_actor(document, prose, unit.section)
    mark = MARK.match(prose.text, unit.span.start, unit.span.end)
    start = line.rest.start if line else mark.end() if mark else unit.span.start
    charges = _charges(prose, Span(start, unit.span.end), inherited)
    time = blocks.time(unit)
    return (duty for charge in charges for duty in _charge_duties(prose, unit, charge, whole(prose.text, time) if time else None))


def _row_duties(prose: Prose, unit: Unit) -> Iterator[Duty]:
    """Read a row of a task table: the lead cell's body, the task cell's verb groups, partners and time from their cells."""
    cells = {role: span for role, span in reversed(unit.cells) if len(span)}
    if "lead" not in cells or "task" not in cells:
        return
    text = prose.text
    actor = _found(text, trimmed(text, *_ends(cells["lead"])), "row:lead")
    partners = tuple(_found(text, s, "row:with") for s in bodies(prose, *_ends(cells["with"]))) if "with" in cells else ()
    time = whole(text, cells["time"]) if "time" in cells else None
    for charge in _charges(prose, cells["task"], actor, fixed=True):
        for duty in _charge_duties(prose, unit, charge, time, row=True):
            yield Duty(duty.unit, unit.span, actor, duty.action, partners or duty.partners, time or duty.deadline, duty.report_to, duty.target)


def _line_duties(prose: Prose, blocks: Blocks, unit: Unit, line: BlockLine) -> Iterator[Duty]:
    """Read a line that names who leads or helps in a block: the action is the label's word."""
    actor = _found(prose.text, line.rest, line.cue.rule)
    partners: tuple[Found[str], ...] = ()
    if line.kind == "lead":
        partners = tuple(_found(prose.text, s, "cue:with") for rest in blocks.partners(unit.id) for s in bodies(prose, *_ends(rest)))
    time = blocks.time(unit)
    yield Duty(unit.id, unit.span, actor, line.cue, partners, whole(prose.text, time) if time else None)


def heading_actor(document: Document, prose: Prose, section: str | None) -> Found[str] | None:
    """Return the body that the nearest governing heading charges (`Đối với X`, `Trách nhiệm của X`, `X`), None where none does."""
    for found in reversed(document.path(section)):
        if found.title and (actor := _title_actor(prose, found)):
            return actor
    return None


def _title_actor(prose: Prose, section: Section) -> Found[str] | None:
    text = prose.text
    at = text.find(section.title, section.heading.start, section.heading.end)
    if at < 0:
        return None
    end = at + len(section.title)
    charge = any_of("bodies.toml", "charge").match(text, at, end)
    at = charge.end() if charge else at
    bracket = re.compile(r"\s*\((?=cơ quan|đơn vị|bộ phận|qua)").search(text, at, end)
    span = trimmed(text, at, bracket.start() if bracket else end)
    shouted = section.title.isupper() and head_at(section.title.title(), 0, len(section.title))
    return _found(text, span, "heading") if shouted or head_at(text, span.start, span.end) else None


def _charges(prose: Prose, span: Span, actor: Found[str] | None, *, fixed: bool = False) -> tuple[Charge, ...]:
    """Part a unit into actors and what is charged to them; `actor` is the one that governs the unit, for good where `fixed`."""
    found: list[Charge] = []
    start = span.start
    if not fixed:
        start, actor = _run_in(prose, span, actor)
    for n, part in enumerate(segments(prose.text, start, span.end)):
        at = part.start
        own = None if fixed else _subject(prose, at, part.end)
        if own:
            actor, at = own
        elif n and found and not _goes_on(prose, part):
            found[-1] = Charge(found[-1].actor, found[-1].start, part.end)
            continue
        if actor:
            found.append(Charge(actor, at, part.end))
    return tuple(found)


def _run_in(prose: Prose, span: Span, actor: Found[str] | None) -> tuple[int, Found[str] | None]:
    """Return where the text starts after a run-in label and who is charged: the body that the label names, else `actor`."""
    text = prose.text
    label = _RUN_IN.match(text, span.start, span.end)
    if not label:
        return span.start, actor
    charge = any_of("bodies.toml", "charge").match(text, label.start(1), label.end(1))
    at = charge.end() if charge else label.start(1)
    if head_at(text, at, label.end(1)) and subject(prose, at, label.end(1)) is None:
        return label.end(), _found(text, trimmed(text, at, label.end(1)), "run-in")
    if subject(prose, label.end(), span.end) or (actor and len(label[1]) < 60 and not verbs().match(prose.low, label.start(1))):
        return label.end(), actor
    return span.start, actor


def _subject(prose: Prose, at: int, end: int) -> tuple[Found[str], int] | None:
    """Return the actor that text[at:end] names as its subject, after an order or an opening, and where its predicate starts."""
    text = prose.text
    at = after_adverbs(text, at, end)
    order = any_of("bodies.toml", "order").match(text, at, end)
    if order and (found := subject(prose, order.end(), end)):
        return _found(text, found.span, "order"), found.predicate
    if found := subject(prose, at, end):
        return _addressed(prose, found.predicate, end) or (_found(text, found.span, "subject"), found.predicate)
    if not any_of(TABLE, "opening").match(text, at, end):
        return None
    return _after_opening(prose, at, end)


def _addressed(prose: Prose, at: int, end: int) -> tuple[Found[str], int] | None:
    """Return the body that the subject before `at` only addresses (`… đề nghị các đơn vị triển khai`)."""
    order = any_of(TABLE, "closing").match(prose.text, at, end)
    found = subject(prose, order.end(), end) if order else None
    return (_found(prose.text, found.span, "order"), found.predicate) if found else None


def _after_opening(prose: Prose, at: int, end: int) -> tuple[Found[str], int] | None:
    """Return the subject after a ground, a time or a condition, which a comma ends."""
    for comma in _COMMA.finditer(prose.text, at, end):
        order = any_of(TABLE, "closing").match(prose.text, comma.end(), end)
        if order and (found := subject(prose, order.end(), end)):
            return _found(prose.text, found.span, "order"), found.predicate
        if found := subject(prose, comma.end(), end):
            return _addressed(prose, found.predicate, end) or (_found(prose.text, found.span, "subject"), found.predicate)
    return None


def _goes_on(prose: Prose, part: Span) -> bool:
    """Say whether a stretch after a semicolon charges anew: a verb opens it, not a noun or a bare time."""
    at = after_adverbs(prose.text, part.start, part.end)
    done = re.compile(r"(?:[Hh]oàn thành|[Xx]ong) (?=\S)").match(prose.text, at, part.end)
    if done and time_at(prose.text, done.end(), part.end):
        return False
    if stop := time_at(prose.text, at, part.end):
        at = after_adverbs(prose.text, stop + len(prose.text[stop : part.end]) - len(prose.text[stop : part.end].lstrip(" ,")), part.end)
    starts = (verbs().match(prose.low, at, part.end), *(any_of(TABLE, t).match(prose.text, at, part.end) for t in ("modal", "cooperation")))
    return any(starts)


def _charge_duties(prose: Prose, unit: Unit, charge: Charge, time: Found[str] | None, *, row: bool = False) -> Iterator[Duty]:
    """Yield one duty for each verb group of a charge."""
    parts = groups(prose, charge.start, charge.end)
    dated = _dates(prose, parts)
    for group, own in zip(parts, dated, strict=True):
        reached = target(prose, group.start, group.end)
        cuts = [t.span for t in times(prose.text, group.start, group.end)] if not row else []
        if reached and reached.span and not row:
            cuts.append(_with_preposition(prose.text, reached.span))
        stop = action_end(prose, group.start, group.verbs_end, group.end, cuts)
        action = _found(prose.text, trimmed(prose.text, group.start, stop), "verb")
        if not action.value:
            continue
        report = report_to(prose, group.start, group.end)
        yield Duty(unit.id, unit.span, charge.actor, action, group.partners, own or time, report, reached)


def _dates(prose: Prose, parts: Sequence[Group]) -> list[Found[str] | None]:
    """Return each group's time: before its verb, within it, from the group before or, for groups joined by `và`, after it."""
    found: list[Found[str] | None] = []
    for n, group in enumerate(parts):
        inner = times(prose.text, group.start, group.end)
        carried = found[-1] if n and found[-1] and found[-1].rule == "time:front" else None
        found.append(group.time or (inner[0] if inner else carried))
    for n in range(len(parts) - 1, 0, -1):
        last = found[n]
        if last is None or last.span is None or found[n - 1] is not None or last.rule == "time:front":
            continue
        shared = parts[n].joint == "và" or any_of(TABLE, "done").search(prose.text, parts[n].start, last.span.start)
        if shared and parts[n - 1].end > parts[n - 1].verbs_end:
            found[n - 1] = last
    return found


def _with_preposition(text: str, span: Span) -> Span:
    before = re.compile(r"(?:tới|đến|cho|đối với|tại|ở|của|với sự tham gia của) $").search(text, max(0, span.start - 24), span.start)
    return Span(before.start() if before else span.end, span.end)


def _found(text: str, span: Span, rule: str) -> Found[str]:
    return Found(text[span.start : span.end], span, rule)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
