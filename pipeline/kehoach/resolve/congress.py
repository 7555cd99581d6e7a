"""Resolutions named by their congress or plenum: `Đại hội đại biểu Đảng bộ tỉnh lần thứ XX`, `Trung ương 4 khóa XII`."""

from __future__ import annotations

import re

from kehoach.records.citation import Mention
from kehoach.records.link import Ambiguous, Directive, Link, Resolved, Unresolved
from kehoach.resolve.catalogue import Catalogue
from kehoach.resolve.symbols import base
from kehoach.resolve.urn import slug, urn
from kehoach.rules.home import Body, Home, Open, locate
from kehoach.rules.issuers import ordinal, read
from kehoach.rules.load import toml

PARTY = "Đảng Cộng sản Việt Nam"
COMMITTEE = "Ban Chấp hành Trung ương"

_NUMERAL = r"[IVXLivxl]+|\d{1,2}"
_NTH = re.compile(rf"\b(?:lần )?thứ ({_NUMERAL}|mười (?:một|hai|ba|bốn|tư|lăm)|\w+)\b", re.IGNORECASE)
_CONGRESS = re.compile(rf"\bđại hội(?: đảng| đại biểu| toàn quốc)* ({_NUMERAL})\b", re.IGNORECASE)
_PLENUM = re.compile(rf"\b(?:trung ương|TW) ({_NUMERAL})\b", re.IGNORECASE)
_TERM = re.compile(rf"\bkh(?:óa|oá) ({_NUMERAL})\b", re.IGNORECASE)
_OFFICE = re.compile(r"[,(]?\s*\b(?:nhiệm kỳ|NK)\b.*", re.IGNORECASE)
_FILLER = re.compile(r"\b(?:của|đại hội|đại biểu|toàn quốc|các cấp|toàn thể|lần thứ|thứ)\b|[(),“”\"]", re.IGNORECASE)
_MEETING = re.compile(r"\bhội nghị\b", re.IGNORECASE)
_NATION = re.compile(r"\btoàn quốc\b", re.IGNORECASE)


def link(mention: Mention, home: Home, catalogue: Catalogue) -> Link:
    """Return the link of a congress mention: the key is the body that met and the ordinal of its congress, or plenum and term."""
    name = _OFFICE.sub("", mention.get("name") or "")
    word = mention.get("type") or ""
    kind = base(word) if slug(word) else "Nghị quyết"
    nth = _NTH.search(name) or _CONGRESS.search(name)
    plenum, term = _PLENUM.search(name) or (nth if _MEETING.search(name) else None), _TERM.search(name)
    counted = plenum or nth
    number = _arabic(counted[1]) if counted else None
    if number is None:
        return Unresolved(mention.id, "a congress without its ordinal")
    if plenum and term:
        meeting = f"Hội nghị {number} khóa {_roman(ordinal(term[1]))}"
        return _made(mention, kind, Body(COMMITTEE, None, "central"), meeting, (), catalogue)
    if nth is None:
        return Unresolved(mention.id, "a plenum without its term")
    said = " ".join(_FILLER.sub(" ", name[: nth.start(1)] + name[nth.end(1) :]).split())
    return _of_body(mention, kind, said, bool(_NATION.search(name)), f"Đại hội {_roman(number)}", home, catalogue)


def _of_body(mention: Mention, kind: str, said: str, nation: bool, meeting: str, home: Home, catalogue: Catalogue) -> Link:
    party = Body(PARTY, None, "central")
    if slug(said) in ("dang", "dang.cong.san.viet.nam") or (nation and not said):
        return _made(mention, kind, party, meeting, (), catalogue)
    if not said:
        guess = _made(mention, kind, party, meeting, (), catalogue)
        return Ambiguous(mention.id, (guess.directive,), "a congress without its body")
    bodies = read(said).bodies
    if len(bodies) != 1:
        return Unresolved(mention.id, "a congress of no one body")
    if nation:
        return _made(mention, kind, Body(bodies[0].name, None, "central"), meeting, (), catalogue)
    if bodies[0].known and not (bodies[0].level or bodies[0].kind or bodies[0].place):
        return Unresolved(mention.id, f"issuer's level is open: {bodies[0].name}")
    body, note = locate(bodies[0], home)
    if isinstance(body, Open):
        return Unresolved(mention.id, body.reason)
    return _made(mention, kind, body, meeting, (note,) if note else (), catalogue)


def _made(mention: Mention, kind: str, body: Body, meeting: str, inferred: tuple[str, ...], catalogue: Catalogue) -> Resolved:
    name = urn(body.name, kind, place=body.place, number=meeting)
    known = catalogue.get(name)
    if known:
        return Resolved(mention.id, known.directive, "catalogue: body and ordinal agree", inferred)
    made = Directive(name, kind, None, None, None, mention.get("date"), body.name, f"{kind} {meeting}", "mention", body.level)
    return Resolved(mention.id, made, "mention: body and ordinal", inferred)


def _arabic(numeral: str) -> int | None:
    """Return an ordinal in words, Roman or Arabic digits; None for another word (`thứ trưởng`)."""
    words: list[str] = toml("issuers.toml")["ordinals"]
    if numeral.lower() in words:
        return words.index(numeral.lower()) + 1
    return ordinal(numeral) if re.fullmatch(_NUMERAL, numeral) else None


def _roman(number: int) -> str:
    """Return a number up to 39 in Roman digits, as congresses and terms are counted."""
    return "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]
