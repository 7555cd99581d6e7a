"""Drafts under check, with findings of the rules or made by hand."""

from __future__ import annotations

from datetime import date

from kehoach.check import Checked, Settings
from kehoach.check.draft import make
from kehoach.records.finding import Finding
from kehoach.records.plan import Plan
from kehoach.records.text import Span
from kehoach.run import check_plan, parse_bytes

TODAY = date(2026, 1, 1)
LETTERS = Settings(only=frozenset({"letter"}))
"""Settings that let only the rules on letters speak: what they find does not change with the catalogue."""


def checked(text: str, name: str = "du-thao.txt", settings: Settings = LETTERS) -> Checked:
    """Return a draft given as a string, checked."""
    return check_plan(parse_bytes(text.encode(), name), settings, TODAY)


def finding(plan: Plan, words: str, *, suggestion: str | None = None, rule: str = "letter.eth", nth: int = 0) -> Finding:
    """Return a finding made by hand at the nth place where `words` stand in the source text."""
    raw, at = plan.document.text.raw, -1
    for _ in range(nth + 1):
        at = raw.index(words, at + 1)
    return make(rule, Span(at, at + len(words)), words, suggestion=suggestion)


def with_findings(plan: Plan, *findings: Finding) -> Checked:
    """Return a draft with these findings and no others."""
    return Checked(plan, tuple(sorted(findings, key=lambda f: (f.span.start, f.span.end))))
