"""Counts of right and wrong, and the figures made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """How many gold items were found (right) or not (missed), and how many found were none (extra).

    A rate (`rate` is True) counts answers: right or missed, nothing extra; its figure is the share that is right, not F1.
    """

    right: int = 0
    extra: int = 0
    missed: int = 0
    rate: bool = False

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.extra + other.extra, self.missed + other.missed, self.rate or other.rate)

    @property
    def n(self) -> int:
        """Number of gold items."""
        return self.right + self.missed

    def figure(self) -> float:
        """Return F1, or for a rate the share that is right; 1 where there was nothing to find and nothing was found.

        >>> Tally(8, 2, 2).figure(), Tally(9, 0, 1, rate=True).figure()
        (0.8, 0.9)
        """
        if self.rate:
            return self.right / self.n if self.n else 1.0
        every = 2 * self.right + self.extra + self.missed
        return 2 * self.right / every if every else 1.0

    def to_dict(self) -> dict[str, float]:
        """Return the figures by name: P, R, F1 and n, or acc and n."""
        if self.rate:
            return {"acc": self.figure(), "n": self.n}
        precision = self.right / (self.right + self.extra) if self.right + self.extra else 1.0
        recall = self.right / self.n if self.n else 1.0
        return {"P": precision, "R": recall, "F1": self.figure(), "n": self.n}


Tallies = Mapping[str, Tally]


def answer(right: bool) -> Tally:
    """Return the tally of one answer of a rate."""
    return Tally(int(right), 0, int(not right), rate=True)


def added(parts: Iterable[Tallies]) -> dict[str, Tally]:
    """Add tallies up, name by name."""
    found: dict[str, Tally] = {}
    for part in parts:
        for name, tally in part.items():
            found[name] = found[name] + tally if name in found else tally
    return found
