"""What the tag model sees of a unit: its words, its form, whom it charges, the headings over it, its neighbours and its place.

A feature is a name with a weight; training and use make the same ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kehoach.classify.duties.blocks import MARK, Blocks, read_blocks
from kehoach.classify.duties.charges import charges, heading_actor
from kehoach.classify.duties.deadlines import time_at
from kehoach.classify.duties.words import Prose, after_adverbs, after_space, verb_at
from kehoach.records.document import Document, Section, Unit
from kehoach.records.text import Span
from kehoach.rules.load import rules

Features = Mapping[str, float]

CUES = "cues.toml"
_SYLLABLE = re.compile(r"[^\W\d_]+|\d+")
_LABEL = re.compile(r"[^:;.,|]{2,60}?(?=:)")
_OPENING = 3  # how many first syllables count by their place
_HEADING_WORDS = 12  # titles run to 40 syllables, the telling ones come first (corpus, 2026-11)
_ASKED = ("trouble", "report", "deadline")
_OWN = frozenset({"subject", "order", "run-in", "agent"})  # the rules that find an actor in the unit's own words
_WORD_WEIGHT = 0.35  # the words of a plan's own matter are many and tell little (chosen by cross-validation, 2026-11)


@dataclass(frozen=True, slots=True)
class _Sight:
    """What one unit shows by itself: its words in lower case without dash or label, its form, whom it charges, the cues in it."""

    words: str
    form: str
    charge: str
    """Where an actor was found: the rule of the charge (`subject`, `order`, …), `block:` or `row:` and the kind, `row` or `none`."""
    cues: tuple[str, ...]
    verb: bool
    """Whether it starts with a verb, adverbs and a time aside."""


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit as the model and the rules see it."""

    features: Features
    line: str
    """What the rules read: role of the nearest heading that has one | who is charged | whether a heading charges someone | whether a
    verb comes first | form | cues."""


def views(document: Document) -> tuple[UnitView, ...]:
    """Return what the model sees of each unit of `document`, in order."""
    prose = Prose.of(document.text.canonical)
    blocks = read_blocks(document)
    units = document.units
    seen = [_see(prose, blocks, unit) for unit in units]
    headings = {key: dict(_over(document, prose, key)) for key in {u.section for u in units}}
    roles = {key: _roles(document, key) for key in headings}
    found = []
    for n, unit in enumerate(units):
        role = roles[unit.section][0]
        features = headings[unit.section].copy()
        features.update(_charge(seen[n], role, "actor" in features))
        features.update(_own(seen[n]))
        features.update(_neighbours(units, seen, n))
        features.update(_position(seen, n))
        found.append(UnitView(features, _line(seen[n], role, "actor" in features)))
    return tuple(found)


def _see(prose: Prose, blocks: Blocks, unit: Unit) -> _Sight:
    mark = MARK.match(prose.text, unit.span.start, unit.span.end)
    start, end = mark.end() if mark else unit.span.start, unit.span.end
    words = prose.low[start:end]
    cues = tuple(r.id for r in rules(CUES, "cue") if r.pattern.search(words))
    return _Sight(words, _form(unit, prose.text), _charged(prose, blocks, unit, start), cues, _verb_first(prose, start, end))


def _charged(prose: Prose, blocks: Blocks, unit: Unit, start: int) -> str:
    """Return how the unit names an actor, by itself."""
    if line := blocks.lines.get(unit.id):
        return f"block:{line.kind}"
    if unit.row:
        return "row:lead" if any(role == "lead" and len(span) for role, span in unit.cells) else "row"
    found = charges(prose, Span(start, unit.span.end), None)
    return found[0].actor.rule if found else "none"


def _verb_first(prose: Prose, at: int, end: int) -> bool:
    at = after_adverbs(prose.low, at, end)
    if stop := time_at(prose.low, at, end):
        at = after_adverbs(prose.low, after_space(prose.low, stop, end), end)
    return verb_at(prose.low, at, end) is not None


def _form(unit: Unit, text: str) -> str:
    if unit.row:
        return "row"
    head = text[unit.span.start : unit.span.start + 4]
    if head[:1] in ("-", "–", "+", "*", "•"):
        return "plus" if head[0] == "+" else "item"
    if head[:1] == "(":
        return "bracket"
    if head[:1].isdigit():
        return "number"
    return "letter" if head[1:2] in (")", ".") else "plain"


def _charge(sight: _Sight, role: str, actor: bool) -> Iterator[tuple[str, float]]:
    """Yield what tells a duty: who is charged by what, under which heading, with a verb or not."""
    task = "verb" if sight.verb else "noun"
    kind = "own" if sight.charge in _OWN else sight.charge.split(":")[0]
    above = "actor" if actor else "nobody"
    yield f"charge={sight.charge}", 1.0
    yield f"charge={sight.charge}&role={role}", 1.0
    yield f"charge={sight.charge}&over={above}", 1.0
    yield f"{task}&role={role}", 1.0
    yield f"{task}&charge={kind}&over={above}", 1.0


