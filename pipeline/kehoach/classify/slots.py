"""The slots of a duty beside actor and verb: where the action ends, its times, whom to report to, how many to reach."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kehoach.classify.actors import head_at
from kehoach.classify.clauses import Group
from kehoach.classify.deadlines import times
from kehoach.classify.words import TABLE, Prose, in_name, trimmed, verbs
from kehoach.records.document import Found
from kehoach.records.text import Span
from kehoach.rules.load import any_of, rules

_PURPOSE = re.compile(r",? để ")
_YEARLY = re.compile(r"h[àằ]ng")
_PREPOSITION = re.compile(r"(?:tới|đến|cho|đối với|tại|ở|của|với sự tham gia của) $")
_SHARED = ("time:limit", "time:within", "time:at", "time:date")


def report_to(prose: Prose, start: int, end: int) -> Found[str] | None:
    """Return the body that text[start:end] orders to report to, without the channel; None where it names none."""
    text = prose.text
    purpose = _PURPOSE.search(text, start, end)
    end = purpose.start() if purpose else end
    for rule in rules(TABLE, "report"):
        for m in rule.pattern.finditer(text, start, end):
            head = head_at(text, m.end(), end)
            if not head:
                continue
            stop = _report_end(prose, head, end)
            if rule.id == "submit" and verbs().match(text, min(stop + 1, end), end):
                continue
            span = trimmed(text, m.end(), stop)
            return Found(text[span.start : span.end], span, f"report:{rule.id}")
    return None


def _report_end(prose: Prose, head: int, end: int) -> int:
    """Return where the name whose head ends at `head` ends: before a word that no name holds, or a verb."""
    text = prose.text
    stop = any_of(TABLE, "report_end").search(text, head, end)
    limit = stop.start() if stop else end
    for m in verbs().finditer(text, head, limit):
        if text[m.start() - 1] == " " and not in_name(prose, m.start()):
            return m.start() - (2 if text[m.start() - 2] == "," else 1)
    return limit


def target(prose: Prose, start: int, end: int) -> Found[str] | None:
    """Return how many or what share of whom text[start:end] wants reached, None where it does not say."""
    text = prose.text
    for rule in rules(TABLE, "target"):
        for m in rule.pattern.finditer(text, start, end):
            if any_of(TABLE, "target_not").search(text, max(start, m.start() - 30), m.start()):
                continue
            stop = any_of(TABLE, "target_end").search(text, m.end(), end)
            limit = stop.start() if stop else end
            open_verbs = (v.start() for v in verbs().finditer(text, m.end() + 1, limit) if text[v.start() - 1] == " " and text[v.start() - 2] != ",")
            span = trimmed(text, m.start(), next(open_verbs, limit))
            return Found(text[span.start : span.end], span, f"target:{rule.id}")
    return None


def with_preposition(text: str, span: Span) -> int:
    """Return where the phrase starts that brings a target in (`cho 100% hộ`); the target's end where no preposition does."""
    before = _PREPOSITION.search(text, max(0, span.start - 24), span.start)
    return before.start() if before else span.end


def action_end(prose: Prose, group: Group, cuts: Sequence[int]) -> int:
    """Return where the group's action ends: before its purpose, its rule, its channel, and the first of `cuts` after its object starts."""
    text = prose.text
    stops = [m.start() for t in ("stop", "purpose") if (m := any_of(TABLE, t).search(text, group.verbs_end, group.end))]
    stops += [cut for cut in cuts if group.verbs_end < cut - 1 or (cut > group.start and group.verbs_end >= cut)]
    stop = min([*stops, group.end])
    done = any_of(TABLE, "done").search(text, group.start, stop)
    return done.start() if done and done.start() > group.start else stop


def group_times(prose: Prose, parts: Sequence[Group]) -> list[Found[str] | None]:
    """Return each group's time: before its verb, within it, carried on from a time in front, or, for groups joined by `và` or done
    together (`xong`), after the last of them."""
    text = prose.text
    found: list[Found[str] | None] = []
    for n, group in enumerate(parts):
        inner = times(text, group.start, group.end)
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
