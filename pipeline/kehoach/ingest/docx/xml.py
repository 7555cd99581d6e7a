"""Small helpers for WordprocessingML elements (lxml, untyped)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
PRESERVED = "{http://www.w3.org/XML/1998/namespace}space"
"""The attribute that keeps white space at the ends of a text."""
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION, DIAGRAM_DATA = f"{{{_RELATIONS}}}id", f"{{{_RELATIONS}}}dm"
"""The attributes that name a relationship of the part: in general, and that to the words of a diagram."""
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"

OFF = frozenset({"0", "false", "off"})
LARGEST = 32767
"""Numbers that Word counts with end here; a larger one in a file is an error or an attack."""


@cache
def w(path: str) -> str:
    """Return names of the main namespace, parted by slashes, as lxml writes them.

    >>> w("p")
    '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p'
    """
    return "/".join(f"{{{_MAIN}}}{name}" for name in path.split("/"))


def m(name: str) -> str:
    """Return a name of the namespace of formulas as lxml writes it."""
    return f"{{{_MATH}}}{name}"


VAL = w("val")
ALTERNATE, CHOICE, FALLBACK = (f"{{{_COMPATIBILITY}}}{name}" for name in ("AlternateContent", "Choice", "Fallback"))
BOX = w("txbxContent")


def value(parent: Any, path: str) -> str | None:
    """Return the w:val of the element at `path` below `parent`, None where either is missing."""
    found = None if parent is None else parent.find(w(path))
    return None if found is None else found.get(VAL)


def own(parent: Any, name: str) -> Any:
    """Return the child of an element that comes before all others where it is given at all, None where it has none of this name."""
    first = parent[0] if len(parent) else None
    return first if first is None or first.tag == name else parent.find(name)


def properties(element: Any, name: str) -> Mapping[str, Any]:
    """Return the elements of a paragraph's (row's, cell's) properties by their names; none where there are none."""
    found = own(element, name)
    return {} if found is None else {e.tag: e for e in found}


def flag(parent: Any, name: str) -> bool | None:
    """Return an on/off property, None where it is not given; one without a value is on."""
    found = None if parent is None else parent.find(w(name))
    return None if found is None else found.get(VAL) not in OFF


def attribute(element: Any, name: str) -> str:
    """Return an attribute of the main namespace, "" where it is not given."""
    return element.get(w(name)) or ""


def whole(text: str | None, default: int) -> int:
    """Return a whole number as a file gives it, `default` where it gives none or one that Word can't count with.

    >>> whole("3", 0), whole("3.5", 1), whole(None, 2), whole("99999999999", 1)
    (3, 1, 2, 1)
    """
    found = int(text) if text and len(text) < 7 and text.lstrip("-").isdecimal() else default
    return found if abs(found) <= LARGEST else default


def all_text(root: Any) -> str:
    """Return all characters below an element, whatever they stand for."""
    from lxml import etree

    return str(etree.tostring(root, method="text", encoding="unicode"))


def chosen(alternate: Any) -> Any:
    """Return the branch of an mc:AlternateContent that is read: the first that holds text, else the first, None where it has none."""
    branches = [e for e in alternate if e.tag in (CHOICE, FALLBACK)]
    told = (b for b in branches if next(b.iter(BOX, w("r"), w("t"), w("tbl"), w("p")), None) is not None)
    return next(told, next(iter(branches), None))


def paragraphs(root: Any) -> Iterator[Any]:
    """Yield the paragraphs below `root` in the order of the file: those in cells, controls and text boxes too, each box once."""
    passed: set[Any] = set()
    for e in root.iter(w("p"), ALTERNATE):
        if e.tag == ALTERNATE:
            branch = chosen(e)
            passed.update(p for other in e if other is not branch for p in other.iter(w("p")))
        elif e not in passed:
            yield e
