"""Text in TCVN3 or VNI made Unicode: which stretches of a document are in such an encoding is judged by their words, then by their fonts.

Fonts lie both ways: good Unicode stands in .VnTime, TCVN3 in Times New Roman. So each stretch is judged by what conversion does to its
words; where that leaves it open, by the other text in the same font, and at last by the font's name. Good Unicode stays as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, groupby, pairwise

from kehoach.ingest.legacy.capitals import in_capitals
from kehoach.ingest.legacy.codes import Claim, Encoding, alone, claim_of, encodings, font_name
from kehoach.ingest.legacy.words import UNICODE, Evidence, gains, is_suspect, words
from kehoach.ingest.syllables import is_spelt
from kehoach.records.text import Edit, OffsetMap, Span, edited

Piece = tuple[str, str | None]
"""A piece of a paragraph and the name of its font, None where it has none."""

LEGACY = 0.7
"""Share of all words in a font (Evidence.share) from which a stretch in it that says nothing itself counts as legacy text."""

ENOUGH = 3
"""Words of a document that conversion must make Vietnamese before those that leave it open are converted without a font's claim."""

PLAIN = 0.6
"""Share of the words outside ASCII that conversion must make Vietnamese in a stretch that no font's name claims to be legacy text."""

CLAIMED, LIKELY = 0.5, 0.4
"""What a font's name, and the encoding of the text before, weigh against one word that conversion makes Vietnamese."""

_SMALL = re.compile("[a-z]+")
_SOFT_HYPHEN = "\u00ad"


