"""The explanation of a plan: all that was taken with its rules, all that was not with its reason, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kehoach.ingest import find
from kehoach.records.citation import FIELDS
from kehoach.rules.load import rules, toml
from kehoach.run import explain, parse, parse_text

ROOT = Path(__file__).parents[2]
CORPUS = sorted(find(ROOT / "corpus" / "documents").files.values())
TEXT = (
    "KẾ HOẠCH\nTập huấn năm 2024\n\nI. MỤC TIÊU\n\n"
    "- Thực hiện Quyết định số 749/QĐ-TTg ngày 03/6/2020 của Thủ tướng Chính phủ.\n- Trực 24/7; góp ý dự thảo Luật Nhà giáo.\n"
)


def test_each_value_is_told_with_its_place() -> None:
    found = explain(parse_text(TEXT), "vi")
    (citation,) = found["citations"]
    assert (citation["line"], citation["text"], citation["rule"]) == (6, "Quyết định số 749/QĐ-TTg", "number.typed")
    assert [f["field"] for f in citation["fields"]] == ["type", "number", "symbol", "date", "issuer", "relation"]
    for field in citation["fields"]:
        assert TEXT[slice(*field["span"])] == field["text"]
        assert field["line"] == 6
    assert citation["fields"][-1] == {
        "field": "relation", "value": "implements", "rule": "relation.implements", "why": "từ mở đầu chỉ việc thực hiện",
        "line": 6, "span": [TEXT.index("Thực hiện"), TEXT.index("Thực hiện") + 9], "text": "Thực hiện",
    }  # fmt: skip
    assert citation["resolution"]["state"] == "resolved"
    assert [(x["line"], x["text"], x["rule"]) for x in found["look_alikes"]] == [
        (7, "24/7", "time"),
        (7, "dự thảo Luật Nhà giáo", "unmade_law.draft"),
    ]


def test_the_reason_is_told_in_the_language_asked_for() -> None:
    plan = parse_text(TEXT)
    assert explain(plan, "vi")["look_alikes"][1]["why"] == "luật còn là dự thảo"
    assert explain(plan, "en")["look_alikes"][1]["why"] == "a law that is still a draft"


@pytest.fixture(scope="module")
def corpus() -> list[dict[str, Any]]:
    return [explain(parse(path), "vi") for path in CORPUS]


def test_every_rule_has_words(corpus: list[dict[str, Any]]) -> None:
    known = {key for key in toml("explain.toml") if key.startswith("rule.")}
    used = {c["rule"] for x in corpus for c in x["citations"]} | {f["rule"] for x in corpus for c in x["citations"] for f in c["fields"]}
    openers = {f"relation.{r.id}" for table in ("relation", "own_act", "carrier") for r in rules("citations.toml", table)}
    assert {f"rule.{rule}" for rule in used | openers} <= known
    assert {f"field.{name}" for name in FIELDS} <= set(toml("explain.toml"))


def test_every_resolution_has_words(corpus: list[dict[str, Any]]) -> None:
    told = [c["resolution"] for x in corpus for c in x["citations"]]
    assert {r["state"] for r in told} == {"resolved", "ambiguous", "unresolved"}
    assert [r["reason"] for r in told if r["why"] == r["reason"]] == []
    inferred = [i for r in told for i in r.get("inferred", ())]
    assert inferred
    assert [i for i in inferred if i.startswith(("date ", "issuer ", "type ", "year "))] == []
