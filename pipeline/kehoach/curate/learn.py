"""What the plans of a corpus tell of papers that the catalogue does not hold: entries with evidence; conflicts are told, not settled."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kehoach.records.document import Found, Frame
from kehoach.records.link import Directive
from kehoach.records.plan import PlanDict
from kehoach.records.text import Span
from kehoach.resolve.catalogue import Catalogue, Entry
from kehoach.resolve.keys import directive, of_parts
from kehoach.resolve.urn import parse
from kehoach.rules.home import Home

SURE = 3  # plans that cite a paper alike before its entry counts as highly trusted
NAMED = 3  # files that the evidence names


@dataclass(frozen=True, slots=True)
class Learned:
    """A paper as plans cite it: its entry, the files, how often, and for each field the share of mentions that agree (agreeing, all)."""

    entry: Entry
    files: tuple[str, ...]
    mentions: int
    agreement: Mapping[str, tuple[int, int]]
    own: str | None
    """The file of the paper itself, where the corpus holds it."""


@dataclass(slots=True)
class _Cited:
    papers: Counter[Directive] = field(default_factory=Counter)
    files: dict[str, None] = field(default_factory=dict)
    printed: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    subjects: Counter[str] = field(default_factory=Counter)
    mentions: int = 0
    own: Directive | None = None
    home: str | None = None


def learn(plans: Iterable[PlanDict], catalogue: Catalogue, least: int) -> tuple[list[Learned], list[tuple[Learned, ...]]]:
    """Return the papers that at least `least` plans cite alike, or that are in the corpus themselves, and the conflicts.

    A conflict is a group of papers of one issuer, type, number and year with several dates: plans disagree, or they contradict the
    catalogue; none of the group is among the learned. Only papers that a mention names in full count; the catalogue's own are left out.
    """
    found: defaultdict[str, _Cited] = defaultdict(_Cited)
    for plan in plans:
        _collect(plan, found)
    learned = {name: _learned(cited) for name, cited in sorted(found.items()) if cited.papers or cited.own}
    groups: defaultdict[tuple[str, ...], list[Learned]] = defaultdict(list)
    for name, paper in learned.items():
        groups[_series(name)].append(paper)
    known = catalogue.all()
    taken: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for name in known:
        taken[_series(name)].add(name)
    new = {series: [p for p in g if p.entry.directive.id not in known] for series, g in groups.items()}
    conflicts = [tuple(groups[s]) for s, g in new.items() if g and len(taken[s] | {p.entry.directive.id for p in g}) > 1]
    sound = (g[0] for s, g in new.items() if len(g) == 1 and not taken[s])
    return [p for p in sound if p.own or len(p.files) >= least], conflicts


def _collect(plan: PlanDict, found: defaultdict[str, _Cited]) -> None:
    home = _home(plan).among(c["issuer"] or "" for c in plan["citations"])
    file = plan["source"]["name"]
    if name := plan["frame"].get("directive"):
        found[name].own, found[name].home = _own(plan, home), file
    for c in plan["citations"]:
        name = c["directive"]
        if name is None or not (c["number"] and c["symbol"] and (c["date"] or c["year"])):
            continue
        key = of_parts(c["type"], c["number"], c["year"], c["symbol"], c["date"], c["issuer"], home)
        if key.name() != name:
            continue
        cited = found[name]
        cited.papers[directive(key, name, c["number"], c["symbol"])] += 1
        cited.files.setdefault(file)
        cited.mentions += 1
        for part in ("symbol", "date", "issuer"):
            if c[part]:
                cited.printed[part][c[part]] += 1
        if c["subject"]:
            cited.subjects[c["subject"]] += 1


def _home(plan: PlanDict) -> Home:
    frame: dict[str, Any] = plan["frame"]
    told = {k: Found(frame[k], None, "corpus") for k in ("issuer", "place", "date", "number", "symbol", "type") if frame.get(k)}
    return Home.of(Frame(told, (), False, Span(0, 0), frame["level"], frame["locality"]))


def _own(plan: PlanDict, home: Home) -> Directive | None:
    frame = plan["frame"]
    number, _, year = (frame["number"] or "").partition("/")
    key = of_parts(frame["type"], number, year or None, frame["symbol"], frame["date"], frame["issuer"], home)
    if key.name() != frame["directive"]:
        return None
    made = directive(key, frame["directive"], number, frame["symbol"])
    return Directive(
        made.id, made.type, made.number, made.year, made.symbol, made.date, made.issuer, frame["title"], "corpus", made.level
    )  # fmt: skip


def _learned(cited: _Cited) -> Learned:
    best = cited.own or max(cited.papers, key=lambda d: (cited.papers[d], bool(d.date), repr(d)))
    title, agreeing = next(iter(cited.subjects.most_common(1)), (None, 0))
    title = best.title or (title if agreeing > 1 or len(cited.subjects) == 1 else None)
    files = tuple(cited.files)
    agreement = {part: (max(c.values()), sum(c.values())) for part, c in cited.printed.items()}
    agreement |= {"subject": (agreeing, cited.subjects.total())} if cited.subjects else {}
    listed = (cited.home, *files) if cited.home else files
    source = f"corpus: {'; '.join(listed[:NAMED])}" + (f"; … ({len(listed)})" if len(listed) > NAMED else "")
    kept = Directive(best.id, best.type, best.number, best.year, best.symbol, best.date, best.issuer, title, "catalogue", best.level)
    sure = cited.home or len(files) >= SURE
    return Learned(Entry(kept, source=source, confidence="high" if sure else "medium"), files, cited.mentions, agreement, cited.home)


def _series(name: str) -> tuple[str, ...]:
    parts = parse(name)
    return (
        parts.issuer,
        parts.place or "",
        parts.type,
        parts.number or "",
        "yearly" if parts.year else "",
        (parts.year or parts.date or "")[:4],
    )
