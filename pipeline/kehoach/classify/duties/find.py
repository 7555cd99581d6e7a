"""Duties: who must do what, with whom, by when, reporting to whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kehoach.classify.duties.actors import listed
from kehoach.classify.duties.blocks import BlockLine, Blocks
from kehoach.classify.duties.calendar import Calendar
from kehoach.classify.duties.charged import Charged, read_charged, words_of
from kehoach.classify.duties.charges import Charge, found_at, row_charges
from kehoach.classify.duties.clauses import groups
from kehoach.classify.duties.deadlines import times, whole
from kehoach.classify.duties.meaning import Meaning, Said
from kehoach.classify.duties.slots import action_end, group_times, report_to, target
from kehoach.classify.duties.words import TABLE, Prose, trimmed
from kehoach.records.citation import Mention
from kehoach.records.document import Document, Found, Unit
from kehoach.records.duty import Duty
from kehoach.records.label import Label
from kehoach.records.text import Span
from kehoach.rules.home import Home
from kehoach.rules.load import any_of


def find_duties(
    document: Document,
    labels: Sequence[Label],
    charged: Charged | None = None,
    mentions: Sequence[Mention] = (),
    calendar: Calendar | None = None,
) -> tuple[Duty, ...]:
    """Return the duties in the units that `labels` tag as such, one for each actor and verb group; spans are canonical.

    A duty unit in which neither the words nor a governing heading name an actor gives none. `charged` is what was read of `document`, if
    it was; `mentions` are the directives cited in it; `calendar` is what its frame tells of time.
    """
    charged = charged or read_charged(document)
    tagged = {label.unit for label in labels if label.tag == "duty"}
    meaning = Meaning(charged.prose, Home.of(document.frame), calendar or Calendar(), _by_unit(mentions))
    return tuple(meaning.of(said) for unit in document.units if unit.id in tagged for said in _of_unit(charged, unit))


def _by_unit(mentions: Sequence[Mention]) -> Mapping[str, Sequence[Mention]]:
    found: dict[str, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.unit or "", []).append(mention)
    return found


def _of_unit(charged: Charged, unit: Unit) -> Iterator[Said]:
    prose = charged.prose
    if unit.row and unit.cells:
        return _of_row(prose, unit)
    line = charged.blocks.lines.get(unit.id)
    if line and line.kind in ("lead", "with") and not any_of(TABLE, "told").search(prose.text, line.rest.start, line.rest.end):
        return _of_line(prose, charged.blocks, unit, line)
    return _of_prose(charged, unit, line)


def _of_row(prose: Prose, unit: Unit) -> Iterator[Said]:
    """Read a row of a task table: the lead cell's body, the task cell's verb groups, partners and time from their cells."""
    cells = {role: span for role, span in reversed(unit.cells) if len(span)}
    if "lead" not in cells or "task" not in cells:
        return
    text = prose.text
    actor = found_at(text, trimmed(text, cells["lead"].start, cells["lead"].end), "row:lead")
    if not actor.value:
        return
    partners = _listed(prose, cells["with"], "row:with") if "with" in cells else ()
    time = whole(text, cells["time"]) if "time" in cells else None
    for charge in row_charges(prose, cells["task"], actor):
        yield from _of_charge(prose, unit, charge, time, partners, keep=time is not None)


def _of_line(prose: Prose, blocks: Blocks, unit: Unit, line: BlockLine) -> Iterator[Said]:
    """Read a line that names who leads or helps in a block: the action is the label's word, its object the block's task."""
    partners: tuple[Found[str], ...] = ()
    if line.kind == "lead":
        partners = tuple(p for rest in blocks.partners(unit.id) for p in _listed(prose, rest, "cue:with"))
    time = blocks.time(unit)
    actor = found_at(prose.text, line.rest, line.cue.rule)
    if actor.value:
        deadline = whole(prose.text, time) if time else None
        yield Said(unit, line.rest, actor, line.cue, partners, deadline, verb=line.cue, object=blocks.task(unit.id))


def _of_prose(charged: Charged, unit: Unit, line: BlockLine | None) -> Iterator[Said]:
    """Read running text: the actor is its own subject or the body that the governing headings charge."""
    text = charged.prose.text
    words = Span(line.rest.start, unit.span.end) if line else words_of(charged.prose, unit)
    if text.startswith("(", words.start) and text[words.start : words.end].rstrip(" .;").endswith(")"):
        words = Span(words.start + 1, text.rindex(")", words.start, words.end))
    time = charged.blocks.time(unit)
    for charge in charged.of(unit, words):
        yield from _of_charge(charged.prose, unit, charge, whole(text, time) if time else None)


def _of_charge(
    prose: Prose, unit: Unit, charge: Charge, time: Found[str] | None, partners: tuple[Found[str], ...] = (), *, keep: bool = False
) -> Iterator[Said]:
    """Yield one duty for each verb group; `time` and `partners` come from outside the text, `keep` leaves its own times in the action."""
    text = prose.text
    parts = groups(prose, charge.start, charge.end, charge.time)
    inside = [times(text, group.start, group.end) for group in parts]
    for group, own, timed in zip(parts, group_times(prose, parts, inside), inside, strict=True):
        reached = target(prose, group.start, group.end)
        inner = [] if keep else [t.span for t in timed if t.span]
        span = trimmed(text, group.start, action_end(prose, group, inner, None if keep else reached))
        if len(span):
            action, deadline = found_at(text, span, "verb"), (time or own) if keep else (own or time)
            report, parted = report_to(prose, group.start, group.end), _parted(text, span, group.verbs_end)
            stretch = Span(group.start, group.end)
            yield Said(unit, stretch, charge.actor, action, group.partners or partners, deadline, report, reached, *parted)


def _parted(text: str, action: Span, verbs_end: int) -> tuple[Found[str] | None, Found[str] | None]:
    """Part an action into its verbs, which end at `verbs_end`, and their object."""
    if not action.start < verbs_end <= action.end:
        return None, None
    verb, rest = trimmed(text, action.start, verbs_end), trimmed(text, verbs_end, action.end)
    return found_at(text, verb, "verb"), found_at(text, rest, "object") if len(rest) else None


def _listed(prose: Prose, span: Span, rule: str) -> tuple[Found[str], ...]:
    return tuple(found_at(prose.text, s, rule) for s in listed(prose, span.start, span.end))
