"""Puts right what recognition gets wrong where it is known what must stand there: numbers, symbols, dates, labels, set phrases.

Nothing but recognised text is touched; `raw` keeps what was read, and each repair is listed with the rule that made it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from kehoach.ingest.ocr import labels
from kehoach.ingest.ocr.spelling import COMMON, MORE_LIKELY, SEEN, SURE, respelt
from kehoach.ingest.ocr.spelling import pairs as syllables
from kehoach.ingest.reading import Reading
from kehoach.records.text import Edit, Repair, Span, edited
from kehoach.rules.fold import bare, spelling
from kehoach.rules.letters import LETTER, expand
from kehoach.rules.load import rows, toml

TABLE = "ocr_repairs.toml"

_DIGITS = str.maketrans("OoQlI|", "000111")
_STROKES = str.maketrans({"l": "I", "1": "I", "|": "I", "H": "II"})
_SYMBOL = re.compile(expand(r"\d/((?:[{UPPER}]{1,8}[-/]){1,3}[{UPPER}]{1,8})(?!\w)"))
_WORD = re.compile(f"[{LETTER}]+")
_CAPITALS = re.compile(expand("[{UPPER}]{2,}(?: [{UPPER}]{2,})*"))


@dataclass(frozen=True, slots=True)
class Fix:
    """A stretch of a text, what takes its place, and the rule that says so."""

    span: Span
    new: str
    rule: str


def repaired(reading: Reading, recognised: Sequence[Span]) -> Reading:
    """Return a reading with the repairs made in the stretches of its text that are `recognised`."""
    fixes = list(_chosen(fixes_of(reading.text), recognised))
    if not fixes:
        return reading
    text, back = edited(reading.text, [Edit(f.span.start, f.span.end, f.new) for f in fixes])
    repairs = tuple(Repair(reading.offsets.span(f.span), f.new, f.rule) for f in fixes)
    return replace(reading, text=text, offsets=reading.offsets.then(back), repairs=repairs)


def fixed(text: str) -> str:
    """Return a text with all repairs made.

    >>> fixed("Kế hoạch só 1O5/KH-LDLD"), fixed("kiêm tra việc châp hành")
    ('Kế hoạch số 105/KH-LĐLĐ', 'kiểm tra việc chấp hành')
    """
    for _ in range(2):
        fixes = _chosen(fixes_of(text), [Span(0, len(text))])
        text = edited(text, [Edit(f.span.start, f.span.end, f.new) for f in fixes])[0]
    return text


def fixes_of(text: str) -> Iterator[Fix]:
    """Yield what the tables find to put right in a text, first what is surest."""
    for span, label in labels.in_order(text):
        yield Fix(span, label, labels.RULE)
    for rule, pattern, new in _rules():
        for m in pattern.finditer(text):
            put = _put(m, new)
            if put != m.group():
                yield Fix(Span(*m.span()), put, rule)
    yield from _symbols(text)
    yield from _phrases(text)
    yield from _words(text)
    yield from (Fix(Span(e.start, e.end), e.new, "syllable") for e in respelt(text))


def _chosen(fixes: Iterator[Fix], recognised: Sequence[Span]) -> Iterator[Fix]:
    """Return the fixes inside recognised text in order, of those that overlap the first given."""
    taken: list[Fix] = []
    for fix in fixes:
        holder = bisect_right(recognised, fix.span.start, key=lambda s: s.start) - 1
        at = bisect_left(taken, fix.span, key=lambda f: f.span)
        near = taken[max(0, at - 2) : at + 2]  # they don't overlap each other, so that no other can reach as far
        if holder >= 0 and recognised[holder].holds(fix.span) and not any(fix.span.overlaps(t.span) or fix.span == t.span for t in near):
            taken.insert(at, fix)
    return iter(taken)


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    return tuple((row["id"], re.compile(expand(row["pattern"])), row["new"]) for row in toml(TABLE)["text"])


def _put(m: re.Match[str], new: str) -> str:
    """Return what takes the place of a match."""
    found = m.group()
    match new:
        case "digits":
            return found.translate(_DIGITS)
        case "roman":
            return found.translate(_STROKES)
        case "purpose":
            return "c" if found else "/"
        case "letter":
            return "Đ" if found == "Ð" else "đ"
        case "số":
            opens = m.start() == 0 or m.string[m.start() - 1] in "\n*"
            return found[:-2] + ("Số" if opens or found[-2:].istitle() else "số")
    return m.expand(new)


@cache
def _codes() -> dict[str, str | None]:
    """Return the codes of bodies and types of documents by their form without marks; None where that is the form of several."""
    found: dict[str, str | None] = {}
    types = [code for entry in toml("doc_types.toml")["type"] for code in entry.get("codes", ())]
    for code in {*types, *(row["code"] for row in rows("organs.csv"))}:
        key = bare(code)
        found[key] = code if key not in found else None
    return found


def _symbols(text: str) -> Iterator[Fix]:
    """Yield fixes of the codes in symbols: `52/KH-LDLD`."""
    for symbol in _SYMBOL.finditer(text):
        for part in re.finditer(r"\w+", symbol.group(1)):
            right = _codes().get(bare(part.group()))
            if right is not None and right.upper() != part.group() and part.group().isupper():
                at = symbol.start(1) + part.start()
                yield Fix(Span(at, at + len(part.group())), right, "symbol.code")


@cache
def _known_phrases() -> dict[str, str]:
    """Return the set phrases by their form without marks."""
    return {bare(p): p for p in toml(TABLE)["phrases"]["list"]}


def _phrases(text: str) -> Iterator[Fix]:
    """Yield fixes of set phrases in capitals, the longest first."""
    known = _known_phrases()
    longest = max(p.count(" ") for p in known) + 1
    for run in _CAPITALS.finditer(text):
        words = [(m.start() + run.start(), m.end() + run.start()) for m in re.finditer(r"\S+", run.group())]
        at = 0
        while at < len(words):
            for size in range(min(longest, len(words) - at), 1, -1):
                span = Span(words[at][0], words[at + size - 1][1])
                found = span.of(text)
                if (phrase := known.get(bare(found))) is not None:
                    if _spelt(found) != _spelt(phrase):
                        yield Fix(span, phrase, "phrase")
                    at += size - 1
                    break
            at += 1


@cache
def _known_words() -> dict[str, str]:
    return {bare(row["word"]): row["word"] for row in rows("ocr_words.csv")}


def _words(text: str) -> Iterator[Fix]:
    """Yield fixes of words of two syllables whose marks are wrong; not where they may be right beside their neighbours."""
    known = _known_words()
    found = list(_WORD.finditer(text))
    pairs = [f"{a.group()} {b.group()}" if text[a.end() : b.start()] == " " else "" for a, b in pairwise(found)]
    right = [known.get(bare(p)) if p else None for p in pairs]
    exact = [r is not None and r == p.lower() for r, p in zip(right, pairs, strict=True)]
    for i, (pair, word) in enumerate(zip(pairs, right, strict=True)):
        beside = (i > 0 and exact[i - 1]) or (i + 1 < len(pairs) and exact[i + 1])
        if word is None or beside or _spelt(pair) == _spelt(word) or not pair[1:].islower():
            continue
        if not _is_likelier(word, pair, pairs[i - 1] if i else "", pairs[i + 1] if i + 1 < len(pairs) else ""):
            continue
        yield Fix(Span(found[i].start(), found[i + 1].end()), word if pair[0].islower() else word[0].upper() + word[1:], "word")


def _is_likelier(word: str, pair: str, before: str, after: str) -> bool:
    """Say whether a word is much more likely than the two syllables that were read, or these are none that are common.

    `before` and `after` are the first with what stands before it and the second with what follows, "" where nothing does:
    `định danh mức 2` and `hằng quý định hướng` are right.
    """
    known = syllables()
    read, right = (unicodedata.normalize("NFC", two.lower()).split() for two in (pair, word))
    if any(known.single[syllable] < COMMON for syllable in read):
        return True
    first = before.lower().split()[0] if before else None
    rest = after.lower().split()[1:]
    outer = known.double[first or "", read[0]] + (known.double[read[1], rest[0]] if rest else 0)
    needed = SURE if outer >= SEEN or known.double[read[0], read[1]] else MORE_LIKELY
    return known.chance_of(first, *right, *rest) - known.chance_of(first, *read, *rest) > needed


def _spelt(words: str) -> list[str]:
    return [spelling(w) for w in words.split()]
