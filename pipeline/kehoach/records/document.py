"""The document: frame, section tree, units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from kehoach.records.text import Span, Text

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value with where it stands in the canonical text (None: inferred) and the rule that gave it."""

    value: T
    span: Span | None
    rule: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands round the body: letterhead, title, signature (Nghị định 30/2020/NĐ-CP, Điều 8; Party form: HD 36-HD/VPTW).

    `fields` maps a field name (issuer, number, symbol, place, date, type, title, signer, signer_role, authority) to its value; a field
    that the text does not give is absent. `body` is the span of the text between the title block and the recipients.
    """

    fields: Mapping[str, Found[str]]
    recipients: tuple[Found[str], ...]
    draft: bool
    body: Span
    level: str | None = None
    """Tier of the issuer: central, province, department, district, commune, unit; None where unknown."""
    locality: str | None = None
    """The province (or the nearest named unit) that the issuer belongs to, as far as the frame tells."""

    def get(self, name: str) -> str | None:
        """Return a field's value or None."""
        found = self.fields.get(name)
        return found.value if found else None


@dataclass(frozen=True, slots=True)
class Section:
    """A marked heading and what it governs. `heading` is the heading line (for a numbered paragraph, the label alone)."""

    id: str
    parent: str | None
    label: str | None
    title: str
    level: int
    role: str | None
    heading: Span
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, dash item or table row of the body; `section` is the innermost section that governs it."""

    id: str
    section: str | None
    span: Span
    row: bool = False
    cells: tuple[tuple[str, Span], ...] = ()
    """For a table row: the column's role (label, task, lead, with, time, result, other) and the cell's span."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its structure."""

    text: Text
    frame: Frame
    sections: tuple[Section, ...]
    units: tuple[Unit, ...]
    _by_id: Mapping[str, Section] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {s.id: s for s in self.sections})

    def path(self, section: str | None) -> tuple[Section, ...]:
        """Return the sections from the outermost down to `section`."""
        found: list[Section] = []
        while section is not None:
            found.append(self._by_id[section])
            section = found[-1].parent
        return tuple(reversed(found))
