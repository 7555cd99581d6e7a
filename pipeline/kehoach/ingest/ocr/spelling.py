"""Marks that recognition misread (`kiêm tra`, `xuât`, `vật liệu nô`): syllables that their neighbours contradict.

Tesseract takes one mark over a letter for another sooner than one letter for another. A syllable that is never seen beside its
neighbours gives way to one of the same letters with other marks that is, where it is much more likely there. What goes together is
learned from the titles of the directives that the package knows and from the word list of underthesea.
"""

from __future__ import annotations

import importlib.util
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

from kehoach.records.text import Edit
from kehoach.rules.fold import bare, spelling
from kehoach.rules.load import packed_names, packed_rows, rows

MORE_LIKELY, SURE = 8.0, 11.0
"""Natural logarithm of how much more likely the other syllable must be beside its neighbours than a rare one, and than a common one, that
was read. Measured (2026-11) on two recognised papers: beside the other repairs it raises the words read right from 0.969 to 0.976 and from
0.957 to 0.963; of 73,383 words of 38 right texts it changes 12."""

COMMON = 5
"""How often a syllable must have been seen to count as a common one."""

SEEN = 2
"""How often the other syllable must have been seen beside its neighbours."""

TRUSTED = 8
"""How often a syllable must have been seen for its neighbours to count as much as how common they are by themselves."""

TITLED = "directives.csv", "central-normative.csv.gz", "places"
"""The tables of directives: the core, the country, and the folder of those of places."""

WORD_LIST = "corpus/data/Viet74K.txt"
"""Where underthesea keeps its list of words, in its folder."""

_SYLLABLE = re.compile(r"[^\W\d_]+")
_SEGMENT = re.compile(r"[^\w\s]|[\d\n]")
_BESIDE = frozenset("/-.0123456789")
"""What makes a syllable part of a symbol or a number."""


@dataclass(slots=True)
class Pairs:
    """How often syllables were seen, alone and side by side."""

    single: Counter[str] = field(default_factory=Counter)
    double: Counter[tuple[str, str]] = field(default_factory=Counter)
    alike: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The syllables of the same letters, by these letters without marks."""
    total: int = 0

    def learn(self, text: str, weight: int = 1) -> None:
        """Count the syllables of a text; only those that nothing but space parts stand side by side."""
        for segment in _SEGMENT.split(unicodedata.normalize("NFC", text.lower())):
            syllables = _SYLLABLE.findall(segment)
            for one in syllables:
                self.single[one] += weight
            for two in pairwise(syllables):
                self.double[two] += weight

    def close(self) -> None:
        """Take stock, after the last text."""
        self.total = sum(self.single.values())
        for syllable in self.single:
            self.alike[bare(syllable)].add(syllable)

    def beside(self, syllable: str, before: str | None, after: str | None) -> int:
        """Return how often a syllable was seen beside its neighbours."""
        return (self.double[before, syllable] if before else 0) + (self.double[syllable, after] if after else 0)

    def chance(self, syllable: str, before: str | None, after: str | None) -> float:
        """Return the logarithm of how likely a syllable is between its neighbours, up to a constant."""
        return self.chance_of(before, syllable, *([after] if after else []))

    def chance_of(self, before: str | None, *syllables: str) -> float:
        """Return the logarithm of how likely syllables are in their order after the one before them, up to a constant."""
        return sum(self._chance(first, second) for first, second in pairwise((before, *syllables)) if second)

    def _chance(self, first: str | None, second: str) -> float:
        alone = (self.single[second] + 0.1) / (self.total + 0.1 * len(self.single))
        seen = self.single[first] if first else 0
        if not seen:
            return math.log(alone)
        share = seen / (seen + TRUSTED)
        return math.log(share * self.double[first or "", second] / seen + (1 - share) * alone)


@cache
def pairs() -> Pairs:
    """Return what was learned from the package's own tables and the word list; takes half a second, once a process."""
    found = Pairs()
    core, country, places = TITLED
    for table in (rows(core), *map(packed_rows, (country, *packed_names(places)))):
        for row in table:
            found.learn(row["title"])
    for word in _words():
        found.learn(word, 1 if " " in word else COMMON)
    found.close()
    return found


def _words() -> Iterator[str]:
    package = importlib.util.find_spec("underthesea")
    folders: Iterable[str] = (package.submodule_search_locations or ()) if package else ()
    for file in (Path(folder) / WORD_LIST for folder in folders):
        if file.is_file():
            yield from file.read_text("utf-8").splitlines()


def respelt(text: str) -> Iterator[Edit]:
    """Yield the edits that give misread syllables of a recognised text their marks, in order.

    Names (a capital that opens neither the line nor a sentence), symbols and numbers are left alone, and so is whatever goes with its
    neighbours as it is.

    >>> [e.new for e in respelt("Đoàn kiêm tra lập biên bản; sản xuât, kinh doanh vật liệu nô công nghiệp")]
    ['kiểm', 'xuất', 'nổ']
    """
    known = pairs()
    found = list(_SYLLABLE.finditer(text))
    small = [unicodedata.normalize("NFC", m.group().lower()) for m in found]
    for i, m in enumerate(found):
        letters = known.alike.get(bare(small[i]), ())
        if len(m.group()) < 2 or not letters or _is_part(text, m) or _is_name(text, found, i):
            continue
        before = small[i - 1] if i and text[found[i - 1].end() : m.start()] == " " else None
        after = small[i + 1] if i + 1 < len(found) and text[m.end() : found[i + 1].start()] == " " else None
        if known.beside(small[i], before, after):
            continue
        best = max(letters, key=lambda s, b=before, a=after: (known.chance(s, b, a), s))  # type: ignore[misc]
        more = known.chance(best, before, after) - known.chance(small[i], before, after)
        if (
            more > (SURE if known.single[small[i]] >= COMMON else MORE_LIKELY)
            and known.beside(best, before, after) >= SEEN
            and spelling(best) != spelling(small[i])
        ):
            yield Edit(m.start(), m.end(), _cased(best, m.group()))


def _is_part(text: str, m: re.Match[str]) -> bool:
    return (m.start() > 0 and text[m.start() - 1] in _BESIDE) or (m.end() < len(text) and text[m.end()] in "/-0123456789")


def _is_name(text: str, found: list[re.Match[str]], i: int) -> bool:
    """Whether a syllable with a capital follows another such, as parts of names do."""
    word = found[i].group()
    if not word[0].isupper() or word.isupper() or not i:
        return False
    last = found[i - 1]
    return text[last.end() : found[i].start()] == " " and last.group()[0].isupper()


def _cased(syllable: str, like: str) -> str:
    if like.isupper():
        return syllable.upper()
    return syllable.capitalize() if like[0].isupper() else syllable
