"""The schemas are current, and what is written down keeps to them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kehoach.check import Settings
from kehoach.errors import Lang
from kehoach.evaluate.schema import check_schema, gold_schema, plan_schema, write_schemas
from kehoach.run import check_plan, parse, parse_text

CORPUS = Path(__file__).parents[2] / "corpus"
GOLD = sorted((CORPUS / "gold").glob("*.json"))
TEXTS = sorted((CORPUS / "gold").glob("*.txt"))
DOCUMENTS = sorted((CORPUS / "documents").iterdir())


def faults(schema: dict[str, Any], value: Any) -> list[str]:
    return [f"{e.json_path}: {e.message[:120]}" for e in Draft202012Validator(schema).iter_errors(value)]


@pytest.mark.parametrize("name", ["plan", "check", "gold"])
def test_the_written_schema_is_current(name: str, tmp_path: Path) -> None:
    """Where it is not: `kehoach.evaluate.write_schemas(Path("corpus/schema"))`."""
    write_schemas(tmp_path)
    file = f"{name}.schema.json"
    assert (CORPUS / "schema" / file).read_text("utf-8") == (tmp_path / file).read_text("utf-8")


@pytest.mark.parametrize("schema", [plan_schema(), check_schema(), gold_schema()], ids=["plan", "check", "gold"])
def test_the_schemas_are_schemas(schema: dict[str, Any]) -> None:
    assert faults(Draft202012Validator.META_SCHEMA, schema) == []


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_gold_keeps_to_its_schema(path: Path) -> None:
    assert faults(gold_schema(), json.loads(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", [*TEXTS, *DOCUMENTS], ids=lambda p: p.name)
def test_plans_keep_to_their_schema(path: Path) -> None:
    assert faults(plan_schema(), json.loads(json.dumps(parse(path).to_dict()))) == []


def test_a_plan_of_nothing_keeps_to_it() -> None:
    assert faults(plan_schema(), parse_text("x").to_dict()) == []


def test_the_schema_refuses_what_is_no_plan() -> None:
    plan = parse(TEXTS[0]).to_dict()
    assert faults(plan_schema(), plan | {"schema": "kehoach/plan/0"})
    assert faults(plan_schema(), plan | {"extra": 1})
    assert faults(plan_schema(), {k: v for k, v in plan.items() if k != "duties"})
    plan["units"][0]["tag"] = "task"
    plan["citations"][0]["span"] = [1]
    assert [f.split(":")[0] for f in faults(plan_schema(), plan)] == ["$.units[0].tag", "$.citations[0].span"]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_checked_drafts_keep_to_their_schema(path: Path, lang: Lang) -> None:
    found = check_plan(parse(path), Settings(), date(2026, 1, 1)).to_dict(lang)
    assert faults(check_schema(), json.loads(json.dumps(found))) == []


def test_the_schema_refuses_what_is_no_checked_draft() -> None:
    found = check_plan(parse_text("Theo Quyết định số 5/Q\u00d0-UBND"), Settings(), date(2026, 1, 1)).to_dict("vi")
    assert found["findings"]
    assert faults(check_schema(), found | {"hushed": None})
    found["findings"][0]["severity"] = "grave"
    assert [f.split(":")[0] for f in faults(check_schema(), found)] == ["$.findings[0].severity"]
