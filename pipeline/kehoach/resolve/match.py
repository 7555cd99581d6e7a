"""Mentions → Links: which directive each mention stands for, from the document itself, the catalogue and the mention's own words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kehoach.records.citation import Mention
from kehoach.records.document import Frame
from kehoach.records.link import Ambiguous, Directive, Link, Resolved, Unresolved
from kehoach.resolve import congress, laws
from kehoach.resolve.abbreviations import Names, written_out
from kehoach.resolve.catalogue import Catalogue, Entry
from kehoach.resolve.keys import Key, directive, of_frame, of_mention
from kehoach.resolve.urn import number_key, slug
from kehoach.rules.fold import bare, name_key
from kehoach.rules.home import Home
from kehoach.rules.load import toml

NO_NAMES: Names = {}
NO_DATE = "no date; the number is given anew each year"
NO_TYPE = "neither type word nor symbol tells the type"
NO_DATE_PARTY = "no date; the number is given anew in each term"
TITLE_WORDS = 4  # distinct syllables; of the titles in the core with one number and symbol no two share all of theirs


def resolve(frame: Frame, mentions: Sequence[Mention], catalogue: Catalogue, names: Names = NO_NAMES) -> tuple[Link, ...]:
    """Return one link for each mention, in their order.

    A mention that gives number and date (or a year in the number) is looked up in `catalogue`, else it stands for a directive made from
    its own words. A shorter one stands for the full one in the same document. What several directives fit is Ambiguous, what
    none can be named for is Unresolved with the reason. `names`: the short names of bodies that the document defines.
    """
    home = Home.of(frame).among(written_out(m.get("issuer") or "", names) for m in mentions)
    desk = _Desk(frame, home, catalogue, mentions, tuple(of_mention(m, home, names) for m in mentions))
    for step in (desk.full, desk.cut, desk.defined):
        for at, mention in enumerate(mentions):
            if mention.id not in desk.links and (link := step(at, mention)):
                desk.links[mention.id] = link
    return _same_records([desk.links[m.id] for m in mentions])


def _same_records(links: Sequence[Link]) -> tuple[Link, ...]:
    """Give all links to one id one record: the first that tells the date, else the first."""
    told: dict[str, Directive] = {}
    for link in links:
        if isinstance(link, Resolved):
            best = told.setdefault(link.directive.id, link.directive)
            if link.directive.date and not best.date:
                told[best.id] = link.directive
    return tuple(_of_record(x, told) for x in links)


def _of_record(link: Link, told: Mapping[str, Directive]) -> Link:
    """Return `link` with the record that all links to its directive have."""
    if not isinstance(link, Resolved) or told[link.directive.id] is link.directive:
        return link
    return replace(link, directive=told[link.directive.id])


def own(frame: Frame) -> Directive | None:
    """Return the directive that the document itself is; None where its number, symbol, date or issuer is missing or open."""
    key = of_frame(frame, Home.of(frame))
    name = key.name() if key.date and frame.get("symbol") else None
    if name is None:
        return None
    made = directive(key, name, frame.get("number") or "", frame.get("symbol"))
    return replace(made, title=frame.get("title"), source="corpus")


@dataclass(slots=True)
class _Desk:
    """The work on one document: its mentions with their keys, the links found so far by mention id."""

    frame: Frame
    home: Home
    catalogue: Catalogue
    mentions: Sequence[Mention]
    keys: Sequence[Key]
    links: dict[str, Link] = field(default_factory=dict)
    _by_number: dict[str, list[int]] = field(default_factory=dict)
    _laws: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    _named: dict[str | None, list[Mention]] = field(default_factory=dict)
    """By type: the mentions that name a paper by number or name, in order."""
    _used: dict[str | None, int] = field(default_factory=dict)
    """By type: where its word first stands bare."""

    def __post_init__(self) -> None:
        for i, (mention, key) in enumerate(zip(self.mentions, self.keys, strict=True)):
            parts = laws.law(mention) if mention.kind == "named" else None
            if parts and parts[2]:
                self._laws.setdefault(parts[:2], []).append(i)
            if key.number and _whole(key) and mention.kind in ("numbered", "short"):
                self._by_number.setdefault(key.number, []).append(i)
            if mention.kind in ("numbered", "named"):
                self._named.setdefault(mention.get("type"), []).append(mention)
            if mention.kind == "short" and not mention.get("number"):
                self._used.setdefault(mention.get("type"), mention.span.start)

    def full(self, i: int, mention: Mention) -> Link | None:
        """Link a mention that names its paper by itself; None for the shorter ones."""
        if mention.kind == "congress":
            return congress.link(mention, self.home, self.catalogue)
        if mention.kind == "named":
            return laws.by_date(mention, self.catalogue)
        if _whole(self.keys[i]):
            return self._numbered(mention, self.keys[i])
        if not mention.get("number"):
            return None if mention.kind == "short" else Unresolved(mention.id, "a mention without its number")
        return None if self.keys[i].number else Unresolved(mention.id, "the number can't be read")

    def _numbered(self, mention: Mention, key: Key) -> Link:
        known = self._known(key)
        exact = [e for e in known if _agrees(e, key)]
        if exact and key.type is None and not (key.symbol and key.symbol.types):
            return Ambiguous(mention.id, tuple(e.directive for e in exact), NO_TYPE)
        if len(exact) == 1:
            what = "date" if key.date else "year"
            return Resolved(mention.id, exact[0].directive, f"catalogue: number, symbol and {what} agree", key.inferred)
        if exact:
            return Ambiguous(mention.id, tuple(e.directive for e in exact), "several directives have this number and symbol")
        made = self._made(mention, key, sorted({e.directive.date for e in known if e.directive.date and _repeats(e, key)}))
        unyeared = [e for e in known if key.year and not (key.date or e.directive.year) and (e.directive.date or "")[:4] == key.year]
        if unyeared and isinstance(made, Resolved):
            return Ambiguous(mention.id, (made.directive, *(e.directive for e in unyeared)), "the year may not belong to the number")
        return made

    def _known(self, key: Key) -> list[Entry]:
        """Return the entries of the catalogue that have the number and symbol of `key` and may have its issuer."""
        name = key.name()
        found = {e.directive.id: e for e in (self.catalogue.get(name),) if e} if name else {}
        if key.symbol and key.number and not any(_agrees(e, key) for e in found.values()):
            place = slug(key.bodies[0].place) if key.bodies and key.bodies[0].place else None
            for e in filter(lambda e: _same_series(e, key), self.catalogue.numbered(key.number, key.symbol.key, place=place)):
                if key.symbol.national or (key.issuer and bare(e.directive.issuer or "") == bare(key.issuer)):
                    found.setdefault(e.directive.id, e)
        return list(found.values())

    def _made(self, mention: Mention, key: Key, against: Sequence[str]) -> Link:
        """Return the link to a directive that the mention alone tells of; `against`: other dates that the catalogue has for it."""
        number, symbol = mention.get("number") or "", mention.get("symbol")
        if key.type is None:
            return Unresolved(mention.id, NO_TYPE)
        name = key.name(dated=bool(against))
        if name:
            rule = "mention: type, number, date and issuer"
            rule += f"; the catalogue dates this number {', '.join(against)}" if against else ""
            return Resolved(mention.id, directive(key, name, number, symbol), rule, key.inferred)
        candidates = tuple(
            directive(key, name, number, symbol, bodies=(body,)) for body in key.options if (name := key.name((body,), dated=bool(against)))
        )
        reason = key.open or "issuer is not given"
        return Ambiguous(mention.id, candidates, reason) if candidates else Unresolved(mention.id, reason)

    def cut(self, i: int, mention: Mention) -> Link | None:
        """Link a mention that leaves out date or symbol; None for a bare type word."""
        key = self.keys[i]
        if mention.kind == "named":
            parts = laws.law(mention)
            return self._same(mention, self._laws.get(parts[:2], ()) if parts else ()) or self._law(mention)
        if not key.number:
            return None
        full = self._by_number.get(key.number, ())
        return (
            self._same(mention, [j for j in full if _may_be(key, self.keys[j])])
            or self._scheme(mention, key, full)
            or self._by_term(mention, key)
            or self._undated(mention, key)
        )

    def _same(self, mention: Mention, full: Iterable[int]) -> Link | None:
        """Link a mention to what the full ones stand for, if that is one paper."""
        links: dict[object, Link] = {}
        for j in full:
            link = self.links[self.mentions[j].id]
            links.setdefault(_target(link), link)
        about = [x for x in links.values() if isinstance(x, Resolved) and _is_about(mention.get("subject"), x.directive)]
        if len(links) > 1 and len(about) == 1:
            return _like(about[0], mention, "of the subject of")
        if len(links) > 1:
            found = {d.id: d for link in links.values() for d in _candidates(link)}
            reason = "several papers of the document fit"
            return Ambiguous(mention.id, tuple(found.values()), reason) if found else Unresolved(mention.id, reason)
        return next((_like(link, mention, "given in full as") for link in links.values()), None)

    def _law(self, mention: Mention) -> Link:
        return laws.in_force(mention, self.frame.get("date"), self.catalogue)

    def _scheme(self, mention: Mention, key: Key, full: Iterable[int]) -> Link | None:
        """Link a scheme named by the number of its decision: one of the document's, or one known everywhere (Đề án 06)."""
        table = toml("issuers.toml")
        if key.type not in table["by_decision"] or key.symbol:
            return None
        link = self._same(mention, [j for j in full if self.keys[j].type == "Quyết định"])
        row = next((r for r in table["scheme"] if (r["type"], number_key(r["number"])) == (key.type, key.number)), None)
        known = self.catalogue.get(row["directive"]) if row else None
        if known is None or not self._earlier(known):
            return link
        others = [d for d in _candidates(link) if d.id != known.directive.id] if link else []
        if others:
            reason = "the number of a scheme known everywhere and of a decision in the document"
            return Ambiguous(mention.id, (known.directive, *others), reason)
        return Resolved(mention.id, known.directive, "catalogue: a scheme known by its decision's number")

    def _by_term(self, mention: Mention, key: Key) -> Link | None:
        """Link a paper of the Central Committee by number and term: no number is given twice in a term."""
        if not (key.term and key.symbol and key.symbol.party and key.number):
            return None
        numbered = self.catalogue.numbered(key.number, key.symbol.key)
        found = [e for e in numbered if _in_term(key.term, e.directive.date) and key.type in (None, e.directive.type)]
        return Resolved(mention.id, found[0].directive, "catalogue: number, symbol and term agree") if len(found) == 1 else None

    def _undated(self, mention: Mention, key: Key) -> Link:
        """Link a mention without date that nothing else in the document explains: only its subject can tell which paper it is."""
        if key.symbol:
            yearly = key.type in toml("issuers.toml")["yearly"]
            found = [e for e in self._known(key) if self._earlier(e) and (yearly or e.directive.year is None)]
            found = [e for e in found if key.term is None or _in_term(key.term, e.directive.date)]
            reason = NO_DATE_PARTY if key.symbol.party else NO_DATE
            meant = [e for e in found if _is_about(mention.get("subject"), e.directive)]
            if len(meant) == 1:
                told = (f"date from the catalogue: {meant[0].directive.date}",)
                return Resolved(mention.id, meant[0].directive, "catalogue: number, symbol and subject agree", told)
        else:
            alike = self.catalogue.by_type(key.type or "", key.number or "")
            found = [e for e in alike if self._earlier(e) and key.date in (None, e.directive.date)]
            reason = "issuer is not given" if key.date else "a short form of no paper that the document gives in full"
        return Ambiguous(mention.id, tuple(e.directive for e in found), reason) if found else Unresolved(mention.id, reason)

    def _earlier(self, entry: Entry) -> bool:
        """Say whether the document can know the paper: it is not later than the document."""
        return (entry.directive.date or "") <= (self.frame.get("date") or "9")

    def defined(self, _: int, mention: Mention) -> Link:
        """Link a bare type word (`Luật`, `Nghị định`) to the last full mention of the type before it was defined as a short name.

        The definition stands where the mention's type was found, if that lies before the mention; else the first use counts.
        """
        kind = mention.get("type")
        told = mention.type.span if mention.type else None
        place = told.start if told and told.end <= mention.span.start else self._used[kind]
        named = self._named.get(kind, ())
        before = bisect_right(named, place, key=lambda m: m.span.end)
        if not before:
            return Unresolved(mention.id, "a short name of no paper named before it")
        return _like(self.links[named[before - 1].id], mention, "short name of")


