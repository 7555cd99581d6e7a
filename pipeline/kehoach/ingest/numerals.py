"""Numbers as lists print them."""

from __future__ import annotations

from collections.abc import Callable

from kehoach.rules.load import toml

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"),
    (4, "iv"), (1, "i"),
)  # fmt: skip
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_MOST_TURNS = 30
"""Word letters as far as thirty times the same letter, then begins again."""


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


def letters(number: int, alphabet: str = "abcdefghijklmnopqrstuvwxyz") -> str:
    """Return a number (from 1) as lists letter it: a … z, aa, bb …; "" for a number below 1.

    >>> letters(2), letters(28), letters(0)
    ('b', 'bb', '')
    """
    turns, at = divmod(number - 1, len(alphabet))
    return alphabet[at] * (turns % _MOST_TURNS + 1) if number > 0 else ""


def spelled(number: int) -> str:
    """Return a number from 0 to 999 in Vietnamese words, a larger one in digits.

    >>> [spelled(n) for n in (5, 10, 15, 21, 24, 105, 310)]
    ['năm', 'mười', 'mười lăm', 'hai mươi mốt', 'hai mươi tư', 'một trăm linh năm', 'ba trăm mười']
    """
    if not 0 <= number <= 999:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = [_DIGITS[hundreds], "trăm"] if hundreds else []
    if tens:
        words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    elif hundreds and ones:
        words.append("linh")
    last = {1: "mốt", 4: "tư"}.get(ones, "") if tens > 1 else ""
    if ones or not number:
        words.append(last or ("lăm" if tens and ones == 5 else _DIGITS[ones]))
    return " ".join(words)


def in_english(number: int, *, ordinal: bool = False) -> str:
    """Return a number from 0 to 99 in English words, a larger one in digits.

    >>> [in_english(n) for n in (1, 12, 21)], [in_english(n, ordinal=True) for n in (1, 12, 20, 21)]
    (['one', 'twelve', 'twenty-one'], ['first', 'twelfth', 'twentieth', 'twenty-first'])
    """
    if not 0 <= number <= 99:
        return str(number)
    words = toml("numerals.toml")["english"]
    small, tens = (words["ordinal"], words["tens_ordinal"]) if ordinal else (words["cardinal"], words["tens"])
    if number < len(small):
        return str(small[number])
    ten, one = divmod(number, 10)
    return f"{words['tens'][ten - 2]}-{small[one]}" if one else str(tens[ten - 2])


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02}",
    "lowerLetter": letters,
    "upperLetter": lambda n: letters(n).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda n: roman(n).upper(),
}
"""The formats that every kind of list has, by their names in Word."""
