"""The parts of a Word file: found by their relationships, parsed without trust in what they say."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kehoach.errors import ReadError
from kehoach.ingest.docx.xml import w
from kehoach.ingest.kinds import BROKEN_ZIP

_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
"""The namespaces of ISO/IEC 29500 Strict, with those of the transitional form that says the same."""

_BROKEN = (SyntaxError, *BROKEN_ZIP)


@dataclass(slots=True)
class Package:
    """An open Word file: its document, and the parts that this one refers to."""

    root: Any
    _file: zipfile.ZipFile
    _names: dict[str, str]
    _targets: dict[str, tuple[str, str]]
    """For each relationship of the document the last word of its type, and the part's name."""
    unread: list[str] = field(default_factory=list)
    """Names of the parts that could not be read."""

    @classmethod
    def of(cls, data: bytes) -> Package:
        """Open the bytes of a file; raises ReadError `docx.broken`."""
        try:
            file = zipfile.ZipFile(io.BytesIO(data))
            names = {_key(name): name for name in file.namelist()}
            main = _main(file, names)
            found = cls(parse(file.read(names[main])), file, names, dict(_relationships(file, names, main)))
        except _BROKEN as e:
            raise ReadError("docx.broken") from e
        if found.body is None:
            raise ReadError("docx.broken")
        return found

    @property
    def body(self) -> Any:
        """The element that holds the text."""
        return self.root.find(w("body"))

    def part(self, kind: str) -> Any:
        """Return the root of the part of a kind (`styles`, `numbering` …), None where there is none to be read."""
        return next((self._parsed(name) for own, name in self._targets.values() if own == kind), None)

    def related(self, key: str) -> Any:
        """Return the root of the part that a relationship names, None where there is none to be read."""
        return self._parsed(self._targets[key][1]) if key in self._targets else None

    def _parsed(self, name: str) -> Any:
        try:
            return parse(self._file.read(self._names[name]))
        except _BROKEN:
            self.unread.append(name)
            return None


def parse(data: bytes) -> Any:
    """Return the root of an XML part in transitional namespaces.

    Raises ValueError for a part with a document type (which may define entities), SyntaxError for one that is no XML.
    """
    from lxml import etree

    if b"http://purl.oclc.org/ooxml/" in data:
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True))
    if root.getroottree().docinfo.doctype:
        raise ValueError("a document type is no part of a Word file")
    return root


def _key(name: str) -> str:
    """Return a part's name in the form in which it is looked up: letter case and the kind of slash say nothing."""
    return posixpath.normpath(name.replace("\\", "/").lstrip("/")).lower()


def _main(file: zipfile.ZipFile, names: dict[str, str]) -> str:
    """Return the key of the part that holds the document; raises KeyError where there is none."""
    given = (name for kind, name in dict(_relationships(file, names, "")).values() if kind == "officeDocument")
    return next(given, None) or min(name for name in names if name.startswith("word/document") and name.endswith(".xml"))


def _relationships(file: zipfile.ZipFile, names: dict[str, str], part: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield id, (last word of the type, key of the part) of the relationships of a part; those that lead to no part of the file not."""
    folder, base = posixpath.split(part)
    own = names.get(_key(f"{folder}/_rels/{base}.rels"))
    if own is None:
        return
    for e in parse(file.read(own)):
        target = e.get("Target") or ""
        name = _key(target if target.startswith("/") else f"{folder}/{target}")
        if e.get("TargetMode") != "External" and name in names:
            yield e.get("Id") or "", ((e.get("Type") or "").rpartition("/")[2], name)
