"""Two or more plans side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from kehoach.compare.directives import directives
from kehoach.compare.model import Aligned, Compared, Comparison, Count
from kehoach.compare.passages import Syllables, compare_two, share, shared, syllables
from kehoach.errors import KehoachError
from kehoach.graph.label import label
from kehoach.records.plan import PlanDict
from kehoach.store.plandict import unit_roles
from kehoach.store.words import values
from kehoach.views.terms import Segment, Term, count, key_terms

MOST_TERMS = 15
"""Key terms of a plan."""


def compare(plans: Sequence[PlanDict], segment: Segment | None = None) -> Comparison:
    """Set two or more plan dicts side by side: parts, directives, reused passages, key terms.

    `segment` cuts the text of a unit into words for the key terms; without it they are pairs of syllables. Plans of one file name
    are told apart by a number behind it. Raises KehoachError ("compare.two") for fewer than two plans.
    """
    if len(plans) < 2:
        raise KehoachError("compare.two")
    files = _names(plans)
    texts = [syllables(plan, file) for plan, file in zip(plans, files, strict=True)]
    pairs = [compare_two(a, b) for a, b in combinations(texts, 2)]
    passages = sorted((p for _, found in pairs for p in found), key=lambda p: -p.syllables)
    terms = key_terms([[count((u["text"] for u in plan["units"]), segment)] for plan in plans])
    return Comparison(
        plans=tuple(_compared(n, plan, texts, terms[n][:MOST_TERMS]) for n, plan in enumerate(plans)),
        roles=_aligned(plans, values("role"), _roles),
        tags=_aligned(plans, values("tag"), _tags),
        directives=directives(plans, files),
        overlaps=tuple(overlap for overlap, _ in pairs),
        passages=tuple(passages),
    )


def _names(plans: Sequence[PlanDict]) -> list[str]:
    seen: Counter[str] = Counter()
    names = []
    for plan in plans:
        name = plan["source"]["name"]
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def _compared(n: int, plan: PlanDict, texts: list[Syllables], terms: tuple[Term, ...]) -> Compared:
    frame, own = plan["frame"], texts[n]
    reused = set().union(*(shared(own.words, other.words) for m, other in enumerate(texts) if m != n))
    return Compared(
        file=own.file,
        label=label(frame | {"year": None, "name": None}, frame["title"] or own.file),
        issuer=frame["issuer"],
        units=len(plan["units"]),
        characters=sum(len(u["text"]) for u in plan["units"]),
        syllables=len(own.words),
        reused=share(reused, own),
        terms=terms,
    )


def _roles(plan: PlanDict) -> Iterable[tuple[str, ...]]:
    """Yield for each unit the roles of its section, one or several."""
    return (tuple(role.split("+")) if role else ("none",) for role in unit_roles(plan).values())


def _tags(plan: PlanDict) -> Iterable[tuple[str, ...]]:
    return ((u["tag"] or "none",) for u in plan["units"])


def _aligned(plans: Sequence[PlanDict], names: Sequence[str], of: Callable[[PlanDict], Iterable[tuple[str, ...]]]) -> tuple[Aligned, ...]:
    """Count units and characters by name in each plan; names that no plan has are left out, unknown ones come last."""
    read = [list(zip(of(plan), (len(u["text"]) for u in plan["units"]), strict=True)) for plan in plans]
    present = {name for units in read for named, _ in units for name in named}
    order = [*(n for n in names if n in present), *sorted(present - set(names))]
    return tuple(Aligned(name, tuple(_count(name, units) for units in read)) for name in order)


def _count(name: str, units: list[tuple[tuple[str, ...], int]]) -> Count:
    mine = [(named, size) for named, size in units if name in named]
    return Count(len(mine), sum(size for _, size in mine), sum(len(named) > 1 for named, _ in mine))
