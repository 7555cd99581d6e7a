"""The directives cited: do they still apply, are they known, may they be a basis, do they fit the draft's year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kehoach.check.dates import contradicted, shown
from kehoach.check.draft import YEAR, Draft
from kehoach.check.mentions import ENDING
from kehoach.check.rules import TABLE
from kehoach.graph.label import code
from kehoach.graph.levels import LEVELS, level
from kehoach.records.citation import Mention
from kehoach.records.finding import Finding
from kehoach.records.link import Directive, Resolved
from kehoach.records.text import Span
from kehoach.resolve import Standing, standing
from kehoach.resolve.laws import YEAR_OF_LAW
from kehoach.resolve.symbols import parse
from kehoach.rules.fold import name_key, spelling
from kehoach.rules.issuers import read
from kehoach.rules.load import toml

_PERIOD = re.compile(r"(?<!\d)(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d(?!\d)")

_PIECE = re.compile(r"\w+|,")

LONGEST_ISSUER = 40  # characters behind an issuer in which that of the next paper of a row stands

NAMED_AT_ONCE = 3  # directives outside the catalogue that one finding names; the rest it counts


def check(draft: Draft) -> Iterator[Finding]:
    """Yield what the catalogue and the draft's own level and year say of the directives cited, each directive once."""
    seen: set[str] = set()
    laws: set[str | None] = set()
    unknown: list[Mention] = []
    for mention in draft.plan.mentions:
        yield from _lower_basis(draft, mention)
        yield from _year(draft, mention)
        yield from _issuer(draft, mention)
        if mention.kind == "named" and mention.get("name") not in laws:
            laws.add(mention.get("name"))
            yield from _law(draft, mention)
        link = draft.link(mention)
        if not isinstance(link, Resolved) or link.directive.id in seen:
            continue
        seen.add(link.directive.id)
        yield from _validity(draft, mention, link.directive)
        yield from _title(draft, mention, link.directive)
        if link.directive.source != "catalogue" and mention.kind == "numbered" and contradicted(draft, mention) is None:
            unknown.append(mention)
    yield from _unknown(draft, unknown)
    yield from _two_titles(draft)


def _validity(draft: Draft, mention: Mention, directive: Directive) -> Iterator[Finding]:
    """A directive that did not apply on the day of the draft. What the draft itself ends is meant to be named."""
    day = draft.day.isoformat()
    known = standing(draft.catalogue, directive.id, day)
    if known is None or mention.get("relation") in ENDING or draft.quoted(mention):
        return
    if known.entry.in_force and day < known.entry.in_force and draft.plan.document.frame.get("date"):
        yield draft.found("directive.early", mention.span, since=shown(known.entry.in_force))
    elif known.ended and _dated(known, draft):
        successors = "; ".join(_named(e.directive) for e in known.successors)
        rule = "directive.replaced" if successors else "directive.ended"
        since = shown(known.since) if known.since else "@unknown"
        yield draft.found(rule, mention.span, successors=successors, since=since, status=f"@{known.status}")


def _dated(known: Standing, draft: Draft) -> bool:
    """Say whether the day of the end is known, or the draft is of today, so that all that the catalogue knows holds for it."""
    return known.since is not None or draft.day >= draft.today


def _named(directive: Directive) -> str:
    """Return type, number, symbol and day of a directive."""
    name = code(directive.number, directive.symbol, directive.year) if directive.number else directive.title
    return " ".join(filter(None, (directive.type, name, f"({shown(directive.date)})" if directive.date else "")))


def _title(draft: Draft, mention: Mention, directive: Directive) -> Iterator[Finding]:
    """The subject given shares no word with the title that the catalogue has."""
    given, known = mention.subject, directive.title
    if directive.source != "catalogue" or given is None or given.span is None or not known:
        return
    if _differ(given.value, known):
        yield draft.found("title.known", given.span, title=known)


def _two_titles(draft: Draft) -> Iterator[Finding]:
    """One directive with two subjects that share no word."""
    said: dict[str, Mention] = {}
    for mention in draft.plan.mentions:
        name = draft.directive_id(mention)
        if name is None or mention.subject is None or mention.subject.span is None:
            continue
        first = said.setdefault(name, mention).subject
        if first and first.span and _differ(first.value, mention.subject.value):
            yield draft.found("title.twice", mention.subject.span, related=[first.span], other=first.value)


def _differ(one: str, other: str) -> bool:
    """Say whether two titles speak of different things: both have words of matter, and none in common."""
    first, second = _content(one), _content(other)
    return bool(first and second) and not first & second


