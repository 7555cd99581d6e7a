"""What the words for an issuer name: the body, its tier and the unit that the words give (data/issuers.toml, organs.csv)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from kehoach.rules.fold import bare, bare_word, name_key
from kehoach.rules.load import rows, toml

TABLE = "issuers.toml"
LONGEST_PLACE = 5  # syllables; the longest name of a unit in provinces.csv has 4 (Bà Rịa - Vũng Tàu)
REWRITES = 6  # heads and other beginnings in one name; the most met is 3 (Chủ tịch + Ban Thường vụ + a rewritten beginning)

_ASIDE = re.compile(r"\([^)]*\)|[Nn]hiệm kỳ.*|[Hh]ội nghị (?:lần )?thứ \S+|[Kk]h(?:óa|oá) (?:[IVXL]+|\d+)\b|(?<=\bvà )và\b")
_TERM = re.compile(r"[Kk]h(?:óa|oá) ([IVXL]+|\d+)\b")
_BREAK = re.compile(r"[\s,;:“”\"'*()\[\]]+")
_INNER = re.compile(r"[-–—./]+")
_LETTER = re.compile(r"[a-z0-9]")
_SHORT = re.compile("[A-ZĐƯ].*[A-ZĐƯ]")  # an abbreviation bears two capitals
_GLUE = re.compile(r"[&.–—-]")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


@dataclass(frozen=True, slots=True)
class Named:
    """A body as its words name it. `level` is None where the name is found at several levels, `kind` and `place` where not printed."""

    name: str
    level: str | None = None
    kind: str | None = None
    place: str | None = None
    known: bool = True


@dataclass(frozen=True, slots=True)
class Words:
    """The bodies that a text names as issuer, and the term of the Central Committee (khóa) where it gives one."""

    bodies: tuple[Named, ...]
    term: int | None = None


class Prefixes(dict[tuple[str, ...], str]):
    """Names by their folded syllables; `lengths` finds those that a name begins with."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        super().__init__((tuple(name_key(name).split()), value) for name, value in names)
        self.reach = max((len(k) for k in self), default=0)

    def lengths(self, syllables: Sequence[str]) -> list[int]:
        """Return how many syllables each name that fits takes, the longest first."""
        return [n for n in range(min(self.reach, len(syllables)), 0, -1) if tuple(syllables[:n]) in self]

    def longest(self, syllables: Sequence[str]) -> int:
        """Return how many syllables the longest name takes, 0 where none fits."""
        return next(iter(self.lengths(syllables)), 0)

    def of(self, syllables: Sequence[str]) -> str:
        """Return what stands for these syllables."""
        return self[tuple(syllables)]


@cache
def _heads() -> Prefixes:
    return Prefixes((h, "") for h in toml(TABLE)["heads"])


@cache
def _begins() -> Prefixes:
    return Prefixes(toml(TABLE)["begins"].items())


@cache
def levels() -> Mapping[str, str | None]:
    """Map each known name of a body (units of schools and hospitals apart) to its level."""
    found: dict[str, str | None] = {}
    for row in rows("organs.csv"):
        syllables = name_key(row["name"]).split()
        if row["level"] != "unit" and row["family"] != "school" and _heads().longest(syllables) < len(syllables):
            found[row["name"]] = row["level"] or None
    return found | {b["name"]: b.get("level") for b in toml(TABLE)["body"]}


@cache
def _organs() -> Prefixes:
    return Prefixes((name, name) for name in levels())


@cache
def abbreviations() -> Mapping[str, tuple[str, ...]]:
    """Map each abbreviation that is known everywhere, folded, to its words."""
    return {bare(k): tuple(_BREAK.split(v)) for k, v in toml(TABLE)["words"].items()}


@cache
def provinces() -> Mapping[str, tuple[str, str]]:
    """Map the folded name of a province to its name and kind (`thành phố` where it ever was one)."""
    found = {r["key"]: (r["name"], r["kind"]) for r in rows("provinces.csv")}
    return found | {name_key(k): found[name_key(v)] for k, v in toml(TABLE)["places"].items()}


@cache
def merged(name: str) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """Return the day from which a province is one made of several, and the name and kind of each of those; None where it is not.

    >>> merged("Quảng Ngãi")
    ('2025-07-01', (('Kon Tum', 'tỉnh'), ('Quảng Ngãi', 'tỉnh')))
    """
    parts = tuple((r["name"], r["kind"]) for r in rows("provinces.csv") if r["merged_into"] == name)
    since = max((r["since"] for r in rows("provinces.csv") if r["name"] == name), default="")
    return (since, parts) if since and len(parts) > 1 else None


