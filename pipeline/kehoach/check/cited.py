"""The table of directives cited (bảng văn bản viện dẫn): one row a directive, with how it stands and where the draft names it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from kehoach.check.draft import Draft
from kehoach.check.report import Checked
from kehoach.check.telling import TABLE, where
from kehoach.errors import Lang
from kehoach.graph.label import code, label
from kehoach.records.citation import Mention
from kehoach.records.link import Ambiguous, Directive, Resolved
from kehoach.resolve import Standing, standing
from kehoach.resolve.standing import UNKNOWN
from kehoach.store.words import Words


@dataclass(frozen=True, slots=True)
class CitedRow:
    """A row: a directive, or a mention that none could be named for. `standing` says how the directive stands, or why there is none."""

    type: str
    symbol: str
    date: str
    issuer: str
    subject: str
    standing: str
    relation: str
    count: int
    places: str
    id: str

    def cells(self, n: int) -> tuple[str, ...]:
        """Return the cells in the order of COLUMNS; `n` is the row's number."""
        return (str(n), *(str(getattr(self, name)) for name in COLUMNS[1:]))


COLUMNS = ("n", *(f.name for f in fields(CitedRow)))
"""The columns, in order; data/findings.toml has their words."""


@dataclass(frozen=True, slots=True)
class CitedTable:
    """The rows of a draft in the order of first mention, and the day, as printed, on which they say how the directives stand."""

    day: str
    rows: tuple[CitedRow, ...]

    @property
    def cells(self) -> list[tuple[str, ...]]:
        """The cells of all rows, numbered from 1."""
        return [row.cells(n) for n, row in enumerate(self.rows, 1)]


def head(lang: Lang) -> list[str]:
    """Return the heads of the columns."""
    say = Words(lang, TABLE)
    return [say(f"column.{name}") for name in COLUMNS]


def cited(draft: Draft, lang: Lang) -> CitedTable:
    """Return the table of a draft; the directives stand as they did on `draft.day`.

    A mention that several directives fit, or none, has a row with the reason and the candidates; those of the same wording share it.
    """
    groups: dict[object, list[Mention]] = {}
    for mention in draft.plan.mentions:
        groups.setdefault(_key(draft, mention), []).append(mention)
    rows = tuple(_row(draft, mentions, lang) for mentions in groups.values())
    return CitedTable(Words(lang, TABLE).date(draft.day.isoformat()), rows)


def _key(draft: Draft, mention: Mention) -> object:
    parts = tuple(mention.get(k) for k in ("type", "number", "year", "symbol", "name", "date"))
    return draft.directive_id(mention) or (parts if any(parts) else mention.id)


def _row(draft: Draft, mentions: Sequence[Mention], lang: Lang) -> CitedRow:
    say = Words(lang, TABLE)
    link = draft.link(mentions[0])
    directive = link.directive if isinstance(link, Resolved) else None
    fact = _Facts(draft, directive, mentions)
    number = fact("number")
    text = draft.plan.document.text
    checked = Checked(draft.plan, ())
    places = (where(checked, text.source(m.span), lang) for m in mentions)
    return CitedRow(
        type=fact("type") or "",
        symbol=code(number, fact("symbol"), fact("year")) if number else fact("name") or "",
        date=say.date(fact("date")) if fact("date") else "",
        issuer=fact("issuer") or "",
        subject=fact("subject") or "",
        standing=_standing(draft, mentions[0], say),
        relation="; ".join(dict.fromkeys(say.named("relation", m.get("relation")) for m in mentions)),
        count=len(mentions),
        places="; ".join(dict.fromkeys(places)),
        id=directive.id if directive else "",
    )


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of a row: by the directive, else by the first mention that gives it."""

    draft: Draft
    directive: Directive | None
    mentions: Sequence[Mention]

    def __call__(self, name: str) -> str | None:
        known: dict[str, Any] = {}
        if self.directive is not None:
            d = self.directive
            known = {"type": d.type, "number": d.number, "year": d.year, "symbol": d.symbol, "date": d.date, "issuer": d.issuer}
            known["name" if d.number is None else "subject"] = d.title
        given = (m.get(name) for m in self.mentions)
        found: str | None = known.get(name) or next((value for value in given if value), None)
        return found


def _standing(draft: Draft, mention: Mention, say: Words) -> str:
    link = draft.link(mention)
    if isinstance(link, Resolved):
        known = standing(draft.catalogue, link.directive.id, draft.day.isoformat())
        return "; ".join(_told(known, say)) if known else say("standing.outside")
    reason = say.why(link.reason) if link else say.why("not tried")
    if isinstance(link, Ambiguous):
        return f"{say.named('resolution', 'ambiguous')} ({reason}): {'; '.join(_name(c) for c in link.candidates)}"
    return f"{say.named('resolution', 'unresolved')}: {reason}"


def _told(known: Standing, say: Words) -> Iterator[str]:
    """Yield how a directive stands: the status, what stands for it, since when, from when it applies."""
    yield say.named("standing", known.status)
    if known.status == UNKNOWN and known.entry.checked:
        yield say("standing.checked", day=say.date(known.entry.checked))
    if known.status == "not yet in force":
        yield say("standing.from", day=say.date(known.entry.in_force))
    if known.successors:
        names = ", ".join(_name(e.directive) for e in known.successors)
        yield say("standing.by" if known.ended else "standing.later", names=names)
    if known.since and (known.successors or known.ended):
        yield say("standing.since", day=say.date(known.since))


def _name(d: Directive) -> str:
    facts = {"type": d.type, "number": d.number, "year": d.year, "symbol": d.symbol, "date": d.date}
    return label(facts | ({} if d.number else {"name": d.title}), d.id)
