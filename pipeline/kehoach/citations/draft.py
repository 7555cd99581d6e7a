"""A mention in the making, shared by the finders of this stage."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate

from kehoach.records.citation import Kind
from kehoach.records.document import Found
from kehoach.records.text import Span


@dataclass(slots=True)
class Draft:
    """Core span, kind, rule and the fields found so far; `reach` is where what belongs to the mention ends."""

    start: int
    end: int
    kind: Kind
    rule: str
    fields: dict[str, Found[str]] = field(default_factory=dict)
    reach: int = 0
    listed: bool = False
    """It stands in a row under a type word that an earlier item bears."""

    def __post_init__(self) -> None:
        self.reach = max(self.reach, self.end)

    def put(self, name: str, value: str, start: int, end: int, rule: str) -> None:
        """Set a field from the characters at [start, end) of the canonical text."""
        self.fields[name] = Found(value, Span(start, end), rule)
        self.reach = max(self.reach, end)

    def value(self, name: str) -> str | None:
        """Return a field's value or None."""
        found = self.fields.get(name)
        return found.value if found else None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Characters that look like a mention, and the guard that refused them: a row of `guard` in data/lookalikes.toml."""

    start: int
    end: int
    guard: str


class Taken:
    """Stretches of text that are spoken for, to be asked whether another one overlaps any of them."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(stretches)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def overlaps(self, start: int, end: int) -> bool:
        """Say whether [start, end) shares a character with one of the stretches."""
        before_end = bisect_left(self._starts, end)
        return before_end > 0 and self._reach[before_end - 1] > start


def sift(found: Iterable[Draft | Refusal]) -> tuple[list[Draft], list[Refusal]]:
    """Part what a finder took from what it refused, each in its order."""
    drafts: list[Draft] = []
    refused: list[Refusal] = []
    for one in found:
        if isinstance(one, Draft):
            drafts.append(one)
        else:
            refused.append(one)
    return drafts, refused


def free(drafts: Iterable[Draft], taken: Iterable[Draft]) -> list[Draft]:
    """Return the drafts that overlap none of `taken`."""
    cores = Taken((d.start, d.end) for d in taken)
    return [d for d in drafts if not cores.overlaps(d.start, d.end)]
