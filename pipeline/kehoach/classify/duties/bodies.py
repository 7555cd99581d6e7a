"""What the printed name of a body or post stands for: its whole name, kind, tier and place (data/body_kinds.toml)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, cast

from kehoach.classify.duties.actors import BODIES, listed
from kehoach.classify.duties.words import Prose
from kehoach.records.document import Found
from kehoach.records.duty import Body, Level
from kehoach.records.text import Span
from kehoach.rules.fold import name_key
from kehoach.rules.home import Home
from kehoach.rules.issuers import Named, acts_for_another, provinces, read, unit_free, written_out
from kehoach.rules.letters import expand
from kehoach.rules.load import any_of, rules, rules_from, toml

KINDS = "body_kinds.toml"
_ASIDE = re.compile(r"\s*\([^()]*\)?")
_FREE = re.compile(r"\S+")


def read_bodies(prose: Prose, found: Found[str], home: Home) -> tuple[Body, ...]:
    """Return the bodies that an actor, partner or addressee names, each with its own span; `home` is where the plan's issuer stands."""
    if found.span is None:
        return ()
    spans = listed(prose, found.span.start, found.span.end)
    return tuple(Body(span, *_fields(prose.text[span.start : span.end], home)) for span in spans)


def body_of(text: str, home: Home) -> Body:
    """Return the body that `text` as a whole names.

    >>> body = body_of("Sở GD&ĐT tỉnh Lâm Sơn", Home())
    >>> body.name, body.kind, body.level, body.place, body.collective
    ('Sở Giáo dục và Đào tạo', 'department', 'province', 'Lâm Sơn', False)
    """
    return Body(Span(0, len(text)), *_fields(text, home))


_Fields = tuple[str, str, str, Level | None, str | None, bool, tuple[str, ...]]
"""What a body's name gives, in the order of the record's fields after its span."""


@lru_cache(maxsize=8192)
def _fields(text: str, home: Home) -> _Fields:
    words = _ASIDE.sub("", text.replace("uỷ", "ủy").replace("Uỷ", "Ủy")).strip() or text
    quantifier = any_of(BODIES, "quantifier").match(words)
    bare_name = words[quantifier.end() :] if quantifier else words
    whole = written_out(bare_name)
    low = whole.lower()
    row, kind = _kind(low)
    collective = quantifier is not None or any_of(KINDS, "collective").search(low) is not None
    known = None if collective else _known(bare_name)
    if known and not acts_for_another(bare_name):
        name, place = _canonical(row, known), known.place
    else:
        name, place = _without_place(whole, known)
    if collective and quantifier:
        name = f"{quantifier.group().strip()} {name}"
    level, told = _level(row, known, low, home)
    inferred = [f"level from the frame: {level}"] if level and not told else []
    if place is None and level and not (collective and _tiers(low)) and (place := _place(level, home)):
        inferred.append(f"place from the frame: {place}")
    return name[:1].upper() + name[1:], kind, f"kind:{row}", level, place, collective, tuple(inferred)


def _kind(low: str) -> tuple[str, str]:
    """Return the row and the kind of a name in small letters; both `other` where no row fits."""
    for rule in rules_from(KINDS, "kind", low[:1]):
        if rule.pattern.match(low):
            return rule.id, rule.value or rule.id
    return "other", "other"


def _known(text: str) -> Named | None:
    """Return the one body of the tables that `text` names, None where it names another or several."""
    bodies = read(text).bodies
    return bodies[0] if len(bodies) == 1 and bodies[0].known else None


def _canonical(row: str, body: Named) -> str:
    """Return the name with the kind of its unit (`Ủy ban nhân dân huyện`), which a department does without."""
    return f"{body.name} {body.kind}" if body.kind and row != "department" else body.name


