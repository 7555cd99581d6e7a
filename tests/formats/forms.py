"""The forms in which people have documents, and how a paper is written in each."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from formats.layouts import layout
from formats.legacy import as_bytes, in_capitals, tcvn3, tcvn3_font, vni
from formats.mixed import MixedFile
from formats.office import convert, office
from formats.papers import Paper
from formats.scan import scan
from formats.web import write_word_page
from formats.word import Legacy, Numbered, Styled
from support.master import Block, Master, groups
from support.render import portal_page
from support.render_pdf import Layout, write_pdf
from support.render_word import WordFile


@dataclass(frozen=True)
class Form:
    """A form of documents: its name, the suffix of its files, and how one is written.

    Where it is made `of` the files of another form, LibreOffice makes it, or for `scan` a picture of the pages.
    """

    name: str
    suffix: str
    write: Callable[[Paper, Path], None] | None = None
    of: str = ""
    tolerance: float = 0.01
    """By how much its scores may fall below those of plain text."""

    @property
    def needs(self) -> str:
        """What program is needed to make or to read it that is not a part of this project."""
        return (
            "soffice" if self.suffix in ("doc", "rtf", "odt") or self.name == "pdf-office" else "tesseract" if self.name == "scan" else ""
        )


def text_of(parts: Master) -> str:
    """Return the paper as plain text: paragraphs parted by blank lines, the rows of a table line by line."""
    pieces = ["\n".join(lines) for lines in (parts.left, parts.right, parts.number, parts.date, parts.notice, parts.title) if lines]
    pieces += [_piece(block) for block in groups(parts.body)]
    pieces += ["\n".join(lines) for lines in (parts.recipients, parts.signature)]
    return "\n\n".join([*pieces, *(_piece(block) for block in groups(parts.annex))]) + "\n"


def _piece(block: Block | list[list[str]]) -> str:
    return block.text if isinstance(block, Block) else "\n".join(f"| {' | '.join(row)} |" for row in block)


def markdown_of(parts: Master) -> str:
    """Return the paper as Markdown: the title a heading, headings in bold, tables with the line below their head."""

    def bold(lines: Iterable[str]) -> list[str]:
        return [f"**{line}**" for line in lines]

    def piece(block: Block | list[list[str]]) -> str:
        if isinstance(block, list):
            rows = [f"| {' | '.join(row)} |" for row in block]
            return "\n".join([rows[0], "|" + " --- |" * len(block[0]), *rows[1:]])
        return "".join(f"**{text.strip()}**{' ' * text.endswith(' ')}" if is_bold else text for text, is_bold in block.runs)

    pieces = [*bold([*parts.left, *parts.right]), *parts.number, *parts.date, *bold(parts.notice), f"# {parts.title[0]}"]
    pieces += [*bold(parts.title[1:]), *map(piece, groups(parts.body)), "\n".join(parts.recipients), *bold(parts.signature)]
    return "\n\n".join([*pieces, *map(piece, groups(parts.annex))]) + "\n"


def _saved(make: Callable[[Master], str]) -> Callable[[Paper, Path], None]:
    def write(paper: Paper, target: Path) -> None:
        target.write_text(make(paper.parts), "utf-8", newline="\n")

    return write


def _varied(seed: int) -> Callable[[Paper, Path], None]:
    return lambda paper, target: write_pdf(paper.parts, target, layout(paper, seed))


def _word(make: Callable[[], WordFile]) -> Callable[[Paper, Path], None]:
    return lambda paper, target: make().write(paper.parts, target)


FORMS = (
    Form("txt", "txt", _saved(text_of)),
    Form("md", "md", _saved(markdown_of)),
    Form("docx", "docx", _word(lambda: WordFile(None))),
    Form("docx-numbered", "docx", _word(Numbered)),
    Form("docx-lists", "docx", _word(lambda: Numbered(apart=True))),
    Form("docx-styled", "docx", _word(Styled)),
    Form("html", "html", lambda paper, target: _saved(lambda parts: portal_page(parts, paper.raw_gold))(paper, target)),
    Form("html-word", "html", lambda paper, target: write_word_page(paper.parts, target)),
    Form("pdf", "pdf", lambda paper, target: write_pdf(paper.parts, target, Layout(rules=True))),
    *(Form(f"pdf-varied-{seed}", "pdf", _varied(seed)) for seed in (1, 2, 3)),
    Form("pdf-mixed", "pdf", lambda paper, target: MixedFile(Layout()).write(paper.parts, target)),
    Form("txt-tcvn3", "txt", lambda paper, target: _write_bytes(target, as_bytes(tcvn3(text_of(paper.parts))))),
    Form("txt-vni", "txt", lambda paper, target: _write_bytes(target, as_bytes(vni(text_of(paper.parts))))),
    Form("docx-tcvn3", "docx", _word(lambda: Legacy(in_capitals, tcvn3_font))),
    Form("docx-vni", "docx", _word(lambda: Legacy(vni, lambda _: "VNI-Times"))),
    Form("doc", "doc", of="docx-lists"),
    Form("rtf", "rtf", of="docx-lists"),
    Form("odt", "odt", of="docx"),
    Form("pdf-office", "pdf", of="docx"),
    Form("doc-tcvn3", "doc", of="docx-tcvn3"),
    Form("doc-vni", "doc", of="docx-vni"),
    Form("rtf-tcvn3", "rtf", of="docx-tcvn3"),
    Form("scan", "pdf", of="pdf", tolerance=0.05),
)
"""All forms; one that is made of another stands behind it."""


def _write_bytes(target: Path, data: bytes) -> None:
    target.write_bytes(data)


def missing(form: Form) -> str:
    """Return the program that is needed for a form and not installed, "" where all is there."""
    there = office() if form.needs == "soffice" else shutil.which(form.needs) if form.needs else "kehoach"
    return "" if there else form.needs


def make(forms: Sequence[Form], papers: Sequence[Paper], folder: Path) -> dict[str, list[Path]]:
    """Write the papers in each form into a folder of its name; return the files by form, in the order of the papers."""
    known = {form.name: form for form in FORMS}
    found: dict[str, list[Path]] = {}
    for form in forms:
        if form.of and form.of not in found:
            found |= make([known[form.of]], papers, folder)
        home = folder / form.name
        home.mkdir(parents=True, exist_ok=True)
        files = [home / f"{paper.id}.{form.suffix}" for paper in papers]
        if form.name == "scan":
            for seed, (source, target) in enumerate(zip(found[form.of], files, strict=True)):
                scan(source, target, seed)
        elif form.write is None:
            convert(found[form.of], form.suffix, home)
        else:
            for paper, target in zip(papers, files, strict=True):
                form.write(paper, target)
        found[form.name] = files
    return found
