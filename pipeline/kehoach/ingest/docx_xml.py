"""Small helpers for WordprocessingML elements (lxml, untyped)."""

from __future__ import annotations

from functools import cache
from typing import Any

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PRESERVED = "{http://www.w3.org/XML/1998/namespace}space"
"""The attribute that keeps white space at the ends of a text."""

_OFF = frozenset({"0", "false", "off"})


@cache
def w(path: str) -> str:
    """Return names of the main namespace, parted by slashes, as lxml writes them.

    >>> w("p")
    '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p'
    """
    return "/".join(f"{{{_MAIN}}}{name}" for name in path.split("/"))


def value(parent: Any, path: str) -> str | None:
    """Return the w:val of the element at `path` below `parent`, None where either is missing."""
    found = None if parent is None else parent.find(w(path))
    return None if found is None else found.get(w("val"))


def flag(parent: Any, name: str) -> bool | None:
    """Return an on/off property, None where it is not given; one without a value is on."""
    found = None if parent is None else parent.find(w(name))
    return None if found is None else found.get(w("val")) not in _OFF


def attribute(element: Any, name: str) -> str:
    """Return an attribute of the main namespace, "" where it is not given."""
    return element.get(w(name)) or ""
