"""The issuing body: its name out of letterhead lines or the preamble, its tier and its province."""

from __future__ import annotations

from collections.abc import Sequence

from kehoach.records.document import Found
from kehoach.records.text import Span
from kehoach.rules.fold import bare
from kehoach.rules.load import any_of, rules
from kehoach.structure.headings import Row
from kehoach.structure.letterhead import without_rules


def from_letterhead(rows: Sequence[Row]) -> Found[str] | None:
    """Return the issuer out of the lines above the number; parent body and body are joined by ` | `."""
    if not rows:
        return None
    head, cut, placeless = any_of("frame.toml", "body_head"), any_of("frame.toml", "cut_name"), any_of("frame.toml", "placeless")
    names: list[str] = []
    for row in rows:
        text = without_rules(row.text)
        if not text:
            continue
        if names and (not head.match(text) or cut.search(names[-1]) or placeless.search(names[-1])):
            names[-1] += " " + text
        else:
            names.append(text)
    motto = any_of("layout.toml", "right_column")
    names = [left for name in names if (left := motto.split(name)[0].rstrip(" -–|"))]  # a motto broken over lines stands beside the name
    if len(names) > 1 and bare(names[0]) == bare(names[1]):
        del names[0]  # a gazette prints the name once more, over the letterhead
    if not names:
        return None
    return Found(" | ".join(names), Span(rows[0].line.span.start, rows[-1].line.span.end), "letterhead")


def from_preamble(rows: Sequence[Row]) -> Found[str] | None:
    """Return the body that the issuing formula names (`… ban hành Kế hoạch … như sau`): the last one in the lines given."""
    pattern = any_of("frame.toml", "issuing")
    for row in reversed(rows):
        found = list(pattern.finditer(row.text))
        if found:
            start, end = found[-1].span("issuer")
            at = row.line.span.start
            return Found(found[-1].group("issuer"), Span(at + start, at + end), "issuing formula")
    return None


def tier(issuer: str | None) -> str | None:
    """Return the tier of a body by the words of its own name (the last part of `parent | body`).

    >>> tier("BỘ TÀI CHÍNH"), tier("UBND TỈNH LÂM SƠN | SỞ NỘI VỤ"), tier("ỦY BAN NHÂN DÂN XÃ BÌNH AN")
    ('central', 'department', 'commune')
    """
    if not issuer:
        return None
    own = bare(issuer.split(" | ")[-1])
    return next((r.value for r in rules("frame.toml", "tier") if r.pattern.search(own)), None)


def locality(issuer: str | None, place: str | None) -> str | None:
    """Return the province that the issuer's name gives, else the nearest named unit, else the place of the date line."""
    for rule in rules("frame.toml", "locality"):
        found = rule.pattern.search(issuer or "")
        if found:
            return _as_name(found.group("name"))
    return place


def _as_name(name: str) -> str:
    words = name.strip(" -").split()
    return " ".join(w if w == "-" else w[:1] + w[1:].lower() for w in words)