@dataclass(slots=True)
class Conversion:
    """How a document's text becomes Unicode: what all of its text says, and what has been converted so far."""

    _fonts: dict[str, Evidence] = field(default_factory=dict)
    _done: dict[str, dict[str, None]] = field(default_factory=dict)
    _last: str | None = None
    """The encoding of the last stretch that was surely in one: what is open behind it is likely in the same."""

    @classmethod
    def of(cls, paragraphs: Iterable[Sequence[Piece]]) -> Conversion:
        """Return the conversion of a document, given the pieces of each of its paragraphs."""
        found = cls()
        for paragraph in paragraphs:
            for text, font, _ in _stretches(paragraph):
                evidence = found._fonts.setdefault(font_name(font or ""), Evidence())
                evidence.add(m.group() for m in words(text))
        return found

    @property
    def notes(self) -> tuple[str, ...]:
        """What was converted, one note an encoding with the fonts that it was found in."""
        return tuple(
            f"converted from {name}: {', '.join(fonts)}" if all(fonts) else f"converted from {name}" for name, fonts in self._done.items()
        )

    def edits(self, paragraph: Sequence[Piece]) -> list[Edit]:
        """Return the edits that make a paragraph Unicode, in order, with offsets into its pieces joined."""
        found: list[Edit] = []
        for text, font, start in _stretches(paragraph):
            if text.isascii() and not ((claim := claim_of(font)) and claim.capitals):
                continue
            found += (Edit(e.start + start, e.end + start, e.new) for e in self._of_stretch(text, font))
        return found

    def texts(self, paragraph: Sequence[Piece]) -> list[str]:
        """Return the texts of a paragraph's pieces in Unicode; a letter coded across two pieces goes to the first."""
        return applied([text for text, _ in paragraph], self.edits(paragraph))

    def _of_stretch(self, text: str, font: str | None) -> Iterator[Edit]:
        claim = claim_of(font)
        for span, encoding in self._judged(text, font, claim):
            part = span.of(text)
            new = list(_edits(part, encoding, claim))
            if new:
                self._done.setdefault(encoding.name, {})[font or ""] = None
            yield from (Edit(e.start + span.start, e.end + span.start, e.new) for e in new)

    def _judged(self, text: str, font: str | None, claim: Claim | None) -> Iterator[tuple[Span, Encoding]]:
        """Yield the parts of a stretch that are in an old encoding: all of it, or what stands between its Unicode words."""
        found = [m.span() for m in words(text)]
        own = Evidence().add(text[a:b] for a, b in found)
        name = self._encoding(own, font, claim) or max(own.by, key=lambda n: own.by[n].better)
        proofs = [(a, b) for a, b in found if gains(text[a:b]).get(name) == UNICODE]
        if not proofs:
            if self._encoding(own, font, claim):
                yield Span(0, len(text)), encodings()[name]
            return
        cuts = [0, *(x for span in proofs for x in span), len(text)]
        for start, end in list(pairwise(cuts))[::2]:
            between = Evidence().add(m.group() for m in words(text[start:end])).by[name]
            if between.better >= (1 if claim else ENOUGH) and not between.worse:
                yield Span(start, end), encodings()[name]

    def _encoding(self, own: Evidence, font: str | None, claim: Claim | None) -> str | None:
        """Return the encoding of a stretch as a whole: the one that does its words most good, or that of other text in its font."""
        known = self._fonts.get(font_name(font or ""), own)
        values = {n: b.gain + 2 * known.share(n) + (n == self._last) * LIKELY for n, b in own.by.items()}
        if claim is not None:
            values[claim.encoding] += CLAIMED
        name = max(values, key=lambda n: values[n])
        if own.by[name].gain > max(b.gain for n, b in own.by.items() if n != name):
            self._last = name
        if claim is not None:
            converts = own.words or any(e.share(n) > 0 for e in self._fonts.values() for n in e.by)
            return name if converts and values[name] > 0 else None
        here = own.by[name]
        if known.share(name) >= LEGACY and known.by[name].better >= ENOUGH:
            return name if values[name] > 0 else None
        return name if here.better >= max(2, PLAIN * own.words, 4 * here.worse) else None


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text in Unicode, its map back to what it was, and what was converted."""

    text: str
    offsets: OffsetMap
    notes: tuple[str, ...] = ()


def repaired(text: str) -> Repaired:
    """Return a text of which no fonts are known, in Unicode where its words say that it is in TCVN3 or VNI; judged line by line.

    >>> repaired("Sè: 5\\nC¨n cø LuËt Tæ chøc").text, repaired("Điều 5. Văn phòng").text
    ('Số: 5\\nCăn cứ Luật Tổ chức', 'Điều 5. Văn phòng')
    """
    if not is_suspect(text):
        return Repaired(text, OffsetMap.identity(len(text)))
    lines = text.splitlines(keepends=True)
    conversion = Conversion.of([(line, None)] for line in lines)
    edits: list[Edit] = []
    at = 0
    for line in lines:
        edits += (Edit(e.start + at, e.end + at, e.new) for e in conversion.edits([(line, None)]))
        at += len(line)
    return Repaired(*(edited(text, edits) if edits else (text, OffsetMap.identity(len(text)))), conversion.notes)


def converted(text: str, font: str | None) -> str:
    """Return a text set in one font in Unicode; for a document of many pieces use Conversion, which knows more.

    >>> converted("KÕ ho¹ch", ".VnTime"), converted("kÕ ho¹ch", ".VnTimeH"), converted("Kế hoạch", ".VnTime"), converted("Nhaø nöôùc", None)
    ('Kế hoạch', 'KẾ HOẠCH', 'Kế hoạch', 'Nhà nước')
    """
    return edited(text, Conversion.of([[(text, font)]]).edits([(text, font)]))[0]


def applied(texts: Sequence[str], edits: Iterable[Edit]) -> list[str]:
    """Return `texts` with the edits of all of them joined; what replaces characters of two texts goes to the first.

    >>> applied(["hoa", "ïch"], [Edit(2, 4, "ạ")])
    ['hoạ', 'ch']
    """
    starts = [0, *accumulate(map(len, texts))]
    own: list[list[Edit]] = [[] for _ in texts]
    for e in edits:
        first = bisect_right(starts, e.start) - 1
        new = e.new
        for i in range(first, len(texts)):
            if starts[i] >= e.end:
                break
            own[i].append(Edit(max(e.start, starts[i]) - starts[i], min(e.end, starts[i + 1]) - starts[i], new))
            new = ""
    return [edited(text, part)[0] for text, part in zip(texts, own, strict=True)]


def _stretches(paragraph: Sequence[Piece]) -> Iterator[tuple[str, str | None, int]]:
    """Yield what stands in one font without a break: the text, the font and where in the paragraph it starts."""
    at = 0
    for font, group in groupby(paragraph, key=lambda piece: piece[1]):
        text = "".join(t for t, _ in group)
        if text:
            yield text, font, at
        at += len(text)


def _edits(text: str, encoding: Encoding, claim: Claim | None) -> Iterator[Edit]:
    """Yield the edits that make a stretch Unicode: letters for codes, and capitals where the font shows or the words mean them."""
    edits = list(encoding.edits(text))
    if encoding.name == "TCVN3" and _SOFT_HYPHEN in text:
        hyphens = set(_hyphens(text, encoding))
        edits = [replace(e, new="") if e.start in hyphens else e for e in edits]
    if claim is None:
        lone = {m.start() for m in words(text) if _is_sign(m)}
        edits = [e for e in edits if e.start not in lone]
    if claim is not None and claim.capitals:
        yield from _all_capitals(text, edits)
        return
    new, back = edited(text, edits)
    starts = {e.start: e for e in edits if encoding.name == "TCVN3"}
    at = [back.start(i) for i in range(len(new))]
    coded = [i in starts and starts[i].new.islower() for i in at]
    capitals = {at[i] for span in in_capitals(new, coded) for i in range(span.start, span.end)} if any(coded) else set()
    yield from (replace(e, new=e.new.upper()) if e.start in capitals else e for e in edits)


def _is_sign(word: re.Match[str]) -> bool:
    """Say whether a word is a sign that stands by itself, as a bullet does."""
    sign, text = word.group(), word.string
    if len(sign) > 1 or sign.isalpha() or sign in alone():
        return False
    return not text[word.start() - 1 : word.start()].strip() and not text[word.end() : word.end() + 1].strip()


def _hyphens(text: str, encoding: Encoding) -> Iterator[int]:
    """Yield where a soft hyphen is one, and not the code of ư: the word is spelt well without it, a single letter or nothing else."""
    for m in words(text):
        word = m.group()
        once, bare = (re.sub(f"{_SOFT_HYPHEN}+", new, word) for new in (_SOFT_HYPHEN, ""))
        if bare == word or (bare and is_spelt(encoding.converted(word).lower())):
            continue
        if bare and is_spelt(encoding.converted(once).lower()):
            yield from (m.start() + i for i in range(1, len(word)) if word[i - 1 : i + 1] == 2 * _SOFT_HYPHEN)
        elif len(bare) < 2 or is_spelt(encoding.converted(bare).lower()):
            yield from (m.start() + i for i, c in enumerate(word) if c == _SOFT_HYPHEN)


def _all_capitals(text: str, edits: Sequence[Edit]) -> Iterator[Edit]:
    at = 0
    for e in [*edits, Edit(len(text), len(text), "")]:
        yield from (Edit(m.start(), m.end(), m.group().upper()) for m in _SMALL.finditer(text, at, e.start))
        if e.start < len(text):
            yield replace(e, new=e.new.upper())
        at = e.end
