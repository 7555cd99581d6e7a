"""What kind of file one is: by its first bytes, and by its name where these do not tell. Many a `.doc` is a web page, an RTF or a .docx."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from pathlib import PurePath

from kehoach.errors import ReadError
from kehoach.rules.load import rules, toml

_TABLE = toml("kinds.toml")

MEDIA_TYPES: dict[str, str] = dict(_TABLE["media"])
"""The suffixes that can be read, each with its media type."""

SUFFIXES = frozenset(MEDIA_TYPES)
ARCHIVES = frozenset(_TABLE["packed"]["opened"])
PACKED = frozenset(_TABLE["packed"]["unread"])
"""Suffixes of packed folders that are not opened."""

TEXT = frozenset(s for s, media in MEDIA_TYPES.items() if media.startswith("text/"))
"""Suffixes of files that are text."""

LIGHT = frozenset(MEDIA_TYPES[s] for s in _TABLE["light"]["suffixes"])
"""Media types that Python code alone reads: no program from outside, no library that could take this process down."""

_HEAD = 4096
_SECTOR = 512
_WORD = b"\xec\xa5"
_LOCKED = 0x01
"""Second byte of the flags at offset 10 of the head of a Word document: bit 8 of the flags [MS-DOC 2.5.2]."""

BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, KeyError, RuntimeError)
"""What zipfile raises over a broken zip, over one that asks for a password, and (NotImplementedError) over an unknown method."""


def suffix_of(name: str) -> str:
    """Return the suffix of a file's name in small letters, "" where it has none.

    >>> suffix_of("thu-muc/Ke hoach.DOCX"), suffix_of("5.KH-UBND ngay 3.2"), suffix_of("plan")
    ('.docx', '', '')
    """
    suffix = PurePath(name).suffix.lower()
    return suffix if suffix[1:].isalnum() and not suffix[1:].isdecimal() else ""


def kind_of(data: bytes, named: str = "") -> str | None:
    """Return the suffix that the bytes of a file ask for, None where they are plain text or nothing known; `named` is that of its name.

    Raises ReadError `office.encrypted` for a Word file under a password.

    >>> kind_of(b"%PDF-1.4"), kind_of(b"{\\\\rtf1"), kind_of(b"<p>", ".doc"), kind_of(b"<p>", ".md"), kind_of("Kế hoạch".encode())
    ('.pdf', '.rtf', '.html', None, None)
    """
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16: a page whose letters are two bytes
        head = head.replace(b"\0", b"")[2:]
    text = head.decode("latin-1")
    tables = ("magic",) if named in TEXT else ("magic", "piece")
    found = next((r.value for table in tables for r in rules("kinds.toml", table) if r.pattern.match(text)), None)
    if found == ".zip":
        return _package(data)
    return _stream(data) if found == ".ole" else found


def _package(data: bytes) -> str:
    """Tell an Office file from a packed folder, both being zips; a broken zip is taken for a broken Word file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            names = file.namelist()
            if "mimetype" in names:
                with file.open("mimetype") as member:
                    kind = member.read(100).decode("latin-1").strip()
                return str(_TABLE["mimetype"].get(kind, ".zip"))
    except BROKEN_ZIP:
        return ".docx"
    if "[Content_Types].xml" not in names:
        return ".zip"
    return next((suffix for folder, suffix in _TABLE["inside"].items() if any(n.startswith(folder) for n in names)), ".zip")


def _stream(data: bytes) -> str | None:
    """Tell Office files of the old kind apart: the names of their streams stand in them in UTF-16."""
    found = next((suffix for name, suffix in _TABLE["streams"].items() if name.encode("utf-16-le") in data), None)
    if found == ".locked" or (found == ".doc" and _is_locked(data)):
        raise ReadError("office.encrypted")
    return found


def _is_locked(data: bytes) -> bool:
    """Look at the head of the Word document, which begins a sector."""
    at = next((i for i in range(_SECTOR, len(data), _SECTOR) if data.startswith(_WORD, i)), len(data))
    return len(data) > at + 11 and bool(data[at + 11] & _LOCKED)
