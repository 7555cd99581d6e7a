"""Dates: days that there are not, days to come, ways of writing, and dates that contradict each other or the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from kehoach.check.draft import YEAR, Draft, day_of
from kehoach.check.rules import TABLE
from kehoach.curate.form import PADDED_MONTHS
from kehoach.records.citation import Mention
from kehoach.records.document import Found
from kehoach.records.finding import Finding
from kehoach.records.link import Directive
from kehoach.records.text import Span
from kehoach.resolve.catalogue import Entry
from kehoach.resolve.symbols import parse
from kehoach.resolve.urn import number_key
from kehoach.rules.fold import name_key, symbol_key
from kehoach.rules.load import toml

_DATE = re.compile(
    r"(?<![\d/.\-])(?:(?P<d>\d{1,2})(?P<mark>[/.\-])(?P<m>\d{1,2})(?P=mark)(?P<y>\d{4,5})(?![\d/])"
    r"|(?P<d2>\d{1,2})(?P<t> tháng )(?P<m2>\d{1,2}) năm (?P<y2>\d{4,5})(?!\d))"
)

DAY_WORD = "ngày "
MONTHS, DAYS = 12, 31  # figures beyond these are no date, unless the word `ngày` says so
PADDED_DAYS = 10
SUBJECT_WORDS = 4  # syllables of a known title that a subject must hold, all of them, to be about the same thing
ALIKE = 0.6  # share of common syllables at which two subjects are one


def check(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong with the dates of the text and of the directives cited."""
    yield from _written(draft)
    for mention in draft.plan.mentions:
        if mention.date:
            yield from _to_come(draft, mention.date)
            yield from _against_catalogue(draft, mention, mention.date)
            yield from _against_subject(draft, mention, mention.date)
    yield from _twice(draft, [m for m in draft.plan.mentions if m.date and m.kind == "numbered" and m.symbol])


def _written(draft: Draft) -> Iterator[Finding]:
    """Days that the calendar does not have; missing zeros; dots and dashes in the dates of directives."""
    cited = {m.date.span for m in draft.plan.mentions if m.date and m.date.span}
    for m in _DATE.finditer(draft.canonical):
        span = Span(*m.span())
        day, month, year = (m[a] or m[b] for a, b in (("d", "d2"), ("m", "m2"), ("y", "y2")))
        if _day(year, month, day) is None:
            said = draft.canonical[max(0, span.start - len(DAY_WORD)) : span.start].lower() == DAY_WORD
            if span in cited or said or m["t"] or (m["mark"] == "/" and int(month) <= MONTHS and int(day) <= DAYS):
                yield draft.found("date.impossible", span)
            continue
        padded = f"{int(day):02}" if int(day) < PADDED_DAYS else day, f"{int(month):02}" if int(month) < PADDED_MONTHS else str(int(month))
        if m["t"] and (day, month) != padded:
            yield draft.found("date.zero", span, suggestion=f"{padded[0]} tháng {padded[1]} năm {year}")
        elif m["mark"] == "/" and span in cited and (len(day) < len(padded[0]) or len(month) < len(padded[1])):
            yield draft.found("date.zero", span, suggestion=f"{padded[0]}/{padded[1]}/{year}")
        elif m["mark"] in (".", "-") and span in cited and not draft.of_party:
            yield draft.found("date.mark", span, suggestion=f"{padded[0]}/{padded[1]}/{year}")


def _day(year: str, month: str, day: str) -> date | None:
    return day_of(f"{year}-{int(month):02}-{int(day):02}")


def _to_come(draft: Draft, found: Found[str]) -> Iterator[Finding]:
    """A directive dated after the draft itself."""
    day = day_of(found.value)
    if day and day > draft.latest and found.span:
        yield draft.found("date.future", found.span, date=shown(found.value), day=shown(draft.latest.isoformat()))


def shown(iso: str) -> str:
    """Return an ISO date as printed in running text.

    >>> shown("2019-06-14")
    '14/06/2019'
    """
    year, month, day = iso.split("-")
    return f"{day}/{month}/{year}"