def _whole(key: Key) -> bool:
    """Say whether a mention names its paper by itself, as far as it can be named."""
    return key.full and bool(key.symbol or key.bodies)


def _agrees(entry: Entry, key: Key) -> bool:
    """Say whether an entry has the date of `key`, or its year where the mention or the catalogue does not give the date.

    A year dropped from the number, or put into it, is no bar where the dates agree.
    """
    if entry.directive.date is None:
        return entry.directive.year == key.year is not None
    return entry.directive.date == key.date if key.date else entry.directive.year == key.year


def _same_series(entry: Entry, key: Key) -> bool:
    """Say whether an entry's number is counted with those of `key`: the National Assembly counts laws and resolutions apart."""
    if key.type is None or (key.symbol and key.symbol.types):
        return True
    return key.type == entry.directive.type or {key.type, entry.directive.type} == {"Luật", "Bộ luật"}


def _repeats(entry: Entry, key: Key) -> bool:
    """Say whether the number of an entry can't have been given once more in the year of `key`."""
    year = key.year or (key.date or "")[:4]
    return entry.directive.year == key.year and (entry.directive.date or "")[:4] == year


def _may_be(short: Key, full: Key) -> bool:
    """Say whether a shorter mention with the same number can stand for a full one."""
    pairs = ((short.symbol and short.symbol.key, full.symbol and full.symbol.key), (short.year, full.year), (short.date, full.date))
    if any(one and other and one != other for one, other in pairs) or (short.year and not full.year):
        return False
    if short.term and full.symbol and full.symbol.party and full.date and not _in_term(short.term, full.date):
        return False
    if short.bodies and full.bodies and {bare(b.name) for b in short.bodies} != {bare(b.name) for b in full.bodies}:
        return False
    kinds = (short.type or "", full.type or "")
    return "" in kinds or any(one == other or one.startswith(f"{other} ") for one, other in (kinds, kinds[::-1]))


def _in_term(number: int, day: str | None) -> bool:
    """Say whether a day lies in a term of the Central Committee; no for a term that no table names."""
    term = next((t for t in toml("issuers.toml")["term"] if t["number"] == number), None)
    return bool(term and day and term["first"] <= day <= term["last"])


def _is_about(subject: str | None, paper: Directive) -> bool:
    """Say whether a mention's subject holds all words of the title in the catalogue, if these are enough to tell one paper from others."""
    title = set(name_key(paper.title or "").split())
    return len(title) >= TITLE_WORDS and title <= set(name_key(subject or "").split())


def _like(link: Link, mention: Mention, how: str) -> Link:
    """Return for `mention` what the link of a fuller one says."""
    if isinstance(link, Resolved):
        return replace(link, mention=mention.id, rule=f"document: {how} {link.mention}")
    return replace(link, mention=mention.id)


def _target(link: Link) -> object:
    """Return what tells the paper of one full mention from another's."""
    if isinstance(link, Resolved):
        return link.directive.id
    return tuple(d.id for d in _candidates(link)) or link.mention


def _candidates(link: Link) -> tuple[Directive, ...]:
    if isinstance(link, Resolved):
        return (link.directive,)
    return link.candidates if isinstance(link, Ambiguous) else ()
