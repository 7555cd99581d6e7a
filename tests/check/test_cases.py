"""Every rule of the check: words that it must find, and words of the same look in which it must find nothing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kehoach.check import Settings, check
from kehoach.check.rules import check_rules, reason
from kehoach.records.finding import Finding
from kehoach.resolve import load_catalogue
from kehoach.run import parse_text

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "checks.toml").read_text("utf-8"))
RULES, DRAFTS = CASES["rule"], CASES["draft"]
MARK = re.compile(r"⟦([^⟦⟧]+)⟧")
TODAY = date(2026, 11, 1)
ISSUERS = {"province": "ỦY BAN NHÂN DÂN TỈNH LÂM SƠN", "commune": "ỦY BAN NHÂN DÂN XÃ BÌNH AN"}


@cache
def findings(text: str) -> tuple[Finding, ...]:
    return check(parse_text(text), load_catalogue(), TODAY, Settings()).findings


def draft(line: str, level: str = "province", title: str = "Công tác văn phòng", day: str = "2026-10-20", **_: str) -> str:
    year, month, number = day.split("-")
    return (
        f"{ISSUERS[level]}\nSố: 25/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        f"Lâm Sơn, ngày {number} tháng {month} năm {year}\n\nKẾ HOẠCH\n{title}\n\n{line}\n\nI. MỤC ĐÍCH\n\n- Nâng cao chất lượng phục vụ./.\n\n"
        "Nơi nhận:\n- Các sở;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn Minh\n"
    )


def found(case: Mapping[str, str], rule: str) -> list[tuple[str, str | None]]:
    values = {k: v for k, v in case.items() if k in ("level", "title")} | ({"day": case["date"]} if "date" in case else {})
    text = draft(MARK.sub(r"\1", case["line"].replace("\\n", "\n")), **values) if "line" in case else case["text"]
    return [(f.quoted, f.suggestion) for f in findings(text) if f.rule == rule]


@pytest.mark.parametrize(
    ("rule", "case"), [(r["id"], c) for r in RULES for c in r["wrong"]], ids=lambda x: x if isinstance(x, str) else x["line"][:40]
)
def test_what_is_wrong_is_found(rule: str, case: dict[str, Any]) -> None:
    marked = MARK.findall(case["line"])
    assert len(marked) == 1, "a line without its mark tests nothing"
    assert found(case, rule) == [(marked[0], case.get("to"))]


@pytest.mark.parametrize(("rule", "line"), [(r["id"], x) for r in RULES for x in r["right"]])
def test_what_is_right_is_let_pass(rule: str, line: str) -> None:
    assert "⟦" not in line
    assert found({"line": line}, rule) == []


@pytest.mark.parametrize("case", DRAFTS, ids=lambda c: c["name"])
def test_whole_drafts(case: dict[str, Any]) -> None:
    assert [f"{f.rule}: {reason(f, 'en')}" for f in findings(case["text"])] == case["finds"]


def test_each_rule_has_cases() -> None:
    by_hand = {"letter.mixed", "directive.ended"}  # test_rules_by_hand.py
    tried = by_hand | {r["id"] for r in RULES} | {line.partition(":")[0] for d in DRAFTS for line in d["finds"]}
    assert tried == set(check_rules())


def test_a_clean_draft_has_no_findings() -> None:
    assert findings(draft("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư;")) == ()
