"""Why each citation of a plan was taken and each look-alike was not (schema kehoach/explain/1)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kehoach.errors import Lang
from kehoach.records.citation import FIELDS, LookAlike, Mention
from kehoach.records.link import Ambiguous, Link, Resolved, Unresolved
from kehoach.records.plan import Plan
from kehoach.records.text import Span
from kehoach.rules.load import toml
from kehoach.store.words import Words

SCHEMA = "kehoach/explain/1"


def explain(plan: Plan, alike: Sequence[LookAlike], lang: Lang) -> dict[str, Any]:
    """Return, as plain JSON values, what gave each citation of `plan` and its fields, and why the look-alikes were not taken.

    `span` is [start, end] in the source text as decoded, `line` its line there from 1, `text` its canonical characters; `why` is in
    `lang`. A field without a span is inferred: its rule says from what.
    """
    desk = _Desk(plan, Words(lang, "explain"))
    links = {link.mention: link for link in plan.links}
    return {
        "schema": SCHEMA,
        "source": {"name": plan.source.name, "sha256": plan.source.sha256, "media_type": plan.source.media_type},
        "citations": [desk.citation(m, links.get(m.id)) for m in plan.mentions],
        "look_alikes": [desk.place(x.span) | {"rule": x.rule, "why": look_alike_reasons(lang)[x.rule]} for x in alike],
    }


@cache
def look_alike_reasons(lang: Lang) -> dict[str, str]:
    """Return the reason of every row of data/lookalikes.toml by its id."""
    return {row["id"]: row[lang] for table in ("guard", "pattern") for row in toml("lookalikes.toml")[table]}


@dataclass(slots=True)
class _Desk:
    """The plan at work, the words for its rules, where the lines of its source end."""

    plan: Plan
    words: Words
    line_ends: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.line_ends = [m.start() for m in re.finditer("\n", self.plan.document.text.raw)]

    def place(self, span: Span) -> dict[str, Any]:
        text = self.plan.document.text
        raw = text.source(span)
        places = [p.to_dict() for p in text.where(span)]
        found = {"line": bisect_left(self.line_ends, raw.start) + 1, "span": [raw.start, raw.end], "text": text.of(span)}
        return found | ({"place": places} if places else {})

    def citation(self, mention: Mention, link: Link | None) -> dict[str, Any]:
        taken = {"id": mention.id, "kind": mention.kind, "rule": mention.rule, "why": self.why(mention.rule)}
        fields = [self.field(mention, name) for name in FIELDS if getattr(mention, name) is not None]
        return self.place(mention.span) | taken | {"fields": fields, "resolution": self.resolution(link)}

    def field(self, mention: Mention, name: str) -> dict[str, Any]:
        found = getattr(mention, name)
        said = {"field": name, "value": found.value, "rule": found.rule, "why": self.why(found.rule)}
        return said | (self.place(found.span) if found.span else {})

    def resolution(self, link: Link | None) -> dict[str, Any]:
        match link:
            case Resolved(directive=directive, rule=rule, inferred=inferred):
                reason = "; ".join(self.why(part) for part in rule.split("; "))
                told = [self.why(x, "inferred") for x in inferred]
                return {"state": "resolved", "directive": directive.id, "reason": rule, "why": reason, "inferred": told}
            case Ambiguous(candidates=candidates, reason=reason):
                ids = [c.id for c in candidates]
                return {"state": "ambiguous", "candidates": ids, "reason": reason, "why": self.words.why(reason)}
            case Unresolved(reason=reason):
                return {"state": "unresolved", "reason": reason, "why": self.words.why(reason)}
        return {"state": "unresolved", "reason": "not tried", "why": self.words.why("not tried")}

    def why(self, rule: str, group: str = "rule") -> str:
        """Return the words for a rule; of one that ends in a value (`document: given in full as c3`), the words for its head.

        What the table does not hold stays in the program's own words.
        """
        names = (key.partition(".")[2] for key in toml("explain.toml") if key.startswith(f"{group}."))
        head = max((n for n in names if re.match(rf"{re.escape(n)}(?![^\s:])", rule)), key=len, default=None)
        said = self.words(f"{group}.{head}") + rule[len(head) :] if head else rule
        return said.replace("(the text says", f"({self.words('inferred.the text says')}")
