"""When two values are the same, and which read item stands for which gold one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

Ends = tuple[int, int]
A = TypeVar("A")
B = TypeVar("B")

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_MARKUP = re.compile(r"</?\w+>|[*_\"“”'’‘]")
_SPACE = re.compile(r"\s+")


def fold(value: object) -> str:
    """Return a printed value without differences of case, dash, quotation marks, bold and space; None gives "".

    >>> fold("**KẾ HOẠCH –** “Xanh” ;")
    'kế hoạch - xanh'
    """
    text = _DASHES.sub("-", unicodedata.normalize("NFC", str(value or "")).casefold()).replace("ð", "đ").replace("uỷ", "ủy")
    return _SPACE.sub(" ", _MARKUP.sub("", text)).strip(" .,;:")


def symbol_key(value: object) -> str:
    """Return a symbol without spaces and outer separators, folded.

    >>> symbol_key("QĐ - TTg/") == symbol_key("QĐ-TTg")
    True
    """
    return re.sub(r"\s", "", fold(value)).strip("/-")


def words_f1(a: object, b: object) -> float:
    """Return the F1 of the words that two values share, 1 where both are empty.

    >>> words_f1("Sở Nội vụ", "Sở Nội vụ tỉnh")
    0.8571428571428571
    """
    x, y = Counter(fold(a).split()), Counter(fold(b).split())
    if not x and not y:
        return 1.0
    common = (x & y).total()
    return 2 * common / (x.total() + y.total())


def same_type(a: object, b: object) -> bool:
    """Say whether two names of document types mean one: `Chương trình` and `Chương trình hành động` do."""
    x, y = fold(a), fold(b)
    return x == y or (bool(x and y) and (x.startswith(y + " ") or y.startswith(x + " ")))


def overlap(a: Ends, b: Ends) -> float:
    """Return how much of what two spans cover together both cover.

    >>> overlap((0, 10), (5, 15))
    0.3333333333333333
    """
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / (max(a[1], b[1]) - min(a[0], b[0])) if shared > 0 else 0.0


def pair(gold: Sequence[A], read: Sequence[B], likeness: Callable[[A, B], float], least: float) -> list[tuple[int, int]]:
    """Return index pairs, one to one, the likest first, none under `least`; of equals, the pair nearest in order, then the later."""
    found = [(likeness(g, r), -abs(i - j), i, j) for i, g in enumerate(gold) for j, r in enumerate(read)]
    left, right = set(range(len(gold))), set(range(len(read)))
    pairs = []
    for _, _, i, j in sorted((f for f in found if f[0] >= least), reverse=True):
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            pairs.append((i, j))
    return pairs
