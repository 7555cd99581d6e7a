"""How well documents are read in each of the forms in which people have them.

python -m formats.run [--forms NAME …] [--documents ID …] [--first N] [--json FILE] [--keep FOLDER]   (in tests/)

The documents of corpus/gold are written in every form and read; formats/measure.py says what is compared. A form whose scores fall below
those of plain text by more than its tolerance is marked.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from formats.forms import FORMS, Form, make, missing
from formats.measure import Measured, measure
from formats.papers import CORPUS, papers
from kehoach.evaluate.gold import ids_of
from kehoach.evaluate.tally import added

SCORES = ("citations", "citations.full", "sections.tree", "units", "frame", "duties")
HELD = SCORES[:5]
"""What is held against the scores of plain text."""


@dataclass(frozen=True)
class Row:
    """What one form gave, all documents together; `seconds` a document."""

    form: Form
    documents: int
    read: int
    error_rate: float
    scores: dict[str, float]
    seconds: float
    errors: Counter[str]

    @classmethod
    def of(cls, form: Form, found: Sequence[Measured]) -> Row:
        read = [m for m in found if not m.error]
        tallies = added(m.tallies for m in read)
        scores = {name: tallies[name].figure() if name in tallies else 0.0 for name in SCORES}
        rate = sum(m.wrong for m in read) / max(1, sum(m.characters for m in read))
        errors = Counter(m.error for m in found if m.error)
        return cls(form, len(found), len(read), rate, scores, sum(m.seconds for m in read) / max(1, len(read)), errors)

    def short(self, base: Row | None) -> list[str]:
        """Return the scores that fall too far below those of `base`."""
        return [n for n in HELD if base and self.scores[n] < base.scores[n] - self.form.tolerance] if self.read else list(HELD)

    def to_dict(self) -> dict[str, Any]:
        return {"documents": self.documents, "read": self.read, "error_rate": self.error_rate, **self.scores, "seconds": self.seconds}


def main() -> None:
    arguments = _arguments()
    names = arguments.forms or [form.name for form in FORMS]
    forms = [form for form in FORMS if form.name in names]
    chosen = papers((arguments.documents or ids_of(CORPUS, None))[: arguments.first])
    console = Console(width=140)
    with tempfile.TemporaryDirectory() as folder:
        rows = table(forms, chosen, Path(arguments.keep or folder), console, arguments.verbose)
    if arguments.json:
        Path(arguments.json).write_text(json.dumps({row.form.name: row.to_dict() for row in rows}, indent=1) + "\n", "utf-8")


def table(forms: Sequence[Form], chosen: Sequence[Any], folder: Path, console: Console, verbose: bool = False) -> list[Row]:
    """Measure the forms and print their table; return its rows."""
    shown = Table(title=f"{len(chosen)} documents of the corpus in each form (* falls short of plain text)", title_justify="left")
    for column in ("form", "read", "error rate", *SCORES, "s/document", "not read because"):
        shown.add_column(column, justify="left" if column in ("form", "not read because") else "right")
    rows: list[Row] = []
    for form in forms:
        if program := missing(form):
            shown.add_row(form.name, *[""] * (3 + len(SCORES)), f"{program} is not installed")
            continue
        files = make([form], chosen, folder)[form.name]
        found = [measure(paper, path) for paper, path in zip(chosen, files, strict=True)]
        row = Row.of(form, found)
        base = next((r for r in rows if r.form.name == "txt"), None)
        short = row.short(base)
        scores = [f"{row.scores[name]:.3f}{'*' if name in short else ''}" for name in SCORES]
        errors = ", ".join(f"{n} {key}" for key, n in row.errors.items())
        shown.add_row(form.name, f"{row.read}/{row.documents}", f"{row.error_rate:.4f}", *scores, f"{row.seconds:.2f}", errors)
        if verbose:
            for paper, m in zip(chosen, found, strict=True):
                each = "  ".join(f"{name} {m.tallies[name].figure():.3f}" for name in SCORES if name in m.tallies)
                print(f"{form.name:14} {paper.id:26} {m.wrong / max(1, m.characters):.4f}  {each}  {m.error}", file=sys.stderr)
        rows.append(row)
    console.print(shown)
    return rows


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--forms", nargs="+", choices=[form.name for form in FORMS], metavar="NAME", help="all without this")
    parser.add_argument("--documents", nargs="+", metavar="ID", help="documents of the corpus; all without this")
    parser.add_argument("--first", type=int, metavar="N", help="only the first N documents")
    parser.add_argument("--json", metavar="FILE", help="write the values to this file")
    parser.add_argument("--keep", metavar="FOLDER", help="write the documents here and keep them")
    parser.add_argument("--verbose", action="store_true", help="a line for every document")
    return parser.parse_args()


if __name__ == "__main__":
    main()
