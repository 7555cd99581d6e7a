"""The table of cases: one document each, what every mention in it stands for."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from kehoach.records.link import Ambiguous, Link, Resolved
from kehoach.resolve import defined, load_catalogue, resolve
from resolve.hand import frame, mention

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "resolve.toml").read_text("utf-8"))["case"]


def links(case: dict[str, Any]) -> tuple[Link, ...]:
    mentions = [mention(line, n) for n, line in enumerate(case["mentions"], 1)]
    return resolve(frame(**case["frame"]), mentions, load_catalogue(), defined(case.get("text", "")))


def shown(link: Link) -> str:
    if isinstance(link, Resolved):
        return link.directive.id.removeprefix("urn:lex:vn")
    if isinstance(link, Ambiguous):
        return "? " + " | ".join(c.id.removeprefix("urn:lex:vn") for c in link.candidates)
    return f"- {link.reason}"


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["title"])
def test_links(case: dict[str, Any]) -> None:
    found = links(case)
    assert [x.mention for x in found] == [f"c{n}" for n in range(1, len(case["mentions"]) + 1)]
    assert [shown(x) for x in found] == case["links"]


@pytest.mark.parametrize("case", [c for c in CASES if "inferred" in c], ids=lambda c: c["title"])
def test_what_is_taken_from_context_is_recorded(case: dict[str, Any]) -> None:
    told = [" | ".join(x.inferred) if isinstance(x, Resolved) else "" for x in links(case)]
    assert told == case["inferred"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["title"])
def test_every_link_says_why(case: dict[str, Any]) -> None:
    assert all(x.rule if isinstance(x, Resolved) else x.reason for x in links(case))
