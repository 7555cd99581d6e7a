"""The directives cited: whether they still apply, are known, may be a basis, fit the draft's year; issuer and title against what is known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kehoach.check.dates import shown
from kehoach.check.draft import Draft
from kehoach.check.rules import TABLE
from kehoach.graph.levels import LEVELS, level
from kehoach.records.citation import Mention
from kehoach.records.finding import Finding
from kehoach.records.link import Ambiguous, Resolved
from kehoach.resolve.symbols import parse
from kehoach.rules.fold import name_key
from kehoach.rules.load import toml

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PERIOD = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-–]\s?((?:19|20)\d\d)(?!\d)")


def check(draft: Draft) -> Iterator[Finding]:
    """Yield what the catalogue and the draft's own level and year say of the directives cited, each directive once."""
    seen: set[str] = set()
    unknown: list[Mention] = []
    for mention in draft.plan.mentions:
        yield from _basis_of_lower_level(draft, mention)
        yield from _year(draft, mention)
        yield from _issuer(draft, mention)
        link = draft.link(mention)
        if not isinstance(link, Resolved) or link.directive.id in seen:
            continue
        seen.add(link.directive.id)
        yield from _validity(draft, mention, link)
        yield from _title(draft, mention, link)
        if link.directive.source == "mention" and mention.kind == "numbered":
            unknown.append(mention)
    yield from _unknown(draft, unknown)
