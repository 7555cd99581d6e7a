"""Patterns sorted by letter find what they find one after the other."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.rules.alternatives import joined, may_begin
from kehoach.rules.load import Rule, rules, toml

DATA = Path(str(resources.files("kehoach"))) / "data"


def tables() -> list[tuple[str, str]]:
    return [
        (file.name, table)
        for file in sorted(DATA.glob("*.toml"))
        for table, rows in toml(file.name).items()
        if isinstance(rows, list) and {"pattern", "examples", "counter"} <= set(rows[0])
    ]


def plain(patterns: list[str]) -> str:
    return "|".join(f"(?:{p})" for p in patterns)


def ends(pattern: re.Pattern[str], text: str) -> list[int | None]:
    """Return where a match that starts at each place of `text` ends."""
    return [m.end() if (m := pattern.match(text, at)) else None for at in range(len(text))]


def together(found: tuple[Rule, ...]) -> bool:
    """Say whether the rows can stand in one pattern: no two of them capture under one name, none sets flags for all."""
    names = [name for rule in found for name in rule.pattern.groupindex]
    return len(names) == len(set(names)) and not any(re.match(r"\(\?[a-z]+\)", rule.pattern.pattern) for rule in found)


@pytest.mark.parametrize(("name", "table"), tables())
def test_a_table_matches_as_its_rows_in_order_do(name: str, table: str) -> None:
    found = rules(name, table)
    if not together(found):
        pytest.skip("its rows stand alone")
    patterns = [rule.pattern.pattern for rule in found]
    one, other = re.compile(joined(patterns)), re.compile(plain(patterns))
    assert [e for rule in found for e in (*rule.examples, *rule.counter) if ends(one, e) != ends(other, e)] == []


WORDS = st.sampled_from(
    [
        "a",
        "ab",
        "b",
        "[ab]c",
        "(?:a|b)c",
        "(?:ab|a)(?!c)",
        "(?<=a)b",
        "a?b",
        "(?:a|b)?c",
        r"\w",
        "",
        "(?:b|(?<!a)c)a",
        "[^a]",
        r"[\]a]b",
        "(a)",
        "(?:a|b(c))b",
        r"[ab]{0,2}c|\w{1,2}b",
        "[bc]b|a",
        r"\b(?:a|bc)",
        r"\b[ab ]c",
        r"\b b",
        "^ab",
        "(?:^|b)a",
        "(?<!a|b)(?<=c)[ab]",
        "(?<![ab])(?:a|[^b])c",
        "(?<!a)b?",
        "a?(?:b|(?:ab)?c)",
        "(?:a ?)?b",
        "(?:a??|b)c",
        r"a?\(?[()]?b",
        r"\.a",
        r"\b\.",
        r"(?<=a)\.|\.\.",
    ]
)


@given(st.lists(WORDS, min_size=1, max_size=6), st.text("abc. ", max_size=12))
def test_any_patterns_match_as_they_do_in_order(patterns: list[str], text: str) -> None:
    assert ends(re.compile(joined(patterns)), text) == ends(re.compile(plain(patterns)), text)


@given(WORDS | st.just("(?:a|(?P<x>b)c)b"), st.text("abc ", max_size=6), st.integers(0, 4))
def test_what_a_pattern_matches_begins_with_letters_that_it_may_begin_with(pattern: str, text: str, letters: int) -> None:
    assert may_begin(pattern, text[:letters]) or re.match(pattern, text) is None


def test_letters_that_a_pattern_cannot_begin_with_are_told() -> None:
    assert not any(may_begin(r"(?:tr|[Tt]h)a|(?P<x>đ)[ab]+i|\d{1,2}", letters) for letters in ("to", "a", "đi", "ta"))


def test_branches_stand_under_their_letter() -> None:
    assert joined(["chủ trì|giao", "[Cc]hỉ đạo", "gửi"]) == "c(?:hủ trì|hỉ đạo)|g(?:iao|ửi)|Chỉ đạo"
