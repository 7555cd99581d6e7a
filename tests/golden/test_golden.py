"""Whole documents: what the program makes of them today. A difference is a decision to look at, not always an error.

To accept a difference, look at it (`git diff tests/golden`) after `KEHOACH_REGENERATE=yes .venv/bin/python -m pytest tests/golden`. The switch does
nothing under continuous integration (CI is set), and a run with it always fails, so that it can't pass for a test.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from kehoach.run import parse

HERE = Path(__file__).parent
DOCUMENTS = HERE.parents[1] / "corpus" / "documents"
NAMES = ("hg-mamnon-du-thao.docx", "hg-xa-chuyen-doi-so.html", "ls-hdnd-giam-sat.pdf", "tg-hpn-an-toan-tp.md", "hg-cand-atgt.txt")
REGENERATE = os.environ.get("KEHOACH_REGENERATE") == "yes" and "CI" not in os.environ


def golden(plan: dict[str, Any]) -> str:
    """Return a plan dict with one item a line, scores with two decimals, without what changes with every release."""
    lines = []
    for key, value in plan.items():
        if not isinstance(value, list):
            lines.append(json.dumps({key: value}, ensure_ascii=False))
            continue
        for item in value:
            rounded = item | {"score": round(item["score"], 2)} if isinstance(item, dict) and item.get("score") is not None else item
            lines.append(json.dumps({key: rounded}, ensure_ascii=False))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_the_plan_is_the_golden_one(name: str) -> None:
    file = HERE / f"{name}.jsonl"
    found = golden(parse(DOCUMENTS / name).to_dict())
    if REGENERATE:
        file.write_text(found, "utf-8")
        pytest.fail(f"{file.name} written anew: look at the difference, then run without the switch")
    assert found.splitlines() == file.read_text("utf-8").splitlines()
