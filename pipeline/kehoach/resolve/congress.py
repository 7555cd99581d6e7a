"""Resolutions named by their congress or plenum: `Đại hội đại biểu Đảng bộ tỉnh lần thứ XX`, `Trung ương 4 khóa XII`."""

from __future__ import annotations

import re

from kehoach.records.citation import Mention
from kehoach.records.link import Ambiguous, Directive, Link, Resolved, Unresolved
from kehoach.resolve.catalogue import Catalogue
from kehoach.resolve.home import Body, Home, Open, locate
from kehoach.resolve.issuers import ordinal, read
from kehoach.resolve.symbols import base
from kehoach.resolve.urn import slug, urn

PARTY = "Đảng Cộng sản Việt Nam"
COMMITTEE = "Ban Chấp hành Trung ương"

_NUMERAL = r"[IVXLivxl]+|\d{1,2}"
_WORDS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai", "mười ba", "mười bốn", "mười lăm")
_NTH = re.compile(rf"\b(?:lần )?thứ ({_NUMERAL}|{'|'.join(reversed(_WORDS))})\b", re.IGNORECASE)
_CONGRESS = re.compile(rf"\bđại hội(?: đảng)? ({_NUMERAL})\b", re.IGNORECASE)
_PLENUM = re.compile(rf"\b(?:trung ương|TW) ({_NUMERAL})\b", re.IGNORECASE)
_TERM = re.compile(rf"\bkh(?:óa|oá) ({_NUMERAL})\b", re.IGNORECASE)
_OFFICE = re.compile(r"[,(]?\s*\b(?:nhiệm kỳ|NK)\b.*", re.IGNORECASE)
_FILLER = re.compile(r"\b(?:của|đại hội|đại biểu|toàn quốc|các cấp|toàn thể)\b|[(),“”\"]", re.IGNORECASE)
_NATION = re.compile(r"\btoàn quốc\b", re.IGNORECASE)


def link(mention: Mention, home: Home, catalogue: Catalogue) -> Link:
    """Return the link of a congress mention: the key is the body that met and the ordinal of its congress, or plenum and term."""
    name = _OFFICE.sub("", mention.get("name") or "")
    kind = base(mention.get("type") or "Nghị quyết")
    term = _TERM.search(name)
    plenum = _PLENUM.search(name) or (_NTH.search(name) if re.search(r"\bhội nghị\b", name, re.IGNORECASE) else None)
    if plenum and term:
        meeting = f"Hội nghị {_arabic(plenum[1])} khóa {_roman(_arabic(term[1]))}"
        return _made(mention, kind, Body(COMMITTEE, None, "central"), meeting, (), catalogue)
    nth = _NTH.search(name) or _CONGRESS.search(name)
    if nth is None:
        return Unresolved(mention.id, "a congress without its ordinal")
    meeting = f"Đại hội {_roman(_arabic(nth[1]))}"
    said = " ".join(_FILLER.sub(" ", name.replace(nth[0], nth[0].replace(nth[1], " ").replace("lần thứ", " "))).split())
    return _of_body(mention, kind, _NTH.sub(" ", said).strip(), bool(_NATION.search(name)), meeting, home, catalogue)


def _of_body(mention: Mention, kind: str, said: str, nation: bool, meeting: str, home: Home, catalogue: Catalogue) -> Link:
    party = Body(PARTY, None, "central")
    if slug(said) in ("dang", "dang.cong.san.viet.nam") or (nation and not said):
        return _made(mention, kind, party, meeting, (), catalogue)
    bodies = read(said).bodies if said else ()
    if len(bodies) != 1:
        guess = _made(mention, kind, party, meeting, (), catalogue)
        candidates = (guess.directive,) if isinstance(guess, Resolved) else ()
        return Ambiguous(mention.id, candidates, "a congress without its body") if not said else Unresolved(mention.id, "a congress of several")
    if nation:
        return _made(mention, kind, Body(bodies[0].name, None, "central"), meeting, (), catalogue)
    body, note = locate(bodies[0], home)
    if isinstance(body, Open):
        return Unresolved(mention.id, body.reason)
    return _made(mention, kind, body, meeting, (note,) if note else (), catalogue)


def _made(mention: Mention, kind: str, body: Body, meeting: str, inferred: tuple[str, ...], catalogue: Catalogue) -> Link:
    name = urn(body.name, kind, place=body.place, number=meeting)
    known = catalogue.get(name)
    if known:
        return Resolved(mention.id, known.directive, "catalogue: body and ordinal agree", inferred)
    made = Directive(name, kind, None, None, None, mention.get("date"), body.name, f"{kind} {meeting}", "mention", body.level)
    return Resolved(mention.id, made, "mention: body and ordinal", inferred)


def _arabic(text: str) -> int:
    return _WORDS.index(text.lower()) + 1 if text.lower() in _WORDS else ordinal(text)


def _roman(number: int) -> str:
    """Return a number up to 39 in Roman digits, as congresses and terms are counted."""
    return "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]
