"""The words of the pages: both languages, all used, numbers and dates as each writes them."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import Any

import pytest

from kehoach.graph.levels import LEVELS
from kehoach.store.words import Words

DATA = resources.files("kehoach") / "data"
TABLES: dict[str, dict[str, Any]] = {
    name: tomllib.loads((DATA / f"{name}.toml").read_text("utf-8")) for name in ("report", "compare", "values")
}


def _code(*folders: str) -> str:
    files = [p for folder in folders for p in resources.files("kehoach").joinpath(folder).iterdir()]
    return "".join(p.read_text("utf-8") for p in files if p.name.endswith((".py", ".html")))


@pytest.mark.parametrize(("table", "key"), [(table, key) for table, strings in TABLES.items() for key in strings])
def test_every_string_is_in_both_languages_with_the_same_values(table: str, key: str) -> None:
    both = TABLES[table][key]
    assert set(both) == {"vi", "en"}
    assert set(re.findall(r"{(\w+)}", both["vi"])) == set(re.findall(r"{(\w+)}", both["en"]))


@pytest.mark.parametrize("table", ["report", "compare"])
def test_every_string_of_a_page_is_used(table: str) -> None:
    code = _code(table, f"{table}/templates")
    built = set(re.findall(r"f\"(\w+)\.{", code))  # f"files.{name}": the names stand in the same file
    unused = [key for key in TABLES[table] if f'"{key}"' not in code and key.split(".")[0] not in built and not key.endswith(".title")]
    assert unused == []
    for key in TABLES[table]:
        group, _, name = key.rpartition(".")
        assert not group or name in code, key


def test_every_level_has_a_word() -> None:
    assert {f"level.{name}" for name in (*LEVELS, "none")} == {key for key in TABLES["values"] if key.startswith("level.")}


def test_the_reasons_are_those_of_the_resolver() -> None:
    code = _code("resolve", "records", "rules")
    reasons = [key.removeprefix("reason.") for key in TABLES["values"] if key.startswith("reason.")]
    assert [reason for reason in reasons if reason not in code] == []
    assert Words("vi", "report").why("something new: X") == "something new: X"


def test_numbers_dates_and_shares_follow_the_language() -> None:
    vi, en = Words("vi", "report"), Words("en", "report")
    assert (vi.number(1234567), en.number(1234567)) == ("1.234.567", "1,234,567")
    assert (vi.date("2023-02-15"), en.date("2023-02-15"), vi.date(None)) == ("15/02/2023", "2023-02-15", "–")
    assert (vi.share(1, 3), en.share(1, 3), vi.share(0, 0), en.share(1, 500), en.share(0, 5)) == ("33 %", "33%", "–", "<1%", "0%")


def test_a_value_without_a_word_is_printed_as_it_is() -> None:
    assert Words("vi", "report").named("role", "strange") == "strange"
