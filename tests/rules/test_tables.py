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
# how the code applies a table's patterns; those not named here match from a given place on
SEARCHED = {
    "checks.toml": {"again_before", "attached", "end_mark", "family", "given_before", "party_issuer", "slip"},
    "citations.toml": {
        "subject_end", "relation", "own_act", "carrier", "no_law", "unmade_law", "law_name_end", "capital_end", "asked", "issued", "own_act_mark",
        "unmade", "list_head", "other_number", "main_clause", "own_number", "row_issuer", "inside_name", "numbered_body", "list_item", "open_class", "behind_title", "ruled",
    },
    "frame.toml": {"issuing", "cut_name", "placeless", "tier", "locality"},
    "headings.toml": {"lead_in", "column"},
    "layout.toml": {"motto", "dangling", "right_column", "tab_gap"},
    "lookalikes.toml": {"pattern"},
    "ocr_repairs.toml": {"text"},
    "page_parts.toml": {"name"},
    "roles.toml": {"role"},
    "subtags.toml": {"heading"},
}  # fmt: skip
WHOLE = {
    "citations.toml": {"subject_part", "lead", "congress_place", "assembly_symbol", "amended_by", "list_line", "basis_column", "takes_objects"},
    "headings.toml": {"head_cell", "unlabelled", "caption", "enacting", "attached_plan"},
    "layout.toml": {
        "furniture", "layout_cell", "table_head", "remains", "doubtful", "annex", "signing", "person", "lone_name", "seal", "whole_word",
    },
    "page_furniture.toml": {"page_number", "stamp", "stamp_line", "filled_in"},
    "page_parts.toml": {"attribute"},
}  # fmt: skip
FOLDED = {"frame.toml": {"tier"}, "roles.toml": {"role"}}
MINE = (
    "checks.toml", "citations.toml", "coverage.toml", "frame.toml", "headings.toml", "kinds.toml", "layout.toml", "lookalikes.toml", "ocr_repairs.toml", "page_furniture.toml", "page_parts.toml", "roles.toml",
    "subtags.toml",
)  # fmt: skip


def rows() -> list[tuple[str, str, dict[str, Any]]]:
    found = []
    for name in MINE:
        for table, entries in tomllib.loads((DATA / name).read_text("utf-8")).items():
            if isinstance(entries, list):
                found += [(name, table, row) for row in entries if "pattern" in row]
    return found


def matches(name: str, table: str, row: dict[str, Any], example: str) -> bool:
    pattern = re.compile(expand(row["pattern"]))
    text = bare(example) if table in FOLDED.get(name, ()) else example
    if table in SEARCHED.get(name, ()):
        return pattern.search(text) is not None
    if table in WHOLE.get(name, ()):
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


def test_every_way_of_applying_is_that_of_a_table() -> None:
    tables = {(name, table) for name, table, _ in rows()}
    assert {(name, table) for ways in (SEARCHED, WHOLE, FOLDED) for name, found in ways.items() for table in found} <= tables


def test_a_label_begins_with_one_of_its_starts() -> None:
    for row in tomllib.loads((DATA / "headings.toml").read_text("utf-8"))["label"]:
        assert {example[0] for example in row["examples"]} <= set(row["starts"])


def loops(pattern: str) -> list[str]:
    """Return the unbounded repetitions of a pattern that hold another one: the shape whose time grows with a power of the text."""
    from re import _parser  # type: ignore[attr-defined]

    found: list[str] = []

    def walk(items: object, inside: bool) -> None:
        for op, value in items:  # type: ignore[attr-defined]
            unbounded = str(op) in ("MAX_REPEAT", "MIN_REPEAT") and value[1] == _parser.MAXREPEAT
            if unbounded and inside:
                found.append(str(value[2])[:80])
            for part in parts(value):
                walk(part, inside or unbounded)

    def parts(value: object) -> list[object]:
        if isinstance(value, _parser.SubPattern):
            return [value]
        return [p for v in value for p in parts(v)] if isinstance(value, (tuple, list)) else []

    walk(_parser.parse(pattern), False)
    return found


def test_nested_repetition_is_seen() -> None:
    assert loops(r"(?:a+b?)*c")
    assert not loops(r"(?:a{1,3}b?)*c+")


@pytest.mark.parametrize(("name", "table", "row"), rows(), ids=lambda x: x.get("id") if isinstance(x, dict) else x)
def test_no_pattern_repeats_a_repetition(name: str, table: str, row: dict[str, Any]) -> None:
    assert loops(expand(row["pattern"])) == []
