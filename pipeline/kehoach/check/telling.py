"""How a finding is put into words: its place, and what stands beside its reason."""

from __future__ import annotations

from kehoach.check.report import Checked
from kehoach.check.rules import check_rules, reason
from kehoach.errors import Lang
from kehoach.records.finding import Finding
from kehoach.records.text import Span
from kehoach.store.words import Words

TABLE = "findings"
AUTHOR = "kehoach"
"""Whose the comments in a draft are."""


def where(checked: Checked, span: Span, lang: Lang) -> str:
    """Return the place of a span of the source text: the page of a PDF, the paragraph (from 1) of a Word file, else the line."""
    say = Words(lang, TABLE)
    place = next(iter(checked.places(span)), None)
    if place is not None and place.page is not None:
        return say("page", n=place.page)
    if place is not None and place.paragraph is not None:
        return say("paragraph", n=place.paragraph + 1)
    return say("line", n=checked.spot(span).line)


def beside(checked: Checked, finding: Finding, lang: Lang) -> list[str]:
    """Return what is said beside the reason: other places, the suggestion, the source of the rule."""
    say = Words(lang, TABLE)
    notes = []
    if finding.related:
        notes.append(say("related", places="; ".join(dict.fromkeys(where(checked, s, lang) for s in finding.related))))
    if finding.suggestion is not None:
        notes.append(say("suggestion.safe" if finding.safe else "suggestion", text=finding.suggestion))
    notes.append(say("source", source=check_rules()[finding.rule].source[lang]))
    return notes


def comment(checked: Checked, finding: Finding, lang: Lang) -> str:
    """Return the text of a comment on a finding: severity and reason, then a line for each thing beside it."""
    head = f"{Words(lang, TABLE).named('severity', finding.severity)}: {reason(finding, lang)}"
    return "\n".join((head, *beside(checked, finding, lang), f"[{finding.rule}]"))
