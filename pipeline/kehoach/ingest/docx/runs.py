"""What a Word paragraph holds, run by run, and what in a run stands for text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kehoach.ingest.docx.symbols import shown
from kehoach.ingest.docx.xml import ALTERNATE, BOX, attribute, chosen, m, value, w

_PLAIN = frozenset(map(w, ("ins", "moveTo", "hyperlink", "smartTag", "sdtContent", "customXml", "fldSimple", "bdo", "dir")))
_CHARACTERS = {w("tab"): "\t", w("ptab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
SHAPES = frozenset((*map(w, ("drawing", "pict", "object")), ALTERNATE))
"""What in a run may hold text boxes."""
_RUN, _TEXT, _SIGN, _RUBY, _SDT = map(w, ("r", "t", "sym", "ruby", "sdt"))
_MATH = frozenset(map(m, ("oMath", "oMathPara")))
_VML = "{urn:schemas-microsoft-com:vml}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_TOP = re.compile(r"(?:^|;)margin-top:(-?\d{1,4}(?:\.\d{1,4})?)pt")
_OFFSET = re.compile(r"-?[0-9]{1,9}")
POINT = 12_700
"""Units of drawings in a point."""
LINE = 18 * POINT
"""Height of a line of 14 points."""


def unwrapped(parent: Any) -> Iterator[Any]:
    """Yield the children of an element; those in links, controls, fields and insertions as if they stood outside of these.

    A control that shows only the words that ask for its text holds none. Of alternatives the one that is read is taken.
    """
    for child in parent:
        tag = child.tag
        if tag in _PLAIN:
            yield from unwrapped(child)
        elif tag == _SDT:
            if child.find(w("sdtPr/showingPlcHdr")) is None:
                yield from unwrapped(child)
        elif tag == ALTERNATE:
            branch = chosen(child)
            yield from () if branch is None else unwrapped(branch)
        else:
            yield child


def runs(paragraph: Any) -> Iterator[Any]:
    """Yield the runs of a paragraph, those in links, fields and insertions too, in the order in which `Place.run` counts them."""
    return (child for child in unwrapped(paragraph) if child.tag == _RUN)


def pieces(run: Any) -> Iterator[tuple[Any, str]]:
    """Yield the elements of a run, each with the text that it stands for, "" where it stands for none."""
    for child in run:
        tag = child.tag
        if tag == _TEXT:
            yield child, child.text or ""
        elif tag in _CHARACTERS:
            yield child, _CHARACTERS[tag]
        elif tag == _SIGN:
            code = attribute(child, "char")
            yield child, shown(chr(int(code, 16)), attribute(child, "font") or "symbol") if _is_code(code) else ""
        elif tag == _RUBY:
            for base in child.iterfind(w("rubyBase/r")):
                yield from pieces(base)
        elif tag == ALTERNATE and next(child.iter(BOX), None) is None:
            branch = chosen(child)
            yield from () if branch is None else pieces(branch)
        else:
            yield child, ""


def _is_code(code: str) -> bool:
    return 0 < len(code) <= 4 and all(c in "0123456789abcdefABCDEF" for c in code) and not 0xD800 <= int(code, 16) < 0xE000


def boxes(shape: Any) -> Iterator[Any]:
    """Yield the contents of the text boxes of a shape (a child of a run), those that stand in another box not."""
    for child in _drawn(shape):
        if child.tag == BOX:
            yield child
        else:
            yield from boxes(child)


def _drawn(shape: Any) -> Any:
    """Return a shape, of alternatives the one that is read; nothing where there is none."""
    branch = chosen(shape) if shape.tag == ALTERNATE else shape
    return () if branch is None else branch


def stands_above(shape: Any) -> bool:
    """Say whether a shape is drawn above the paragraph that holds it, by more than a line's height."""
    for position in shape.iter(f"{_DRAWING}positionV"):
        offset = _OFFSET.fullmatch(position.findtext(f"{_DRAWING}posOffset") or "")
        return offset is not None and position.get("relativeFrom") in {"paragraph", "line"} and int(offset[0]) < -LINE
    styles = (e.get("style") or "" for e in shape.iter() if isinstance(e.tag, str) and e.tag.startswith(_VML))
    tops = (found for style in styles if (found := _TOP.search(style)))
    return any(float(top[1]) * POINT < -LINE for top in tops)


def word_art(shape: Any) -> Iterator[str]:
    """Yield the words that a shape draws as a picture."""
    for child in _drawn(shape):
        if child.tag == f"{_VML}textpath":
            yield from [words] if (words := (child.get("string") or "").strip()) else []
        elif child.tag != BOX:
            yield from word_art(child)


def is_formula(element: Any) -> bool:
    """Say whether a child of a paragraph is a formula."""
    return element.tag in _MATH


def formula(element: Any) -> str:
    """Return the text of a formula on one line: `a/b` for a fraction, else its signs one after the other."""
    if element.tag == m("t"):
        return element.text or ""
    if element.tag == m("f"):
        over, under = (formula(e) if (e := element.find(m(name))) is not None else "" for name in ("num", "den"))
        return f"{over}/{under}"
    if element.tag == m("d"):
        return f"({''.join(map(formula, element))})"
    return "".join(map(formula, element))


def is_large_letter(properties: Mapping[str, Any]) -> bool:
    """Say whether a paragraph with these properties is the large letter that the next one begins with."""
    frame = properties.get(w("framePr"))
    return frame is not None and attribute(frame, "dropCap") in {"drop", "margin"}


def is_contents(control: Any) -> bool:
    """Say whether a control holds a table of contents that Word made."""
    gallery = value(control, "sdtPr/docPartObj/docPartGallery")
    return control.tag == _SDT and gallery is not None and "table of contents" in gallery.lower()
