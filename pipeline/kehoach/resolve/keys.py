"""The key of a mention or of a document: the parts by which one paper is told from all others, brought to one form."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kehoach.records.citation import Mention
from kehoach.records.document import Frame
from kehoach.records.link import Directive
from kehoach.resolve.abbreviations import Names, written_out
from kehoach.resolve.symbols import Symbol, kind
from kehoach.resolve.symbols import parse as parse_symbol
from kehoach.resolve.urn import is_number, number_key, slug, urn
from kehoach.rules.home import Body, Home, Open, locate
from kehoach.rules.issuers import Named, Words, read
from kehoach.rules.load import toml

_DATE = re.compile(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]")
_YEAR = re.compile(r"[12][0-9]{3}")

YEARLY_SINCE = "1997"  # the year in the number came in with the law on legal documents of 12/11/1996


@dataclass(frozen=True, slots=True)
class Key:
    """What names a paper. `number` without leading zeros, `symbol` taken apart, `bodies` empty where the issuer is open.

    `open` says why the issuer is open, `options` who it may be; `term` is the term of the Central Committee that the words give.
    """

    type: str | None
    number: str | None
    year: str | None
    symbol: Symbol | None
    date: str | None
    bodies: tuple[Body, ...] = ()
    open: str | None = None
    options: tuple[Body, ...] = ()
    term: int | None = None
    inferred: tuple[str, ...] = ()

    @property
    def issuer(self) -> str | None:
        """The issuer's whole name; those who issue together are joined by ` + `."""
        return " + ".join(b.name for b in self.bodies) or None

    @property
    def full(self) -> bool:
        """Whether it gives number and date, or number and year: enough to tell the paper from later ones of the number."""
        return bool(self.number and (self.date or self.year))

    def name(self, bodies: tuple[Body, ...] | None = None, *, dated: bool = False) -> str | None:
        """Return the URN:LEX of the paper, None where a part of it is missing.

        `dated`: keep the date beside the year in the number, for a paper whose date contradicts the one known under the number.
        """
        issuers = bodies or self.bodies
        when = self.date if dated or not self.year else None
        if not (issuers and self.type and self.full):
            return None
        names = "+".join(slug(b.name) for b in issuers)
        return urn(names, self.type, place=issuers[0].place, date=when, year=self.year, number=self.number)


def of_mention(mention: Mention, home: Home, names: Names) -> Key:
    """Return the key of a mention in a document of `home` that defines the short `names` of bodies."""
    get = mention.get
    printed = get("issuer")
    whole = written_out(printed, names) if printed else None
    key = of_parts(get("type"), get("number"), get("year"), get("symbol"), get("date"), whole, home)
    return key if whole == printed else replace(key, inferred=(*key.inferred, f"short name defined in the document: {printed} = {whole}"))


def of_frame(frame: Frame, home: Home) -> Key:
    """Return the key of the document itself."""
    number, _, year = (frame.get("number") or "").partition("/")
    words = frame.get("issuer")
    key = of_parts(frame.get("type"), number or None, year or None, frame.get("symbol"), frame.get("date"), words, home)
    if home.level != "central" or key.bodies or not words:
        return key
    return replace(key, bodies=tuple(Body(b.name, None, "central") for b in read(words).bodies), open=None)


def of_parts(
    word: str | None, number: str | None, year: str | None, symbol: str | None, date: str | None, issuer: str | None, home: Home
) -> Key:
    """Return the key of a paper from its parts as printed: type word, number, year in the number, symbol, date (ISO), issuer's words."""
    parts = parse_symbol(symbol) if symbol else None
    type_, noted = kind(word, parts)
    notes = [noted] if noted else []
    counted = number_key(number) if number and is_number(number_key(number)) else None
    date = date if date and _DATE.fullmatch(date) else None
    year = year if year and _YEAR.fullmatch(year) else None
    assembly = parts is not None and not parts.types and parts.key.startswith(("qh", "ubtvqh"))
    if (assembly or type_ in toml("issuers.toml")["yearly"]) and not year and number and date and date >= YEARLY_SINCE:
        year = date[:4]
        notes.append(f"year of the number from the date: {year}")
    words = read(issuer) if issuer else Words(())
    bodies, why, options, told = _issuers(words, parts, home, date or year)
    return Key(type_, counted, year, parts, date, bodies, why, options, words.term, (*notes, *told))


_Issuers = tuple[tuple[Body, ...], str | None, tuple[Body, ...], tuple[str, ...]]


def _issuers(words: Words, symbol: Symbol | None, home: Home, day: str | None) -> _Issuers:
    """Return the issuers from the words, else from the symbol's code; why they are open; who they may be; what was inferred."""
    coded = symbol.issuer if symbol else ()
    if words.bodies:
        single = coded[0] if len(coded) == 1 and coded[0].level == "central" else None
        said = words.bodies[0]
        if single and len(words.bodies) == 1 and said.name != single.name:
            return _contradiction(said, single, home)
        return _located(words.bodies, home, day, coded=False)
    if coded:
        return _located(coded, home, day, coded=True)
    if symbol and symbol.groups:
        named = [n for b in symbol.bodies for n in b]
        options = tuple(Body(n.name, None, "central") for n in named) if symbol.party else ()
        return (), f"issuer is open: {', '.join(n.name for n in named) or symbol.groups[0]}", options, ()
    return (), "issuer is not given", (), ()


def _contradiction(said: Named, coded: Named, home: Home) -> _Issuers:
    """The words name one body, the symbol the code of another. A name that no table knows gives way to the code."""
    by_code = Body(coded.name, None, "central")
    if not said.known:
        return (by_code,), None, (), (f"issuer from the symbol: {coded.name} (the text says {said.name})",)
    by_words, _ = locate(said, home)
    options = (by_code, by_words) if isinstance(by_words, Body) else (by_code,)
    return (), f"the issuer's name contradicts the symbol: {said.name}, {coded.name}", options, ()


def _located(named: tuple[Named, ...], home: Home, day: str | None, *, coded: bool) -> _Issuers:
    bodies: list[Body] = []
    notes: list[str] = []
    for n in named:
        body, note = locate(n, home, coded=coded, day=day)
        if isinstance(body, Open):
            return (), body.reason, body.options, ()
        bodies.append(body)
        notes += [note] if note else []
    return tuple(bodies), None, (), tuple(dict.fromkeys(notes))


def directive(key: Key, name: str, number: str, symbol: str | None, *, bodies: tuple[Body, ...] | None = None) -> Directive:
    """Return the paper of `key` as known from a mention or from its own letterhead; `number` and `symbol` as printed."""
    issuers = bodies or key.bodies
    issuer = " + ".join(b.name for b in issuers)
    return Directive(name, key.type, number, key.year, symbol, key.date, issuer, None, "mention", issuers[0].level)
