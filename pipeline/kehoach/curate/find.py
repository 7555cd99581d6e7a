"""A directive found by what a drafter remembers of it: number, symbol, words of the title, issuer, year, in any mix."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kehoach.resolve.catalogue import Entry
from kehoach.resolve.standing import ENDED
from kehoach.resolve.urn import is_number, number_key
from kehoach.rules.fold import bare, spelling
from kehoach.rules.issuers import expand

_WORD = re.compile(r"\w+")
_PIECE = re.compile(r"[/.&_-]+")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
SKIPPED = frozenset(("so", "ngay", "thang", "nam", "cua", "ve"))
NEAR = 0.6  # share of the query's weight that a hit must bear where none bears all of it
AS_PRINTED = 0.25  # share of a term's weight that counts only where a word's marks agree too, or the number is the paper's own
OWN = "#"


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found, with the share of the query's weight that it bears (1: all of it)."""

    entry: Entry
    score: float


@dataclass(frozen=True, slots=True)
class _Card:
    """What an entry can be found by: folded words and codes; `spelt`: the words as they are spelt, its own numbers marked."""

    entry: Entry
    terms: frozenset[str]
    spelt: frozenset[str]


def find(query: str, entries: Iterable[Entry], limit: int) -> list[Hit]:
    """Return the best `limit` entries for `query`: those that bear all of it, else those that bear most.

    A rare word weighs more than a common one; a number must agree as a whole. Of equals, a paper that is not known to have ended comes
    before one that has, then the one with the shorter title, then the earlier of `entries`.
    """
    cards = [_card(e) for e in entries]
    terms = _terms(query)
    if not terms:
        return []
    seen = Counter(t for card in cards for t in {t for t, _ in terms} & card.terms)
    weights = [(folded, spelt, math.log(1 + len(cards) / (1 + seen[folded]))) for folded, spelt in terms]
    scored = [Hit(c.entry, score) for c in cards if (score := _score(weights, c)) >= NEAR]
    scored.sort(key=lambda h: (-round(h.score, 6), h.entry.status in ENDED, len((h.entry.directive.title or "").split())))
    if scored and scored[0].score > 1 - AS_PRINTED:
        scored = [h for h in scored if h.score > 1 - AS_PRINTED]
    return scored[:limit]


def _score(weights: Sequence[tuple[str, str, float]], card: _Card) -> float:
    """Return the share of the query that a card bears; 0 where a number of the query is none of its."""
    got = 0.0
    for folded, spelt, weight in weights:
        if folded in card.terms:
            got += weight * (1 if spelt == "" or spelt in card.spelt else 1 - AS_PRINTED)
        elif folded[:1].isdigit():
            return 0.0
    return got / sum(w for *_, w in weights)


def _terms(query: str) -> list[tuple[str, str]]:
    """Return the terms of a query: folded, and as spelt where it has marks, marked where it is a number ("" for others)."""
    found: dict[str, str] = {}
    for chunk in query.split():
        if day := _DAY.fullmatch(chunk.strip(",.;()")):
            iso = f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
            found[iso] = OWN + iso
        elif any(c.isdigit() for c in chunk) or "-" in chunk.strip("-") or "/" in chunk.strip("/"):
            for piece in _PIECE.split(chunk.strip(",.;()")):
                number = number_key(piece) if piece else ""
                found[number if is_number(number) else bare(piece)] = OWN + number if is_number(number) else ""
        else:
            for word in _WORD.findall(" ".join(expand(chunk))):
                found.setdefault(bare(word), spelling(word) if bare(word) != word.lower() else "")
    found.pop("", None)
    return [(folded, spelt) for folded, spelt in found.items() if folded not in SKIPPED] or list(found.items())


def _card(entry: Entry) -> _Card:
    d = entry.directive
    text = f"{d.type or ''} {d.title or ''} {d.issuer or ''}"
    if any(w.isupper() and len(w) > 1 for w in text.split()):
        text += " " + " ".join(expand(text))
    numbers = {n for n in (d.number and number_key(d.number), d.year, d.date, d.date and d.date[:4]) if n}
    groups = [g for g in _PIECE.split(d.symbol or "") if g]
    terms = {*_WORD.findall(bare(text)), *map(bare, groups), *numbers}
    return _Card(entry, frozenset(terms), frozenset(map(spelling, (*_WORD.findall(text), *groups))) | {OWN + n for n in numbers})