def expand(text: str) -> tuple[str, ...]:
    """Return the words of a name with abbreviations written out, without punctuation.

    >>> expand("Sở GD&ĐT TP.HCM")
    ('Sở', 'Giáo', 'dục', 'và', 'Đào', 'tạo', 'thành', 'phố', 'Hồ', 'Chí', 'Minh')
    """
    short = abbreviations()
    found: list[str] = []
    for word in _BREAK.split(text.strip()):
        if whole := short.get(bare_word(_GLUE.sub("", word))):
            found += whole
        else:
            for part in _INNER.split(word):
                found += short.get(bare_word(part), (part,) if _LETTER.search(bare_word(part)) else ())
    return tuple(found)


def written_out(text: str) -> str:
    """Return a name with its abbreviations written out; punctuation stays.

    >>> written_out("Phòng LĐ-TB&XH, UBND các huyện, TP")
    'Phòng Lao động Thương binh và Xã hội, Ủy ban nhân dân các huyện, thành phố'
    """
    short = abbreviations()
    found: list[str] = []
    for word in text.split():
        core = word.rstrip(",;.:)")
        whole = short.get(bare_word(_GLUE.sub("", core))) if _SHORT.search(core) else None
        found.append(" ".join(whole) + word[len(core) :].lstrip(".") if whole else word)
    return " ".join(found)


def acts_for_another(text: str) -> bool:
    """Say whether a name begins with an organ or post through which a body acts (`Ban Thường vụ`, `Giám đốc`).

    >>> acts_for_another("Giám đốc Sở Y tế"), acts_for_another("Sở Y tế")
    (True, False)
    """
    return _heads().longest([bare_word(w) for w in expand(" ".join(text.split()[: _heads().reach]))]) > 0


