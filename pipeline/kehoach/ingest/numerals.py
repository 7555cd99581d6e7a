"""Numbers as lists print them."""

from __future__ import annotations

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


def ordinal(number: int) -> str:
    """Return an ordinal number in Vietnamese words.

    >>> ordinal(1), ordinal(2), ordinal(4)
    ('thứ nhất', 'thứ hai', 'thứ tư')
    """
    return f"thứ {'nhất' if number == 1 else 'tư' if number == 4 else spelled(number)}"
