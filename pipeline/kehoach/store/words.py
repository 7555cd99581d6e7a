"""Words and numbers of the pages in Vietnamese or English, for the views on a corpus."""

from __future__ import annotations

from collections.abc import Mapping

from kehoach.errors import Lang, message
from kehoach.rules.load import toml


def values(group: str) -> tuple[str, ...]:
    """Return the values of a group in the order in which pages list them.

    >>> values("tag")
    ('objective', 'content', 'duty', 'other', 'none')
    """
    return tuple(key.removeprefix(f"{group}.") for key in toml("values.toml") if key.startswith(f"{group}."))


class Words:
    """Strings of one table (data/NAME.toml), words for values (data/values.toml), numbers and dates in one language.

    >>> say = Words("vi", "report")
    >>> say("more_rows", shown=say.number(50), all=say.number(1200), file="citations.csv")
    'Bảng chỉ ghi 50 dòng đầu trong 1.200 dòng; xem đủ ở citations.csv.'
    """

    def __init__(self, lang: Lang, table: str) -> None:
        self.lang: Lang = lang
        self._strings: Mapping[str, Mapping[str, str]] = toml(f"{table}.toml")
        self._values: Mapping[str, Mapping[str, str]] = toml("values.toml")

    def __call__(self, key: str, **values: object) -> str:
        """Return the string `key`; raises KeyError for one that the table does not hold."""
        return self._strings[key][self.lang].format(**values)

    def named(self, group: str, value: str | None) -> str:
        """Return the word for a value of a closed set (role, tag, level, relation); the value itself where it has no word.

        >>> Words("en", "report").named("role", "objective+requirement"), Words("en", "report").named("level", None)
        ('objectives + requirements', 'level not known')
        """
        parts = (value or "none").split("+")
        return " + ".join(self._values.get(f"{group}.{part}", {self.lang: part})[self.lang] for part in parts)

    def number(self, value: int) -> str:
        """Return a whole number with the language's thousands mark."""
        return f"{value:,}".replace(",", "." if self.lang == "vi" else ",")

    def share(self, part: int, whole: int) -> str:
        """Return a percentage, – where there is nothing to share."""
        if not whole:
            return "–"
        text = "<1" if 0 < 200 * part < whole else f"{100 * part / whole:.0f}"
        return f"{text} %" if self.lang == "vi" else f"{text}%"

    def date(self, iso: str | None) -> str:
        """Return a date as printed in the language (day/month/year in Vietnamese), – where there is none."""
        if not iso:
            return "–"
        return "/".join(reversed(iso.split("-"))) if self.lang == "vi" else iso

    def why(self, reason: str) -> str:
        """Return why a citation is not resolved; the resolver's own words where they have no translation.

        >>> Words("vi", "report").why("issuer's place is open: Sở Nội vụ")
        'không rõ địa phương của cơ quan ban hành: Sở Nội vụ'
        """
        return self._told(reason, "reason")

    def refusal(self, reason: str) -> str:
        """Return why a row of a list is not taken in: as for a citation, or for what a table alone can have."""
        return self._told(reason, "refusal", "reason")

    def source(self, source: str | None) -> str:
        """Return where an entry of the catalogue is known from; the words of its table where they have no translation."""
        return self._told(source or "not verified", "source")

    def _told(self, text: str, *groups: str) -> str:
        head, colon, name = text.partition(": ")
        told = (self._values[f"{group}.{head}"][self.lang] for group in groups if f"{group}.{head}" in self._values)
        return next(told, head) + colon + name

    def reason(self, key: str, values: dict[str, object]) -> str:
        """Return why a file couldn't be read; the key itself where the message is of another version of the program."""
        try:
            return message(key, self.lang, **values)
        except KeyError:
            return key
