"""Parts of directives: `Điều` with a capital, `khoản` and `điểm` without (Nghị định 30/2020/NĐ-CP, Phụ lục II, mục V.7)."""

from __future__ import annotations

from collections.abc import Iterator

from kehoach.check.draft import Draft
from kehoach.check.rules import TABLE
from kehoach.records.finding import Finding
from kehoach.records.text import Span
from kehoach.rules.load import rules


def check(draft: Draft) -> Iterator[Finding]:
    """Yield the words for a part of a directive that are set with the wrong first letter."""
    for rule in rules(TABLE, "pinpoint_case"):
        for m in rule.pattern.finditer(draft.canonical):
            word = m.group("word")
            yield draft.found("pinpoint.case", Span(*m.span("word")), suggestion=word.capitalize() if word.islower() else word.lower())
