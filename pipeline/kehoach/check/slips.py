"""Slips of the pen that a pattern tells (table [[slip]] of data/checks.toml): capitals of parts and names, spaces, figures left out."""

from __future__ import annotations

from collections.abc import Iterator

from kehoach.check.draft import Draft
from kehoach.check.rules import TABLE
from kehoach.records.finding import Finding
from kehoach.records.text import Span
from kehoach.rules.load import rules, toml


def check(draft: Draft) -> Iterator[Finding]:
    """Yield the words (group `word`) of each pattern, with what is to stand for them (`to`) where the row says so."""
    better = {row["id"]: row.get("to") for row in toml(TABLE)["slip"]}
    for rule in rules(TABLE, "slip"):
        for m in rule.pattern.finditer(draft.canonical):
            to = better[rule.id]
            yield draft.found(rule.value or rule.id, Span(*m.span("word")), suggestion=m.expand(to) if to else None)
