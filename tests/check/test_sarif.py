"""SARIF logs keep to the standard, and their regions lead to the words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kehoach.check import Checked, Settings, load_settings
from kehoach.check.sarif import to_sarif
from kehoach.errors import Lang, ReadError
from kehoach.run import check_plan, parse
from support.drafts import TODAY, checked, finding, with_findings
from support.sarif import SARIF

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"
TWO_LINES = "KẾ HOẠCH\nTập huấn\n\n- Theo Quyết định số 5/Q\u00d0-UBND,\nQuyết định số 6/Q\u00d0-UBND."


def log(lang: Lang = "vi", **drafts: Checked) -> dict[str, Any]:
    found = json.loads(json.dumps(to_sarif({name.replace("_", "."): one for name, one in drafts.items()}, lang)))
    assert [f"{e.json_path}: {e.message[:120]}" for e in Draft202012Validator(SARIF).iter_errors(found)] == []
    return found["runs"][0]


def test_the_schema_is_one_and_refuses() -> None:
    Draft202012Validator.check_schema(SARIF)
    whole = to_sarif({"a.txt": checked(TWO_LINES)}, "vi")
    assert Draft202012Validator(SARIF).is_valid(whole)
    whole["runs"][0]["results"][0]["level"] = "grave"
    assert not Draft202012Validator(SARIF).is_valid(whole)


@pytest.mark.parametrize("path", sorted(DOCUMENTS.iterdir()), ids=lambda p: p.name)
def test_every_document_gives_a_valid_log(path: Path) -> None:
    one = check_plan(parse(path), Settings(), TODAY)
    run = log("en", draft=one)
    assert len(run["results"]) == len(one.findings)
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        where = result["locations"][0]["physicalLocation"]
        assert run["artifacts"][where["artifactLocation"]["index"]]["location"]["uri"] == where["artifactLocation"]["uri"]
        region = where["region"]
        assert one.text.raw[region["charOffset"] :][: region["charLength"]] == region["snippet"]["text"]


def test_regions_count_lines_and_columns_from_one() -> None:
    run = log(a_txt=checked(TWO_LINES))
    lines = TWO_LINES.split("\n")
    for result in run["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] == region["endLine"]
        assert lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]
    assert [r["locations"][0]["physicalLocation"]["region"]["startLine"] for r in run["results"]] == [4, 5]


def test_fixes_are_given_where_they_are_safe_and_the_file_is_text() -> None:
    plain = log(a_txt=checked(TWO_LINES))["results"][0]
    (replacement,) = plain["fixes"][0]["artifactChanges"][0]["replacements"]
    assert (replacement["deletedRegion"]["snippet"]["text"], replacement["insertedContent"]["text"]) == ("\u00d0", "Đ")
    word = check_plan(parse(DOCUMENTS / "hg-mamnon-du-thao.docx"), Settings(), TODAY)
    plan = word.plan
    found = log(a_docx=with_findings(plan, finding(plan, "KẾ HOẠCH", suggestion="KẾ-HOẠCH")))["results"][0]
    assert "fixes" not in found
    assert found["locations"][0]["logicalLocations"][0]["kind"] == "paragraph"


def test_what_the_settings_let_pass_is_suppressed(tmp_path: Path) -> None:
    (tmp_path / "kehoach.toml").write_text('[[check.except]]\nquoted = "5/Q\u00d0-UBND"', "utf-8")
    run = log(a_txt=checked(TWO_LINES, settings=load_settings(tmp_path / "kehoach.toml").narrowed(["letter"], ())))
    assert ["suppressions" in r for r in run["results"]] == [False, True]


def test_several_drafts_are_one_run() -> None:
    run = log(a_txt=checked(TWO_LINES), b_txt=checked("Kế hoạch số 7"), c_txt=checked(TWO_LINES))
    assert [a["location"]["uri"] for a in run["artifacts"]] == ["a.txt", "b.txt", "c.txt"]
    assert [r["locations"][0]["physicalLocation"]["artifactLocation"]["index"] for r in run["results"]] == [0, 0, 2, 2]


def test_files_that_could_not_be_read_are_told() -> None:
    errors = [ReadError("file.missing", path="dự thảo.txt"), ReadError("file.empty")]
    whole = json.loads(json.dumps(to_sarif({"a.txt": checked(TWO_LINES)}, "vi", errors)))
    assert list(Draft202012Validator(SARIF).iter_errors(whole)) == []
    (invocation,) = whole["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    assert [n["message"]["text"] for n in invocation["toolExecutionNotifications"]] == [e.explain("vi") for e in errors]
    assert log(a_txt=checked(TWO_LINES))["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
