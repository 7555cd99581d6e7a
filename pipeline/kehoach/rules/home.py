"""Where the citing document stands: what `UBND tỉnh`, `Tỉnh ủy`, `Sở Nội vụ` mean in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kehoach.records.document import Frame
from kehoach.rules.fold import name_key
from kehoach.rules.issuers import Named, expand, merged, provinces, read, renamed, unit_free
from kehoach.rules.load import toml

CITY = "thành phố"
FRAME, CITATION = "the document", "another citation of the document"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of administration: its kind (tỉnh, huyện, …) and name."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Body:
    """One issuer in the world: its whole name, the unit in that name (None for a body of the country) and its level."""

    name: str
    place: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """An issuer that the text leaves open: why, and the bodies that it may be as far as they are known."""

    reason: str
    options: tuple[Body, ...] = ()


@dataclass(frozen=True, slots=True)
class Home:
    """The units that the citing document belongs to, as far as its frame tells, and its own level.

    `locality` is the nearest of them; `told` says where the province is known from; `date` is the document's own.
    """

    level: str | None = None
    province: Unit | None = None
    district: Unit | None = None
    commune: Unit | None = None
    locality: str | None = None
    told: str = FRAME
    date: str | None = None

    @classmethod
    def of(cls, frame: Frame) -> Home:
        """Return the home of a document with this frame; empty for a central body's."""
        parts = [read(p) for p in (frame.get("issuer") or "").split(" | ")]
        bodies = [b for p in parts for b in p.bodies]
        own = bodies[-1] if bodies else None
        if own and not (own.kind or own.place) and (own.level == "central" or _department_of(own, bodies[:-1])):
            return cls("central")
        units = {tier: unit for tier, unit in map(_unit, bodies) if tier and unit}
        level = (_level(own) if own else None) or frame.level
        if level == "central":
            return cls("central")
        place = " ".join(w for w in expand(frame.locality or "") if w.lower() not in toml("issuers.toml")["kinds"])
        if "province" not in units and place:
            known = provinces().get(name_key(place))
            below = {name_key(u.name) for u in units.values()}
            if known:
                units["province"] = Unit(known[1], known[0])
            elif name_key(place) not in below and (level in ("province", "department") or (units and level != "unit")):
                units["province"] = Unit("tỉnh", place)
        nearest = next((units[t].name for t in ("commune", "district", "province") if t in units), place or None)
        return cls(level, units.get("province"), units.get("district"), units.get("commune"), nearest, date=frame.get("date"))

    def among(self, issuers: Iterable[str]) -> Home:
        """Return this home with the one province that `issuers` name, where the frame gives none."""
        if self.province or self.level in (None, "central"):
            return self
        units = (_unit(b) for text in issuers for b in read(text).bodies)
        found = {unit for tier, unit in units if unit and tier == "province"}
        return replace(self, province=found.pop(), told=CITATION) if len(found) == 1 else self


def _department_of(body: Named, parents: Sequence[Named]) -> bool:
    """Say whether a body that is found in provinces too (Cục Thuế) is the ministry's own here."""
    heads = tuple(f"{h} " for h in toml("issuers.toml")["central_heads"])
    return body.name.startswith(heads) and any(p.level == "central" for p in parents)


def _unit(body: Named) -> tuple[str | None, Unit | None]:
    """Return the tier and the unit that a body's name gives."""
    if not body.place:
        return None, None
    known = provinces().get(name_key(body.place))
    kind = body.kind or _required(body.name)
    if kind == CITY or (kind is None and body.level in ("province", "department", None)):
        if known:
            return "province", Unit(known[1], known[0])
        if kind == CITY:
            return "district", Unit(CITY, body.place)
    tier = _tier(body)
    kinds = {"province": "tỉnh", "district": "huyện", "commune": "xã"}
    return tier, Unit(body.kind or kinds[tier], body.place) if tier else None


def _tier(body: Named) -> str | None:
    """Return the tier of the unit in a body's name: province, district, commune."""
    if body.kind:
        tier: str = toml("issuers.toml")["kinds"][body.kind]
        return ("province" if name_key(body.place or "") in provinces() else "district") if tier == "city" else tier
    return {"province": "province", "department": "province", "district": "district", "commune": "commune"}.get(body.level or "")


