"""Automatic labels of Word paragraphs (`I.`, `1.1.`, `a)`, dashes), which Word draws but does not store."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kehoach.ingest.docx_xml import attribute, value, w
from kehoach.ingest.numerals import letters, roman

_PLACEHOLDER = re.compile("%([1-9])")
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02}",
    "lowerLetter": letters,
    "upperLetter": lambda n: letters(n).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda n: roman(n).upper(),
    "none": lambda _: "",
}


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


@dataclass(slots=True)
class Numbering:
    """The lists of one document, with counters that run as its paragraphs are labelled in order."""

    _abstract: dict[str, str] = field(default_factory=dict)
    _levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    _override: dict[str, dict[int, int]] = field(default_factory=dict)
    _count: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    _begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, root: Any) -> Numbering:
        """Return the lists of a numbering part's root element (None: no lists)."""
        numbering = cls()
        if root is None:
            return numbering
        abstract = {attribute(e, "abstractNumId"): e for e in root.findall(w("abstractNum"))}
        linked = {v: e for e in abstract.values() if (v := value(e, "styleLink"))}
        for num in root.findall(w("num")):
            found = abstract.get(value(num, "abstractNumId") or "")
            if found is None:
                continue
            link = value(found, "numStyleLink")
            found = linked.get(link, found) if link else found
            numbering._add(num, found)
        return numbering

    def _add(self, num: Any, abstract: Any) -> None:
        key = attribute(num, "numId")
        self._abstract[key] = attribute(abstract, "abstractNumId")
        levels = dict(_levels(abstract))
        starts: dict[int, int] = {}
        for override in num.findall(w("lvlOverride")):
            at = int(attribute(override, "ilvl"))
            levels |= dict(_levels(override))
            start = value(override, "startOverride")
            if start is not None:
                starts[at] = int(start)
            elif at in levels and override.find(w("lvl")) is not None:
                starts[at] = levels[at].start
        self._levels[key], self._override[key] = levels, starts

    def level_of_style(self, key: str, style: str) -> int | None:
        """Return the level of list `key` that is tied to a paragraph style."""
        return next((at for at, level in self._levels.get(key, {}).items() if level.style == style), None)

    def label(self, key: str, at: int) -> str:
        """Count the next paragraph of list `key` on level `at`; return its label with the blank that follows it, "" where there is none."""
        levels = self._levels.get(key, {})
        level = levels.get(at)
        if level is None:
            return ""
        self._advance(key, at, levels)
        if level.format == "bullet":
            mark = level.text.strip()
            text = mark if mark in {"+", "*", "•"} else "-"
        else:
            text = _PLACEHOLDER.sub(lambda m: self._number(key, int(m[1]) - 1, levels, level.legal), level.text)
        return text + level.glue if text.strip() else ""

    def _advance(self, key: str, at: int, levels: dict[int, Level]) -> None:
        count = self._count[self._abstract[key]]
        override = self._override[key].get(at)
        if override is not None and (key, at) not in self._begun:
            count[at] = override
        else:
            count[at] = count[at] + 1 if at in count else levels[at].start
        self._begun.add((key, at))
        for lower in [x for x in count if x > at]:
            if _restarts(levels.get(lower), at):
                del count[lower]

    def _number(self, key: str, at: int, levels: dict[int, Level], legal: bool) -> str:
        level = levels.get(at)
        if level is None:
            return ""
        number = self._count[self._abstract[key]].get(at, level.start)
        return _FORMATS["decimal" if legal else level.format if level.format in _FORMATS else "decimal"](number)


def _restarts(level: Level | None, at: int) -> bool:
    """Say whether a use of level `at` starts `level` anew (w:lvlRestart: 0 never, n only after level n - 1)."""
    return level is None or (level.restart != 0 and at < level.restart)


def _levels(parent: Any) -> Iterator[tuple[int, Level]]:
    for e in parent.findall(w("lvl")):
        at = int(attribute(e, "ilvl"))
        restart = value(e, "lvlRestart")
        glue = {"nothing": ""}.get(value(e, "suff") or "tab", " ")
        legal = e.find(w("isLgl")) is not None
        yield (
            at,
            Level(
                value(e, "numFmt") or "decimal",
                (value(e, "lvlText") or "").strip(" \t"),
                int(value(e, "start") or 0),
                int(restart) if restart is not None else at,
                glue,
                legal,
                value(e, "pStyle"),
            ),
        )
