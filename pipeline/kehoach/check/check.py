"""Run all checks over one draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from kehoach.check import covered, dates, directives, frame, letters, mentions, numbering, repeats, slips, symbols
from kehoach.check.draft import Draft
from kehoach.check.report import Checked
from kehoach.check.settings import Settings
from kehoach.records.finding import Finding
from kehoach.records.plan import Plan
from kehoach.resolve import Catalogue

CHECKS: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    frame.check, numbering.check, symbols.check, mentions.check, dates.check,
    directives.check, slips.check, repeats.check, letters.check, covered.check,
)  # fmt: skip


def check(plan: Plan, catalogue: Catalogue, today: date, settings: Settings) -> Checked:
    """Return the findings of all checks on `plan`, in text order, as `settings` want them.

    `today` is the day of the check: what lies behind it is a date to come. `catalogue` is what is known of directives.
    """
    draft = Draft(plan, catalogue, today)
    found = {settings.weighed(finding) for one in CHECKS for finding in one(draft) if settings.wants(finding.rule)}
    ordered = sorted(found, key=lambda f: (f.span.start, f.span.end, f.rule, f.values))
    weighed = [(f, settings.lets_pass(f, plan.source.name)) for f in ordered]
    return Checked(plan, tuple(f for f, hushed in weighed if not hushed), tuple(f for f, hushed in weighed if hushed))
