"""Which files below a folder can be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".dot": "application/msword",
    ".rtf": "application/rtf",
    ".odt": "application/vnd.oasis.opendocument.text",
}

SUFFIXES = frozenset(MEDIA_TYPES)


def files(folder: Path) -> Iterator[Path]:
    """Yield the files below `folder` whose suffix is in SUFFIXES, in sorted order of their paths' parts.

    Hidden files and folders (`.x`) and Word's lock files (`~$x.docx`) are passed over. Links to folders are followed, each folder once,
    so that a loop ends. A file that can't be opened is yielded too: reading it says why. A folder that can't be listed yields nothing.
    """
    yield from _below(folder, set())


def _below(folder: Path, seen: set[Path]) -> Iterator[Path]:
    real = folder.resolve()
    if real in seen:
        return
    seen.add(real)
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return
    for path in paths:
        if path.name.startswith((".", "~$")):
            continue
        if path.is_dir():
            yield from _below(path, seen)
        elif path.suffix.lower() in SUFFIXES:
            yield path
