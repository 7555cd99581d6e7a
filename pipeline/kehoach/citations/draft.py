"""A mention in the making, shared by the finders of this stage."""

from __future__ import annotations

from dataclasses import dataclass, field

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
