"""What a check gives for one draft, and the places of its findings."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from kehoach.check.rules import check_rules, reason
from kehoach.errors import Lang
from kehoach.records.finding import SCHEMA, Finding
from kehoach.records.plan import Plan
from kehoach.records.text import Place, Span, Text


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a finding begins and ends in the source text: lines and columns count from 1, the end column is behind the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft with its findings in text order; `hushed` are those that the settings let pass."""

    plan: Plan
    findings: tuple[Finding, ...]
    hushed: tuple[Finding, ...] = ()
    _breaks: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        raw = self.plan.document.text.raw
        object.__setattr__(self, "_breaks", tuple(i for i, c in enumerate(raw) if c == "\n"))

    @property
    def text(self) -> Text:
        """The text of the draft."""
        return self.plan.document.text

    def spot(self, span: Span) -> Spot:
        """Return the lines and columns of a span of the source text."""
        return Spot(*self._at(span.start), *self._at(span.end))

    def _at(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._breaks, offset - 1)
        return line + 1, offset - (self._breaks[line - 1] + 1 if line else 0) + 1

    def line(self, number: int) -> str:
        """Return a line of the source text, counted from 1, without its line break."""
        start = self._breaks[number - 2] + 1 if number > 1 else 0
        end = self._breaks[number - 1] if number <= len(self._breaks) else len(self.text.raw)
        return self.text.raw[start:end]

    def places(self, span: Span) -> tuple[Place, ...]:
        """Return the pages or paragraphs that a span of the source text touches; none for plain text."""
        return tuple(place for _, place in self.text.placed(span))

    def to_dict(self, lang: Lang) -> dict[str, Any]:
        """Return plain JSON values; spans are [start, end] in the source text as decoded."""
        source = self.plan.source
        return {
            "schema": SCHEMA,
            "source": {"name": source.name, "sha256": source.sha256, "media_type": source.media_type},
            "findings": [self._finding(f, lang) for f in self.findings],
            "hushed": len(self.hushed),
        }

    def _finding(self, f: Finding, lang: Lang) -> dict[str, Any]:
        spot = self.spot(f.span)
        return {
            "rule": f.rule, "severity": f.severity, "title": check_rules()[f.rule].title[lang], "reason": reason(f, lang),
            "source": check_rules()[f.rule].source[lang], "span": [f.span.start, f.span.end], "quoted": f.quoted,
            "line": spot.line, "column": spot.column, "end_line": spot.end_line, "end_column": spot.end_column,
            "place": [p.to_dict() for p in self.places(f.span)], "suggestion": f.suggestion, "safe": f.safe,
            "related": [[s.start, s.end] for s in f.related],
        }  # fmt: skip
