"""What takes up what in one plan: objective ↔ content ↔ duty, each link with its evidence; and which duties have a deadline.

Two units are linked by what they share and few others in the plan have: pairs of neighbouring syllables, cited directives, pairs of
syllables of the headings over them, a subordinate section of their own. What most plans say (`coverage.toml`), the words of citations and
the names of bodies count for nothing. What two units alone share weighs 1, what all have 0: log(n / k) / log(n / 2) for k of n units.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from typing import Any

from kehoach.records.plan import PlanDict
from kehoach.rules.load import any_of, toml
from kehoach.views.terms import bigrams

TABLE = "coverage.toml"
LINKED = 1.0
"""Weight of evidence from which two units are linked: in 63 plans (2026-11) 190 of 279 chỉ tiêu are, most of them rightly."""
MOST = 5
"""Links kept of a unit, the best first."""
CROWD = 32
"""Units that have something in common up to which it leads from one to the other; what more of them have adds to a link, but makes none."""

Evidence = tuple[str, str]
"""Its kind (`words`, `directive`, `heading`, `section`) and what is shared."""


@dataclass(frozen=True, slots=True)
class Link:
    """A unit that shares something with another; the weight of it all, and the evidence, the weightiest first."""

    unit: str
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """An objective, or a task of the content, with the units that take it up; `nearest` is the best of those that share too little.

    `judged` is false where its words say nothing that could be shared: a lead-in, the head of a table.
    """

    unit: str
    kinds: tuple[str, ...]
    links: tuple[Link, ...]
    nearest: Link | None
    judged: bool

    @property
    def is_target(self) -> bool:
        """Whether it is an objective that is measured (chỉ tiêu)."""
        return toml(TABLE)["target"]["subtag"] in self.kinds

    @property
    def is_open(self) -> bool:
        """Whether nothing is seen to take it up."""
        return self.judged and not self.links


@dataclass(frozen=True, slots=True)
class Coverage:
    """The rows of a plan in the order of the text.

    Content and duties take up `objectives`, duties take up `tasks`. `undated`: places, among the plan's duties, of those that should end
    and have no deadline.
    """

    objectives: tuple[Row, ...]
    tasks: tuple[Row, ...]
    undated: tuple[int, ...]


def coverage(plan: PlanDict) -> Coverage:
    """Return what takes up what in a plan dict (schema kehoach/plan/1)."""
    units = plan["units"]
    shared = _Shared.of(plan)
    duties = {u["id"] for u in units if u["tag"] == "duty"} | {d["unit"] for d in plan["duties"]}
    doing = {u["id"] for u in units if u["tag"] == "content"} | duties
    objectives = tuple(shared.row(u, doing) for u in units if u["tag"] == "objective")
    tasks = tuple(shared.row(u, duties) for u in units if u["tag"] == "content" and _is_task(u))
    return Coverage(objectives, tasks, tuple(n for n, d in enumerate(plan["duties"]) if not _is_dated(d) and not is_standing(d["action"])))


def subtags(unit: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the subtags of a unit."""
    return tuple(s["value"] for s in unit.get("subtags", ()))


def is_standing(action: str) -> bool:
    """Say whether an action goes on for as long as the plan does (`theo dõi, đôn đốc`).

    >>> is_standing("Theo dõi, đôn đốc việc thực hiện Kế hoạch"), is_standing("xây dựng kế hoạch chi tiết")
    (True, False)
    """
    return any_of(TABLE, "standing").match(action.lower()) is not None


def _is_dated(duty: Mapping[str, Any]) -> bool:
    return bool(duty["deadline"] or duty.get("due"))


def _is_task(unit: Mapping[str, Any]) -> bool:
    return not set(subtags(unit)) & set(toml(TABLE)["no_task"]["subtags"])


