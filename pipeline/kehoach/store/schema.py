"""The database file: its tables, its version, how it is opened."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from kehoach.errors import StoreError

FILE_NAME = "kehoach.db"
APPLICATION_ID = 0x6B685031
"""Marks the file as a kehoach database ("khP1")."""
VERSION = 2
"""Version of the tables; a database of another version is refused, never migrated in silence."""

TABLES = """
CREATE TABLE documents (
  id INTEGER PRIMARY KEY, file TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, engine TEXT NOT NULL,
  plan TEXT NOT NULL, raw TEXT NOT NULL);
CREATE TABLE failures (
  file TEXT PRIMARY KEY, sha256 TEXT, key TEXT NOT NULL, reason TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE duplicates (file TEXT PRIMARY KEY, sha256 TEXT NOT NULL, original TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE units (
  id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, n INTEGER NOT NULL,
  unit TEXT NOT NULL, section TEXT, role TEXT, tag TEXT, score REAL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  text TEXT NOT NULL, folded TEXT NOT NULL);
CREATE INDEX units_of_document ON units (document, n);
CREATE VIRTUAL TABLE unit_words USING fts5 (folded, content='units', content_rowid='id', tokenize='unicode61');
CREATE TRIGGER unit_added AFTER INSERT ON units BEGIN
  INSERT INTO unit_words (rowid, folded) VALUES (new.id, new.folded);
END;
CREATE TRIGGER unit_removed AFTER DELETE ON units BEGIN
  INSERT INTO unit_words (unit_words, rowid, folded) VALUES ('delete', old.id, old.folded);
END;
"""


def database(path: Path) -> Path:
    """Return the database file meant by `path`: the file itself or `kehoach.db` in the folder."""
    return path / FILE_NAME if path.is_dir() else path


def create(file: Path) -> sqlite3.Connection:
    """Open `file` for writing and make the tables where it is new.

    Raises StoreError ("store.not_database", "store.schema") where the file is something else.
    """
    db = sqlite3.connect(file, timeout=30, isolation_level=None)
    try:
        if not _is_new(db):
            _check(db, file)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("BEGIN IMMEDIATE")
        if _is_new(db):
            for statement in _statements(TABLES):
                db.execute(statement)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {VERSION}")
        db.execute("COMMIT")
    except sqlite3.DatabaseError as error:
        db.close()
        raise _not_ours(error, file) from error
    except StoreError:
        db.close()
        raise
    return db


def open_existing(file: Path) -> sqlite3.Connection:
    """Open `file` for reading; nothing can be written through the connection.

    Raises StoreError ("store.missing", "store.not_database", "store.schema").
    """
    if not file.is_file():
        folder = file.parent if file.suffix else file
        raise StoreError("store.missing", path=str(file), out=str(folder))
    db = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=30, isolation_level=None)
    try:
        _check(db, file)
    except sqlite3.DatabaseError as error:
        db.close()
        raise _not_ours(error, file) from error
    except StoreError:
        db.close()
        raise
    return db


def _is_new(db: sqlite3.Connection) -> bool:
    return bool(db.execute("SELECT count(*) = 0 FROM sqlite_master").fetchone()[0])


def _statements(script: str) -> list[str]:
    found: list[str] = []
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            found.append(pending)
            pending = ""
    return found


def _check(db: sqlite3.Connection, file: Path) -> None:
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise StoreError("store.not_database", path=str(file))
    found = db.execute("PRAGMA user_version").fetchone()[0]
    if found != VERSION:
        raise StoreError("store.schema", path=str(file), found=found, wanted=VERSION)


def _not_ours(error: sqlite3.DatabaseError, file: Path) -> Exception:
    """Tell a file that is no database from a database that is busy, full or out of reach."""
    if error.sqlite_errorcode in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return StoreError("store.not_database", path=str(file))
    return error