def ordinal(text: str) -> int:
    """Return a Roman or Arabic number; raises KeyError for another word.

    >>> ordinal("XIV"), ordinal("12")
    (14, 12)
    """
    if text.isdigit():
        return int(text)
    values = [_ROMAN[c] for c in text.lower()]
    return sum(-v if any(v < w for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


@lru_cache(maxsize=16384)
def read(text: str) -> Words:
    """Return what an issuer's words name. Of `parent | body` the body counts, or its parent where the last part is only an organ of it.

    >>> read("Ban Thường vụ LĐLĐ tỉnh").bodies
    (Named(name='Liên đoàn Lao động', level=None, kind='tỉnh', place=None, known=True),)
    >>> read("Ban Chấp hành Trung ương Đảng khóa XII")
    Words(bodies=(Named(name='Ban Chấp hành Trung ương', level='central', kind=None, place=None, known=True),), term=12)
    """
    term = _TERM.search(text)
    for part in reversed(_ASIDE.sub(" ", text).split("|")):
        bodies = _bodies(part)
        if bodies:
            return Words(bodies, ordinal(term[1]) if term else None)
    return Words((), ordinal(term[1]) if term else None)


def _bodies(text: str) -> tuple[Named, ...]:
    whole = _body(expand(text))
    parts = [_body(expand(p)) for p in _joint().split(text) if p.strip()]
    bodies = tuple(b for b in parts if b)
    if whole and whole.known and not all(b.known for b in bodies):
        return (whole,)
    return bodies


@cache
def _joint() -> re.Pattern[str]:
    table = toml(TABLE)
    joins, heads = ("|".join(map(re.escape, table[k])) for k in ("joins", "name_heads"))
    return re.compile(rf"\s*(?:{joins})\s+(?=(?:{heads})\s)", re.IGNORECASE)


def _body(words: tuple[str, ...]) -> Named | None:
    """Return the one body that `words` name; None where they name no more than an organ of a body (`Ban Thường trực`)."""
    for _ in range(REWRITES):
        syllables = [bare_word(w) for w in words]
        organ, begin, head = (p.longest(syllables) for p in (_organs(), _begins(), _heads()))
        if organ and organ >= max(begin, head):
            fitting = (_in_unit(_organs().of(syllables[:n]), words[n:]) for n in _organs().lengths(syllables))
            return next(filter(None, fitting), None) or _unknown(words)
        if begin >= max(head, 1):
            words = _rewritten(expand(_begins().of(syllables[:begin])), words[begin:])
        elif head:
            words = words[head:]
        else:
            break
    return _unknown(words) if words else None


def _rewritten(begin: tuple[str, ...], rest: tuple[str, ...]) -> tuple[str, ...]:
    """Join a rewritten beginning and the rest of a name; what the two share (`Việt Nam`) stands once."""
    folded, tail = [bare_word(w) for w in begin], [bare_word(w) for w in rest]
    shared = next((n for n in range(min(len(begin), len(rest)), 0, -1) if folded[-n:] == tail[:n]), 0)
    return begin + rest[shared:]


def _in_unit(name: str, rest: tuple[str, ...]) -> Named | None:
    """Return the known body `name` with the unit that `rest` gives; None where `rest` says something else."""
    level = levels()[name]
    rest = _without_tail(rest)
    if len(rest) > 2 and [bare_word(w) for w in rest[:2]] == ["viet", "nam"]:
        rest = rest[2:]
    if not rest:
        return Named(name, level)
    if level == "central" or bare_word(rest[0]) == "va":
        return None
    kind, after = _kind(rest)
    if kind:
        place = _place(kind, after)
        return Named(name, level, kind, place) if place or not after else None
    place = _place(None, rest)
    fixed = level in ("province", "department", "district", "commune")
    if place and len(rest) <= LONGEST_PLACE and (fixed or name_key(place) in provinces()):
        return Named(name, level, None, place)
    return None


def _unknown(words: tuple[str, ...]) -> Named | None:
    """Return a body that no table names: its words, with the unit that they end in; None where the unit is all they name (`Tỉnh`)."""
    words = _without_tail(words)
    if _kind(words) != (None, words):
        return None
    if all(w.isupper() or w.islower() for w in words):
        words = tuple(w.capitalize() if w.isupper() else w for w in words)
    text = unit_free(" ".join(words).lower()).split(" ")
    for i in range(1, len(words)):
        kind, after = _kind(words[i:])
        if kind and text[i]:
            return Named(" ".join(words[:i]), _level(words[:i], local=True), kind, _place(kind, after), known=False)
    return Named(" ".join(words), _level(words, local=False), known=False)


def _level(words: tuple[str, ...], *, local: bool) -> str | None:
    text = f" {' '.join(map(bare_word, words))} "
    if text.startswith(_folded("unit_heads")):
        return "unit"
    if local:
        return None
    return "central" if text.startswith(_folded("central_heads")) or any(w in text for w in _folded("central")) else None


@cache
def _folded(key: str) -> tuple[str, ...]:
    """Return the words in a row of the table, folded, each between blanks."""
    return tuple(f" {bare(words)} " for words in toml(TABLE)[key])


def unit_free(text: str) -> str:
    """Blank the words in `text` (small letters) that look like kinds of units and are none; the number of words stays.

    >>> unit_free("liên minh hợp tác xã tỉnh").split(" ")
    ['liên', 'minh', '', '', '', 'tỉnh']
    """
    for phrase in toml(TABLE)["not_units"]:
        text = text.replace(phrase, " " * phrase.count(" "))
    return text


def _kind(words: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    """Return the kind of unit that `words` begin with and what follows it."""
    kinds = toml(TABLE)["kinds"]
    for n in (2, 1):
        kind = " ".join(words[:n]).lower()
        if kind in kinds and len(words) >= n and unit_free(" ".join(words[:3]).lower())[0] != " ":
            return kind, words[n:]
    return None, words


def _place(kind: str | None, words: tuple[str, ...]) -> str | None:
    """Return the name of the unit that `words` begin with: capitals up to the next kind of unit."""
    found: list[str] = []
    for i, word in enumerate(words[:LONGEST_PLACE]):
        if (not word[:1].isupper() and not word.isdigit()) or (i and _kind(words[i:])[0]):
            break
        found.append(word if word[1:].islower() or len(word) == 1 else word.capitalize())
    place = " ".join(found)
    if kind in (None, "tỉnh", "thành phố") and name_key(place) in provinces():
        return provinces()[name_key(place)][0]
    return place or None


def _without_tail(words: tuple[str, ...]) -> tuple[str, ...]:
    folded = list(map(bare_word, words))
    for tail in _folded("tails"):
        n = len(tail.split())
        if folded[-n:] == tail.split():
            return words[:-n]
    return words


def renamed(body: Named, kind: str) -> Named:
    """Return `body` under the name that it bears in a province of `kind` (Tỉnh ủy, in a city Thành ủy)."""
    pairs: Mapping[str, str] = toml(TABLE)["by_kind"]
    return replace(body, name=pairs.get(body.name, body.name)) if kind == "thành phố" else body
