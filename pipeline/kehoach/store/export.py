"""Exchange files of a corpus: one JSON object a plan, and tables for spreadsheets. Same corpus, same bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from kehoach.records.citation import FIELDS
from kehoach.records.plan import PlanDict
from kehoach.store.corpus import Corpus
from kehoach.store.duties import COLUMNS, cells, duty_rows

UNITS = ("file", "unit", "section", "role", "tag", "score", "start", "end", "text")
_LINK = ("directive", "resolution", "reason")
CITATIONS = ("file", "citation", "unit", "start", "end", "text", "kind", *FIELDS, *_LINK, "candidates")
DUTIES = (*COLUMNS, "text")

Row = Iterable[object]


def export(corpus: Corpus, folder: Path) -> list[Path]:
    """Write plans.jsonl, units.csv, citations.csv and duties.csv into `folder` (made where missing); return their paths."""
    return [write_plans(corpus, folder / "plans.jsonl"), *export_tables(corpus, folder)]


def export_tables(corpus: Corpus, folder: Path) -> list[Path]:
    """Write units.csv, citations.csv and duties.csv into `folder` (made where missing); return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        write_table(folder / "units.csv", UNITS, _units(corpus)),
        write_table(folder / "citations.csv", CITATIONS, (row for plan in corpus.plans() for row in _citations(plan))),
        write_table(folder / "duties.csv", DUTIES, (row for plan in corpus.plans() for row in _duties(plan))),
    ]


def write_plans(corpus: Corpus, target: Path) -> Path:
    """Write one JSON object a line for each plan, in file order."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8", newline="\n") as out:
        for plan in corpus.plans():
            out.write(json.dumps(plan, ensure_ascii=False) + "\n")
    return target


def write_table(target: Path, header: Row, rows: Iterable[Row]) -> Path:
    """Write a CSV table: UTF-8 with byte order mark, so that Excel reads the letters right; None is an empty cell.

    A cell that a spreadsheet would take for a formula (`- Các cấp …`, `=…`) gets a leading apostrophe.
    """
    with target.open("w", encoding="utf-8-sig", newline="") as out:
        table = csv.writer(out, lineterminator="\r\n")
        table.writerow(header)
        table.writerows([_cell(value) for value in row] for row in rows)
    return target


def workbook(header: Row, rows: Iterable[Row]) -> bytes:
    """Return a workbook (xlsx) of one sheet; a string is text in it whatever it looks like, None is an empty cell."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    for n, row in enumerate((header, *rows), 1):
        for k, value in enumerate(row, 1):
            if value is None:
                continue
            cell = sheet.cell(n, k, ILLEGAL_CHARACTERS_RE.sub(" ", value) if isinstance(value, str) else value)
            cell.font = Font(bold=n == 1)
            if isinstance(value, str):
                cell.data_type = "s"
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, list | tuple):
        value = "; ".join(map(str, value))
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _units(corpus: Corpus) -> Iterator[Row]:
    for u in corpus.units():
        yield u.file, u.unit, u.section, u.role, u.tag, u.score, u.span.start, u.span.end, u.text


def _citations(plan: PlanDict) -> Iterator[Row]:
    for c in plan["citations"]:
        fields = (c[k] for k in (*FIELDS, *_LINK))
        yield plan["source"]["name"], c["id"], c["unit"], *c["span"], c["text"], c["kind"], *fields, c.get("candidates", ())


def _duties(plan: PlanDict) -> Iterator[Row]:
    texts = {u["id"]: u["text"] for u in plan["units"]}
    for row in duty_rows(plan):
        yield *cells(row), texts[row.unit]
