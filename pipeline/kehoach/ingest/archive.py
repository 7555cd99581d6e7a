"""Packed folders (zip): their members read one by one in memory. Nothing is ever unpacked to disk, and a member's name is a name only."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from kehoach.errors import ReadError
from kehoach.ingest.kinds import ARCHIVES, BROKEN_ZIP, PACKED, SUFFIXES, suffix_of
from kehoach.ingest.limits import MAX_DEPTH, MAX_FILE, MAX_MEMBERS, MAX_NESTED, MAX_PARTS, MAX_UNPACKED, MAX_XML
from kehoach.ingest.names import distinct, member_name

_LOCKED = 0x1
"""Flag of a member that opens with a password."""

_CHUNK = 1 << 16
_SMALL_CHUNK = 1 << 12
"""Other methods than deflate unpack each chunk whole; a byte of bzip2 can stand for 20,000."""


class Archive:
    """A zip that is open: the names of its files, those of zips inside it among them, and the bytes behind each.

    Folders, hidden files, lock files of Word and what macOS puts in (`__MACOSX`) are no files. `passed` counts by suffix the members that
    no reader knows.
    """

    def __init__(self, file: Path | io.BytesIO, depth: int = 1, budget: list[int] | None = None) -> None:
        """Open a zip. Raises ReadError `archive.broken`, `archive.members`, `archive.overlaps`."""
        self._zip = _opened(file)
        self._depth, self._budget = depth, [MAX_NESTED] if budget is None else budget
        infos = [i for i in self._zip.infolist() if not i.is_dir() and not _is_hidden(member_name(i))]
        self._members = dict(zip(distinct(member_name(i) for i in infos), infos, strict=True))
        self._inner: tuple[str, Archive] | None = None
        self.passed: Counter[str] = Counter()

    def files(self) -> Iterator[str]:
        """Yield the names of the files that a reader knows, sorted; a zip that can't be opened is one of them: reading it says why."""
        self.passed.clear()
        for name in sorted(self._members):
            suffix = suffix_of(name)
            if suffix in ARCHIVES:
                yield from self._inside(name)
            elif suffix in SUFFIXES or suffix in PACKED:
                yield name
            else:
                self.passed[suffix] += 1

    def _inside(self, name: str) -> Iterator[str]:
        try:
            inner = self._archive(name)
        except ReadError:
            yield name
            return
        for file in inner.files():
            yield f"{name}/{file}"
        self.passed += inner.passed

    def read(self, name: str) -> bytes:
        """Return the bytes of the file `name`.

        Raises ReadError `file.missing`, `archive.broken`, `archive.locked`, `archive.method`, `archive.deep`, `archive.nested`,
        `archive.whole` (a zip inside, which is no file of its own), `file.big`.
        """
        if name in self._members:
            if suffix_of(name) not in ARCHIVES:
                return self._bytes(name)
            raise ReadError("archive.whole" if any(self._archive(name).files()) else "archive.empty")
        outer = next((n for n in self._members if name.startswith(f"{n}/") and suffix_of(n) in ARCHIVES), None)
        if outer is None:
            raise ReadError("file.missing")
        return self._archive(outer).read(name[len(outer) + 1 :])

    def _archive(self, name: str) -> Archive:
        """Return the zip inside this one, kept open until another is asked for."""
        if self._inner is None or self._inner[0] != name:
            if self._depth >= MAX_DEPTH:
                raise ReadError("archive.deep", limit=MAX_DEPTH)
            data = self._bytes(name)
            self._budget[0] -= len(data)
            if self._budget[0] < 0:
                raise ReadError("archive.nested", limit=MAX_NESTED // 1_000_000)
            self._inner = name, Archive(io.BytesIO(data), self._depth + 1, self._budget)
        return self._inner[1]

    def _bytes(self, name: str) -> bytes:
        info = self._members[name]
        if info.flag_bits & _LOCKED:
            raise ReadError("archive.locked")
        try:
            return b"".join(_chunks(self._zip, info, MAX_FILE, ReadError("file.big", limit=MAX_FILE // 1_000_000)))
        except NotImplementedError as e:
            raise ReadError("archive.method") from e
        except BROKEN_ZIP as e:
            raise ReadError("archive.broken") from e


def archive_of(path: Path) -> tuple[Path, str] | None:
    """Return the zip on disk that `path` leads into, and the name inside; None where it leads to a file or to nothing.

    `plans.zip/thu-muc/5.docx` is the member `thu-muc/5.docx` of the file `plans.zip`.
    """
    for outer in path.parents:
        if suffix_of(outer.name) in ARCHIVES and outer.is_file():
            return outer, path.relative_to(outer).as_posix()
    return None


def open_archive(path: Path) -> Archive:
    """Return the zip at `path`; the last one stays open. Raises ReadError as `Archive`, naming the file, and OSError."""
    found = path.stat()
    return _open(path, found.st_size, found.st_mtime_ns)


@lru_cache(maxsize=1)
def _open(path: Path, _size: int, _time: int) -> Archive:
    try:
        return Archive(path)
    except ReadError as e:
        raise e.named(str(path)) from e


def unpacked(data: bytes) -> int:
    """Return how many bytes of XML a Word file says that it unpacks to; of another file its own."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return sum(i.file_size for i in file.infolist() if i.filename.endswith(".xml"))
    except BROKEN_ZIP:
        return len(data)


def check_package(data: bytes) -> None:
    """Unpack a Word or OpenDocument file bit by bit, keeping nothing: what it says of its sizes is not believed.

    Raises ReadError `file.unpacked` where it is more than any document needs, `docx.entities` where a part declares entities of its own
    (no word processor does; they are how a small file becomes a large one, or asks for other files), `docx.broken`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            left, left_xml = MAX_UNPACKED, MAX_XML
            infos = file.infolist()
            if len(infos) > MAX_PARTS:
                raise ReadError("file.unpacked", limit=MAX_UNPACKED // 1_000_000)
            for info in infos:
                is_xml = info.filename.endswith((".xml", ".rels"))
                size = _size(file, info, min(left, left_xml) if is_xml else left, is_xml)
                left, left_xml = left - size, left_xml - size * is_xml
    except BROKEN_ZIP as e:
        raise ReadError("docx.broken") from e


def _size(file: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int, is_xml: bool) -> int:
    size, tail = 0, b""
    for chunk in _chunks(file, info, limit, ReadError("file.unpacked", limit=(MAX_XML if is_xml else MAX_UNPACKED) // 1_000_000)):
        size += len(chunk)
        if is_xml:
            tail = (tail + chunk).replace(b"\0", b"")
            if b"<!DOCTYPE" in tail or b"<!ENTITY" in tail:
                raise ReadError("docx.entities", place=info.filename)
            tail = tail[-16:]
    return size


def _opened(file: Path | io.BytesIO) -> zipfile.ZipFile:
    size = file.stat().st_size if isinstance(file, Path) else file.getbuffer().nbytes
    try:
        opened = zipfile.ZipFile(file)
    except BROKEN_ZIP as e:
        raise ReadError("archive.broken") from e
    infos = opened.infolist()
    if len(infos) > MAX_MEMBERS:
        raise ReadError("archive.members", count=len(infos), limit=MAX_MEMBERS)
    if sum(i.compress_size for i in infos) > size:
        raise ReadError("archive.overlaps")
    return opened


def _is_hidden(name: str) -> bool:
    parts = name.split("/")
    return not name or parts[0] == "__MACOSX" or any(p.startswith((".", "~$")) for p in parts)


def _chunks(file: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int, error: ReadError) -> Iterator[bytes]:
    """Yield the bytes of a member, `error` raised past `limit`; what the zip says of its size is not believed. Raises what zipfile does."""
    size = _CHUNK if info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) else _SMALL_CHUNK
    with file.open(info) as member:
        while chunk := member.read(size):
            limit -= len(chunk)
            if limit < 0:
                raise error
            yield chunk
