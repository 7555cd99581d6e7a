"""The draft on the desk: a plan with what its checks look at, and the making of findings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from kehoach.check.rules import TABLE, check_rules
from kehoach.citations.draft import Taken
from kehoach.curate.form import citation
from kehoach.records.citation import Mention
from kehoach.records.finding import Finding
from kehoach.records.link import Directive, Link, Resolved
from kehoach.records.plan import Plan
from kehoach.records.text import Span
from kehoach.resolve import Catalogue
from kehoach.rules.load import rules, toml

HEAD_LINES = 12  # lines in which the letterhead stands where the frame has no number line

YEAR = re.compile(r"(?<![\d/.\-])(?:19|20)\d\d(?![\d/])")


@dataclass(frozen=True)  # without slots: what is derived from the whole plan is worked out once
class Draft:
    """A plan under check on a given day, with the catalogue of known directives."""

    plan: Plan
    catalogue: Catalogue
    today: date
    _links: Mapping[str, Link] = field(init=False, repr=False, compare=False)
    _quoted: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_links", {x.mention: x for x in self.plan.links})
        object.__setattr__(self, "_quoted", frozenset(_inside_titles(self.plan)))

    @property
    def canonical(self) -> str:
        """The canonical text."""
        return self.plan.document.text.canonical

    @property
    def latest(self) -> date:
        """The day up to which a directive may be dated: that of the draft's own date, today where it bears none."""
        return day_of(self.plan.document.frame.get("date")) or self.today

    @cached_property
    def day(self) -> date:
        """The day for which a directive's validity is judged: the draft's own date, else as far as the text tells when it was written.

        A draft still to be issued is of today, or of the last year in its title if that is past. A copy without letterhead is no
        younger than the last directive that it cites.
        """
        frame = self.plan.document.frame
        if own := day_of(frame.get("date")):
            return own
        if not frame.draft:
            cited = [day for m in self.plan.mentions if (day := day_of(m.get("date")))]
            return max([d for d in cited if d <= self.today], default=self.today)
        years = [int(y) for y in YEAR.findall(frame.get("title") or "")]
        return min(self.today, date(max(years), 12, 31)) if years else self.today

    @property
    def of_party(self) -> bool:
        """Whether the draft follows the Party's rules of form, not the state's (Nghị định 30/2020/NĐ-CP, Điều 2)."""
        return self.family == "party"

    @cached_property
    def family(self) -> str:
        """The rules of form that the draft follows: party, youth or state, by its head, its issuer and its own symbol."""
        frame = self.plan.document.frame
        head = "\n".join((self.head, frame.get("issuer") or "", frame.get("symbol") or ""))
        return next((r.value or "" for r in rules(TABLE, "family") if r.pattern.search(head)), "state")

    @cached_property
    def head(self) -> str:
        """The text before the body, at least the first lines: without a letterhead the body may begin with them."""
        lines = self.plan.document.text.lines[:HEAD_LINES]
        return self.canonical[: max(self.plan.document.frame.body.start, lines[-1].span.end if lines else 0)]

    def link(self, mention: Mention) -> Link | None:
        """Return what the mention was linked to."""
        return self._links.get(mention.id)

    def directive_id(self, mention: Mention) -> str | None:
        """Return the id of the directive that a mention stands for, None where that is open."""
        link = self.link(mention)
        return link.directive.id if isinstance(link, Resolved) else None

    def quoted(self, mention: Mention) -> bool:
        """Say whether a mention stands inside a title: the draft's own, or that of another directive, whose words are not the draft's."""
        return mention.id in self._quoted

    @cached_property
    def _starts(self) -> list[int]:
        return sorted(m.span.start for m in self.plan.mentions)

    def has_between(self, mention: Mention, end: int) -> bool:
        """Say whether another mention begins between the end of a mention's core and `end`."""
        at = bisect_left(self._starts, mention.span.end)
        return at < len(self._starts) and self._starts[at] < end

    def line_before(self, mention: Mention, most: int) -> str:
        """Return the text of the line before a mention, `most` characters of it at most."""
        return self.canonical[max(0, mention.span.start - most) : mention.span.start].rpartition("\n")[2]

    def title(self, directive: Directive) -> str | None:
        """Return the subject of a directive as it is cited, where the catalogue has its title word for word, else None."""
        entry = self.catalogue.get(directive.id)
        if entry is None or not directive.title or entry.source not in toml(TABLE)["verbatim"]["sources"]:
            return None
        return citation(directive).full.removeprefix(citation(replace(directive, title=None)).full).strip()

    @cached_property
    def writes_figures(self) -> bool:
        """Whether most of the dates of the directives that the draft cites are in figures (27/12/2018)."""
        dates = [m.date.span.of(self.canonical) for m in self.plan.mentions if m.date and m.date.span]
        return 2 * sum("tháng" not in d for d in dates) > len(dates)

    def printed(self, span: Span) -> str:
        """Return what stands in the source at a span of the canonical text."""
        text = self.plan.document.text
        return text.source(span).of(text.raw)

    def found(
        self, rule: str, span: Span, *, suggestion: str | None = None, related: Sequence[Span] = (), safe: bool = True, **values: str
    ) -> Finding:
        """Return a finding at `span` of the canonical text; its suggestion is safe where the rule's are and `safe` says so."""
        text = self.plan.document.text
        spans = tuple(text.source(s) for s in related)
        made = make(rule, text.source(span), text.of(span), suggestion=suggestion, related=spans, **values)
        return made if safe else replace(made, safe=False)


def _inside_titles(plan: Plan) -> Iterator[str]:
    titles = [m.subject.span for m in plan.mentions if m.subject and m.subject.span]
    own = plan.document.frame.fields.get("title")
    taken = Taken((t.start, t.end) for t in [*titles, *([own.span] if own and own.span else [])])
    return (m.id for m in plan.mentions if taken.overlaps(m.span.start, m.span.end))


def make(rule: str, raw: Span, quoted: str, *, suggestion: str | None = None, related: tuple[Span, ...] = (), **values: str) -> Finding:
    """Return a finding at `raw`, a span of the source text; raises KeyError for a rule that data/checks.toml does not hold."""
    row = check_rules()[rule]
    filled = {"quoted": quoted, **values}
    if suggestion is not None:
        filled["suggestion"] = suggestion
    return Finding(rule, row.severity, raw, quoted, tuple(sorted(filled.items())), suggestion, row.safe and suggestion is not None, related)


def day_of(iso: str | None) -> date | None:
    """Return an ISO date as a day, None where it is none.

    >>> day_of("2024-02-30"), day_of("2024-02-29")
    (None, datetime.date(2024, 2, 29))
    """
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None
