"""Blocks of lines that part one task's data: who leads, who helps, by when (`- Cơ quan chủ trì: …`), and headings that do the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kehoach.classify.duties.words import TABLE, trimmed
from kehoach.records.document import Document, Found, Section, Unit
from kehoach.records.text import Span
from kehoach.rules.load import any_of, rules_from

_MARK = re.compile(r"\s*(?:[-–+*•]+\s*|\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)/]*[-–.)/]?\s+|\(?[a-zđ][).]\s*)?")
_LABEL = re.compile(r"([^:;.|]{3,60}?)\s*:\s*")
_NO_TASK = frozenset({"duty", "actor", "time", "scope", "funding", "award", "criteria"})
"""Roles of titles that say how a plan is carried out, not what is done."""
_CLIMB = 2
"""How many headings up a block's time line may stand: `2. Cơ quan chủ trì, phối hợp` > `a) …` beside `3. Thời gian thực hiện`."""


@dataclass(frozen=True, slots=True)
class BlockLine:
    """A line of a block: what it gives (lead, with, time), the words that say so, and what follows them."""

    unit: str
    kind: str
    cue: Found[str]
    rest: Span


@dataclass(slots=True)
class Block:
    """The lines of one task, and its words: the labelled line before them (`Nhiệm vụ: …`), else the title of the section they stand in."""

    task: Found[str] | None = None
    lines: list[BlockLine] = field(default_factory=list)

    def of(self, kind: str) -> Iterator[BlockLine]:
        """Yield the lines of one kind."""
        return (line for line in self.lines if line.kind == kind)


@dataclass(frozen=True, slots=True)
class Blocks:
    """All blocks of a document: their lines by unit, and the blocks by the section they stand in."""

    lines: Mapping[str, BlockLine]
    blocks: Mapping[str, Block]
    anchored: Mapping[str | None, Sequence[Block]]
    leading: frozenset[str | None]
    """The sections in which, or right below which, a line names who leads."""
    parents: Mapping[str, str | None]

    def partners(self, unit: str) -> tuple[Span, ...]:
        """Return what the cooperation lines of the unit's block say."""
        return tuple(line.rest for line in self.blocks[unit].of("with"))

    def task(self, unit: str) -> Found[str] | None:
        """Return what the lines of the unit's block are about."""
        return self.blocks[unit].task

    def time(self, unit: Unit) -> Span | None:
        """Return what the time line of the unit's block says, or of the block that the unit's section is part of."""
        if unit.id in self.blocks:
            for line in self.blocks[unit.id].of("time"):
                return line.rest
        anchor = unit.section
        for _ in range(_CLIMB + 1):
            if anchor is None:
                return None
            if anchor in self.leading:
                for block in self.anchored.get(anchor, ()):
                    for line in block.of("time"):
                        return line.rest
            anchor = self.parents.get(anchor)
        return None


def read_cue(text: str, start: int, end: int) -> tuple[str, Found[str]] | None:
    """Return the kind and the telling words of a label or heading text[start:end] that is one of a block, else None.

    >>> read_cue("Cơ quan chủ trì", 0, 15)
    ('lead', Found(value='chủ trì', span=Span(start=8, end=15), rule='cue:lead'))
    """
    for rule in rules_from(TABLE, "cue", text[start : start + 2]):
        m = rule.pattern.fullmatch(text, start, end)
        if m and rule.value:
            part = "action" if "action" in rule.pattern.groupindex else 0
            return rule.value, Found(m[part], Span(m.start(part), m.end(part)), f"cue:{rule.id}")
    return None


