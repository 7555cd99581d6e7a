"""Laws cited by name: `Luật Viên chức`, `Bộ luật Lao động năm 2019`, `Luật Tổ chức Chính phủ ngày 18/02/2025`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kehoach.records.citation import Mention
from kehoach.records.link import Ambiguous, Directive, Link, Resolved, Unresolved
from kehoach.resolve.catalogue import LAWS, Catalogue, Entry, law_key
from kehoach.resolve.urn import slug, urn

_WHEN = re.compile(r"([12][0-9]{3})(?![0-9])")
YEAR_OF_LAW = re.compile(r"[\s,(]*(?:năm )?((?:19|20)\d\d)\)?$")


def law(mention: Mention) -> tuple[str, str, str | None] | None:
    """Return type, folded name and year (from the name, the date or the number) of a law that a mention names; None where it names none."""
    kind, name = mention.get("type"), mention.get("name") or ""
    key = law_key(YEAR_OF_LAW.sub("", name))
    if kind not in LAWS or (not slug(key)[:1].isalpha() and kind != "Hiến pháp"):
        return None
    told = YEAR_OF_LAW.search(name) or _WHEN.match(mention.get("year") or "") or _WHEN.match(mention.get("date") or "")
    return kind, "" if kind == "Hiến pháp" else key, told[1] if told else None


def by_date(mention: Mention, catalogue: Catalogue) -> Link | None:
    """Return the link of a law that is named with its date or year; None where neither is given."""
    parts = law(mention)
    if parts is None:
        return Unresolved(mention.id, "named, but by no law's name")
    kind, key, year = parts
    if not year:
        return None
    name, date = YEAR_OF_LAW.sub("", mention.get("name") or ""), mention.get("date")
    found = [e for e in catalogue.laws(kind, name) if (e.directive.date or "")[:4] == year]
    exact = [e for e in found if date in (None, e.directive.date)]
    if len(exact) == 1:
        return Resolved(mention.id, exact[0].directive, f"catalogue: name and {'date' if date else 'year'} agree")
    if found:
        reason = "several laws of this name and year" if exact else "the date contradicts the catalogue"
        return Ambiguous(mention.id, tuple(e.directive for e in found), reason)
    issuer = "Ủy ban Thường vụ Quốc hội" if kind == "Pháp lệnh" else "Quốc hội"
    made = urn(issuer, kind, year=year, number=key or None)
    paper = Directive(made, kind, None, None, None, date, issuer, name or None, "mention", "central")
    return Resolved(mention.id, paper, "mention: name and year")


def in_force(mention: Mention, citing: str | None, catalogue: Catalogue) -> Link:
    """Return the link of a law that is named alone, in a document of the date `citing`: the law in force then, if the catalogue knows it.

    It does where the law was in force on that day and no later law of the name had been adopted; that is known up to `sole_until` or
    up to the adoption of the next law in the catalogue.
    """
    kind, name = mention.get("type") or "", mention.get("name") or ""
    found = catalogue.laws(kind, name)
    if not found:
        return Unresolved(mention.id, "a law without date or year, not in the catalogue")
    directives = tuple(e.directive for e in found)
    if citing is None:
        return Ambiguous(mention.id, directives, "a law without date or year in a document without date")
    adopted = [e for e in found if (e.directive.date or "9") <= citing]
    if not adopted:
        return Unresolved(mention.id, "the laws of this name in the catalogue are later than the document")
    last = adopted[-1]
    if last.in_force and last.in_force <= citing and _last_of_name(last, found, citing):
        told = (f"year from the document's date: {citing}",)
        return Resolved(mention.id, last.directive, "catalogue: the law of this name in force", told)
    reason = "a law without date or year; which one was in force is not known"
    return Ambiguous(mention.id, tuple(e.directive for e in adopted[-2:]), reason)


def _last_of_name(entry: Entry, found: Sequence[Entry], day: str) -> bool:
    """Say whether it is known that by `day` no law of the name had come after `entry`."""
    successors = (e.directive.date or "" for e in found if e.directive.id in entry.replaced_by)
    return day <= (entry.sole_until or "") or day < min(successors, default="")
