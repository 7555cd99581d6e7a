"""What a symbol (ký hiệu) says: the type that its code stands for and the bodies that its groups stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from kehoach.resolve.urn import slug
from kehoach.rules.fold import symbol_key
from kehoach.rules.issuers import Named
from kehoach.rules.load import rows, toml
from kehoach.rules.types import DocType, by_code, by_word, doc_types

LETTER_TYPE = "Công văn"
LETTER_CODE = "CV"
ANY_TYPE = "Văn bản"

_GROUPS = re.compile("\\s*[/\\-\u2010-\u2015\u2212_\\s]\\s*")
_TERM = re.compile(r"(.*\D)\d{1,2}")


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol taken apart. `key` is the form under which spellings meet, `types` what its code may stand for, the likeliest first.

    `bodies`: one tuple for each issuing group, with the bodies that the code may stand for (none where it is unknown).
    """

    key: str
    types: tuple[str, ...]
    bodies: tuple[tuple[Named, ...], ...]
    groups: tuple[str, ...]

    @property
    def issuer(self) -> tuple[Named, ...]:
        """The bodies whose code it bears, in its order; empty where a code stands for none or for several."""
        return tuple(b[0] for b in self.bodies) if all(len(b) == 1 for b in self.bodies) else ()

    @property
    def national(self) -> bool:
        """Whether it can only be a body of the country's, so that number, symbol and date name one paper."""
        return bool(self.bodies) and all(self.bodies) and all(n.level == "central" for b in self.bodies for n in b)

    @property
    def party(self) -> bool:
        """Whether the issuer may be the Central Committee, the Politburo or the Secretariat, who number by term."""
        return len(self.bodies) == 1 and len(self.bodies[0]) > 1 and self.national


@cache
def _codes() -> tuple[Mapping[str, tuple[DocType, ...]], Mapping[str, tuple[DocType, ...]]]:
    folded: dict[str, tuple[DocType, ...]] = {}
    for code, types in by_code().items():
        folded.setdefault(symbol_key(code), types)
    return by_code(), folded


@cache
def _organs() -> Mapping[str, tuple[Mapping[str, str], ...]]:
    found: dict[str, list[Mapping[str, str]]] = {}
    for row in rows("organs.csv"):
        for key in {row["code"], symbol_key(row["code"])}:
            found.setdefault(key, []).append(row)
    return {k: tuple(v) for k, v in found.items()}


@lru_cache(maxsize=16384)
def parse(text: str) -> Symbol:
    """Return what a symbol says.

    >>> s = parse("QĐ- TTg")
    >>> s.types[0], [b.name for b in s.issuer], s.national
    ('Quyết định', ['Thủ tướng Chính phủ'], True)
    >>> parse("KH-UBND").national, parse("CT/TW").party
    (False, True)
    """
    groups = tuple(g for g in _GROUPS.split(text.replace("Ð", "Đ").strip()) if g)
    code, issuing = _split(groups)
    types = _types(code) if code else ()
    joint = len(issuing) > 1 and bool(types) and (types[0].endswith(("liên tịch", "phối hợp")) or _ministries(issuing))
    wanted = issuing if joint else issuing[:1]
    found = tuple(_bodies(group, code or LETTER_CODE) for group in wanted)
    return Symbol(_key(code, issuing), types, found, issuing)


def _split(groups: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    """Part the code of the type from the issuing groups; a lost hyphen (`QĐTTg`) is put back."""
    if not groups:
        return None, ()
    exact, folded = _codes()
    first = groups[0]
    if first in exact or (symbol_key(first) in folded and first not in _organs()):
        return first, groups[1:]
    if len(groups) == 1 and not _rows(first):
        for n in range(len(first) - 1, 0, -1):
            if first[:n] in exact and _rows(first[n:]):
                return first[:n], (first[n:],)
    return None, groups


def _types(code: str) -> tuple[str, ...]:
    """Return the types that a code may stand for: those whose first code it is before the others, else in the table's order."""
    exact, folded = _codes()
    types = exact.get(code) or folded[symbol_key(code)]
    order = [t.name for t in doc_types()]
    names = {base(t.name): not t.codes or symbol_key(t.codes[0]) != symbol_key(code) for t in types}
    return tuple(sorted(names, key=lambda n: (names[n], order.index(n))))


@cache
def base(name: str) -> str:
    """Return the type of which `name` is a kind with the same code: a Kế hoạch hành động is a Kế hoạch.

    >>> base("Kế hoạch hành động"), base("Thông tư liên tịch"), base("Nghị quyết chuyên đề")
    ('Kế hoạch', 'Thông tư liên tịch', 'Nghị quyết')
    """
    known = by_word().get(name.lower())
    codes = set(known.codes) if known else set()
    wider = [t.name for t in doc_types() if name.startswith(t.name + " ") and (not codes or codes & set(t.codes))]
    return min(wider, key=len, default=known.name if known else name)


def _ministries(groups: Sequence[str]) -> bool:
    return all(any(r["name"].startswith("Bộ ") for r in _rows(g)) for g in groups)


def _rows(group: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of organs.csv for a group, without the term of the National Assembly (QH15)."""
    term = _TERM.fullmatch(group)
    names = (group, term[1] if term else group)
    found = (_organs().get(n) or _organs().get(symbol_key(n)) for n in names)
    return next((f for f in found if f), ())


def _bodies(group: str, code: str) -> tuple[Named, ...]:
    """Return the bodies that a group may stand for after the code of a type; a code shared by many boards stands for none."""
    fitting = [r for r in _rows(group) if not r["types"] or code in r["types"].split()]
    if any(r["note"].startswith("several") for r in fitting):
        return ()
    named = {r["name"]: Named(r["name"], r["level"] or None) for r in fitting}
    for name, other in toml("issuers.toml")["by_kind"].items():
        if name in named:
            named.pop(other, None)
    return tuple(named.values())


def _key(code: str | None, groups: Sequence[str]) -> str:
    """Return the folded symbol, the code of its type in today's spelling."""
    if code:
        code = toml("issuers.toml")["codes"].get(code, code)
    return symbol_key("-".join((code, *groups) if code else groups))


def kind(word: str | None, symbol: Symbol | None) -> tuple[str | None, str | None]:
    """Return the type of a paper from the type word and the symbol, and a note where the symbol overrules the word.

    None where they leave the type open.
    """
    word = word if word and slug(word) else None
    known = by_word().get(word.lower()) if word else None
    said = base(known.name if known else word) if word and (known is None or known.name != ANY_TYPE) else None
    if symbol is None or not symbol.types:
        letter = symbol is not None and len(symbol.groups) > 1
        return said or (LETTER_TYPE if letter else None), None
    if said in symbol.types:
        return said, None
    if said is None:
        return (None if symbol.party and len(symbol.types) > 1 else symbol.types[0]), None
    if any(symbol.bodies):
        return symbol.types[0], f"type from the symbol: {symbol.types[0]} (the text says {word})"
    return said, None
