"""A plan: everything read from one document, and its JSON form (schema kehoach/plan/1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kehoach.records.citation import FIELDS, Mention
from kehoach.records.document import Document, Found, Section, Unit
from kehoach.records.duty import Amount, Body, Due, Duty, Funding, Indicator
from kehoach.records.label import Label
from kehoach.records.link import Ambiguous, Directive, Link, Resolved, Unresolved
from kehoach.records.text import Repair, Source, Span

SCHEMA = "kehoach/plan/1"
FRAME_FIELDS = ("issuer", "number", "symbol", "place", "date", "type", "title", "signer", "signer_role", "authority")

PlanDict = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """One document read through all stages. Spans of the records are canonical; `to_dict` gives source offsets."""

    source: Source
    document: Document
    mentions: tuple[Mention, ...]
    links: tuple[Link, ...]
    labels: tuple[Label, ...]
    duties: tuple[Duty, ...]
    own: Directive | None = None
    """The directive that this plan itself is, as far as its frame tells."""
    notes: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
    """What was put right in recognised text."""
    indicators: tuple[Indicator, ...] = ()
    funding: tuple[Funding, ...] = ()
    period: Due | None = None
    """The time that the plan is for, as far as its title or its own words tell."""

    def to_dict(self) -> PlanDict:
        """Return the plan as plain JSON values; all spans are [start, end] in the source text as decoded.

        `text` beside a span is the canonical text of that span; `spans` and `rules` say where each value stands and what gave it. For a
        file with pages or paragraphs `place` says where a span stands in it (of a section: its heading), `places` the same by field.
        `removed` is what belongs to the page and not to the document, as it stands in the source text, `repairs` what recognition of a scan
        got wrong and was put right.
        """
        return {
            "schema": SCHEMA,
            "source": {"name": self.source.name, "sha256": self.source.sha256, "media_type": self.source.media_type},
            "frame": self._frame(),
            "sections": [self._section(s) for s in self.document.sections],
            "units": self._units(),
            "citations": self._citations(),
            "duties": [self._duty(d) for d in self.duties],
            "indicators": [self._indicator(x) for x in self.indicators],
            "funding": [{"unit": f.unit, "source": f.source.value} | self._spans({"source": f.source}) for f in self.funding],
            "period": self._due(self.period) if self.period else None,
            "notes": list(self.notes),
            "removed": [self._removed(span, reason) for span, reason in self.document.text.removed],
            "repairs": [self._repair(r) for r in self.repairs],
        }

    def _raw(self, span: Span) -> list[int]:
        raw = self.document.text.source(span)
        return [raw.start, raw.end]

    def _spans(self, fields: Mapping[str, Found[str] | None]) -> dict[str, Any]:
        known = {k: f for k, f in fields.items() if f is not None}
        spans = {k: f.span for k, f in known.items() if f.span is not None}
        places = {k: [p.to_dict() for p in self.document.text.where(span)] for k, span in spans.items()}
        return {
            "spans": {k: self._raw(span) for k, span in spans.items()},
            "rules": {k: f.rule for k, f in known.items()},
        } | ({"places": places} if self.document.text.places else {})

    def _place(self, span: Span) -> dict[str, Any]:
        return self._place_of_raw(self.document.text.source(span))

    def _place_of_raw(self, raw: Span) -> dict[str, Any]:
        places = [p.to_dict() for _, p in self.document.text.placed(raw)]
        return {"place": places} if places else {}

    def _removed(self, raw: Span, reason: str) -> dict[str, Any]:
        values = {"span": [raw.start, raw.end], "text": raw.of(self.document.text.raw), "reason": reason}
        return values | self._place_of_raw(raw)

    def _repair(self, repair: Repair) -> dict[str, Any]:
        raw = repair.span
        values = {"span": [raw.start, raw.end], "original": raw.of(self.document.text.raw), "repaired": repair.text, "rule": repair.rule}
        return values | self._place_of_raw(raw)

    def _frame(self) -> dict[str, Any]:
        frame = self.document.frame
        values: dict[str, Any] = {k: frame.get(k) for k in FRAME_FIELDS}
        values |= {
            "recipients": [r.value for r in frame.recipients],
            "draft": frame.draft,
            "level": frame.level,
            "locality": frame.locality,
            "directive": self.own.id if self.own else None,
        }
        return values | self._spans(dict(frame.fields))

    def _section(self, s: Section) -> dict[str, Any]:
        return {
            "id": s.id, "parent": s.parent, "label": s.label, "title": s.title, "level": s.level, "role": s.role,
            "heading": self._raw(s.heading), "span": self._raw(s.span), "rule": s.rule,
        } | self._place(s.heading)  # fmt: skip

    def _units(self) -> list[dict[str, Any]]:
        labels = {x.unit: x for x in self.labels}
        return [self._unit(u, labels.get(u.id)) for u in self.document.units]

    def _unit(self, u: Unit, label: Label | None) -> dict[str, Any]:
        values = {"id": u.id, "section": u.section, "span": self._raw(u.span), "text": self.document.text.of(u.span)}
        tagged = {
            "tag": label.tag if label else None,
            "score": round(label.score, 4) if label else None,
            "model": label.model if label else None,
            "subtags": [{"value": f.value, "span": self._raw(f.span), "rule": f.rule} for f in label.subtags if f.span] if label else [],
        }
        return values | tagged | _undecided(label) | self._place(u.span)

    def _citations(self) -> list[dict[str, Any]]:
        links = {x.mention: x for x in self.links}
        found = []
        for m in self.mentions:
            fields = {k: getattr(m, k) for k in FIELDS}
            found.append(
                {"id": m.id, "span": self._raw(m.span), "text": self.document.text.of(m.span), "kind": m.kind}
                | {k: m.get(k) for k in FIELDS}
                | _link(links.get(m.id))
                | {"unit": m.unit, "rule": m.rule}
                | self._spans(fields)
                | self._place(m.span)
            )
        return found

    def _duty(self, d: Duty) -> dict[str, Any]:
        printed = {"actor": d.actor, "action": d.action, "deadline": d.deadline, "report_to": d.report_to, "target": d.target}
        parts = {"verb": d.verb, "object": d.object, "funding": d.funding}
        return (
            {"unit": d.unit, "span": self._raw(d.span)}
            | self._place(d.span)
            | {k: f.value if f else None for k, f in (printed | parts).items()}
            | {"with": [p.value for p in d.partners]}
            | {
                "bodies": [self._body(b) for b in d.bodies],
                "with_bodies": [self._body(b) for b in d.partner_bodies],
                "report_to_bodies": [self._body(b) for b in d.report_bodies],
                "due": [self._due(x) for x in d.due],
                "amounts": [self._amount(a) for a in d.amounts],
                "executes": [{"citation": e.mention, "rule": e.rule} for e in d.executes],
            }
            | self._spans(printed | parts)
        )

    def _indicator(self, x: Indicator) -> dict[str, Any]:
        return (
            {"unit": x.unit, "span": self._raw(x.span), "name": x.name.value, "area": x.area.value if x.area else None}
            | {"amounts": [self._amount(a) for a in x.amounts], "due": [self._due(d) for d in x.due]}
            | self._spans({"name": x.name, "area": x.area})
            | self._place(x.span)
        )

    def _printed(self, span: Span) -> dict[str, Any]:
        return {"span": self._raw(span), "text": self.document.text.of(span)}

    def _body(self, b: Body) -> dict[str, Any]:
        values = {"name": b.name, "kind": b.kind, "level": b.level, "place": b.place, "collective": b.collective}
        return values | self._printed(b.span) | {"rule": b.rule, "inferred": list(b.inferred)}

    def _due(self, d: Due) -> dict[str, Any]:
        days = {"kind": d.kind, "bound": d.bound, "start": d.start, "end": d.end}
        values = days | {"rrule": d.rrule, "times": d.times, "length": d.length, "unit": d.unit, "relative": d.relative}
        candidates = [{"start": c.start, "end": c.end} for c in d.candidates]
        return values | self._printed(d.span) | {"rule": d.rule, "inferred": list(d.inferred), "candidates": candidates}

    def _amount(self, a: Amount) -> dict[str, Any]:
        numbers = {"number": a.number, "low": a.low, "high": a.high, "before": a.before}
        values = {"unit": a.unit, "comparator": a.comparator, "change": a.change, "of": a.of.value if a.of else None}
        return numbers | values | self._printed(a.span) | {"rule": a.rule}


def _undecided(label: Label | None) -> dict[str, Any]:
    """Return what is said of a unit whose label abstains: the tags it may have, with their chances, the likeliest first."""
    if label is None or not label.abstains:
        return {}
    return {"abstains": True, "candidates": [{"tag": tag, "chance": round(chance, 4)} for tag, chance in label.candidates]}


def _link(link: Link | None) -> dict[str, Any]:
    match link:
        case Resolved(directive=directive, rule=rule, inferred=inferred):
            return {"directive": directive.id, "resolution": "resolved", "reason": rule, "inferred": list(inferred)}
        case Ambiguous(candidates=candidates, reason=reason):
            ids = [c.id for c in candidates]
            return {"directive": None, "resolution": "ambiguous", "reason": reason, "candidates": ids}
        case Unresolved(reason=reason):
            return {"directive": None, "resolution": "unresolved", "reason": reason}
        case None:
            return {"directive": None, "resolution": "unresolved", "reason": "not tried"}