def _line(sight: _Sight, role: str, actor: bool) -> str:
    task, above = "verb" if sight.verb else "noun", "actor" if actor else "nobody"
    return " | ".join((role, sight.charge, above, task, sight.form, " ".join(sight.cues)))


def _own(sight: _Sight) -> Iterator[tuple[str, float]]:
    """Yield what the unit's own form and words give."""
    syllables = _syllables(sight.words)
    yield f"form={sight.form}", 1.0
    yield f"size={min(len(syllables).bit_length(), 8)}", 1.0
    if sight.words.rstrip().endswith(":"):
        yield "lead-in", 1.0
    if sight.words.rstrip(" .").endswith("/"):
        yield "end-mark", 1.0
    for cue in sight.cues:
        yield f"cue={cue}", 1.0
    if label := _LABEL.match(sight.words):
        yield "label", 1.0
        for word in _syllables(label[0]):
            yield f"label={word}", 0.5
    for n in range(1, min(_OPENING, len(syllables)) + 1):
        yield f"open={' '.join(syllables[:n])}", 0.7
    for word in _grams(syllables):
        yield f"word={word}", _WORD_WEIGHT


def _roles(document: Document, section: str | None) -> tuple[str, str]:
    """Return the role of the nearest governing heading that has one, and the next one further out that differs."""
    found = [s.role for s in reversed(document.path(section)) if s.title and s.role]
    nearest = found[0] if found else ""
    return nearest, next((r for r in found if r != nearest), "")


def _over(document: Document, prose: Prose, section: str | None) -> Iterator[tuple[str, float]]:
    """Yield what the governing headings give, the nearest and the outermost apart."""
    path = [s for s in document.path(section) if s.title]
    nearest, outer = _roles(document, section)
    yield f"role={nearest}", 1.0
    yield f"chain={nearest}<{outer}", 1.0
    yield f"depth={len(path)}", 1.0
    if not path:
        return
    for part in nearest.split("+"):
        yield f"part={part}", 1.0
    for part in (path[0].role or "none").split("+"):
        yield f"top={part}", 1.0
    for n, heading in enumerate(reversed(path)):
        for part in (heading.role or "none").split("+"):
            yield f"up{min(n, 2)}={part}", 1.0
        for rule in rules(CUES, "heading"):
            if rule.pattern.search(heading.title.lower()):
                yield f"heading={rule.id}", 1.0
                yield f"heading{min(n, 1)}={rule.id}", 1.0
    if heading_actor(document, prose, section):
        yield "actor", 1.0
    yield from _title_words("near", path[-1])
    yield from _title_words("outer", path[0])


def _title_words(name: str, section: Section) -> Iterator[tuple[str, float]]:
    for word in _grams(_syllables(section.title.lower())[:_HEADING_WORDS]):
        yield f"{name}={word}", _WORD_WEIGHT


def _neighbours(units: Sequence[Unit], seen: Sequence[_Sight], n: int) -> Iterator[tuple[str, float]]:
    for name, at in (("before", n - 1), ("after", n + 1)):
        if not 0 <= at < len(units) or units[at].section != units[n].section:
            yield f"{name}=apart", 1.0
            continue
        yield f"{name}:form={seen[at].form}", 0.5
        yield f"{name}:charge={seen[at].charge}", 0.5
        if seen[at].words.rstrip().endswith(":"):
            yield f"{name}:lead-in", 1.0


def _position(seen: Sequence[_Sight], n: int) -> Iterator[tuple[str, float]]:
    left = len(seen) - n
    yield f"tenth={10 * n // len(seen)}", 0.5
    if left <= 3:
        yield f"end={left}", 1.0
        yield f"end&form={seen[n].form}", 1.0
    if "closing" in seen[n].cues or (left == 1 and seen[n].form == "plain"):
        yield f"closing&{'&'.join(cue for cue in _ASKED if cue in seen[n].cues)}", 1.5


def _syllables(text: str) -> list[str]:
    """Return the syllables of `text`, every number as 0.

    >>> _syllables("trước ngày 15/12")
    ['trước', 'ngày', '0', '0']
    """
    return ["0" if s[0].isdigit() else s for s in _SYLLABLE.findall(text)]


def _grams(syllables: Sequence[str]) -> Iterator[str]:
    """Yield the syllables and the pairs of neighbours."""
    yield from syllables
    for a, b in pairwise(syllables):
        yield f"{a} {b}"