def _content(text: str) -> set[str]:
    return set(name_key(text).split()) - set(toml(TABLE)["title"]["filler"])


def _law(draft: Draft, mention: Mention) -> Iterator[Finding]:
    """A law whose type or name is not printed as its title has it: a comma left out, a word abbreviated, a capital."""
    name, kind = mention.name, mention.type
    if name is None or name.span is None or kind is None or kind.span is None:
        return
    said = YEAR_OF_LAW.sub("", name.value)
    known = draft.catalogue.laws(kind.value, said)
    types = {e.directive.type for e in known}
    if known and kind.value not in types:
        yield draft.found("law.type", kind.span, suggestion=next(iter(types)) or "", name=said)
    titles = {_spelt(e.directive.title): e.directive.title for e in known if e.directive.title}
    if len(titles) == 1 and not said.isupper() and _spelt(said) not in titles and not _is_defined(draft, said):
        yield draft.found("law.name", Span(name.span.start, name.span.start + len(said)), suggestion=next(iter(titles.values())))


def _is_defined(draft: Draft, name: str) -> bool:
    """Say whether a name holds an abbreviation that the draft explains: `bí mật nhà nước (BMNN)`."""
    return any(f"({word})" in draft.canonical for word in name.split() if word.isupper() and len(word) > 1)


def _spelt(name: str) -> str:
    """Return a name as it is compared here: the place of tone marks apart; commas, capitals and all words count."""
    amending = name.lower().startswith("sửa đổi")  # printed with and without a capital behind the word Luật
    return " ".join(spelling(w) + "'" * (w[0].isupper() and (n > 0 or not amending)) for n, w in enumerate(_PIECE.findall(name)))


def _lower_basis(draft: Draft, mention: Mention) -> Iterator[Finding]:
    """A draft that rests on a directive of a body below its own issuer."""
    own, link = draft.plan.document.frame.level, draft.link(mention)
    if mention.get("relation") != "basis" or not isinstance(link, Resolved) or own not in LEVELS:
        return
    other = link.directive.level or level(link.directive.id)
    if other in LEVELS and LEVELS.index(other) > LEVELS.index(own) and {own, other} != {"department", "district"}:
        yield draft.found("basis.level", mention.span, level=f"@level.{other}", own=f"@level.{own}")


def _year(draft: Draft, mention: Mention) -> Iterator[Finding]:
    """A draft for one year that carries out a plan for another year alone."""
    own = _years(draft.plan.document.frame.get("title"))
    cited = _years(mention.get("subject"))
    if len(own) != 1 or len(cited) != 1 or own == cited or mention.get("relation") not in ("basis", "implements"):
        return
    if (mention.get("date") or "")[:4] > min(cited):
        return  # it looks back on that year
    if mention.get("type") in toml(TABLE)["yearly"]["types"] and mention.subject and not draft.quoted(mention):
        yield draft.found("basis.year", mention.subject.span or mention.span, cited=min(cited), own=min(own))


def _years(text: str | None) -> set[str]:
    """Return the years that a title is for; none where it names a period."""
    return set() if _PERIOD.search(text or "") else set(YEAR.findall(text or ""))


def _issuer(draft: Draft, mention: Mention) -> Iterator[Finding]:
    """The words name one central body as issuer, the symbol another."""
    printed, coded = mention.issuer, parse(mention.get("symbol") or "").issuer
    said = read(printed.value).bodies if printed else ()
    if printed is None or printed.span is None or len(said) != 1 or len(coded) != 1 or coded[0].level != "central":
        return
    row = draft.canonical[printed.span.start : printed.span.end + LONGEST_ISSUER]  # `của Chính phủ, Thủ tướng Chính phủ`: one for each
    if said[0].known and said[0].level == "central" and said[0].name != coded[0].name and coded[0].name not in row:
        yield draft.found("issuer.symbol", printed.span, suggestion=coded[0].name, symbol=mention.get("symbol") or "", coded=coded[0].name)


def _unknown(draft: Draft, mentions: Sequence[Mention]) -> Iterator[Finding]:
    """Directives that the catalogue does not hold: one finding for those of the country's bodies, one for all others."""
    for rule, national in (("directive.unknown", True), ("directive.local", False)):
        if group := [m for m in mentions if parse(m.get("symbol") or "").national is national]:
            names = "; ".join(m.span.of(draft.canonical) for m in group[:NAMED_AT_ONCE]) + (" …" if len(group) > NAMED_AT_ONCE else "")
            yield draft.found(rule, group[0].span, related=[m.span for m in group[1:]], count=str(len(group)), names=names)
