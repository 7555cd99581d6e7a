"""What a duty's printed words mean: its bodies, times, amounts, money and the directives it carries out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kehoach.classify.duties.amounts import amounts
from kehoach.classify.duties.bodies import read_bodies
from kehoach.classify.duties.calendar import Calendar
from kehoach.classify.duties.due import read_due
from kehoach.classify.duties.funding import funding_in
from kehoach.classify.duties.words import Prose
from kehoach.records.citation import Mention
from kehoach.records.document import Found, Unit
from kehoach.records.duty import Body, Duty, Execution
from kehoach.records.text import Span
from kehoach.rules.home import Home


class Said(NamedTuple):
    """What the words of a unit say of one duty, and the stretch of text that its verb group takes."""

    unit: Unit
    stretch: Span
    actor: Found[str]
    action: Found[str]
    partners: tuple[Found[str], ...]
    deadline: Found[str] | None
    report_to: Found[str] | None = None
    target: Found[str] | None = None
    verb: Found[str] | None = None
    object: Found[str] | None = None

    def span(self) -> Span:
        """Return the span of what the unit itself says of the duty."""
        told = (self.actor, self.action, *self.partners, self.deadline, self.report_to, self.target)
        spans = [f.span for f in told if f and f.span and self.unit.span.holds(f.span)]
        return Span(min(s.start for s in spans), max(s.end for s in spans))


@dataclass(frozen=True, slots=True)
class Meaning:
    """What is known beside a duty's own words: the text, the issuer's place, the plan's time, the directives cited in each unit."""

    prose: Prose
    home: Home
    calendar: Calendar
    mentions: Mapping[str, Sequence[Mention]]
    known: dict[Span | None, tuple[Body, ...]] = field(default_factory=dict)
    """The bodies already read, by where they stand: one actor has many duties."""

    def of(self, said: Said) -> Duty:
        """Return the duty that is said, with what its words mean."""
        text, span = self.prose.text, said.span()
        target = said.target.span if said.target else None
        return Duty(
            said.unit.id,
            span,
            said.actor,
            said.action,
            said.partners,
            said.deadline,
            said.report_to,
            said.target,
            said.verb,
            said.object,
            funding_in(text, said.stretch.start, said.stretch.end),
            self._bodies(said.actor),
            tuple(b for p in said.partners for b in self._bodies(p)),
            self._bodies(said.report_to) if said.report_to else (),
            read_due(text, said.deadline, self.calendar),
            amounts(self.prose, target.start, target.end, loose=True) if target else (),
            tuple(self._executes(said, span)),
        )

    def _bodies(self, found: Found[str]) -> tuple[Body, ...]:
        if found.span not in self.known:
            self.known[found.span] = read_bodies(self.prose, found, self.home)
        return self.known[found.span]

    def _executes(self, said: Said, span: Span) -> Iterator[Execution]:
        """Yield the directives that the verb group, or the opening of its sentence, says to carry out; `span` is the duty's."""
        for mention in self.mentions.get(said.unit.id, ()):
            if mention.relation.value != "implements":
                continue
            if said.stretch.holds(mention.span):
                yield Execution(mention.id, "implements, in the action")
            elif mention.span.end <= span.start or (said.actor.span and mention.span.end <= said.actor.span.start):
                yield Execution(mention.id, "implements, in the opening")
