"""Automatic labels of Word paragraphs (`I.`, `1.1.`, `a)`, dashes), which Word draws but does not store."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from kehoach.ingest.docx.formats import bullet, number
from kehoach.ingest.docx.styles import ListUse, Styles, given
from kehoach.ingest.docx.xml import ALTERNATE, CHOICE, FALLBACK, VAL, attribute, flag, value, w, whole

_PLACEHOLDER = re.compile("%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: number format, text such as `%1.%2.`, first number, and the level whose use starts it anew."""

    format: str
    text: str
    start: int
    restart: int
    glue: str
    legal: bool
    style: str | None
    font: str
    capitals: bool


@dataclass(slots=True)
class Numbering:
    """The lists of one document, with counters that run as its paragraphs are labelled in order.

    Lists that share a definition (w:abstractNum) share its counters; one that says where it starts (w:startOverride) starts them anew
    when it is first used. A level above the first one used counts as used once. Body, headers and footers, notes and each text box count
    for themselves, as Word does: `anew` gives the same lists with counters of their own.
    """

    _abstract: dict[str, str] = field(default_factory=dict)
    _levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    _override: dict[str, dict[int, int]] = field(default_factory=dict)
    _count: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    _met: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """For each definition the levels that were ever used."""
    _begun: set[tuple[str, int]] = field(default_factory=set)
    """The levels of lists that have started where the list says."""

    @classmethod
    def of(cls, root: Any, styles: Styles) -> Numbering:
        """Return the lists of a numbering part's root element (None: no lists); `styles` tells where a list style leads."""
        numbering = cls()
        if root is None:
            return numbering
        abstract = {attribute(e, "abstractNumId"): e for e in root.findall(w("abstractNum"))}
        linked = {v: e for e in abstract.values() if (v := value(e, "styleLink"))}
        nums = {attribute(num, "numId"): num for num in root.findall(w("num"))}
        for num in nums.values():
            found = abstract.get(value(num, "abstractNumId") or "")
            link = value(found, "numStyleLink")
            if link:
                other = nums.get(styles.list_of_style(link) or "")
                found = linked.get(link, abstract.get(value(other, "abstractNumId") or "", found))
            if found is not None:
                numbering._add(num, found, value(num, "abstractNumId") or "")
        return numbering

    def anew(self) -> Numbering:
        """Return the same lists before their first use."""
        return Numbering(self._abstract, self._levels, self._override)

    def _add(self, num: Any, abstract: Any, own: str) -> None:
        """Take in a list with its definition; one that is led to by a style counts under the `own` id that the list names."""
        key = attribute(num, "numId")
        self._abstract[key] = own
        levels = dict(_levels(abstract))
        starts: dict[int, int] = {}
        for override in num.findall(w("lvlOverride")):
            at = whole(attribute(override, "ilvl"), 0)
            levels |= dict(_levels(override))
            start = value(override, "startOverride")
            if start is not None:
                starts[at] = whole(start, 0)
        self._levels[key], self._override[key] = levels, starts

    def label(self, use: ListUse) -> str:
        """Count the next paragraph so numbered; return its label with the blank that follows it, "" where there is none.

        A level that is tied to one of the paragraph's styles goes before the level that the style names.
        """
        levels = self._levels.get(use.key, {})
        tied = (at for style in use.styles for at, level in levels.items() if level.style == style)
        at = next(tied, use.level or 0)
        level = levels.get(at)
        if level is None:
            return ""
        self._advance(use.key, at, levels)
        if level.format == "bullet":
            text = bullet(level.text, level.font)
        else:
            text = _PLACEHOLDER.sub(lambda m: self._number(use.key, int(m[1]) - 1, levels, level.legal and int(m[1]) <= at), level.text)
        text = text.upper() if level.capitals else text
        return text + level.glue if text.strip() else ""

    def _advance(self, key: str, at: int, levels: dict[int, Level]) -> None:
        count, met = self._count[self._abstract[key]], self._met[self._abstract[key]]
        above = takewhile(lambda x: x in levels and x not in met, range(at - 1, -1, -1)) if at not in met else ()
        for level in (*above, at):
            start = self._override[key].get(level)
            if level in count and (start is None or (key, level) in self._begun):
                count[level] += 1
            else:
                count[level] = levels[level].start if start is None else start
            self._begun.add((key, level))
            met.add(level)
        for lower in [x for x in count if x > at]:
            if _restarts(levels.get(lower), at):
                del count[lower]

    def _number(self, key: str, at: int, levels: dict[int, Level], legal: bool) -> str:
        level = levels.get(at)
        if level is None or level.format == "bullet":
            return ""
        found = self._count[self._abstract[key]].get(at, self._override[key].get(at, level.start))
        return number(found, "decimal" if legal else level.format)


def _restarts(level: Level | None, at: int) -> bool:
    """Say whether a use of level `at` starts `level` anew (w:lvlRestart: 0 never, n only after level n - 1)."""
    return level is None or (level.restart != 0 and at < level.restart)


def _levels(parent: Any) -> Iterator[tuple[int, Level]]:
    for e in parent.findall(w("lvl")):
        at = whole(attribute(e, "ilvl"), 0)
        look = given(e.find(w("rPr")))
        text = "" if look.hidden else (value(e, "lvlText") or "").strip(" \t")
        restart = whole(value(e, "lvlRestart"), at)
        glue = {"nothing": ""}.get(value(e, "suff") or "tab", " ")
        start, legal = whole(value(e, "start"), 0), bool(flag(e, "isLgl"))
        yield at, Level(_format(e), text, start, restart, glue, legal, value(e, "pStyle"), look.font, bool(look.capitals))


def _format(level: Any) -> str:
    """Return a level's number format; one that Word has of its own (`001, 002, …`) is given as its first number."""
    own = level.find(w("numFmt"))
    if own is None:
        branches = level.find(ALTERNATE)
        for name in () if branches is None else (CHOICE, FALLBACK):
            own = branches.find(f"{name}/{w('numFmt')}") if own is None else own
    if own is None:
        return "decimal"
    kind = own.get(VAL) or "decimal"
    return attribute(own, "format").partition(",")[0].strip() or kind if kind == "custom" else kind
