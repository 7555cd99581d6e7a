"""The slots of a duty beside actor and verb: where the action ends, its times, whom to report to, how many to reach."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kehoach.classify.duties.actors import free_verbs, head_at
from kehoach.classify.duties.clauses import Group
from kehoach.classify.duties.words import TABLE, Prose, trimmed, verbs
from kehoach.records.document import Found
from kehoach.records.text import Span
from kehoach.rules.load import Rule, any_of, rules

_FAR = 160
"""How far after `báo cáo` its preposition may stand; 121 characters at most in 54 annotated reports (2026-11)."""
_CLAUSE = re.compile(r";|\.(?=\s|$)")
_PURPOSE = re.compile(r", để | để ")
_YEARLY = re.compile(r"h[àằ]ng")
_COUNTED = re.compile(r"\d|tất cả ")
"""What stands in every target."""
_SHARED = ("time:limit", "time:within", "time:at", "time:date")


def report_to(prose: Prose, start: int, end: int) -> Found[str] | None:
    """Return the body that text[start:end] orders to report to, without the channel; None where it names none."""
    text = prose.text
    purpose = _PURPOSE.search(text, start, end)
    end = purpose.start() if purpose else end
    first = any_of(TABLE, "report").search(text, start, end)
    if not first:
        return None
    for rule in rules(TABLE, "report"):
        for m in rule.pattern.finditer(text, first.start(), end):
            for at in _named_after(prose, rule, m.end(), end):
                stop = _report_end(prose, head_at(text, at, end), end)
                if rule.id == "submit" and verbs().match(text, min(stop + 1, end), end):
                    continue
                span = trimmed(text, at, stop)
                return Found(text[span.start : span.end], span, f"report:{rule.id}")
    return None


def _named_after(prose: Prose, rule: Rule, at: int, end: int) -> Iterator[int]:
    """Yield where a body's name starts at `at`, or after a preposition, as the rule has it, in the same clause."""
    text = prose.text
    if rule.value == "direct":
        starts = [at]
    else:
        limit = min(end, at + _FAR)
        clause = _CLAUSE.search(text, at, limit)
        limit = clause.start() if clause else limit
        table = "report_by" if rule.value == "through" else "report_home"
        starts = [m.end() for m in any_of(TABLE, table).finditer(text, at, limit) if prose.outside(at, m.start())]
    for start in starts:
        if head_at(text, start, end) and not any_of(TABLE, "report_not").match(text, start, end):
            yield start


def _report_end(prose: Prose, head: int, end: int) -> int:
    """Return where the name whose head ends at `head` ends: before a word that no name holds, or a verb."""
    text = prose.text
    stop = any_of(TABLE, "report_end").search(text, head, end)
    limit = stop.start() if stop else end
    for start in free_verbs(prose, head, limit):
        return start - (2 if text[start - 2] == "," else 1)
    return limit


def target(prose: Prose, start: int, end: int) -> Found[str] | None:
    """Return how many or what share of whom text[start:end] wants reached, None where it does not say."""
    text = prose.text
    if not (_COUNTED.search(text, start, end) and any_of(TABLE, "target").search(text, start, end)):
        return None
    for rule in rules(TABLE, "target"):
        for m in rule.pattern.finditer(text, start, end):
            if any_of(TABLE, "target_not").search(text, max(start, m.start() - 30), m.start()):
                continue
            stop = any_of(TABLE, "target_end").search(text, m.end(), end)
            limit = stop.start() if stop else end
            span = trimmed(text, m.start(), next((v for v in free_verbs(prose, m.end() + 1, limit) if text[v - 2] != ","), limit))
            return Found(text[span.start : span.end], span, f"target:{rule.id}")
    return None


def with_preposition(text: str, span: Span) -> int | None:
    """Return where the phrase starts that brings a target in (`cho 100% hộ`), None where no preposition does."""
    before = any_of(TABLE, "target_by").search(text, max(0, span.start - 24), span.start)
    return before.start() if before else None


def action_end(prose: Prose, group: Group, times_in: Sequence[Span], reached: Found[str] | None) -> int:
    """Return where the group's action ends: before its purpose, its rule, its channel, its time and the phrase with its target."""
    text = prose.text
    stops = [group.end]
    for table in ("stop", "purpose", "agreement"):
        found = any_of(TABLE, table).finditer(text, group.verbs_end, group.end)
        stops.append(next((m.start() for m in found if prose.outside(group.start, m.start())), group.end))
    if times_in:
        last = trimmed(text, group.start, group.end).end
        stops += [t.start for t in times_in if t.start > group.start and (t.start > group.verbs_end + 1 or t.end >= last)]
    if reached and reached.span and (cut := with_preposition(text, reached.span)):
        stops += [cut] if cut > group.verbs_end else []
    stop = min(stops)
    done = any_of(TABLE, "done").search(text, group.start, stop)
    return done.start() if done and done.start() > group.start else stop


def group_times(prose: Prose, parts: Sequence[Group], inside: Sequence[Sequence[Found[str]]]) -> list[Found[str] | None]:
    """Return each group's time: before its verb, within it, carried on from a time in front, or, for groups joined by `và` or done
    together (`xong`), after the last of them. `inside` are the times within each group."""
    text = prose.text
    found: list[Found[str] | None] = []
    for n, (group, inner) in enumerate(zip(parts, inside, strict=True)):
        carried = found[-1] if n and found[-1] and found[-1].rule == "time:front" else None
        found.append(group.time or (inner[0] if inner else carried))
    for n in range(len(parts) - 1, 0, -1):
        last, group, before = found[n], parts[n], parts[n - 1]
        if last is None or last.span is None or found[n - 1] is not None or before.end <= before.verbs_end:
            continue
        done = any_of(TABLE, "done").search(text, group.start, last.span.start)
        if done or (group.joint == "và" and last.rule in _SHARED and not _YEARLY.search(last.value)):
            found[n - 1] = last
    return found
