"""Files of the catalogue: a user's list with columns of any name read, the user's own table written."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from kehoach.errors import CatalogueError, ReadError
from kehoach.ingest.encoding import decode
from kehoach.resolve.catalogue import COLUMNS, Entry
from kehoach.rules.fold import name_key
from kehoach.rules.load import toml

TABLE = "catalogue.toml"
SEPARATORS = ",;\t|"
NEEDED = "key"
MOST_HEAD_LINES = 10  # lines over the header that a list from a spreadsheet may have (its title, the day)


@cache
def _headers(kind: str) -> Mapping[str, str]:
    return {name_key(header.replace("_", " ")): column for column, names in toml(kind)["columns"].items() for header in names}


def read_list(path: Path, kind: str = TABLE, needed: str = NEEDED) -> list[tuple[int, dict[str, str]]]:
    """Return the rows of a list in CSV (comma, semicolon or tab; UTF-8, UTF-16 or Windows-1258): line number, cells by column.

    Columns are named as in the data table `kind` (data/catalogue.toml: `key`, `type`, `date` …), whatever the header calls them; columns
    that no header of the table names are left out. Letters are composed (NFC), those of Windows-1258 too. Raises CatalogueError where the
    file can't be read or lacks the column `needed`.
    """
    if not path.is_file():
        raise CatalogueError("catalogue.folder" if path.is_dir() else "file.missing", path=str(path))
    try:
        text = _one_line_end(unicodedata.normalize("NFC", decode(path.read_bytes()).text))
    except OSError as e:
        raise CatalogueError("file.no_permission", path=str(path)) from e
    except ReadError as e:
        raise CatalogueError(e.key, path=str(path), values=e.values) from e
    try:
        tables = (_table(text, at, separator, kind, needed) for at, separator in _tries(text))
        found = next((rows for rows in tables if rows is not None), None)
    except csv.Error as e:
        raise CatalogueError("catalogue.unread", path=str(path), what=str(e)) from e
    if found is not None:
        return found
    raise CatalogueError(f"{Path(kind).stem}.no_key", path=str(path), known=", ".join(toml(kind)["columns"][needed]))


def _one_line_end(text: str) -> str:
    """Return `text` with "\\n" at the end of lines: for "\\r" too where no line has another; elsewhere that stands within a cell."""
    lines = text.replace("\r\n", "\n")
    return lines.replace("\r", " " if "\n" in lines else "\n")


def _table(text: str, at: int, separator: str, kind: str, needed: str) -> list[tuple[int, dict[str, str]]] | None:
    """Return the rows below line `at`, with their line numbers; None where that line does not name the column `needed`."""
    table = csv.reader(io.StringIO(text), delimiter=separator)
    head = next((row for i, row in enumerate(table) if i == at), [])
    columns = [_headers(kind).get(name_key(h.replace("_", " "))) for h in head]
    if needed not in columns:
        return None
    return [(table.line_num, _cells(columns, row)) for row in table if any(c.strip() for c in row)]


def _tries(text: str) -> Iterable[tuple[int, str]]:
    lines = text.splitlines()[:MOST_HEAD_LINES]
    return ((i, s) for i, line in enumerate(lines) for s in sorted(SEPARATORS, key=lambda s: -line.count(s)))


def _cells(columns: list[str | None], row: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for column, cell in zip(columns, row, strict=False):
        if column and cell.strip() and column not in found:
            found[column] = " ".join(cell.split())
    return found


def cells(entry: Entry) -> dict[str, str]:
    """Return an entry as a row of the catalogue's table; Entry.of takes it back."""
    d = entry.directive
    values = {
        "id": d.id, "type": d.type, "number": d.number, "year": d.year, "symbol": d.symbol, "date": d.date, "issuer": d.issuer,
        "title": d.title, "status": entry.status, "replaced_by": " ".join(entry.replaced_by), "since": entry.since,
        "checked": entry.checked, "in_force": entry.in_force, "sole_until": entry.sole_until, "source": entry.source,
        "confidence": entry.confidence,
    }  # fmt: skip
    return {k: v or "" for k, v in values.items()}


def write_entries(path: Path, entries: Iterable[Entry]) -> None:
    """Write a catalogue's table, sorted by id; the folder is made where missing, a reader never meets half a file.

    Raises CatalogueError where it can't be written.
    """
    if path.is_dir():
        raise CatalogueError("catalogue.folder", path=str(path))
    fresh = path.with_suffix(path.suffix + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("w", encoding="utf-8", newline="") as out:
            table = csv.DictWriter(out, COLUMNS, lineterminator="\n")
            table.writeheader()
            table.writerows(sorted(map(cells, entries), key=lambda row: row["id"]))
        fresh.replace(path)
    except OSError as e:
        raise CatalogueError("catalogue.unwritten", path=str(path), what=e.strerror or str(e)) from e
