"""The slots of a duty beside actor and verb: the action's own end, its times, whom to report to, how many to reach."""

from __future__ import annotations

import re

from kehoach.classify.actors import head_at
from kehoach.classify.words import TABLE, Prose, trimmed, verbs
from kehoach.records.document import Found
from kehoach.records.text import Span
from kehoach.rules.load import any_of, rules

_DONE = re.compile(r",? (?:xong|hoàn thành|và hoàn thành|hoàn thành xong)(?: việc này)?$")


def report_to(prose: Prose, start: int, end: int) -> Found[str] | None:
    """Return the body that text[start:end] orders to report to, without the channel; None where it names none."""
    text = prose.text
    purpose = re.compile(r",? để ").search(text, start, end)
    end = purpose.start() if purpose else end
    for rule in rules(TABLE, "report"):
        for m in rule.pattern.finditer(text, start, end):
            if not head_at(text, m.end(), end):
                continue
            stop = _end(prose, m.end(), end)
            if rule.id == "submit" and verbs().match(text, min(stop + 1, end), end):
                continue
            span = trimmed(text, m.end(), stop)
            return Found(text[span.start : span.end], span, f"report:{rule.id}")
    return None


def _end(prose: Prose, at: int, end: int) -> int:
    """Return where the body that starts at `at` ends: before a word that no name holds, or a verb."""
    stop = any_of(TABLE, "report_end").search(prose.text, at + 1, end)
    limit = stop.start() if stop else end
    for m in verbs().finditer(prose.text, at, limit):
        if m.start() > at and prose.text[m.start() - 1] == " ":
            return m.start() - (2 if prose.text[m.start() - 2] == "," else 1)
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
            verb = next((v for v in verbs().finditer(text, m.end(), limit) if text[v.start() - 1] == " " and text[v.start() - 2] != ","), None)
            span = trimmed(text, m.start(), verb.start() if verb else limit)
            return Found(text[span.start : span.end], span, f"target:{rule.id}")
    return None


def action_end(prose: Prose, start: int, verbs_end: int, end: int, cuts: list[Span]) -> int:
    """Return where the action that starts at `start` ends: before its purpose, its rule, its channel, and before the spans `cuts`."""
    text = prose.text
    stops = [m.start() for t in ("stop", "purpose") if (m := any_of(TABLE, t).search(text, verbs_end, end))]
    stops += [c.start for c in cuts if verbs_end < c.start - 1]
    stop = min([*stops, end])
    done = _DONE.search(text, start, stop + 0) if stop < end else None
    stop = done.start() if done else stop
    return trimmed(text, start, stop).end if stop > start else end
