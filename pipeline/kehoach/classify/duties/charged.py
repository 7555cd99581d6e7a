"""Who is charged with what in a document, read once: tags are told by it, duties are made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kehoach.classify.duties.actors import BODIES
from kehoach.classify.duties.blocks import Blocks, after_mark, read_blocks
from kehoach.classify.duties.charges import Charge, charges, title_actor
from kehoach.classify.duties.words import Prose
from kehoach.records.document import Document, Found, Unit
from kehoach.records.text import Span
from kehoach.rules.load import any_of


@dataclass(frozen=True, slots=True)
class Charged:
    """The text of a document, its blocks, and the bodies that its headings and its units charge."""

    prose: Prose
    blocks: Blocks
    headings: Mapping[str | None, Found[str] | None]
    """By section: the body that the nearest governing heading charges (`Đối với X`, `Trách nhiệm của X`, `X`), None where none does.

    Where criteria stand `Đối với X` says whom they are for: nobody is charged.
    """
    units: Mapping[str, tuple[Charge, ...]]
    """By unit of running text: what its own words charge bodies with, whatever the headings say."""

    def of(self, unit: Unit, words: Span) -> tuple[Charge, ...]:
        """Return the charges in `words` of a unit under its headings."""
        governing = self.headings[unit.section]
        if governing is None and unit.id in self.units and words == words_of(self.prose, unit):
            return self.units[unit.id]
        return charges(self.prose, words, governing)


def read_charged(document: Document) -> Charged:
    """Read who is charged with what in `document`."""
    prose = Prose.of(document.text.canonical)
    blocks = read_blocks(document)
    headings: dict[str | None, Found[str] | None] = {None: None}
    roles: dict[str | None, str] = {None: ""}
    for section in document.sections:  # a section stands after the one it is part of
        over = roles[section.parent]
        roles[section.id] = section.role if section.role and section.role != "actor" else over
        for_whom = "criteria" in over and "duty" not in over and any_of(BODIES, "for_whom").match(section.title)
        headings[section.id] = (title_actor(prose, section) if section.title and not for_whom else None) or headings[section.parent]
    running = (unit for unit in document.units if not unit.row and unit.id not in blocks.lines)
    return Charged(prose, blocks, headings, {unit.id: charges(prose, words_of(prose, unit), None) for unit in running})


def words_of(prose: Prose, unit: Unit) -> Span:
    """Return the span of a unit without its dash or label."""
    return Span(after_mark(prose.text, unit), unit.span.end)
