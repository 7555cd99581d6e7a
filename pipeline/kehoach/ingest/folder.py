"""Which files below a folder, or in a packed one, can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kehoach.errors import ReadError
from kehoach.ingest.archive import open_archive
from kehoach.ingest.kinds import ARCHIVES, PACKED, SUFFIXES, suffix_of
from kehoach.ingest.names import distinct, shown


@dataclass(slots=True)
class Found:
    """The files that a reader knows, by the names they are kept under; `passed` counts the others by suffix ("" for none)."""

    files: dict[str, Path] = field(default_factory=dict)
    passed: Counter[str] = field(default_factory=Counter)


def find(folder: Path) -> Found:
    """Return the files below `folder` whose suffix a reader knows, sorted by their paths' parts; a zip is a folder of its members.

    Names are relative to `folder`, their letters composed and no two alike. Hidden files and folders (`.x`) and Word's lock files
    (`~$x.docx`) are no files. Links to folders are followed, each folder once, so that a loop ends. What can't be opened (a file, a zip, a
    packed folder of another kind) is found too: reading it says why. A folder that can't be listed holds nothing. `folder` may be a zip.
    """
    found = Found()
    paths = list(_of_archive(folder, found) if folder.is_file() else _below(folder, set(), found))
    names = distinct(shown(p.relative_to(folder).as_posix()) for p in paths)
    found.files = dict(zip(names, paths, strict=True))
    return found


def _below(folder: Path, seen: set[Path], found: Found) -> Iterator[Path]:
    real = folder.resolve()
    if real in seen:
        return
    seen.add(real)
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return
    for path in paths:
        suffix = suffix_of(path.name)
        if path.name.startswith((".", "~$")):
            continue
        if path.is_dir():
            yield from _below(path, seen, found)
        elif suffix in ARCHIVES:
            yield from _of_archive(path, found)
        elif suffix in SUFFIXES or suffix in PACKED:
            yield path
        else:
            found.passed[suffix] += 1


def _of_archive(path: Path, found: Found) -> Iterator[Path]:
    try:
        archive = open_archive(path)
        names = list(archive.files())
    except (ReadError, OSError):
        yield path
        return
    found.passed += archive.passed
    yield from (path / name for name in names)