@dataclass(frozen=True, slots=True)
class _Shared:
    """What each unit has to share, who else has it, and what it weighs."""

    places: Mapping[str, int]
    sections: Mapping[str, str | None]
    has: Mapping[str, frozenset[Evidence]]
    holders: Mapping[Evidence, Sequence[str]]
    weights: Mapping[Evidence, float]

    @classmethod
    def of(cls, plan: PlanDict) -> _Shared:
        has = {u["id"]: frozenset(found) for u, found in zip(plan["units"], _evidence(plan), strict=True)}
        holders: defaultdict[Evidence, list[str]] = defaultdict(list)
        for unit, found in has.items():
            for evidence in found:
                holders[evidence].append(unit)
        n = len(has)
        weights = {e: log(n / len(units)) / log(n / 2) if n > 2 else 1.0 for e, units in holders.items() if len(units) > 1}
        places = {unit: n for n, unit in enumerate(has)}
        return cls(places, {u["id"]: u["section"] for u in plan["units"]}, has, holders, weights)

    def row(self, unit: Mapping[str, Any], others: set[str]) -> Row:
        """Return what of `others` takes up a unit."""
        name, own = unit["id"], self.has[unit["id"]]
        near = {other for e in own if e in self.weights and len(self.holders[e]) <= CROWD for other in self.holders[e]}
        links = [self._link(name, other) for other in sorted((near & others) - {name})]
        best = sorted((x for x in links if x.score > 0), key=lambda x: (-x.score, self.places[x.unit]))[:MOST]
        taken = tuple(x for x in best if x.score >= LINKED)
        judged = not unit["text"].rstrip().endswith(":") and any(kind == "words" for kind, _ in own)
        return Row(name, subtags(unit), taken, None if taken or not best else best[0], judged)

    def _link(self, one: str, other: str) -> Link:
        """Return what two units share; under one heading they share the heading by their section alone."""
        alike = self.sections[one] == self.sections[other]
        both = [e for e in self.has[one] & self.has[other] if not (alike and e[0] == "heading")]
        both.sort(key=lambda e: (-self.weights[e], e))
        return Link(other, round(sum(self.weights[e] for e in both), 3), tuple(both))


def _evidence(plan: PlanDict) -> Iterator[set[Evidence]]:
    """Yield for each unit what it has to share."""
    sections = {s["id"]: s for s in plan["sections"]}
    leaves = sections.keys() - {s["parent"] for s in plan["sections"]}
    names = _names(plan)
    cited: defaultdict[str | None, list[Mapping[str, Any]]] = defaultdict(list)
    for c in plan["citations"]:
        cited[c["unit"]].append(c)
    for unit in plan["units"]:
        own = cited[unit["id"]]
        text = unit["text"]
        for c in own:
            text = text.replace(c["text"], ";")
        found: set[Evidence] = {("words", t) for t in _terms(names.sub(";", text) if names else text)}
        found |= {("directive", c["directive"]) for c in own if c["directive"]}
        section = sections.get(unit["section"])
        if section and section["parent"] and section["id"] in leaves:
            found.add(("section", section["id"]))
        if section:
            found |= {("heading", t) for t in _terms(section["title"] or "")}
        yield found


def _names(plan: PlanDict) -> re.Pattern[str] | None:
    """Return a pattern of the names of the bodies that the plan's duties name; None where it names none."""
    printed = {name for d in plan["duties"] for name in (d["actor"], d["report_to"], *d["with"]) if name}
    return re.compile("|".join(re.escape(n) for n in sorted(printed, key=lambda n: (-len(n), n)))) if printed else None


def _terms(text: str) -> Iterator[str]:
    """Yield the pairs of syllables of a text that may tell its matter: none that is common, nor one that stands between two that are.

    >>> list(_terms("Báo cáo kết quả học bơi"))
    ['quả học', 'học bơi']
    """
    common, pairs = _common(), bigrams(text.lower())
    for before, pair, after in zip(["", *pairs], pairs, [*pairs[1:], ""], strict=False):
        if not (pair in common or common & set(pair.split()) or (before in common and after in common)):
            yield pair


@cache
def _common() -> frozenset[str]:
    return frozenset(toml(TABLE)["common"]["words"])
