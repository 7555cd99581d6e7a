"""Duties of plans as rows: who must do what by when, each with the place in its plan and the rules that gave its values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kehoach.graph.label import code, label
from kehoach.records.plan import PlanDict
from kehoach.records.text import Span

CARRIES_OUT = ("implements", "basis")
"""Relations of a plan to the directives that it carries out as a whole."""


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty with where it stands: its file, the plan's short name, issuer and date, its unit, its span in the source text.

    `actor` to `funding` are as printed; `bodies`, `due` and `amounts` say what the words mean, as the plan's JSON form has them. `executes`
    are the directives that the duty names as carried out, `mandates` those that the whole plan carries out: each by its id (as printed
    where it is not resolved) and by number and symbol. `rules` tell by field which rule gave it.
    """

    file: str
    plan: str
    issuer: str | None
    date: str | None
    period: tuple[str | None, str | None]
    """First and last day (ISO) of the time that the plan is for, as far as known."""
    unit: str
    span: Span
    actor: str
    action: str
    task: str | None
    """What the lines of a block are about whose action is their label's word alone (`chủ trì`)."""
    partners: tuple[str, ...]
    deadline: str | None
    report_to: str | None
    target: str | None
    funding: str | None
    bodies: tuple[Mapping[str, Any], ...]
    due: tuple[Mapping[str, Any], ...]
    amounts: tuple[Mapping[str, Any], ...]
    executes: tuple[tuple[str, str], ...]
    mandates: tuple[tuple[str, str], ...]
    rules: Mapping[str, str]

    @property
    def doing(self) -> str:
        """What is to be done, by itself: the action, with the task of its block."""
        return f"{self.action}: {self.task}" if self.task else self.action

    @property
    def dates(self) -> tuple[str, ...]:
        """The days (ISO) by which the duty is to be done, in order: the last day of each time, the first where that is open."""
        return tuple(sorted(d["end"] or d["start"] for d in self.due if not d["rrule"] and (d["end"] or d["start"])))

    @property
    def recurs(self) -> tuple[str, ...]:
        """The recurrence rules (RFC 5545) of the duty."""
        return tuple(d["rrule"] for d in self.due if d["rrule"])

    @property
    def order(self) -> tuple[int, str, str, int]:
        """What rows are sorted by: those with a date first, by date; then recurring ones, those with words alone, those without."""
        rank = 0 if self.dates else 1 if self.recurs else 2 if self.deadline else 3
        return rank, self.dates[0] if self.dates else "", self.file, self.span.start


def duty_rows(plan: PlanDict) -> Iterator[DutyRow]:
    """Yield the duties of a plan dict in the order of the text."""
    frame, citations = plan["frame"], {c["id"]: c for c in plan["citations"]}
    mandates = tuple(dict.fromkeys(_named(c) for c in plan["citations"] if c["unit"] is None and c["relation"] in CARRIES_OUT))
    period = plan.get("period") or {}
    for d in plan["duties"]:
        yield DutyRow(
            file=plan["source"]["name"],
            plan=label(frame | {"year": None, "name": None}, frame["title"] or plan["source"]["name"]),
            issuer=frame["issuer"],
            date=frame["date"],
            period=(period.get("start"), period.get("end")),
            unit=d["unit"],
            span=Span(*d["span"]),
            actor=d["actor"],
            action=d["action"],
            task=d["object"] if d["rules"].get("object", "").startswith("block:") else None,
            partners=tuple(d["with"]),
            deadline=d["deadline"],
            report_to=d["report_to"],
            target=d["target"],
            funding=d.get("funding"),
            bodies=tuple(d.get("bodies", ())),
            due=tuple(d.get("due", ())),
            amounts=tuple(d.get("amounts", ())),
            executes=tuple(dict.fromkeys(_named(citations[e["citation"]]) for e in d.get("executes", ()))),
            mandates=mandates,
            rules=d["rules"],
        )


def _named(c: Mapping[str, Any]) -> tuple[str, str]:
    """Return a citation's directive by its id, else its words, and by number and symbol, else its words."""
    return c["directive"] or c["text"], code(c["number"], c["symbol"], c["year"]) if c["number"] else c["text"]


_PLACE = ("file", "plan", "unit", "start", "end")
_WHAT = ("actor", "bodies", "kinds", "action", "task", "with", "report_to", "target", "funding")
_WHEN = ("deadline", "dates", "recurs")
COLUMNS = (*_PLACE, *_WHAT, *_WHEN, "executes", "mandates", "rules")
"""The columns of a table of duties, in order."""


def cells(row: DutyRow) -> list[object]:
    """Return the cells of a duty in the order of COLUMNS; None where there is nothing to say."""
    values = {
        "file": row.file,
        "plan": row.plan,
        "unit": row.unit,
        "start": row.span.start,
        "end": row.span.end,
        "actor": row.actor,
        "bodies": [f"{b['name']} ({b['place']})" if b["place"] else b["name"] for b in row.bodies],
        "kinds": [b["kind"] for b in row.bodies],
        "action": row.action,
        "task": row.task,
        "with": row.partners,
        "report_to": row.report_to,
        "target": row.target,
        "funding": row.funding,
        "deadline": row.deadline,
        "dates": row.dates,
        "recurs": row.recurs,
        "executes": [number for _, number in row.executes],
        "mandates": [number for _, number in row.mandates],
        "rules": [f"{field}={rule}" for field, rule in row.rules.items()],
    }
    return [_cell(values[column]) for column in COLUMNS]


def _cell(value: object) -> object:
    return "; ".join(dict.fromkeys(map(str, value))) or None if isinstance(value, list | tuple) else value
