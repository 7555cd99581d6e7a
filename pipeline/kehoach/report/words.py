"""The report's words and numbers in Vietnamese or English (data/report.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from kehoach.errors import Lang, message


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads((resources.files("kehoach") / "data" / "report.toml").read_text("utf-8"))


class Words:
    """Strings, numbers and dates of one language.

    >>> say = Words("vi")
    >>> say("more_rows", shown=say.number(50), all=say.number(1200), file="citations.csv")
    'Bảng chỉ ghi 50 dòng đầu trong 1.200 dòng; xem đủ ở citations.csv.'
    """

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang

    def __call__(self, key: str, **values: object) -> str:
        """Return the string `key`; raises KeyError for one that data/report.toml does not hold."""
        return _table()[key][self.lang].format(**values)

    def named(self, group: str, value: str | None) -> str:
        """Return the word for a value of a closed set (role, tag, level, relation); the value itself where it has no word.

        >>> Words("en").named("role", "objective+requirement"), Words("en").named("level", None)
        ('objectives + requirements', 'level not known')
        """
        parts = (value or "none").split("+")
        return " + ".join(_table().get(f"{group}.{part}", {self.lang: part})[self.lang] for part in parts)

    def number(self, value: int) -> str:
        """Return a whole number with the language's thousands mark."""
        return f"{value:,}".replace(",", "." if self.lang == "vi" else ",")

    def share(self, part: int, whole: int) -> str:
        """Return a percentage, – where there is nothing to share."""
        if not whole:
            return "–"
        text = f"{100 * part / whole:.0f}"
        return f"{text} %" if self.lang == "vi" else f"{text}%"

    def date(self, iso: str | None) -> str:
        """Return a date as printed in the language (day/month/year in Vietnamese), – where there is none."""
        if not iso:
            return "–"
        return "/".join(reversed(iso.split("-"))) if self.lang == "vi" else iso

    def reason(self, key: str, values: dict[str, object]) -> str:
        """Return why a file couldn't be read; the key itself where the message is of another version of the program."""
        try:
            return message(key, self.lang, **values)
        except KeyError:
            return key
