"""The errors that kehoach raises. Each names the file, the place and what to do, in Vietnamese or English."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Literal, Self

Lang = Literal["vi", "en"]


@cache
def _messages() -> dict[str, dict[str, str]]:
    text = (resources.files("kehoach") / "data" / "messages.toml").read_text("utf-8")
    return tomllib.loads(text)


def message(key: str, lang: Lang = "vi", **values: object) -> str:
    """Return the message `key` in `lang` with `values` filled in.

    Raises KeyError for a key that data/messages.toml does not hold.

    >>> message("file.empty", "en")
    'the file is empty: nothing to read'
    """
    return _messages()[key][lang].format(**values)


class KehoachError(Exception):
    """Base of all errors: a message key, its values, the file and the place in it."""

    def __init__(
        self, key: str, *, path: str | None = None, place: str | None = None, values: Mapping[str, object] | None = None, **more: object
    ) -> None:
        self.key, self.path, self.place = key, path, place
        self.values = dict(values or {}) | more
        super().__init__(key)

    def explain(self, lang: Lang = "vi") -> str:
        """Return one line: file, place, what is wrong and what to do."""
        where = ": ".join(x for x in (self.path, self.place) if x)
        what = message(self.key, lang, **self.values)
        return f"{where}: {what}" if where else what

    def named(self, path: str) -> Self:
        """Return the same error as one of the file `path`."""
        return type(self)(self.key, path=path, place=self.place, values=self.values)

    def __str__(self) -> str:
        return self.explain("vi")

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.key, self.path, self.place, self.values)


def _rebuild(kind: type[KehoachError], key: str, path: str | None, place: str | None, values: dict[str, object]) -> KehoachError:
    return kind(key, path=path, place=place, values=values)


class ReadError(KehoachError):
    """A file that can't be read as text."""


class RuleError(KehoachError):
    """A data table that breaks its own form."""


class CatalogueError(KehoachError):
    """A user's catalogue, or a list for it, that can't be read."""


class StoreError(KehoachError):
    """A corpus database that can't be opened or is of another schema."""
