"""Duties as a file: a table (CSV, workbook) with the heads of a language, or a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from kehoach.errors import KehoachError, Lang
from kehoach.store import DutyRow
from kehoach.store.duties import COLUMNS, cells
from kehoach.store.export import Row, workbook, write_table
from kehoach.store.words import Words
from kehoach.views.icalendar import TABLE, to_ics

TABLES = (".csv", ".xlsx")
FORMS = (*TABLES, ".ics")


def write(target: Path, rows: Sequence[DutyRow], lang: Lang, todo: bool = False) -> int:
    """Write duties to `target` in the form of its suffix; return how many rows, events or (`todo`) to-dos it holds.

    Raises KehoachError ("usage.no_dates") for a calendar of duties without a day: a calendar holds at least one event.
    """
    if target.suffix.lower() == ".ics":
        calendar, count = to_ics(rows, lang, todo)
        if not count:
            raise KehoachError("usage.no_dates", path=str(target))
        target.write_bytes(calendar)
        return count
    write_rows(target, COLUMNS, (cells(row) for row in rows), lang)
    return len(rows)


def write_rows(target: Path, columns: Sequence[str], rows: Iterable[Row], lang: Lang) -> None:
    """Write rows to `target`, a workbook (.xlsx) or else CSV, under the words of their columns (data/views.toml)."""
    say = Words(lang, TABLE)
    heads = [say(f"column.{name}") for name in columns]
    if target.suffix.lower() == ".xlsx":
        target.write_bytes(workbook(heads, rows))
    else:
        write_table(target, heads, rows)
