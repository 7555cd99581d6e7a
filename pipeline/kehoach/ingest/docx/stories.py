"""What a Word file holds beside its body: headers, footers, notes, and what is told about the file as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from kehoach.ingest.docx.package import Package
from kehoach.ingest.docx.xml import RELATION, attribute, flag, w

_REFERENCES = {w("headerReference"): "header", w("footerReference"): "footer"}
_CHANGES = {"insertion": w("ins"), "deletion": w("del"), "move": w("moveTo")}
_PICTURES = ("{http://schemas.openxmlformats.org/drawingml/2006/main}blip", "{urn:schemas-microsoft-com:vml}imagedata")


class Margin(NamedTuple):
    """A header or footer: which of the two, on which pages (`first`, `even`, `default`), and its text."""

    kind: str
    pages: str
    root: Any


def margins(package: Package) -> Iterator[Margin]:
    """Yield the headers and footers that are shown, each once, in the order of the sections."""
    even = bool(flag(package.part("settings"), "evenAndOddHeaders"))
    known: dict[tuple[str, str], str] = {}
    done: set[str] = set()
    for section in package.body.iter(w("sectPr")):
        if section.getparent().tag == w("sectPrChange"):
            continue
        for e in section:
            if e.tag in _REFERENCES:
                known[_REFERENCES[e.tag], attribute(e, "type") or "default"] = e.get(RELATION) or ""
        shown = {"first": bool(flag(section, "titlePg")), "even": even, "default": True}
        for (kind, pages), key in known.items():
            if key not in done and shown.get(pages):
                done.add(key)
                root = package.related(key)
                if root is not None:
                    yield Margin(kind, pages, root)


def notes(package: Package, kind: str) -> dict[str, Any]:
    """Return the notes of a kind (`footnote` or `endnote`) by their ids."""
    root = package.part(f"{kind}s")
    return {} if root is None else {attribute(e, "id"): e for e in root.iter(w(kind))}


def changes(package: Package) -> Iterator[str]:
    """Yield a remark on the tracked changes of the body, if it has any."""
    counts = Counter(e.tag for e in package.body.iter(*_CHANGES.values()) if not _is_told(e))
    told = ", ".join(f"{n} {name}{'s' if n > 1 else ''}" for name, tag in _CHANGES.items() if (n := counts[tag]))
    if told:
        yield f"tracked changes: {told}, read as if accepted"


def _is_told(change: Any) -> bool:
    """Say whether a change is that of the mark of a paragraph whose text tells of the same."""
    look = change.getparent()
    return look.tag == w("rPr") and look.getparent().tag == w("pPr") and look.getparent().getparent().find(change.tag) is not None


def pictures(package: Package) -> int:
    """Return how many pictures the body holds."""
    return sum(1 for _ in package.body.iter(*_PICTURES))
