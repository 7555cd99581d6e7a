"""Numbers as lists print them."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"),
    (4, "iv"), (1, "i"),
)  # fmt: skip


def roman(number: int) -> str:
    """Return a number in lower-case Roman digits.

    >>> roman(1994)
    'mcmxciv'
    """
    found = ""
    for value, digits in _ROMAN:
        count, number = divmod(number, value)
        found += digits * count
    return found


def letters(number: int) -> str:
    """Return a number (from 1) as lists letter it: a … z, aa, bb …

    >>> letters(2), letters(28)
    ('b', 'bb')
    """
    turns, at = divmod(number - 1, 26)
    return chr(ord("a") + at) * (turns + 1)
