"""The corpus: plans, failures and the search index in one database file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from kehoach.records.plan import PlanDict
from kehoach.records.text import Span
from kehoach.store import schema
from kehoach.store.duties import DutyRow, duty_rows
from kehoach.store.fold import fold
from kehoach.store.plandict import unit_roles
from kehoach.store.search import Hit, search


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that couldn't be read: the message key and its values, as the error gave them."""

    file: str
    sha256: str | None
    key: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with where it stands: its file, innermost section, the role of that section, its span in the source text."""

    file: str
    unit: str
    section: str | None
    role: str | None
    tag: str | None
    score: float | None
    span: Span
    text: str


class Corpus:
    """Everything read from one folder of plans.

    A document is known by its file name relative to the folder. It counts as done where the bytes (sha256) and the
    program that read it (`engine`: version and model) are the same, so a second run does only what changed. Each document
    is one transaction: a run that is killed leaves whole documents only.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Corpus.create(Path(folder), "0.1") as corpus:
    ...     len(corpus), corpus.search("quyet dinh")
    (0, [])
    """

    def __init__(self, db: sqlite3.Connection, file: Path, engine: str | None) -> None:
        """Use `create` or `open` instead."""
        self._db, self._file, self._engine = db, file, engine

    @classmethod
    def create(cls, path: Path, engine: str) -> Self:
        """Open the database of `path` (folder or file) for writing; make it, and the folder, where they are missing.

        `engine` names the program and model that read the plans to be added. Raises StoreError ("store.schema",
        "store.not_database").
        """
        folder = path.parent if path.suffix == ".db" else path
        folder.mkdir(parents=True, exist_ok=True)
        file = schema.database(path)
        return cls(schema.create(file), file, engine)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the database of `path` (folder or file) for reading.

        Raises StoreError ("store.missing", "store.schema", "store.not_database").
        """
        file = schema.database(path)
        return cls(schema.open_existing(file), file, None)

    @property
    def file(self) -> Path:
        """The database file."""
        return self._file

    def close(self) -> None:
        """Close the database. After writing, it is left as one plain file that can be read from a read-only folder."""
        if self._engine is not None:
            with suppress(sqlite3.OperationalError):  # another process is reading: the last one to close tidies up
                self._db.execute("PRAGMA journal_mode = DELETE")
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def add(self, plan: PlanDict, raw: str, file: str) -> None:
        """Put a plan in, in place of what was known of `file`. `raw` is the source text that the plan's spans point into.

        The stored plan carries `file` as its source name, so that a name is unique within the corpus.
        """
        plan = plan | {"source": plan["source"] | {"name": file}}
        text = json.dumps(plan, ensure_ascii=False, separators=(",", ":"))
        roles = unit_roles(plan)
        with self._transaction():
            self._forget(file)
            at = self._db.execute(
                "INSERT INTO documents (file, sha256, engine, plan, raw) VALUES (?, ?, ?, ?, ?)",
                (file, plan["source"]["sha256"], self._engine, text, raw),
            ).lastrowid
            self._db.executemany(
                "INSERT INTO units (document, n, unit, section, role, tag, score, start, end, text, folded)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (at, n, u["id"], u["section"], roles[u["id"]], u["tag"], u["score"], *u["span"], u["text"], fold(u["text"]))
                    for n, u in enumerate(plan["units"])
                ),
            )

    def add_failure(self, file: str, sha256: str | None, key: str, values: Mapping[str, object]) -> None:
        """Note that `file` couldn't be read and why; what was known of it before is dropped, being of other content.

        `sha256` is None where not even the bytes could be had. A failed file is never `done`: it is tried again.
        """
        reason = json.dumps(dict(values), ensure_ascii=False, sort_keys=True, default=str)
        with self._transaction():
            self._forget(file)
            self._db.execute("INSERT INTO failures VALUES (?, ?, ?, ?)", (file, sha256, key, reason))

    def add_duplicate(self, file: str, sha256: str, original: str) -> None:
        """Note that `file` has the same content as the file `original`; it is no document of its own, so that nothing counts twice."""
        with self._transaction():
            self._forget(file)
            self._db.execute("INSERT INTO duplicates VALUES (?, ?, ?)", (file, sha256, original))

    def _forget(self, file: str) -> None:
        for table in ("documents", "failures", "duplicates"):
            self._db.execute(f"DELETE FROM {table} WHERE file = ?", (file,))  # noqa: S608  the names are ours

    def forget_missing(self, files: Iterable[str]) -> list[str]:
        """Remove what is known of files that are not among `files`; return the removed names, sorted."""
        kept = set(files)
        known = self._db.execute(
            "SELECT file FROM documents UNION SELECT file FROM failures UNION SELECT file FROM duplicates ORDER BY file"
        )
        gone = [file for (file,) in known if file not in kept]
        with self._transaction():
            for file in gone:
                self._forget(file)
        return gone

    def done(self, file: str, sha256: str) -> bool:
        """Say whether `file` is in with these bytes, read by this engine (by any engine, in a corpus opened for reading)."""
        row = self._db.execute("SELECT sha256, engine FROM documents WHERE file = ?", (file,)).fetchone()
        return row is not None and row[0] == sha256 and self._engine in (None, row[1])

    def __len__(self) -> int:
        """The number of plans."""
        count: int = self._db.execute("SELECT count(*) FROM documents").fetchone()[0]
        return count

    def plans(self) -> Iterator[PlanDict]:
        """Yield every plan, in the order of file names (by code point)."""
        for (text,) in self._db.execute("SELECT plan FROM documents ORDER BY file"):
            yield json.loads(text)

    def plan(self, file: str) -> PlanDict | None:
        """Return the plan read from `file`, None where there is none."""
        row = self._db.execute("SELECT plan FROM documents WHERE file = ?", (file,)).fetchone()
        plan: PlanDict | None = json.loads(row[0]) if row else None
        return plan

    def raw(self, file: str) -> str | None:
        """Return the source text of `file` that all spans point into, None where there is none."""
        row = self._db.execute("SELECT raw FROM documents WHERE file = ?", (file,)).fetchone()
        return row[0] if row else None

    def failures(self) -> Iterator[Failure]:
        """Yield the files that couldn't be read, in the order of their names."""
        for file, sha256, key, reason in self._db.execute("SELECT file, sha256, key, reason FROM failures ORDER BY file"):
            yield Failure(file, sha256, key, json.loads(reason))

    def duplicates(self) -> dict[str, str]:
        """Return the files that repeat the content of another one, in the order of their names, each with the name of that one."""
        return dict(self._db.execute("SELECT file, original FROM duplicates ORDER BY file"))

    def units(self) -> Iterator[UnitRow]:
        """Yield every unit, in file order and in the order of the text."""
        rows = self._db.execute(
            "SELECT file, unit, section, role, tag, score, start, end, text"
            " FROM units JOIN documents ON documents.id = document ORDER BY file, n"
        )
        for file, unit, section, role, tag, score, start, end, text in rows:
            yield UnitRow(file, unit, section, role, tag, score, Span(start, end), text)

    def duties(self) -> Iterator[DutyRow]:
        """Yield every duty, in file order and in the order of the text."""
        for plan in self.plans():
            yield from duty_rows(plan)

    def search(self, query: str, limit: int = 20) -> list[Hit]:
        """Return the best `limit` units that hold all terms of `query`, with or without diacritics and capitals.

        Quotation marks keep words together; no other sign has a meaning, so any query is allowed.
        """
        return list(search(self._db, query, limit))
