"""What only looks like a citation is not taken."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kehoach.citations import find_mentions
from support.compose import document

CLASSES = tomllib.loads((Path(__file__).parent.parent / "cases" / "lookalikes.toml").read_text("utf-8"))["class"]
LINES = [(row["name"], line) for row in CLASSES for line in row["lines"]]


def test_the_table_is_broad() -> None:
    names = [row["name"] for row in CLASSES]
    assert len(names) == len(set(names)) >= 30
    assert len(LINES) == len({line for _, line in LINES}) >= 200


@pytest.mark.parametrize(("name", "line"), LINES, ids=lambda x: x[:40])
def test_nothing_is_taken(name: str, line: str) -> None:
    doc = document(line)
    assert line in doc.text.canonical, "the line was lost before citations were looked for"
    assert [doc.text.of(m.span) for m in find_mentions(doc)] == []
