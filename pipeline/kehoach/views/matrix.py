"""Coverage as tables: one row a plan with its counts, and one row a link with its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kehoach.graph.label import cut, label
from kehoach.records.plan import PlanDict
from kehoach.views.coverage import Coverage, Evidence, Link, Row, coverage

WIDTH = 200
"""Characters of a unit that are printed."""

_PLAN = ("file", "plan", "issuer", "level", "date")
_TAKEN = ("objectives", "objectives_taken", "targets", "targets_taken", "tasks", "tasks_owned")
_DUTIES = ("duties", "duties_dated", "duties_target", "duties_report", "duties_undated")
COUNTS = (*_PLAN, *_TAKEN, *_DUTIES)
"""The columns of the counts. `targets`: objectives that are measured; `duties_undated`: those that should end and have no deadline."""

_FROM = ("file", "row", "unit", "subtags", "text")
LINKS = (*_FROM, "link", "taker", "taker_tag", "taker_text", "score", "evidence")
"""The columns of the links. `row`: objective or task; `link`: `taken up`, or `nearest` where it shares too little to count."""


@dataclass(frozen=True, slots=True)
class Covered:
    """The rows of a plan in both tables, in the order of COUNTS and LINKS."""

    counts: tuple[object, ...]
    links: tuple[tuple[object, ...], ...]


def covered(plan: PlanDict) -> Covered:
    """Return a plan's rows."""
    found = coverage(plan)
    return Covered(counts(plan, found), tuple(_links(plan, found)))


def counts(plan: PlanDict, found: Coverage) -> tuple[object, ...]:
    """Return what is covered in a plan, in numbers, in the order of COUNTS."""
    frame, duties = plan["frame"], plan["duties"]
    targets = [row for row in found.objectives if row.is_target]
    name = label(frame | {"year": None, "name": None}, frame["title"] or plan["source"]["name"])
    taken = [n for rows in (found.objectives, targets, found.tasks) for n in (len(rows), sum(bool(row.links) for row in rows))]
    with_ = [sum(bool(d[part] or d.get(also)) for d in duties) for part, also in _PARTS]
    return plan["source"]["name"], name, frame["issuer"], frame["level"], frame["date"], *taken, len(duties), *with_, len(found.undated)


_PARTS = (("deadline", "due"), ("target", "amounts"), ("report_to", "report_to_bodies"))
"""Fields of a duty as printed, and of what they mean."""


def _links(plan: PlanDict, found: Coverage) -> Iterator[tuple[object, ...]]:
    texts, tags = ({u["id"]: u[part] for u in plan["units"]} for part in ("text", "tag"))
    titles = {s["id"]: s["title"] or s["label"] or s["id"] for s in plan["sections"]}
    for kind, rows in (("objective", found.objectives), ("task", found.tasks)):
        for row in rows:
            head = (plan["source"]["name"], kind, row.unit, "; ".join(row.kinds), cut(texts[row.unit], WIDTH))
            for told, link in _told(row):
                behind = (link.unit, tags[link.unit], cut(texts[link.unit], WIDTH), link.score, _written(link.evidence, titles))
                yield *head, told, *behind
            if not row.links and row.nearest is None:
                yield *head, *(None,) * (len(LINKS) - len(head))


def _told(row: Row) -> Iterator[tuple[str, Link]]:
    yield from (("taken up", link) for link in row.links)
    if row.nearest:
        yield "nearest", row.nearest


def _written(evidence: tuple[Evidence, ...], titles: dict[str, str]) -> str:
    return "; ".join(f"{kind}: {titles[what] if kind == 'section' else what}" for kind, what in evidence)
