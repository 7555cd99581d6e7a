"""How Word draws the numbers and bullets of its lists."""

from __future__ import annotations

from collections.abc import Callable

from kehoach.ingest.docx.symbols import shown
from kehoach.ingest.numerals import FORMATS, in_english, letters, spelled

_DASHES = "-–—−‐‑‒―­"
_FOOTNOTE_SIGNS = "*†‡§"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"


def _from(first: str, count: int) -> Callable[[int], str]:
    """Return a format whose `count` signs follow each other in Unicode; what comes after them is in digits."""
    return lambda n: chr(ord(first) + n - 1) if 0 < n <= count else str(n)


def _ordinal_end(n: int) -> str:
    return "th" if n // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")


_FORMATS: dict[str, Callable[[int], str]] = {
    **FORMATS,
    "none": lambda _: "",
    "hex": lambda n: f"{n:X}",
    "numberInDash": lambda n: f"- {n} -",
    "ordinal": lambda n: f"{n}{_ordinal_end(n)}",
    "cardinalText": lambda n: in_english(n).capitalize(),
    "ordinalText": lambda n: in_english(n, ordinal=True).capitalize(),
    "vietnameseCounting": spelled,
    "chicago": lambda n: letters(n, _FOOTNOTE_SIGNS),
    "russianLower": lambda n: letters(n, _RUSSIAN),
    "russianUpper": lambda n: letters(n, _RUSSIAN).upper(),
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
}


def number(n: int, form: str) -> str:
    """Return a list number in a format of Word (w:numFmt); a format such as `001` gives the digits to fill up to.

    >>> number(3, "upperRoman"), number(5, "decimalEnclosedCircle"), number(7, "001"), number(2, "ordinalText"), number(23, "ordinal")
    ('III', '⑤', '007', 'Second', '23rd')
    """
    if form.isdecimal():
        return f"{n:0{min(len(form), 9)}}"
    return _FORMATS.get(form, str)(n)


def bullet(text: str, font: str) -> str:
    """Return a bullet as the text has it: a dash, a plus, a star, or a round bullet for all other signs.

    >>> bullet("\\uf0b7", "Symbol"), bullet("–", ""), bullet("\\uf02d", "Symbol"), bullet("o", "Courier New"), bullet("+", "")
    ('•', '-', '-', '•', '+')
    """
    sign = shown(text.strip(), font)
    if sign[:1] in _DASHES:
        return "-"
    return sign if sign in {"+", "*"} else "•"
