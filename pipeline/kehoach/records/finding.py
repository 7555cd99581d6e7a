"""Findings: what a check has against a draft, or has to say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kehoach.records.text import Span

SCHEMA = "kehoach/check/1"
"""The JSON form of a checked draft."""

Severity = Literal["error", "warning", "note"]
"""error: against a rule of form or impossible; warning: very likely wrong or out of date; note: a fact that the drafter should know."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `span` and `related` (other places that it speaks of) are offsets into the source text (`Text.raw`).

    `rule` is the id of a row of data/checks.toml, whose reason is filled in from `values`. `suggestion` is the text to stand for
    `span`; where `safe`, it changes the form alone and may be put in without being looked at.
    """

    rule: str
    severity: Severity
    span: Span
    quoted: str
    values: tuple[tuple[str, str], ...] = ()
    suggestion: str | None = None
    safe: bool = False
    related: tuple[Span, ...] = ()
