"""Laws cited by name: `Luật Viên chức`, `Bộ luật Lao động năm 2019`, `Luật Tổ chức Chính phủ ngày 18/02/2025`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kehoach.records.citation import Mention
from kehoach.records.link import Ambiguous, Directive, Link, Resolved, Unresolved
from kehoach.resolve.catalogue import LAWS, Catalogue, Entry, law_key
from kehoach.resolve.urn import urn

_YEAR = re.compile(r"[\s,(]*(?:năm )?((?:19|20)\d\d)\)?$")


def law(mention: Mention) -> tuple[str, str, str | None] | None:
    """Return type, folded name and year (from the name, the date or the number) of a law that a mention names; None where it names none."""
    kind, name = mention.get("type"), mention.get("name") or ""
    if kind not in LAWS or (not name and kind != "Hiến pháp"):
        return None
    inside = _YEAR.search(name)
    year = inside[1] if inside else mention.get("year") or (mention.get("date") or "")[:4]
    return kind, "" if kind == "Hiến pháp" else law_key(_YEAR.sub("", name)), year or None


def by_date(mention: Mention, catalogue: Catalogue) -> Link | None:
    """Return the link of a law that is named with its date or year; None where neither is given."""
    parts = law(mention)
    if parts is None:
        return Unresolved(mention.id, "a law without its name")
    kind, _, year = parts
    if not year:
        return None
    name, date = _YEAR.sub("", mention.get("name") or ""), mention.get("date")
    found = [e for e in catalogue.laws(kind, name) if (e.directive.date or "")[:4] == year]
    exact = [e for e in found if date in (None, e.directive.date)]
    if len(exact) == 1:
        return Resolved(mention.id, exact[0].directive, f"catalogue: name and {'date' if date else 'year'} agree")
    if found:
        reason = "several laws of this name and year" if exact else "the date contradicts the catalogue"
        return Ambiguous(mention.id, tuple(e.directive for e in found), reason)
    issuer = "Ủy ban Thường vụ Quốc hội" if kind == "Pháp lệnh" else "Quốc hội"
    made = urn(issuer, kind, year=year, number=law_key(name) or None)
    return Resolved(mention.id, Directive(made, kind, None, None, None, date, issuer, name or None, "mention", "central"), "mention: name and year")


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
    if (last.in_force or "9") <= citing and citing < _until(last, found):
        return Resolved(mention.id, last.directive, "catalogue: the law of this name in force", (f"year from the document's date: {citing}",))
    return Ambiguous(mention.id, tuple(e.directive for e in adopted[-2:]), "a law without date or year; which one was in force is not known")


def _until(entry: Entry, found: Sequence[Entry]) -> str:
    """Return the first day of which it is not known that `entry` was the last law of its name."""
    later = [e.directive.date or "" for e in found[found.index(entry) + 1 :]]
    return max(entry.sole_until or "", entry.replaced_by and later[0] if later else "")
