"""Makes the Word, web and PDF documents of the corpus from the masters in corpus/gold.

A master is plain text, one paragraph a line; its annotation says which lines are headings and where the title ends. Run as a module
(`python -m support.render` in tests/), it writes corpus/documents anew. The fonts of the PDFs stand in fonts/.
"""

from __future__ import annotations

import html
import json
import re
import string
import sys
import tomllib
from pathlib import Path
from typing import Any, Literal

from support.master import Block, Master, groups
from support.render_pdf import write_pdf
from support.render_word import WordFile

Form = Literal["docx", "html", "pdf", "md", "txt"]


def render(master: str, gold: dict[str, Any], form: Form, target: Path, numbering: str | None = None) -> None:
    """Write the document of a master text to `target` in the given form.

    `numbering` ("roman" for `I.`, `1.`, `-`; "decimal" for `1.`, `1.1.`, `1.1.1.`, `-`) makes the labels of a Word file automatic.
    """
    if form in {"md", "txt"}:
        target.write_text(master, "utf-8", newline="\n")
        return
    parts = Master.of(master, gold)
    if form == "docx":
        WordFile(numbering).write(parts, target)
    elif form == "html":
        target.write_text(portal_page(parts, gold), "utf-8", newline="\n")
    else:
        write_pdf(parts, target)


def portal_page(parts: Master, gold: dict[str, Any]) -> str:
    """Return a saved page of a portal, with its menus and related news round the document."""
    posted = "/".join(reversed((gold["frame"]["date"] or "2024-01-02").split("-")))
    head = [
        '<table border="0" width="100%"><tbody>',
        f"<tr><td><p align=center>{_stacked(parts.left, True)}</p></td><td><p align=center>{_stacked(parts.right, True)}</p></td></tr>",
        f"<tr><td>{_stacked(parts.number)}</td><td><em>{_stacked(parts.date)}</em></td></tr>",
        "</tbody></table>",
    ]
    title = [f'<p style="text-align:center"><strong>{_escaped(line)}</strong></p>' for line in parts.title]
    end = f"<td>{_stacked(parts.recipients)}</td><td align=center>{_stacked(parts.signature, True)}</td>"
    lines = [*head, *title, *_html_blocks(parts.body), f'<table border="0"><tr>{end}</tr></table>', *_html_blocks(parts.annex)]
    template = string.Template((Path(__file__).parent / "portal.html").read_text("utf-8"))
    return template.substitute(title=_escaped(gold["frame"]["title"]), posted=posted, body="\n".join(lines))


def _html_blocks(blocks: list[Block]) -> list[str]:
    found = []
    for block in groups(blocks):
        if isinstance(block, list):
            rows = "".join(f"<tr>{''.join(f'<td>{_escaped(c)}</td>' for c in cells)}</tr>\n" for cells in block)
            found.append(f'<table border="1">\n{rows}</table>')
        else:
            inner = "".join(f"<b>{_escaped(text)}</b>" if is_bold else _escaped(text) for text, is_bold in block.runs)
            found.append(f"<p>{inner}</p>")
    return found


def _stacked(lines: list[str], bold: bool = False) -> str:
    text = "<br />\n".join(_escaped(line) for line in lines)
    return f"<b>{text}</b>" if bold else text


def _escaped(text: str) -> str:
    """Return text for a page as a portal's editor leaves it: named entities for quotes and dashes, lines broken in the source."""
    text = html.escape(text).replace("“", "&ldquo;").replace("”", "&rdquo;").replace("–", "&ndash;").replace("à", "&agrave;")
    return re.sub(r"((?:\S+ ){14}\S+) ", r"\1\n", text)


def main(corpus: Path) -> None:
    """Write corpus/documents anew, each document in the form that SOURCES.toml gives."""
    sources = tomllib.loads((corpus / "SOURCES.toml").read_text("utf-8"))["document"]
    for source in sources:
        gold = corpus / "gold" / f"{source['id']}.txt"
        annotation = json.loads(gold.with_suffix(".json").read_text("utf-8"))
        render(gold.read_text("utf-8"), annotation, source["form"], corpus / source["file"], source.get("numbering"))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "corpus")
