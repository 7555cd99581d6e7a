"""The words of the command line, in the language chosen on it."""

from __future__ import annotations

import os
import sys
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kehoach.errors import Lang


def chosen(arguments: list[str]) -> Lang:
    """Return `vi` or `en`: `--lang` among the arguments, else KEHOACH_LANG, else vi. Help texts need it before they are parsed."""
    for i, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return _known(argument.removeprefix("--lang="))
        if argument == "--lang" and i + 1 < len(arguments):
            return _known(arguments[i + 1])
    return _known(os.environ.get("KEHOACH_LANG", "vi"))  # noqa: TID251  the command line may read the environment


def _known(name: str) -> Lang:
    return "en" if name == "en" else "vi"


def lang() -> Lang:
    """Return the language chosen on the command line."""
    return chosen(sys.argv[1:])


@cache  # read here and not by rules.load, which would make up a twentieth of the start of `--help`
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads((resources.files("kehoach") / "data" / "cli.toml").read_text("utf-8"))


def say(key: str, **values: object) -> str:
    """Return the text `key` of data/cli.toml in the chosen language with `values` filled in."""
    return _table()[key][lang()].format(**values)
