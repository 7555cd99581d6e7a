"""Word files (.docx): paragraphs and tables in order, automatic labels and bold type made visible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kehoach.errors import ReadError
from kehoach.ingest.docx.fields import Fields
from kehoach.ingest.docx.fonts import convert
from kehoach.ingest.docx.lines import Block, Chunk, Line, lines_of, row
from kehoach.ingest.docx.numbering import Numbering
from kehoach.ingest.docx.package import Package
from kehoach.ingest.docx.runs import (
    SHAPES,
    boxes,
    formula,
    is_contents,
    is_formula,
    is_large_letter,
    pieces,
    stands_above,
    unwrapped,
    word_art,
)
from kehoach.ingest.docx.stories import changes, margins, notes, pictures
from kehoach.ingest.docx.styles import Look, Styles, given
from kehoach.ingest.docx.symbols import shown
from kehoach.ingest.docx.tables import cells, is_grid, rows
from kehoach.ingest.docx.xml import DIAGRAM, DIAGRAM_DATA, OFF, all_text, attribute, own, paragraphs, properties, w
from kehoach.ingest.reading import Aside, Part, Reading, of_parts
from kehoach.ingest.tables import is_layout, mark, reading_order
from kehoach.records.text import Place

LONGEST_HEADING = 250
"""Characters above which a paragraph in a heading style is taken for body text in the wrong style (longest heading of 38 plans: 198)."""

_P, _R, _TABLE, _CELL = map(w, ("p", "r", "tbl", "tc"))
_PROPERTIES, _LOOK = w("pPr"), w("rPr")
_FIELD = frozenset(map(w, ("fldChar", "instrText")))
_NOTES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_EMBEDDED = frozenset(map(w, ("altChunk", "subDoc")))
_LETTERHEAD = {"header": ("motto", "creed"), "footer": ("recipients", "signature")}
"""Lines by which a header or footer is known to hold a part of the paper itself."""


def read_docx(data: bytes) -> Reading:
    """Return the text of a .docx file, one paragraph a line, each stretch with the numbers of its paragraph and its run.

    Paragraphs are counted from 0 in the order of the file, those in cells and text boxes included, then those of headers and footers;
    runs as `docx_runs.runs` yields them. Tracked changes are read as if accepted; hidden text is left out. Headers, footers, footnotes,
    endnotes and tables of contents are set aside, but a letterhead or signature that stands in a header or footer is text.

    Raises ReadError `docx.broken`, and `docx.pictures` for a file of pictures without text.
    """
    package = Package.of(data)
    reader = _Reader.of(package)
    blocks = list(reader.document())
    if not any(isinstance(b, Line) for b in blocks) and (count := pictures(package)):
        raise ReadError("docx.pictures", count=count)
    return of_parts(_parts(blocks), tuple(reader.remarks()))


def _parts(blocks: Sequence[Block]) -> Iterator[Part | Aside]:
    begun = False
    for block in blocks:
        if isinstance(block, Aside):
            yield block
            continue
        if begun:
            yield "\n", None
        begun = True
        yield from block.parts()


@dataclass(slots=True)
class _Draft:
    """A paragraph in the making, or several that are shown as one."""

    properties: Mapping[str, Any]
    in_cell: bool
    chunks: list[Chunk] = field(default_factory=list)
    label: str = ""
    place: Place | None = None
    contents: bool = False
    goes_on: bool = False
    """Whether what follows stands on the same line: its mark is deleted or hidden, or it is the large letter that a text begins with."""
    keeps: bool = False
    """Whether label and heading level are its own where it goes on, not those of what follows."""
    above: list[Any] = field(default_factory=list)
    below: list[Any] = field(default_factory=list)
    """Text boxes, and words drawn as pictures, that are seen before and after it."""
    asides: list[Aside] = field(default_factory=list)

    @property
    def told(self) -> bool:
        """Whether it holds any text."""
        return any(c.text.strip() for c in self.chunks)

    def behind(self, before: _Draft) -> None:
        """Take what stands before it on the same line."""
        for name in ("chunks", "above", "below", "asides"):
            joined = getattr(before, name)  # the longer one, where many are joined
            joined += getattr(self, name)
            setattr(self, name, joined)
        if before.keeps:
            self.label, self.place, self.properties, self.keeps = before.label, before.place, before.properties, True


@dataclass(slots=True)
class _Reader:
    package: Package
    styles: Styles
    numbering: Numbering
    numbers: dict[Any, int] = field(default_factory=dict)
    fields: Fields = field(default_factory=Fields)
    notes: dict[str, dict[str, Any]] = field(default_factory=dict)
    of_notes: dict[str, Numbering] = field(default_factory=dict)
    contents: set[Any] = field(default_factory=set)
    converted: tuple[str, ...] = ()
    hidden: int = 0
    embedded: int = 0

    @classmethod
    def of(cls, package: Package) -> _Reader:
        styles = Styles.of(package.part("styles"))
        return cls(package, styles, Numbering.of(package.part("numbering"), styles))

    def document(self) -> Iterator[Block]:
        """Yield headers, body and footers."""
        margin_roots = list(margins(self.package))
        self.notes = {kind: notes(self.package, kind) for kind in _NOTES.values()}
        roots = (self.package.body, *(m.root for m in margin_roots), *(n for kind in self.notes.values() for n in kind.values()))
        self.converted = convert(roots, self.styles)
        body = list(self.story(self.package.body))
        self.numbering = self.numbering.anew()
        beside = [(m, list(self.story(m.root))) for m in margin_roots]
        for kind, at in (("header", 0), ("footer", 1)):
            yield from body if at else ()
            for margin, blocks in beside:
                if margin.kind == kind:
                    yield from self.margin(kind, margin.pages, blocks, body)

    def margin(self, kind: str, pages: str, blocks: Sequence[Block], body: Sequence[Block]) -> Iterator[Block]:
        """Yield a header or footer: as text where it holds what the body lacks of a letterhead or signature, else aside."""
        names = (*_LETTERHEAD[kind], *(("number",) if kind == "header" and pages == "first" else ()))
        if _has(blocks, names) and not _has(body, _LETTERHEAD[kind]):
            yield from blocks
        elif text := "\n".join(b.text for b in blocks):
            yield Aside(text, None, kind)

    def story(self, root: Any) -> Iterator[Block]:
        """Yield the lines of a text with paragraphs and fields of its own."""
        self.numbers |= {p: n for n, p in enumerate(paragraphs(root), len(self.numbers))}
        self.fields = Fields.of(root)
        self.contents |= {p for control in root.iter(w("sdt")) if is_contents(control) for p in control.iter(_P)}
        yield from self.blocks(root)

    def remarks(self) -> Iterator[str]:
        """Yield what is to be known of the file as a whole."""
        yield from self.converted
        yield from changes(self.package)
        if self.hidden:
            yield "hidden text is left out"
        if self.embedded:
            yield f"embedded documents that are not read: {self.embedded}"
        yield from (f"part {name} can't be read" for name in self.package.unread)

    def blocks(self, parent: Any) -> Iterator[Block]:
        """Yield the lines of the paragraphs and tables below `parent`."""
        held: _Draft | None = None
        for child in unwrapped(parent):
            if child.tag == _P:
                draft = self.paragraph(child, held, parent.tag == _CELL)
                held = draft if draft.goes_on else None
                yield from () if held else self.lines(draft)
            elif child.tag == _TABLE:
                yield from self.lines(held) if held else ()
                held = None
                yield from self.table(child)
            elif child.tag in _EMBEDDED:
                self.embedded += 1
        yield from self.lines(held) if held else ()

    def paragraph(self, p: Any, before: _Draft | None, in_cell: bool) -> _Draft:
        """Return a paragraph with what stands before it on the same line."""
        number = self.numbers.get(p)
        draft = _Draft(properties(p, _PROPERTIES), in_cell, place=Place(paragraph=number))
        style = self.styles.style_of(draft.properties)
        draft.contents = self.fields.contents or p in self.contents or self.styles.is_contents(style)
        run = 0
        for child in unwrapped(p):
            if child.tag == _R:
                self.run(child, style, Place(paragraph=number, run=run), draft)
                run += 1
            elif is_formula(child):
                draft.chunks.append(Chunk(formula(child), False, draft.place))
        draft.contents |= self.fields.contents
        self.fields.end_paragraph()
        self.end(draft, style, before)
        return draft

    def end(self, draft: _Draft, style: str | None, before: _Draft | None) -> None:
        """Number a paragraph, and join it to what stands before it; one that is not shown is not counted."""
        mark = given(draft.properties.get(_LOOK))
        hidden = not mark.gone and self.styles.look(mark, style).hidden
        draft.goes_on = mark.gone or hidden or is_large_letter(draft.properties)
        draft.keeps = hidden and draft.told
        use = None if mark.gone or (hidden and not draft.told) else self.styles.list_of(draft.properties)
        if use is not None and not (before and before.keeps):
            draft.label = self.numbering.label(use)
        if before is not None:
            draft.behind(before)

    def run(self, run: Any, style: str | None, place: Place, draft: _Draft) -> None:
        """Read a run into its paragraph."""
        look: Look | None = None
        texts: list[str] = []
        for piece, text in pieces(run):
            if not text:
                text, goes_on = self.sign(piece, place, draft)
                if not goes_on:
                    break
            if text and self.fields.shown:
                look = look or self.styles.look(given(own(run, _LOOK)), style)
                texts.append(shown(text, look.font))
        if look is None:
            return
        if look.hidden:
            self.hidden += 1
            return
        text = "".join(texts)
        draft.chunks.append(Chunk(text.upper() if look.capitals else text, look.bold, place))

    def sign(self, piece: Any, place: Place, draft: _Draft) -> tuple[str, bool]:
        """Take in what in a run is no text: a field's mark, a note, a shape; return the text that Word draws for it, and whether the run
        goes on as text: behind a note's reference of the writer's own form it does not.
        """
        tag = piece.tag
        if tag in _FIELD:
            return self.fields.step(piece, self.styles.heading(draft.properties)), True
        if tag in SHAPES and self.fields.shown:
            where = draft.above if stands_above(piece) else draft.below
            where += boxes(piece)
            where += (Chunk(words, False, place) for words in (*word_art(piece), *self.diagram(piece)))
        elif tag in _NOTES:
            draft.asides += self.note(_NOTES[tag], attribute(piece, "id"), place)
            return "", attribute(piece, "customMarkFollows") in {"", *OFF}
        return "", True

    def diagram(self, shape: Any) -> Iterator[str]:
        """Yield the words of the diagrams (SmartArt) that a shape holds: the texts of their boxes, in order."""
        for e in shape.iter(f"{DIAGRAM}relIds"):
            root = self.package.related(e.get(DIAGRAM_DATA) or "")
            for point in () if root is None else root.iter(f"{DIAGRAM}pt"):
                yield from [words] if (words := " ".join(all_text(point).split())) else []

    def note(self, kind: str, key: str, place: Place) -> Iterator[Aside]:
        """Yield a footnote or endnote, which stands where it is referred to; one that is referred to again is not read again."""
        root = self.notes[kind].pop(key, None)
        if root is None:
            return
        numbering = self.of_notes.setdefault(kind, self.numbering.anew())
        text = "\n".join(block.text for block in self.beside(root, numbering)).strip()
        if text:
            yield Aside(text, place, kind)

    def beside(self, root: Any, numbering: Numbering) -> Sequence[Block]:
        """Return the lines of a text that has fields and numbers of its own, and stands amid another one."""
        around = self.fields, self.numbering
        self.fields, self.numbering = Fields.of(root), numbering
        found = list(self.blocks(root))
        self.fields, self.numbering = around
        return found

    def lines(self, draft: _Draft) -> Iterator[Block]:
        """Yield the lines of a paragraph and of what is drawn beside it."""
        for shape in draft.above:
            yield from self.shape(shape)
        if draft.told or (draft.label and draft.in_cell):
            bold = next((c.bold for c in draft.chunks if c.text.strip()), False)
            chunks = [Chunk(draft.label, bold, draft.place), *draft.chunks] if draft.label else draft.chunks
            lines = lines_of(chunks, self.heading(draft, "".join(c.text for c in chunks)))
            yield from (Aside(line.text, draft.place, "table of contents") for line in lines) if draft.contents else lines
        yield from draft.asides
        for shape in draft.below:
            yield from self.shape(shape)

    def shape(self, shape: Any) -> Iterator[Block]:
        """Yield the lines of a text box, or the words of a picture."""
        yield from [Line([shape])] if isinstance(shape, Chunk) else self.beside(shape, self.numbering.anew())

    def heading(self, draft: _Draft, text: str) -> int:
        """Return the heading level; clerks put whole chapters into heading styles, so a dash item, a cell or a long text is no heading."""
        level = self.styles.heading(draft.properties)
        if (
            not level
            or draft.in_cell
            or len(text) > LONGEST_HEADING
            or text.lstrip().startswith(("-", "+", "•"))
            or text.rstrip().endswith(";")
            or (given(draft.properties.get(_LOOK)).bold is False and not any(c.bold for c in draft.chunks))
        ):
            return 0
        return level

    def table(self, table: Any) -> Iterator[Block]:
        """Yield the rows of a table, or its cells in reading order where it only lays out the page."""
        found = [[list(self.blocks(cell)) if cell is not None else [] for cell in cells(tr)] for tr in rows(table)]
        lines = [[[b for b in cell if isinstance(b, Line)] for cell in tr] for tr in found]
        plain = [[[line.text for line in cell] for cell in tr] for tr in lines]
        ruled = self.styles.table_is_ruled(table)
        nested = table.find(f".//{_CELL}//{_TABLE}") is not None and not (ruled and is_grid(plain))
        if nested or is_layout(plain, ruled):
            for i, column in reading_order(plain):
                yield from found[i][column]
            return
        for blocks, texts in zip(found, lines, strict=True):
            if any(texts):
                yield row(texts)
            yield from (b for cell in blocks for b in cell if isinstance(b, Aside))


def _has(blocks: Sequence[Block], names: Sequence[str]) -> bool:
    return any(isinstance(b, Line) and mark(b.text, *names) for b in blocks)
