"""Zips made for tests, some of them as no program packs them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping


def packed(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of these members; a name that can't stand in a file system is packed all the same."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, data in members.items():
            file.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def renamed(data: bytes, name: str, raw: bytes) -> bytes:
    """Return a zip with the bytes `raw` in place of the name `name` (of as many ASCII letters), not said to be UTF-8."""
    assert len(raw) == len(name)
    return data.replace(name.encode("ascii"), raw)


def lying(data: bytes, size: int, name: str = "") -> bytes:
    """Return a zip that says of its member `name` (of every member where there is none) that it unpacks to `size` bytes."""
    out = bytearray(data)
    at = struct.unpack_from("<I", data, data.rindex(b"PK\x05\x06") + 16)[0]
    while data[at : at + 4] == b"PK\x01\x02":
        named, extra, comment = struct.unpack_from("<HHH", data, at + 28)
        if data[at + 46 : at + 46 + named].decode() == name or not name:
            struct.pack_into("<I", out, at + 24, size)
            struct.pack_into("<I", out, struct.unpack_from("<I", data, at + 42)[0] + 22, size)
        at += 46 + named + extra + comment
    return bytes(out)


def overlapping(data: bytes, times: int) -> bytes:
    """Return a zip of one member with `times` names for it, all of them leading to the same bytes."""
    end = data.rindex(b"PK\x05\x06")
    directory = struct.unpack_from("<I", data, end + 16)[0]
    entry = data[directory:end]
    out = bytearray(data[:directory] + entry * times + data[end:])
    struct.pack_into("<HHII", out, len(out) - 22 + 8, times, times, len(entry) * times, directory)
    return bytes(out)


def locked(data: bytes) -> bytes:
    """Return a zip of one member that is said to have a password."""
    end = data.rindex(b"PK\x05\x06")
    directory = struct.unpack_from("<I", data, end + 16)[0]
    out = bytearray(data)
    out[6] |= 1
    out[directory + 8] |= 1
    return bytes(out)
