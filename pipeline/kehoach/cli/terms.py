"""The command `terms`: what marks off the parts of plans, or the plans of issuers, word by word."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kehoach.cli.console import check_suffix, console, printable, printing, usage, writing
from kehoach.cli.options import Limit, Out
from kehoach.cli.words import lang, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kehoach.views.terms import By, Term


def terms(
    folder: Out,
    by: Annotated[str, typer.Option("--by", help=say("terms.by"))] = "role",
    out: Annotated[Path | None, typer.Option("--out", help=say("terms.out"))] = None,
    least: Annotated[int, typer.Option("--min-plans", min=1, help=say("terms.least"))] = 2,
    limit: Limit = 15,
) -> None:
    from kehoach.run import corpus_terms
    from kehoach.views.sheet import TABLES, write_rows
    from kehoach.views.terms import COLUMNS, cells

    check_suffix(out, TABLES)
    kind: By
    match by:
        case "role" | "issuer":
            kind = by
        case _:
            raise usage("wrong.by", value=by)
    found = corpus_terms(folder, kind, least)
    if out is None:
        with printing():
            _show(found, kind, limit)
        return
    rows = list(cells(found))
    with writing(out):
        write_rows(out, COLUMNS, rows, lang())
    print(printable(say("duties.written", path=out, n=len(rows))), file=sys.stderr)


def _show(found: Mapping[str, tuple[Term, ...]], by: By, limit: int) -> None:
    """Print the terms of each part that it has more often than the rest, `limit` at most."""
    from rich.table import Table

    from kehoach.store.words import Words
    from kehoach.views.icalendar import TABLE
    from kehoach.views.terms import GROUPS

    words = Words(lang(), TABLE)
    above = {part: [t for t in marked if t.keyness > 0][:limit] for part, marked in found.items()}
    if not any(above.values()):
        print(say("terms.none"), file=sys.stderr)
    for part, marked in above.items():
        if not marked:
            continue
        table = Table(title=words.named(GROUPS[by], part), title_justify="left")
        for name in ("term", "count", "others", "documents", "keyness", "ratio"):
            table.add_column(words(f"column.{name}"), justify="left" if name == "term" else "right")
        for t in marked:
            table.add_row(t.term, str(t.count), str(t.others), str(t.documents), f"{t.keyness:.1f}", f"{t.ratio:+.1f}")
        console().print(table)