def read_blocks(document: Document) -> Blocks:
    """Find the blocks of a document."""
    by_id = {s.id: s for s in document.sections}
    heads = {s.id: cue for s in document.sections if s.title and (cue := _heading_cue(document, s))}
    lines: dict[str, BlockLine] = {}
    blocks: dict[str, Block] = {}
    anchored: dict[str | None, list[Block]] = {}
    open_block: dict[str | None, Block | None] = {}
    tasks: dict[str | None, Found[str] | None] = {}
    for unit in document.units:
        line = None if unit.row else _line(document, unit, heads)
        anchor = _anchor(unit, by_id, heads)
        if not line or line.kind == "parts":
            if unit.section not in heads:
                open_block[anchor] = None
                tasks[anchor] = _labelled_task(document, unit)
            continue
        block = open_block.get(anchor)
        if block is None or (line.kind == "lead" and any(x.kind != "lead" for x in block.lines)):
            block = Block(tasks.get(anchor) or _titled_task(document, anchor, heads))
            anchored.setdefault(anchor, []).append(block)
            open_block[anchor] = block
        block.lines.append(line)
        lines[unit.id], blocks[unit.id] = line, block
    led = {anchor for anchor, found in anchored.items() if any(next(b.of("lead"), None) for b in found)}
    above = {by_id[anchor].parent for anchor in led if anchor}
    return Blocks(lines, blocks, anchored, frozenset(led | above), {s.id: s.parent for s in document.sections})


def title_span(text: str, section: Section) -> Span | None:
    """Return where the title of a section stands in its heading, None where its words are not in the text as they are."""
    at = text.find(section.title, section.heading.start, section.heading.end)
    return Span(at, at + len(section.title)) if at >= 0 else None


def _heading_cue(document: Document, section: Section) -> tuple[str, Found[str]] | None:
    text = document.text.canonical
    title = title_span(text, section)
    if title is None:
        return None
    span = trimmed(text, title.start, title.end)
    return read_cue(text, span.start, span.end)


def _line(document: Document, unit: Unit, heads: Mapping[str, tuple[str, Found[str]]]) -> BlockLine | None:
    """Return the unit as a line of a block: by its own label, else by the heading it stands right under."""
    text = document.text.canonical
    start, label = _labelled(text, unit)
    cue = read_cue(text, start, label.end(1)) if label else None
    if cue and label:
        return BlockLine(unit.id, cue[0], cue[1], trimmed(text, label.end(), unit.span.end))
    if unit.section and unit.section in heads and not text.startswith("(", start):
        kind, words = heads[unit.section]
        return BlockLine(unit.id, kind, words, trimmed(text, start, unit.span.end))
    return None


def after_mark(text: str, unit: Unit) -> int:
    """Return where the words of a unit start, behind its dash or label of numbering."""
    mark = _MARK.match(text, unit.span.start, unit.span.end)
    return mark.end() if mark else unit.span.start


def _labelled(text: str, unit: Unit) -> tuple[int, re.Match[str] | None]:
    """Return where the unit's words start behind its mark, and the label that a colon ends there, None where there is none."""
    start = after_mark(text, unit)
    return start, _LABEL.match(text, start, unit.span.end) if ":" in text[start : unit.span.end] else None


def _labelled_task(document: Document, unit: Unit) -> Found[str] | None:
    """Return the words of a line that says what is to be done (`- Nhiệm vụ: …`)."""
    text = document.text.canonical
    _, label = _labelled(text, unit)
    if not label or not any_of(TABLE, "task_label").fullmatch(text, label.start(1), label.end(1)):
        return None
    span = trimmed(text, label.end(), unit.span.end)
    return Found(text[span.start : span.end], span, "block:task") if len(span) else None


def _titled_task(document: Document, anchor: str | None, heads: Mapping[str, tuple[str, Found[str]]]) -> Found[str] | None:
    """Return the title of the section inside a chapter that lines of the section `anchor` stand in, where it names a task."""
    text = document.text.canonical
    for section in reversed(document.path(anchor)):
        if section.title and section.id not in heads and not any_of(TABLE, "task_label").fullmatch(section.title):
            span = title_span(text, section)
            if section.parent is None or span is None or not _NO_TASK.isdisjoint((section.role or "").split("+")):
                return None
            return Found(section.title, span, "block:title")
    return None


def _anchor(unit: Unit, by_id: Mapping[str, Section], heads: Mapping[str, tuple[str, Found[str]]]) -> str | None:
    """Return the section that a line belongs to: its own, but the one above where its own is a cue or a numbered paragraph."""
    if unit.section is None:
        return None
    own = by_id[unit.section]
    return own.parent if unit.section in heads or not own.title else unit.section
