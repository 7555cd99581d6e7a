"""One way in: picks the reader by what a file is, names the file in every error, and holds the limits."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import stat
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath

from kehoach.errors import ReadError
from kehoach.ingest.archive import archive_of, check_package, open_archive
from kehoach.ingest.docx.reader import read_docx
from kehoach.ingest.encoding import Decoded, decode
from kehoach.ingest.html.mhtml import read_mhtml
from kehoach.ingest.html.reader import decode_html, read_html
from kehoach.ingest.kinds import ARCHIVES, MEDIA_TYPES, PACKED, TEXT, kind_of, suffix_of
from kehoach.ingest.limits import MAX_CHARACTERS, MAX_FILE, MAX_MARKS, MAX_TEXT
from kehoach.ingest.markdown import read_markdown
from kehoach.ingest.names import shown
from kehoach.ingest.office import PROGRAMS, read_office
from kehoach.ingest.pdf.reader import read_pdf
from kehoach.ingest.plain import read_plain
from kehoach.ingest.reading import Reading
from kehoach.records.text import Pages, Source

_READERS: dict[str, Callable[[bytes], Reading]] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".mht": read_mhtml,
    ".mhtml": read_mhtml,
    ".docx": read_docx,
    ".docm": read_docx,
    ".dotx": read_docx,
    ".dotm": read_docx,
    ".pdf": read_pdf,
    ".doc": partial(read_office, suffix=".doc"),
    ".dot": partial(read_office, suffix=".doc"),
    ".rtf": partial(read_office, suffix=".rtf"),
    ".odt": partial(read_office, suffix=".odt"),
    ".xml": partial(read_office, suffix=".xml"),
}
"""What reads a file of each kind; `.xml` is the flat form of Word's and Writer's, which goes under other names."""

_MARKS = re.compile(
    f"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{{{MAX_MARKS + 1}}}"
)
TOOLS = (*PROGRAMS, "tesseract")
_OFFICE = frozenset({".doc", ".dot", ".rtf", ".odt"})
"""Names under which portals hand out plain texts."""


def read(path: Path) -> Pages:
    """Return the text of the file at `path`, with its way back to the file; nothing is written anywhere.

    A path may lead into a zip: `plans.zip/thu-muc/5.docx`.

    Raises ReadError, naming the file: what `contents` and `read_bytes` raise.
    """
    return _pages(contents(path), path.name, str(path))


def read_bytes(data: bytes, name: str) -> Pages:
    """Return the text of a file's bytes; what they are they say themselves, else the suffix of `name`. No suffix is that of a text.

    Raises ReadError, naming `name`: `file.type`, `file.empty`, `file.blank`, `file.too_large`, `file.binary`, `file.encoding`,
    `docx.broken`, `docx.pictures`, `pdf.broken`, `pdf.encrypted`, `pdf.no_pages`, `pdf.no_text`, `ocr.missing`, `ocr.language`,
    `ocr.timeout`, `ocr.failed`, `office.missing`, `office.broken`, `office.encrypted`, `office.timeout`, `html.no_text`, `html.notice`,
    `html.broken`, and those of the limits (see `limits`).
    """
    return _pages(data, PurePath(name).name, name)


def contents(path: Path) -> bytes:
    """Return the bytes of the file at `path`, of a zip's member too, read once; only regular files are opened.

    Raises ReadError, naming the file: `file.missing`, `file.folder`, `file.special`, `file.no_permission`, `file.type`, `file.big`,
    `file.too_large`, `file.changed`, and those of `Archive`.
    """
    try:
        inside = archive_of(path)
        if inside:
            return open_archive(inside[0]).read(inside[1])
        if suffix_of(path.name) in ARCHIVES and path.is_file():
            raise ReadError("archive.whole" if any(open_archive(path).files()) else "archive.empty")
        return _bytes(path)
    except ReadError as e:
        raise e.named(str(path)) from e.__cause__
    except PermissionError:
        raise ReadError("file.no_permission", path=str(path)) from None
    except (OSError, ValueError):
        raise ReadError("file.missing", path=str(path)) from None


def media_type(data: bytes, name: str) -> str:
    """Return the media type of what a file is read as; raises ReadError as `read_bytes` does where it is nothing that can be read."""
    return MEDIA_TYPES.get(_kind(data, suffix_of(name)), "application/xml")


def tools() -> str:
    """Return which of the programs outside that readers call are installed, and which build of each: what they are changes what is read."""
    found = (shutil.which(name) for name in TOOLS)
    built = ((Path(path).resolve(), Path(path).resolve().stat()) for path in found if path)
    return "\n".join(f"{path}\t{of.st_size}\t{of.st_mtime_ns}" for path, of in built)


def decode_file(data: bytes, media_type: str) -> Decoded:
    """Return the source text of a text file (plain, markdown or web page) as its reader sees it, and its encoding.

    Raises ReadError `file.binary` or `file.encoding`.
    """
    return decode_html(data) if media_type == MEDIA_TYPES[".html"] else decode(data)


def _bytes(path: Path) -> bytes:
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise ReadError("file.folder")
    if not stat.S_ISREG(found.st_mode):
        raise ReadError("file.special")
    if suffix_of(path.name) in TEXT and found.st_size > MAX_TEXT:
        raise ReadError("file.too_large", size=found.st_size // 4, limit=MAX_CHARACTERS)
    if found.st_size > MAX_FILE:
        raise ReadError("file.big", limit=MAX_FILE // 1_000_000)
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))  # waits for no pipe put in its place
    with os.fdopen(number, "rb") as file:
        data = file.read(MAX_FILE + 1)
        after = os.fstat(number)
    if (found.st_ino, found.st_mtime_ns, found.st_size, found.st_size) != (after.st_ino, after.st_mtime_ns, after.st_size, len(data)):
        raise ReadError("file.changed")
    return data


def _kind(data: bytes, named: str) -> str:
    """Return the key of the reader of a file by its bytes and the suffix of its name."""
    found = kind_of(data, named)
    if found in PACKED or named in PACKED:
        raise ReadError("archive.unread", suffix=found or named)
    if found == ".zip":
        if named not in MEDIA_TYPES or named in TEXT:
            raise ReadError("archive.whole")
        found = named
    if found is None and (not named or named in _OFFICE):
        found = ".txt"
    kind = found or named
    if kind in (".txt", ".md") and _is_answer(data):
        kind = ".json"
    if kind not in (_READERS if found else MEDIA_TYPES):
        raise ReadError("file.type", suffix=kind, known=" ".join(sorted(MEDIA_TYPES)))
    return named if _READERS.get(named) is _READERS[kind] else kind


def _is_answer(data: bytes) -> bool:
    """Say whether a file is what a machine answers (JSON): an object, or a list of objects, and nothing else."""
    if not data.lstrip().startswith((b"{", b"[")):
        return False
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return False
    of = found[0] if isinstance(found, list) and found else found
    return isinstance(of, dict) and bool(of)


def _pages(data: bytes, name: str, path: str) -> Pages:
    named = suffix_of(name)
    try:
        if not data:
            raise ReadError("file.empty")
        kind = _kind(data, named)
        if kind in TEXT and len(data) > MAX_TEXT:
            raise ReadError("file.too_large", size=len(data) // 4, limit=MAX_CHARACTERS)
        if data.startswith(b"PK"):
            check_package(data)
        reading = _READERS[kind](data)
        size = max(len(reading.raw), len(reading.text))
        if size > MAX_CHARACTERS:
            raise ReadError("file.too_large", size=size, limit=MAX_CHARACTERS)
        if _MARKS.search(reading.text):
            raise ReadError("file.marks", limit=MAX_MARKS)
        if not reading.text.strip():
            raise ReadError("file.blank")
    except ReadError as e:
        raise e.named(path) from e.__cause__
    if named and kind != named:
        reading = replace(reading, notes=(f"named {named}, read as {kind}", *reading.notes))
    source = Source(shown(name), hashlib.sha256(data).hexdigest(), MEDIA_TYPES.get(kind, "application/xml"))
    return Pages(source, reading.raw, reading.text, reading.offsets, reading.places, reading.notes, reading.aside, reading.repairs)
