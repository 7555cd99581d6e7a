"""The plans of the corpus are written apart: no two share more than a few words in a row beside set phrases and what they cite."""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from kehoach.rules.letters import expand
from support.formulas import FORMULAS, is_formula

Shingles = frozenset[tuple[str, ...]]

ROOT = Path(__file__).parents[2]
TEXTS = sorted((ROOT / "corpus" / "gold").glob("*.txt"))
LONG = 8  # syllables in a row
MOST = 0.05  # of the shingles of the shorter plan
CUT = "\n\n"


def without_citations(file: Path) -> str:
    """Return a text without the directives that it cites: number, issuer and title are theirs and not the plan's."""
    text = file.read_text("utf-8")
    cited = json.loads(file.with_suffix(".json").read_text("utf-8"))["citations"]
    for words in sorted({c[key] for c in cited for key in ("text", "subject", "issuer", "name") if c[key]}, key=len, reverse=True):
        text = re.sub(r"\s+".join(map(re.escape, words.split())), CUT, text)
    return text


def shingles(text: str) -> Shingles:
    """Return the runs of LONG syllables in the paragraphs of `text` that are no set phrase; a line that goes on belongs to its paragraph."""
    found = set()
    for paragraph in re.split(r"\n\s*\n|\n(?=\s*[-+*•|]|\s*\w{1,4}[.)] )", text.lower()):
        if not is_formula(paragraph):
            syllables = re.findall(r"\w+", paragraph)
            found |= {tuple(syllables[i : i + LONG]) for i in range(len(syllables) - LONG + 1)}
    return frozenset(found)


@cache
def of_corpus() -> dict[str, Shingles]:
    return {file.stem: shingles(without_citations(file)) for file in TEXTS}


def shared(one: Shingles, other: Shingles) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def test_no_two_plans_are_alike() -> None:
    found = of_corpus()
    assert {(a, b): share for a, b in combinations(found, 2) if (share := shared(found[a], found[b])) > MOST} == {}


def test_plans_are_long_enough_to_be_told_apart() -> None:
    assert [name for name, found in of_corpus().items() if len(found) < 100] == []


def test_a_plan_that_was_copied_in_parts_is_noticed() -> None:
    text, other = (file.read_text("utf-8") for file in TEXTS[:2])
    mixed = other[: len(other) // 2] + text[len(text) // 2 :]
    assert shared(shingles(text), shingles(mixed)) > MOST < shared(shingles(other), shingles(mixed))


@pytest.mark.parametrize("row", FORMULAS, ids=lambda r: r["id"])
def test_formulas_match_their_examples_alone(row: dict[str, list[str]]) -> None:
    pattern = re.compile(expand(str(row["pattern"])))
    assert [e for e in row["examples"] if not pattern.match(e)] == []
    assert [e for e in row["counter"] if pattern.match(e)] == []