def _against_catalogue(draft: Draft, mention: Mention, found: Found[str]) -> Iterator[Finding]:
    """A known directive has this number or name, but another date."""
    known = contradicted(draft, mention)
    if found.span and known and known.date:
        yield draft.found("date.known", found.span, suggestion=shown(known.date), right=shown(known.date), title=known.title or "")


def contradicted(draft: Draft, mention: Mention) -> Directive | None:
    """Return the directive of the catalogue that a dated mention must mean though its date is another; None where there is none."""
    known, cited = [e.directive for e in _known(draft, mention)], mention.get("date")
    if cited is None or any(d.date == cited for d in known):
        return None
    return next((d for d in known if d.date and _same_paper(mention, cited, d)), None)


def _known(draft: Draft, mention: Mention) -> Sequence[Entry]:
    """Return the entries of the catalogue that bear the mention's number and symbol, or the laws that bear its name."""
    if mention.kind == "named":
        return draft.catalogue.laws(mention.get("type") or "", mention.get("name") or "")
    symbol = parse(mention.get("symbol") or "")
    if not symbol.national or not mention.number:
        return ()
    return draft.catalogue.numbered(number_key(mention.number.value), symbol.key, mention.get("year"))


def _same_paper(mention: Mention, cited: str, known: Directive) -> bool:
    """Say whether the known directive must be the one meant: numbers come once a year, names of laws once; else the subject tells."""
    same_year = cited[:4] == (known.date or "")[:4]
    if mention.year or (same_year and mention.kind == "numbered"):
        return True
    if mention.kind == "named":
        return same_year
    return len(_words(known.title) & _words(mention.get("subject"))) >= max(SUBJECT_WORDS, len(_words(known.title)))


def _words(text: str | None) -> set[str]:
    return set(name_key(text or "").split())


def _against_subject(draft: Draft, mention: Mention, found: Found[str]) -> Iterator[Finding]:
    """A paper for one year that is dated more than a year before it."""
    years = set(YEAR.findall(mention.get("subject") or ""))
    if len(years) == 1 and mention.get("type") in toml(TABLE)["yearly"]["types"] and found.span:
        year = next(iter(years))
        if f"năm {year}" in (mention.get("subject") or "") and int(year) - int(found.value[:4]) > 1:
            yield draft.found("date.year", found.span, date=shown(found.value), year=year)


def _twice(draft: Draft, mentions: Sequence[Mention]) -> Iterator[Finding]:
    """One number with two dates. Numbers begin anew each year, so two years may be two papers, unless the subjects agree."""
    seen: dict[tuple[str | None, ...], dict[tuple[str | None, str], Mention]] = {}
    for mention in mentions:
        number, symbol = (mention.get("number") or "").lstrip("0"), symbol_key(mention.get("symbol") or "")
        dated, issuer = mention.get("date"), name_key(mention.get("issuer") or "")
        same = seen.setdefault((mention.get("type"), number, mention.get("year"), symbol), {})
        for (other, body), earlier in same.items():
            if other == dated or (issuer and body and issuer != body) or not _one_paper(earlier, mention):
                continue
            if mention.date and mention.date.span and earlier.date and earlier.date.span:
                first, second = shown(earlier.date.value), shown(mention.date.value)
                yield draft.found("date.twice", mention.date.span, related=[earlier.date.span], other=first, date=second)
                break
        same.setdefault((dated, issuer), mention)


def _one_paper(one: Mention, other: Mention) -> bool:
    """Say whether two mentions of one number mean one paper: of one year, of one day in two years, or with one subject."""
    same_year = (one.get("date") or "")[:4] == (other.get("date") or "")[:4] or (one.get("date") or "")[4:] == (other.get("date") or "")[4:]
    first, second = _words(one.get("subject")), _words(other.get("subject"))
    return same_year or bool(one.year) or len(first & second) >= ALIKE * max(1, len(first | second))
