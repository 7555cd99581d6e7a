"""Every row of every pattern table: its examples match, its counter-examples don't."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from kehoach.rules.fold import bare
from kehoach.rules.letters import expand

DATA = Path(str(resources.files("kehoach"))) / "data"
SEARCHED = {("citations.toml", "subject_end"), ("citations.toml", "relation"), ("citations.toml", "own_act"), ("citations.toml", "carrier")}
SEARCHED |= {("layout.toml", "motto"), ("layout.toml", "dangling"), ("headings.toml", "lead_in"), ("frame.toml", "issuing"), ("roles.toml", "role")}
WHOLE = {("layout.toml", t) for t in ("furniture", "layout_cell", "table_head", "remains", "annex", "signing")}
WHOLE |= {("headings.toml", t) for t in ("unlabelled", "caption", "column")} | {("citations.toml", "lead")}
FOLDED = {("roles.toml", "role")}
MINE = ("citations.toml", "frame.toml", "headings.toml", "layout.toml", "roles.toml")


def rows() -> list[tuple[str, str, dict[str, Any]]]:
    found = []
    for name in MINE:
        for table, entries in tomllib.loads((DATA / name).read_text("utf-8")).items():
            if isinstance(entries, list):
                found += [(name, table, row) for row in entries if "pattern" in row]
    return found


def matches(name: str, table: str, row: dict[str, Any], example: str) -> bool:
    pattern = re.compile(expand(row["pattern"]))
    text = bare(example) if (name, table) in FOLDED else example
    if (name, table) in SEARCHED:
        return pattern.search(text) is not None
    if (name, table) in WHOLE:
        return pattern.fullmatch(text) is not None
    return pattern.match(text) is not None


@pytest.mark.parametrize(("name", "table", "row"), rows(), ids=lambda x: x.get("id") if isinstance(x, dict) else x)
def test_examples_match_and_counter_examples_do_not(name: str, table: str, row: dict[str, Any]) -> None:
    assert row["examples"], "a row without examples proves nothing"
    assert row["counter"], "a row without counter-examples proves nothing"
    assert [e for e in row["examples"] if not matches(name, table, row, e)] == []
    assert [e for e in row["counter"] if matches(name, table, row, e)] == []


@pytest.mark.parametrize("file", sorted(p for p in DATA.rglob("*") if p.suffix in (".toml", ".csv")), ids=lambda p: p.name)
def test_tables_are_nfc_with_unix_line_ends(file: Path) -> None:
    data = file.read_bytes()
    assert b"\r" not in data
    assert unicodedata.is_normalized("NFC", data.decode("utf-8"))


def test_ids_are_unique_in_their_table() -> None:
    seen = [(name, table, row["id"]) for name, table, row in rows()]
    assert len(seen) == len(set(seen))


NESTED = re.compile(r"\([^()]*[+*][^()]*\)[+*]")


@pytest.mark.parametrize(("name", "table", "row"), rows(), ids=lambda x: x.get("id") if isinstance(x, dict) else x)
def test_patterns_repeat_no_repetition_of_the_same_letters(name: str, table: str, row: dict[str, Any]) -> None:
    """A long run of letters, digits or spaces is decided at once: no pattern takes time that grows with its square."""
    import time

    pattern = re.compile(expand(row["pattern"]))
    for text in ("a" * 20_000, "Aa " * 7_000, "1/" * 10_000, " " * 20_000, "và " * 7_000):
        started = time.process_time()
        pattern.match(text)
        assert time.process_time() - started < 2