def _level(body: Named) -> str | None:
    """Return the level of a body; that of the unit in its name where the body itself is found at several."""
    return body.level or (_tier(body) if body.kind else None)


@lru_cache(maxsize=4096)
def _required(name: str) -> str | None:
    """Return the kind of unit that a body's own name holds (Tỉnh ủy, Công an thành phố, Huyện ủy, Đảng ủy xã)."""
    named: Mapping[str, str] = toml("issuers.toml")["unit_words"]
    return next((named[w] for w in unit_free(name.lower()).split() if w in named), None)


def whole(body: Named, place: str, kind: str | None, tier: str | None) -> Body:
    """Return the body with its unit written out: `Sở Nội vụ` of tỉnh Lâm Sơn is `Sở Nội vụ tỉnh Lâm Sơn`."""
    level = body.level or tier
    name = body.name if _required(body.name) or not kind else f"{body.name} {kind}"
    return Body(f"{name} {place}", place, level)


def locate(body: Named, home: Home, *, coded: bool = False, day: str | None = None) -> tuple[Body | Open, str | None]:
    """Return the one body that `body` stands for in a document of `home`, or why that is open, and what was inferred.

    `coded`: the name comes from a code in a symbol, so Tỉnh ủy may be Thành ủy. `day`: when the paper of that body was issued, as far as
    it is known (a date or a year): `UBND tỉnh` in a province merged since may be that of any of the provinces before.
    """
    if body.level == "central":
        return Body(body.name, None, "central"), None
    if body.place:
        tier, unit = _unit(body)
        if home.province and name_key(home.province.name) == name_key(body.place) and tier == "province":
            unit = home.province
        kind = unit.kind if unit else body.kind
        return whole(renamed(body, kind or "") if coded else body, body.place, kind, tier), None
    if not body.known and body.kind is None:
        if home.locality:
            return Body(body.name, home.locality, body.level), f"issuer place from the document: {home.locality}"
        if home.level == "central":
            return Body(body.name, None, body.level), None
        return Open(f"issuer's place is open: {body.name}"), None
    return _in_home(body, home, coded, day)


def _in_home(body: Named, home: Home, coded: bool, day: str | None) -> tuple[Body | Open, str | None]:
    if home.province and coded:
        body = renamed(body, home.province.kind)
    kind = body.kind or _required(body.name)
    if kind is None and body.level is None:
        if body.name not in toml("issuers.toml")["territorial"]:
            return Open(f"issuer's level is open: {body.name}"), None
        if home.level not in ("province", "department"):
            return Open(f"issuer's level is open: {body.name}", tuple(_options(body, home))), None
        kind = home.province.kind if home.province else None
    units = [(t, u) for t, u in _units(home) if (kind == u.kind if kind else t == _tier(body))]
    if len(units) != 1:
        return Open(f"issuer's place is open: {' '.join(filter(None, (body.name, body.kind)))}"), None
    tier, unit = units[0]
    if tier == "province" and (before := _before_merger(home, day)):
        whole_names = (whole(renamed(body, u.kind) if coded else body, u.name, u.kind, tier) for u in before)
        return Open(f"issuer's place is open: {' '.join(filter(None, (body.name, body.kind)))}", tuple(whole_names)), None
    told = home.told if tier == "province" else FRAME
    return whole(body, unit.name, unit.kind, tier), f"issuer place from {told}: {unit.name}"


def _before_merger(home: Home, day: str | None) -> tuple[Unit, ...]:
    """Return the provinces that the home's province was on `day`, where it has been merged between that day and the document's."""
    since, parts = (merged(home.province.name) if home.province else None) or ("", ())
    return tuple(Unit(kind, name) for name, kind in parts) if day and day < since <= (home.date or "") else ()


def _options(body: Named, home: Home) -> Iterator[Body]:
    for tier, unit in _units(home):
        yield whole(body, unit.name, unit.kind, tier)


def _units(home: Home) -> Iterator[tuple[str, Unit]]:
    for tier, unit in (("commune", home.commune), ("district", home.district), ("province", home.province)):
        if unit:
            yield tier, unit
