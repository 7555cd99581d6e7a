"""What a duty's printed words mean: its bodies, times, amounts, money and the directives it carries out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kehoach.classify.duties.amounts import amounts
from kehoach.classify.duties.bodies import read_bodies
from kehoach.classify.duties.calendar import Calendar
from kehoach.classify.duties.due import read_due
from kehoach.classify.duties.funding import funding_in
from kehoach.classify.duties.words import Prose
from kehoach.records.citation import Mention
from kehoach.records.document import Found
from kehoach.records.duty import Body, Duty, Execution
from kehoach.records.text import Span
from kehoach.rules.home import Home


@dataclass(frozen=True, slots=True)
class Meaning:
    """What is known beside a duty's own words: the text, the issuer's place, the plan's time, the directives cited in each unit."""

    prose: Prose
    home: Home
    calendar: Calendar
    mentions: Mapping[str, Sequence[Mention]]
    known: dict[Span | None, tuple[Body, ...]] = field(default_factory=dict)
    """The bodies already read, by where they stand: one actor has many duties."""

    def of(self, duty: Duty, stretch: Span) -> Duty:
        """Return the duty with what its words mean; `stretch` is the text of its verb group."""
        text = self.prose.text
        target = duty.target.span if duty.target else None
        return replace(
            duty,
            bodies=self._bodies(duty.actor),
            partner_bodies=tuple(b for p in duty.partners for b in self._bodies(p)),
            report_bodies=self._bodies(duty.report_to) if duty.report_to else (),
            due=read_due(text, duty.deadline, self.calendar),
            amounts=amounts(self.prose, target.start, target.end, loose=True) if target else (),
            funding=funding_in(text, stretch.start, stretch.end),
            executes=tuple(self._executes(duty, stretch)),
        )

    def _bodies(self, found: Found[str]) -> tuple[Body, ...]:
        if found.span not in self.known:
            self.known[found.span] = read_bodies(self.prose, found, self.home)
        return self.known[found.span]

    def _executes(self, duty: Duty, stretch: Span) -> Iterator[Execution]:
        """Yield the directives that the verb group, or the opening of its sentence, says to carry out."""
        for mention in self.mentions.get(duty.unit, ()):
            if mention.relation.value != "implements":
                continue
            if stretch.holds(mention.span):
                yield Execution(mention.id, "implements, in the action")
            elif mention.span.end <= duty.span.start or (duty.actor.span and mention.span.end <= duty.actor.span.start):
                yield Execution(mention.id, "implements, in the opening")
