"""Pages and documents out of a string, as the plain reader would give them."""

from __future__ import annotations

from kehoach.normalise import normalise
from kehoach.records.document import Document
from kehoach.records.text import OffsetMap, Pages, Source
from kehoach.structure import structure


def pages(text: str, name: str = "case.txt") -> Pages:
    """Return `text` as the pages of a plain file."""
    return Pages(Source(name, "0" * 64, "text/plain"), text, text, OffsetMap.identity(len(text)))


def document(line: str) -> Document:
    """Return a small plan whose only unit is `line`."""
    return structure(normalise(pages(f"KẾ HOẠCH\n\nThử nghiệm\n\nI. NỘI DUNG\n\n{line}\n")))
