"""Subtags: what the words of a unit or of its headings say beyond the tag."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from kehoach import parse_text
from kehoach.classify.tags.predict import TAGS
from kehoach.classify.tags.subtags import TABLE, beside
from kehoach.rules.load import rules, toml

ROOT = Path(__file__).parents[2]
CASES = tomllib.loads((ROOT / "tests" / "cases" / "subtags.toml").read_text("utf-8"))["case"]
TABLES = {"words": "own", "heading": "heading"}
MARK = re.compile(r"^<([^>]*)> ", re.MULTILINE)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["about"])
def test_cases(case: dict[str, str]) -> None:
    wanted = [[x for x in m.split(", ") if x] for m in MARK.findall(case["text"])]
    plan = parse_text(f"KẾ HOẠCH\n\nThử nghiệm năm 2024\n\n{MARK.sub('', case['text']).strip()}\n").to_dict()
    assert [([s["value"] for s in u["subtags"]], u["text"][:40]) for u in plan["units"]] == [
        (w, u["text"][:40]) for w, u in zip(wanted, plan["units"], strict=True)
    ]


def test_cases_hold_every_subtag() -> None:
    shown = {x for case in CASES for m in MARK.findall(case["text"]) for x in m.split(", ") if x}
    assert set(toml(TABLE)["goes_with"]) - shown == {"tiêu chí"}  # criteria: the corpus shows them, below


def test_every_rule_gives_a_subtag_that_goes_with_some_tag() -> None:
    known = set(toml(TABLE)["goes_with"])
    assert {r.value for t in ("own", "heading") for r in rules(TABLE, t)} == known
    assert set().union(*(beside(tag) for tag in TAGS)) == known


def test_the_words_stand_where_the_span_says() -> None:
    for file in sorted((ROOT / "corpus" / "gold").glob("*.txt"))[::4]:
        text = file.read_text("utf-8")
        plan = parse_text(text).to_dict()
        found = [s for u in plan["units"] for s in u["subtags"]]
        assert found, file.name
        for unit in plan["units"]:
            assert {s["value"] for s in unit["subtags"]} <= beside(unit["tag"])
        for s in found:
            rule = next(r for r in rules(TABLE, TABLES[s["rule"].split(":")[0]]) if r.id == s["rule"].split(":")[1])
            assert rule.value == s["value"]
            assert rule.pattern.search(" ".join(text[s["span"][0] : s["span"][1] + 40].lower().replace("\u00f0", "đ").split()))


def test_criteria() -> None:
    plan = parse_text("KẾ HOẠCH\n\nThi đua năm 2024\n\nIII. TIÊU CHÍ THI ĐUA\n\n- Chấp hành tốt nội quy, quy chế của cơ quan.\n").to_dict()
    assert [s["value"] for s in plan["units"][0]["subtags"]] == ["tiêu chí"]
