"""What a comparison holds: frozen records, plain values in `Comparison.to_dict()`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from kehoach.views.terms import Term


@dataclass(frozen=True, slots=True)
class Count:
    """Units and their characters in one plan. `combined` of the units count in another row too (`objective+requirement`)."""

    units: int
    characters: int
    combined: int = 0


@dataclass(frozen=True, slots=True)
class Aligned:
    """One role or tag in every plan, in the order of the plans."""

    name: str
    plans: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One plan: its name within the comparison, its label and issuer, its size, the share of its syllables found in another plan."""

    file: str
    label: str
    issuer: str | None
    units: int
    characters: int
    syllables: int
    reused: float
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation of a directive in one plan: `span` in its source text, `words` from its unit."""

    file: str
    citation: str
    unit: str | None
    span: tuple[int, int]
    relation: str
    words: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A directive cited by some of the plans. Without `directive` (not resolved) the plans only print the same key."""

    label: str
    directive: str | None
    key: str
    files: tuple[str, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Directives:
    """Directives cited by all plans, by some (two or more, not all), and by one alone."""

    all: tuple[Cited, ...]
    some: tuple[Cited, ...]
    own: tuple[tuple[str, tuple[Cited, ...]], ...]


@dataclass(frozen=True, slots=True)
class Side:
    """Where a passage stands in one plan: first and last unit, span in the source text, the words as printed.

    Where markup or line ends make the source differ in length from the read text, the span takes in the whole units (`exact` false).
    """

    file: str
    units: tuple[str, str]
    span: tuple[int, int]
    exact: bool
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that two plans share, as long as they can be taken in both."""

    syllables: int
    sides: tuple[Side, Side]


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much of each of two plans is found in the other: shares of their syllables."""

    files: tuple[str, str]
    shares: tuple[float, float]
    passages: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Plans side by side. Every list of counts follows the order of `plans`."""

    plans: tuple[Compared, ...]
    roles: tuple[Aligned, ...]
    tags: tuple[Aligned, ...]
    directives: Directives
    overlaps: tuple[Overlap, ...]
    passages: tuple[Passage, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values; spans are [start, end] in the source text of their file."""
        return {
            "plans": [asdict(p) for p in self.plans],
            "roles": [{"role": a.name, "plans": [asdict(c) for c in a.plans]} for a in self.roles],
            "tags": [{"tag": a.name, "plans": [asdict(c) for c in a.plans]} for a in self.tags],
            "directives": {
                "all": [asdict(d) for d in self.directives.all],
                "some": [asdict(d) for d in self.directives.some],
                "own": {file: [asdict(d) for d in cited] for file, cited in self.directives.own},
            },
            "overlaps": [asdict(o) for o in self.overlaps],
            "passages": [
                {
                    "files": [s.file for s in p.sides],
                    "syllables": p.syllables,
                    "text": p.sides[0].text,
                    "sides": [asdict(s) for s in p.sides],
                }
                for p in self.passages
            ],
        }
