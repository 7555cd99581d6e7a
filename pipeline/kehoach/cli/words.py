"""The words of the command line, in the language chosen on it."""

from __future__ import annotations

import os
import sys
import tomllib
from functools import cache
from importlib import resources


def chosen(arguments: list[str]) -> str:
    """Return `vi` or `en`: `--lang` among the arguments, else KEHOACH_LANG, else vi. Help texts need it before they are parsed."""
    for i, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return _known(argument.removeprefix("--lang="))
        if argument == "--lang" and i + 1 < len(arguments):
            return _known(arguments[i + 1])
    return _known(os.environ.get("KEHOACH_LANG", "vi"))  # noqa: TID251  the command line may read the environment


def _known(lang: str) -> str:
    return lang if lang in ("vi", "en") else "vi"


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads((resources.files("kehoach") / "data" / "cli.toml").read_text("utf-8"))


def say(key: str, lang: str | None = None, **values: object) -> str:
    """Return the text `key` of data/cli.toml in `lang` (the chosen one by default) with `values` filled in."""
    return _table()[key][lang or chosen(sys.argv[1:])].format(**values)
