"""Names of files as they are shown and kept: one form of each letter, nothing that steers a terminal, no two alike."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Iterable
from pathlib import PurePosixPath

from kehoach.ingest.encoding import VIETNAMESE
from kehoach.ingest.syllables import vietnamese_share

_UTF8 = 0x800
"""Flag of a zip's member: its name is UTF-8."""

_UNICODE_PATH = 0x7075
"""Extra field of a zip's member: its name in UTF-8 (Info-ZIP)."""


def shown(name: str) -> str:
    """Return a file's name in composed letters, spaces for control characters; bytes that are no UTF-8 as Windows-1258 or escaped.

    >>> shown("Ke\\u0302\\u0301 hoa\\u0323ch\\n5.txt"), shown("k\\udce9.txt")
    ('Kế hoạch 5.txt', 'ké.txt')
    """
    if any("\ud800" <= c <= "\udfff" for c in name):
        name = _one_byte(name.encode("utf-8", "surrogateescape"), "")
    clean = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in name)
    return unicodedata.normalize("NFC", clean)


def distinct(names: Iterable[str]) -> list[str]:
    """Return the names with a number on each that was there before.

    >>> distinct(["a.txt", "b.txt", "a.txt", "a.txt"])
    ['a.txt', 'b.txt', 'a (2).txt', 'a (3).txt']
    """
    taken: dict[str, int] = {}
    found: list[str] = []
    for name in names:
        again = name
        while again in taken:
            taken[name] += 1
            path = PurePosixPath(name)
            again = path.with_name(f"{path.stem} ({taken[name]}){path.suffix}").as_posix()
        taken[again] = 1
        found.append(again)
    return found


def member_name(info: zipfile.ZipInfo) -> str:
    """Return the name of a zip's member as a path of names: no root, no drive, no way up; the letters of Vietnamese Windows read.

    >>> member_name(zipfile.ZipInfo("../../thư mục/./5.txt")), member_name(zipfile.ZipInfo("C:\\\\plans\\\\5.txt"))
    ('thư mục/5.txt', 'plans/5.txt')
    """
    parts = _decoded(info).replace("\\", "/").split("/")
    return "/".join(shown(p) for p in parts if p not in {"", ".", ".."} and not p.endswith(":"))


def _decoded(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _UTF8 or info.orig_filename.isascii():
        return info.orig_filename
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.orig_filename  # made here, never packed
    return _unicode_path(info.extra) or _one_byte(raw, info.orig_filename)


def _unicode_path(extra: bytes) -> str | None:
    """Return the name that the extra field 0x7075 holds: a version, a checksum, then UTF-8."""
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        if kind == _UNICODE_PATH and size > 5:
            return extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return None


def _one_byte(raw: bytes, otherwise: str) -> str:
    """Return bytes as UTF-8, else as Windows-1258 where that gives Vietnamese words, else `otherwise` or with escapes."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    windows = raw.decode("cp1258", "replace")
    words = windows.replace("_", " ").replace("-", " ").replace(".", " ")
    if "\ufffd" not in windows and vietnamese_share(words) >= VIETNAMESE:
        return windows
    return otherwise or raw.decode("utf-8", "backslashreplace")
