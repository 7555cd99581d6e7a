"""What a Word paragraph shows, run by run, and what in a run stands for text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kehoach.ingest.docx_xml import flag, w

WRAPPERS = frozenset(map(w, ("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "bdo", "dir")))
"""Elements whose content is read as if it stood outside them."""

_CHARACTERS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def runs(parent: Any) -> Iterator[Any]:
    """Yield the runs below a paragraph, those in links, fields and insertions too; hidden ones are passed over."""
    for child in parent:
        if child.tag == w("r"):
            if not flag(child.find(w("rPr")), "vanish"):
                yield child
        elif child.tag in WRAPPERS:
            yield from runs(child)


def pieces(run: Any) -> Iterator[tuple[Any, str]]:
    """Yield the elements of a run that stand for text, each with its text."""
    for child in run:
        if child.tag == w("t"):
            yield child, child.text or ""
        elif child.tag in _CHARACTERS:
            yield child, _CHARACTERS[child.tag]


def boxes(run: Any) -> Iterator[Any]:
    """Yield the contents of the text boxes that a run holds."""
    for child in run:
        if child.tag in {w("drawing"), w("pict")}:
            yield from child.iter(w("txbxContent"))
        elif child.tag == f"{_COMPATIBILITY}AlternateContent":
            choice = child.find(f"{_COMPATIBILITY}Choice")
            if choice is not None:
                yield from choice.iter(w("txbxContent"))
