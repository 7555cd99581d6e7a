"""The plan's own inside: objectives that nothing takes up, tasks without an owner, duties without a deadline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kehoach.check.draft import Draft
from kehoach.check.rules import TABLE
from kehoach.graph.label import cut
from kehoach.records.finding import Finding
from kehoach.records.text import Span
from kehoach.rules.load import toml
from kehoach.views.coverage import Coverage, coverage

QUOTED = 80
"""Characters of the nearest unit that are shown."""
ACTORS = 5
"""Actors named in a finding, those with most duties first."""


def check(draft: Draft) -> Iterator[Finding]:
    """Yield what a plan leaves open; tasks and duties are summed up in one finding each, so that a long plan is not flooded."""
    plan, types = draft.plan, toml(TABLE)["plans"]["types"]
    if plan.document.frame.get("type") not in types or not plan.duties:
        return
    found = coverage(plan.to_dict())
    spans = {u.id: u.span for u in plan.document.units}
    yield from _objectives(draft, found, spans)
    tasks = [spans[row.unit] for row in found.tasks if row.is_open]
    if tasks:
        yield draft.found("plan.owner", tasks[0], related=tasks[1:], n=str(len(tasks)), all=str(len(found.tasks)))
    if found.undated:
        undated = [plan.duties[n] for n in found.undated]
        duties = list(dict.fromkeys(d.action.span or d.span for d in undated))
        actors = _most([d.actor.value for d in undated])
        yield draft.found("plan.deadline", duties[0], related=duties[1:], n=str(len(undated)), all=str(len(plan.duties)), actors=actors)


def _objectives(draft: Draft, found: Coverage, spans: dict[str, Span]) -> Iterator[Finding]:
    for row in found.objectives:
        if row.is_open and row.is_target:
            nearest = row.nearest and spans[row.nearest.unit]
            words = f"«{cut(nearest.of(draft.canonical), QUOTED)}»" if nearest else "@nothing"
            yield draft.found("plan.objective", spans[row.unit], related=[nearest] if nearest else [], nearest=words)


def _most(actors: Sequence[str]) -> str:
    """Return the actors with the numbers of their duties.

    >>> _most(["Sở Y tế", "Sở Nội vụ", "Sở Y tế"])
    'Sở Y tế (2), Sở Nội vụ (1)'
    """
    counts = Counter(" ".join(a.split()) for a in actors).most_common()
    shown = ", ".join(f"{name} ({n})" for name, n in counts[:ACTORS])
    return f"{shown}, …" if len(counts) > ACTORS else shown
