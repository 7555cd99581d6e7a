"""`check --table`: the directives that drafts cite, on the screen or in a file."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from kehoach.cli.console import check_suffix, console, printable, read_each, writing
from kehoach.cli.words import lang, say
from kehoach.errors import KehoachError

FORMS = (".csv", ".xlsx", ".docx")
SHOWN = ("n", "type", "symbol", "date", "issuer", "standing", "relation", "count", "places")
"""The columns on the screen; the files have all."""


def show_cited(names: list[str], out: Path | None, day: date, own: Path | None) -> list[KehoachError]:
    """Print the tables of the files, or write them to `out` in the form of its suffix; return the errors of those that can't be read."""
    check_suffix(out, FORMS)
    from kehoach.run import cited_directives

    tables, failed = read_each(names, lambda plan: cited_directives(plan, day, lang(), own), own)
    if out is not None:
        from kehoach.check.sheet import write

        with writing(out):
            write(out, tables, lang())
        print(printable(say("check.written", path=out)), file=sys.stderr)
        return failed
    from rich.markup import escape
    from rich.table import Table

    from kehoach.check.cited import COLUMNS, head

    heads = dict(zip(COLUMNS, head(lang()), strict=True))
    for name, found in tables.items():
        table = Table(title=escape(printable(say("check.cited", file=name, day=found.day))), title_justify="left", show_lines=True)
        for column in SHOWN:
            table.add_column(heads[column], justify="right" if column in ("n", "count") else "left", overflow="fold")
        for cells in found.cells:
            row = dict(zip(COLUMNS, cells, strict=True))
            table.add_row(*(escape(printable(row[column])) for column in SHOWN))
        console().print(table)
    return failed
