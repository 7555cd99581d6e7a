"""What a report says about a corpus: counts, each with the passages it was counted from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kehoach.graph.label import code, cut
from kehoach.records.plan import PlanDict
from kehoach.store.fold import fold
from kehoach.store.plandict import unit_roles

KEPT = 40
"""Passages kept behind one number; the rest is counted and stands in the CSV tables."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A place in the corpus: a unit, or a citation that stands outside the units. `words` is what to print for it."""

    file: int
    unit: str | None
    citation: str | None
    words: str
    deadline: str | None = None
    partners: tuple[str, ...] = ()


class Tally:
    """A count that remembers the files and the first `KEPT` places it was counted from."""

    __slots__ = ("count", "files", "refs")

    def __init__(self) -> None:
        self.count = 0
        self.files: set[int] = set()
        self.refs: list[Ref] = []

    def add(self, ref: Ref) -> None:
        """Count one place."""
        self.count += 1
        self.files.add(ref.file)
        if len(self.refs) < KEPT:
            self.refs.append(ref)


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file that was read."""

    n: int
    name: str
    type: str | None
    issuer: str | None
    number: str | None
    date: str | None
    title: str | None
    draft: bool
    level: str | None
    units: Tally
    citations: Tally
    resolved: int


def tallies() -> defaultdict[Any, Tally]:
    """Return an empty table of counts."""
    return defaultdict(Tally)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the report counts. Keys are data values (roles, tags, levels, relations), None where the plan says nothing."""

    files: list[FileRow] = field(default_factory=list)
    directives: defaultdict[str, Tally] = field(default_factory=tallies)
    subjects: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    resolutions: defaultdict[str, Tally] = field(default_factory=tallies)
    open: defaultdict[tuple[str, str], Tally] = field(default_factory=tallies)
    """Citations not resolved: (as printed, reason)."""
    relations: defaultdict[str, Tally] = field(default_factory=tallies)
    issuers: defaultdict[tuple[str | None, str | None], list[int]] = field(default_factory=lambda: defaultdict(list))
    """Files by issuer and year."""
    roles: defaultdict[str | None, Tally] = field(default_factory=tallies)
    tags: defaultdict[tuple[str | None, str | None], Tally] = field(default_factory=tallies)
    """Units by level of the issuer and tag."""
    actors: defaultdict[str, Tally] = field(default_factory=tallies)
    actor_names: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    dated: Counter[str] = field(default_factory=Counter)
    """Duties with a deadline, by actor."""


def collect(plans: Iterable[PlanDict]) -> Facts:
    """Count everything in one pass over the plans."""
    facts = Facts()
    for n, plan in enumerate(plans):
        frame = plan["frame"]
        units, citations = _units(facts, n, plan), _citations(facts, n, plan)
        _duties(facts, n, plan)
        facts.issuers[_body(frame["issuer"]), (frame["date"] or "")[:4] or None].append(n)
        facts.files.append(
            FileRow(
                n=n, name=plan["source"]["name"], type=frame["type"], issuer=frame["issuer"],
                number=code(frame["number"], frame["symbol"]) if frame["number"] else None,
                date=frame["date"], title=frame["title"], draft=frame["draft"], level=frame["level"],
                units=units, citations=citations, resolved=sum(c["resolution"] == "resolved" for c in plan["citations"]),
            )  # fmt: skip
        )
    return facts


def _body(issuer: str | None) -> str | None:
    """The issuing body itself, without the body above it (printed before `|`)."""
    return issuer.split(" | ")[-1] if issuer else None


def _units(facts: Facts, n: int, plan: PlanDict) -> Tally:
    roles = unit_roles(plan)
    whole = Tally()
    for u in plan["units"]:
        ref = Ref(n, u["id"], None, cut(u["text"], 110))
        for tally in (whole, facts.roles[roles[u["id"]]], facts.tags[plan["frame"]["level"], u["tag"]]):
            tally.add(ref)
    return whole


def _citations(facts: Facts, n: int, plan: PlanDict) -> Tally:
    whole, own = Tally(), plan["frame"]["directive"]
    for c in plan["citations"]:
        ref = Ref(n, c["unit"], None if c["unit"] else c["id"], cut(c["text"], 110))
        for tally in (whole, facts.resolutions[c["resolution"]], facts.relations[c["relation"]]):
            tally.add(ref)
        if c["directive"] is None:
            facts.open[cut(c["text"], 110), c["reason"]].add(ref)
        elif c["directive"] != own:
            facts.directives[c["directive"]].add(ref)
            if c["subject"]:
                facts.subjects[c["directive"]][cut(c["subject"], 200)] += 1
    return whole


def _duties(facts: Facts, n: int, plan: PlanDict) -> None:
    for d in plan["duties"]:
        name = " ".join(d["actor"].split())
        actor = fold(name)
        facts.actor_names[actor][name] += 1
        facts.actors[actor].add(Ref(n, d["unit"], None, cut(d["action"], 160), d["deadline"], tuple(d["with"])))
        facts.dated[actor] += d["deadline"] is not None
