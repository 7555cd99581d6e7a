"""What a report says about a corpus: counts, each with the passages it was counted from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kehoach.graph.label import code, cut
from kehoach.records.plan import PlanDict
from kehoach.store.fold import fold
from kehoach.store.plandict import unit_roles
from kehoach.store.words import values
from kehoach.views.coverage import coverage
from kehoach.views.matrix import COUNTS, counts

KEPT = 40
"""Passages kept behind one number; the rest is counted and stands in the CSV tables."""
WORDS = 110
"""Characters of a passage that stand in a list."""


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
    covered: Mapping[str, Any]
    """What is covered in the plan, by COUNTS of views/matrix."""


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
    issuers: defaultdict[tuple[str, str | None], list[int]] = field(default_factory=lambda: defaultdict(list))
    """Files by issuer (folded, with its locality, so that bodies of one name in two provinces stay two) and year."""
    issuer_names: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    roles: defaultdict[str | None, Tally] = field(default_factory=tallies)
    tags: defaultdict[tuple[str | None, str | None], Tally] = field(default_factory=tallies)
    """Units by level of the issuer and tag."""
    actors: defaultdict[str, Tally] = field(default_factory=tallies)
    actor_names: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    dated: Counter[str] = field(default_factory=Counter)
    """Duties with a deadline, by actor."""

    def levels_and_tags(self) -> tuple[list[str | None], list[str | None]]:
        """Return the levels and the tags of the units, in the order in which pages list them."""
        levels, tags = {level for level, _ in self.tags}, {tag for _, tag in self.tags}
        return [v for v in _values("level") if v in levels], [v for v in _values("tag") if v in tags]


def _values(group: str) -> list[str | None]:
    return [None if value == "none" else value for value in values(group)]


def collect(plans: Iterable[PlanDict]) -> Facts:
    """Count everything in one pass over the plans."""
    facts = Facts()
    for n, plan in enumerate(plans):
        frame = plan["frame"]
        units, citations = _units(facts, n, plan), _citations(facts, n, plan)
        _duties(facts, n, plan)
        facts.issuers[_issuer(facts, frame), (frame["date"] or "")[:4] or None].append(n)
        facts.files.append(
            FileRow(
                n=n,
                name=plan["source"]["name"],
                type=frame["type"],
                issuer=frame["issuer"],
                number=code(frame["number"], frame["symbol"]) if frame["number"] else None,
                date=frame["date"],
                title=frame["title"],
                draft=frame["draft"],
                level=frame["level"],
                units=units,
                citations=citations,
                resolved=sum(c["resolution"] == "resolved" for c in plan["citations"]),
                covered=dict(zip(COUNTS, counts(plan, coverage(plan)), strict=True)),
            )
        )
    return facts


def _issuer(facts: Facts, frame: dict[str, Any]) -> str:
    """Note how an issuer is printed, its locality added where the name leaves it out; return its key."""
    name, locality = frame["issuer"], frame["locality"]
    if not name:
        return ""
    if locality and fold(locality) not in fold(name):
        name = f"{name} ({locality})"
    key = " ".join(fold(name).split())
    facts.issuer_names[key][name] += 1
    return key


def _units(facts: Facts, n: int, plan: PlanDict) -> Tally:
    roles = unit_roles(plan)
    whole = Tally()
    for u in plan["units"]:
        ref = Ref(n, u["id"], None, cut(u["text"], WORDS))
        for tally in (whole, facts.roles[roles[u["id"]]], facts.tags[plan["frame"]["level"], u["tag"]]):
            tally.add(ref)
    return whole


def _citations(facts: Facts, n: int, plan: PlanDict) -> Tally:
    whole, own = Tally(), plan["frame"]["directive"]
    texts = {u["id"]: u["text"] for u in plan["units"]}
    for c in plan["citations"]:
        ref = Ref(n, c["unit"], None if c["unit"] else c["id"], _context(c, texts))
        for tally in (whole, facts.resolutions[c["resolution"]], facts.relations[c["relation"]]):
            tally.add(ref)
        if c["directive"] is None:
            facts.open[cut(c["text"], WORDS), c["reason"]].add(ref)
        elif c["directive"] != own:
            facts.directives[c["directive"]].add(ref)
            if c["subject"]:
                facts.subjects[c["directive"]][cut(c["subject"], 200)] += 1
    return whole


def _context(c: dict[str, Any], texts: dict[str, str]) -> str:
    """The words round a citation; outside the units, the citation with what it is about."""
    unit = texts.get(c["unit"], "")
    at = unit.find(c["text"])
    if at < 0:
        return cut(f"{c['text']} {c['subject'] or ''}", WORDS)
    start = max(0, at - WORDS // 2)
    before = f"… {unit[start:at].partition(' ')[2]}" if start else unit[:at]
    return cut(before + unit[at:], WORDS + len(c["text"]))


def _duties(facts: Facts, n: int, plan: PlanDict) -> None:
    for d in plan["duties"]:
        name = " ".join(d["actor"].split())
        actor = fold(name)
        facts.actor_names[actor][name] += 1
        facts.actors[actor].add(Ref(n, d["unit"], None, cut(d["action"], 160), d["deadline"], tuple(d["with"])))
        facts.dated[actor] += d["deadline"] is not None
