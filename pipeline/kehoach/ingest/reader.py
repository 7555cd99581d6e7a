"""One way in: picks the reader by suffix, names the file in every error, and holds the limits."""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from collections.abc import Callable
from pathlib import Path, PurePath

from kehoach.errors import ReadError
from kehoach.ingest.docx import read_docx
from kehoach.ingest.encoding import Decoded, decode
from kehoach.ingest.folder import MEDIA_TYPES
from kehoach.ingest.html import decode_html, read_html
from kehoach.ingest.office import read_office
from kehoach.ingest.pdf import read_pdf
from kehoach.ingest.plain import read_plain
from kehoach.ingest.reading import Reading
from kehoach.ingest.sniff import kind_of
from kehoach.records.text import Pages, Source

MAX_CHARACTERS = 10_000_000
"""The longest plan known has under 300,000 characters; a text thirty times as long is a dump of many documents."""

MAX_BYTES = 4 * MAX_CHARACTERS
"""No encoding takes more than four bytes a character, so a longer text file is over the limit before it is opened."""


def _read_word(data: bytes) -> Reading:
    """Read a file that is called a Word, RTF or OpenDocument file by what it is."""
    kind = kind_of(data)
    if kind in _FOR_OFFICE:
        return read_office(data, kind)
    return _READERS[kind or ".txt"](data)


_FOR_OFFICE = frozenset({".doc", ".rtf", ".odt", ".xml"})
_READERS: dict[str, Callable[[bytes], Reading]] = {
    ".txt": read_plain,
    ".md": read_plain,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_docx,
    ".pdf": read_pdf,
    ".doc": _read_word,
    ".dot": _read_word,
    ".rtf": _read_word,
    ".odt": _read_word,
}
_TEXT = (".txt", ".md", ".html", ".htm")


def read(path: Path) -> Pages:
    """Return the text of the file at `path`, with its way back to the file; nothing is written anywhere.

    Raises ReadError, naming the file: `file.missing`, `file.folder`, `file.no_permission`, `file.type`, `file.empty`, `file.blank`,
    `file.too_large`, `file.binary`, `file.encoding`, `docx.broken`, `pdf.broken`, `pdf.encrypted`, `pdf.no_pages`, `pdf.no_text`,
    `pdf.garbled`, `office.missing`, `office.broken`, `office.encrypted`, `office.timeout`.
    """
    try:
        data = _bytes(path)
    except PermissionError:
        raise ReadError("file.no_permission", path=str(path)) from None
    except (OSError, ValueError):
        raise ReadError("file.missing", path=str(path)) from None
    return _pages(data, path.name, str(path))


def read_bytes(data: bytes, name: str) -> Pages:
    """Return the text of a file's bytes; `name` is its name, whose suffix says what it is.

    Raises ReadError as `read` does, naming `name`.
    """
    return _pages(data, PurePath(name).name, name)


def decode_file(data: bytes, media_type: str) -> Decoded:
    """Return the source text of a text file (plain, markdown or web page) as its reader sees it, and its encoding.

    Raises ReadError `file.binary` or `file.encoding`.
    """
    return decode_html(data) if media_type == MEDIA_TYPES[".html"] else decode(data)


def _bytes(path: Path) -> bytes:
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise ReadError("file.folder", path=str(path))
    if not stat.S_ISREG(found.st_mode):
        raise FileNotFoundError
    if not os.access(path, os.R_OK):
        raise PermissionError
    suffix = _suffix(path.name, str(path))
    if suffix in _TEXT and found.st_size > MAX_BYTES:
        raise ReadError("file.too_large", path=str(path), size=found.st_size // 4, limit=MAX_CHARACTERS)
    return path.read_bytes()


def _suffix(name: str, path: str) -> str:
    suffix = PurePath(name).suffix.lower()
    if suffix not in _READERS:
        raise ReadError("file.type", path=path, suffix=suffix or "—", known=" ".join(sorted(_READERS)))
    return suffix


def _pages(data: bytes, name: str, path: str) -> Pages:
    suffix = _suffix(name, path)
    try:
        if not data:
            raise ReadError("file.empty")
        reading = _READERS[suffix](data)
        size = max(len(reading.raw), len(reading.text))
        if size > MAX_CHARACTERS:
            raise ReadError("file.too_large", size=size, limit=MAX_CHARACTERS)
        if not reading.text.strip():
            raise ReadError("file.blank")
    except ReadError as e:
        raise ReadError(e.key, path=path, place=e.place, values=e.values) from e.__cause__
    source = Source(unicodedata.normalize("NFC", name), hashlib.sha256(data).hexdigest(), MEDIA_TYPES[suffix])
    return Pages(source, reading.raw, reading.text, reading.offsets, reading.places, reading.notes, reading.aside)