def _without_place(whole: str, known: Named | None) -> tuple[str, str | None]:
    """Part a name from the place after its kind of unit (`Trung tâm Y tế huyện` | `Trà Lâm`), or that of the body it is an organ of."""
    if known and known.place and whole.endswith(f" {known.place}"):
        return whole.removesuffix(f" {known.place}"), known.place
    found = _unit_at_end().search(whole)
    return (whole[: found.start("place")].rstrip(), found["place"]) if found and found.start() else (whole, None)


@cache
def _unit_at_end() -> re.Pattern[str]:
    kinds = "|".join(toml("issuers.toml")["kinds"])
    word = "[{UPPER}][{LETTER}]*"
    return re.compile(expand(rf"(?<= )(?:{kinds}) (?P<place>(?:{word}|\d{{1,2}})(?: (?:{word}|-)){{0,4}})$"))


def _level(row: str, known: Named | None, low: str, home: Home) -> tuple[Level | None, bool]:
    """Return the tier of a body and whether its name tells it: its kind's only one, by a word, by the tables, as the issuer's."""
    table = toml(KINDS)
    fixed, from_frame = table["tiers"], table["from_frame"]
    if fixed.get(row) == "unit":
        return "unit", True
    for rule in rules(KINDS, "tier_word"):
        if rule.pattern.search(low):
            return cast(Level, rule.value), True
    tiers = _tiers(low)
    if tiers:
        (tier,) = tiers if len(tiers) == 1 else (None,)
        return (_city(known, home) if tier == "city" else tier), True
    if known and known.level:
        return from_frame[known.level], True
    if row == "post" and (charged := _charged_row(low)) is not None:
        row = charged
    if row in fixed:
        return fixed[row], True
    if row == "office":
        return table["office_of"].get(home.level), False
    return (from_frame.get(home.level) if row in table["of_issuer"]["kinds"] else None), False


def _charged_row(low: str) -> str | None:
    """Return the row of the body that a post belongs to (`thủ trưởng các sở`), None where its name gives none."""
    rows = (_kind(low[m.end() :])[0] for m in re.finditer(" ", low))
    return next((row for row in rows if row not in ("other", "post", "people")), None)


def _city(known: Named | None, home: Home) -> Level | None:
    """Return the tier of a `thành phố`: a province where its name or the plan's own says so, else a district where that is known."""
    if known and known.place:
        return "province" if name_key(known.place) in provinces() else "district"
    for unit, tier in ((home.province, "province"), (home.district, "district")):
        if unit and unit.kind == "thành phố":
            return cast(Level, tier)
    return None


@lru_cache(maxsize=8192)
def _tiers(low: str) -> frozenset[Any]:
    """Return the tiers of the units that the words of a name give; a city among districts is one of them.

    >>> sorted(_tiers("ủy ban nhân dân các huyện, thị xã, thành phố")), sorted(_tiers("bảo hiểm xã hội"))
    (['district'], [])
    """
    table = toml("issuers.toml")
    tier_of = {**{w: table["kinds"][k] for w, k in table["unit_words"].items()}, **table["kinds"]}
    free = " ".join(_FREE.findall(unit_free(low)))
    found = {tier_of[m.group()] for m in _unit_words().finditer(free)}
    return frozenset(found - {"city"} if len(found) > 1 else found)


@cache
def _unit_words() -> re.Pattern[str]:
    """Return the pattern of the words that name a kind of unit, the longest first; `thành` and `thị` count in `thành ủy`, `thị đoàn`."""
    table = toml("issuers.toml")
    whole = sorted(table["kinds"], key=len, reverse=True)
    cut = "|".join(w for w in table["unit_words"] if w not in table["kinds"])
    return re.compile(rf"(?<!\w)(?:{'|'.join(whole)}|(?:{cut})(?= ?(?:ủy|đoàn)(?!\w)))(?!\w| viên)")


def _place(level: Level, home: Home) -> str | None:
    """Return the name of the issuer's unit of that tier."""
    unit = {"province": home.province, "district": home.district, "commune": home.commune}.get(level)
    return unit.name if unit else None
