"""Word files set in fonts from before Unicode: their letters made what the fonts show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kehoach.ingest.docx.runs import runs
from kehoach.ingest.docx.styles import Styles, given
from kehoach.ingest.docx.xml import PRESERVED, VAL, all_text, attribute, own, properties, w
from kehoach.ingest.legacy.codes import claim_of
from kehoach.ingest.legacy.convert import Conversion
from kehoach.ingest.legacy.words import is_suspect

UNICODE_FONT = "Times New Roman"
"""The font that converted text is set in: what it was set in does not have its letters."""

_TEXT, _SOFT_HYPHEN, _SIGN = map(w, ("t", "softHyphen", "sym"))
_LOOK, _FONTS, _PROPERTIES = map(w, ("rPr", "rFonts", "pPr"))
_NAMES = (w("ascii"), w("hAnsi"), w("font"))
_P_STYLE, _R_STYLE = w("pStyle"), w("rStyle")

_Piece = tuple[Any, str, str]
"""An element of a run, the characters that it stands for, and their font."""


def convert(roots: Iterable[Any], styles: Styles) -> tuple[str, ...]:
    """Turn the text below elements that is in TCVN3 or VNI into Unicode, in place; return notes on what was converted.

    `styles` says which fonts the runs take from their styles.
    """
    roots = list(roots)
    if not any(_may_be_old(root, styles) for root in roots):
        return ()
    found = [list(_pieces(p, styles)) for root in roots for p in root.iter(w("p"))]
    conversion = Conversion.of([(text, font) for _, text, font in p] for p in found)
    for pieces in found:
        texts = conversion.texts([(text, font) for _, text, font in pieces])
        for (element, text, _), new in zip(pieces, texts, strict=True):
            if new != text:
                _replace(element, new)
    return conversion.notes


def _may_be_old(root: Any, styles: Styles) -> bool:
    """Say whether any font, or any word, is one that text from before Unicode has: in most documents there is none to judge."""
    names, keys = set[str](), set[str]()
    for e in root.iter(_FONTS, _SIGN, _P_STYLE, _R_STYLE):
        keys.add(e.get(VAL) or "")
        names.update(e.get(key) or "" for key in _NAMES)
    return any(claim_of(name) for name in names | styles.fonts(keys)) or is_suspect(all_text(root))


def _pieces(paragraph: Any, styles: Styles) -> Iterator[_Piece]:
    """Yield what stands for characters in a paragraph; Word keeps the TCVN3 code of ư, a soft hyphen, as an element of its own."""
    style = styles.style_of(properties(paragraph, _PROPERTIES))
    for run in runs(paragraph):
        font = styles.look(given(own(run, _LOOK)), style).font
        for child in run:
            if child.tag == _TEXT:
                yield child, child.text or "", font
            elif child.tag == _SOFT_HYPHEN:
                yield child, "\u00ad", font
            elif child.tag == _SIGN and claim_of(attribute(child, "font")):
                yield child, _sign(attribute(child, "char")), attribute(child, "font")


def _sign(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _replace(element: Any, text: str) -> None:
    """Put converted text in an element's place, in a font that has its letters."""
    element.tag = _TEXT
    element.attrib.clear()
    element.set(PRESERVED, "preserve")
    element.text = text
    fonts = _made(_made(element.getparent(), _LOOK), _FONTS)
    fonts.attrib.clear()
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(w(name), UNICODE_FONT)


def _made(parent: Any, name: str) -> Any:
    """Return the child of this name, made as the first one where there is none."""
    found = parent.find(name)
    if found is None:
        found = parent.makeelement(name)
        parent.insert(0, found)
    return found
