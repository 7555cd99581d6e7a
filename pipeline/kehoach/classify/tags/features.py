"""What the tag model sees of a unit: its words, its form, whom it charges, the headings over it, its neighbours and its place.

A feature is a name with a weight; training and use make the same ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from kehoach.classify.duties.charged import Charged, read_charged, words_of
from kehoach.classify.duties.deadlines import time_at
from kehoach.classify.duties.words import Prose, after_adverbs, after_space, verb_at
from kehoach.records.document import Document, Section, Unit
from kehoach.rules.letters import expand
from kehoach.rules.load import any_of, rules, rules_from

Features = Mapping[str, float]

CUES = "cues.toml"
WORD = "word"
_SYLLABLE = re.compile(r"[^\W\d_]+|\d+")
_LABEL = re.compile(r"[^:;.,|]{2,60}?(?=:)")
_OPENING = 3  # how many first syllables count by their place
_HEADING_WORDS = 12  # titles run to 40 syllables, the telling ones come first (corpus, 2026-11)
_WHOLE = 8  # units of a plan that has an end to speak of; a shorter text is a part of one
_LETTERS = 3  # that tell which rows of a table may match; more tell few rows apart
_ASKED = ("trouble", "report", "deadline")
_OWN = frozenset({"subject", "order", "run-in", "agent"})  # the rules that find an actor in the unit's own words
WORD_WEIGHT = 0.35  # the words of a plan's own matter are many and tell little (chosen by cross-validation, 2026-11)


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
class _Title:
    """What the title of one section shows: the parts of its role, the cues in it, its first syllables."""

    parts: tuple[str, ...]
    cues: tuple[str, ...]
    syllables: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Above:
    """The headings over a unit that have a title, the nearest first; the role of the nearest that has one, the next that is another, and
    whether one charges somebody."""

    path: Sequence[Section]
    role: str
    further: str
    actor: bool


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit as the model and the rules see it: what the headings over it show, what it shows itself, its syllables."""

    over: Features
    own: Features
    syllables: Sequence[str]
    line: str
    """What the rules read: role of the nearest heading that has one | who is charged | whether a heading charges someone | whether a
    verb comes first | form | cues."""

    @property
    def features(self) -> Features:
        """All that the model sees of the unit; its syllables and the pairs of neighbours among them as `word=`."""
        return {**self.over, **self.own, **_words(WORD, self.syllables)}


class Seen:
    """What is seen of the units of a document; `charged` is what was read of it, if it was. Features are made where they are asked for."""

    lines: Sequence[str]
    """What the rules read of each unit, in order: see UnitView."""

    def __init__(self, document: Document, charged: Charged | None = None) -> None:
        charged = charged or read_charged(document)
        self._units = document.units
        self._sights = [_see(charged, unit) for unit in document.units]
        self._above = {key: _read_above(document, charged, key) for key in {unit.section for unit in document.units}}
        self._over: dict[str | None, Features] = {}
        self._titles: dict[str, _Title] = {}
        self.lines = [_line(sight, self._above[unit.section]) for sight, unit in zip(self._sights, self._units, strict=True)]

    def view(self, n: int) -> UnitView:
        """Return what the model sees of the n-th unit."""
        sight, section = self._sights[n], self._units[n].section
        if section not in self._over:
            self._over[section] = self._read_over(self._above[section])
        syllables = _syllables(sight.words)
        own = {
            **_charge(sight.charge, sight.cues, sight.verb, self._above[section].role, self._above[section].actor),
            **_own(sight, syllables),
            **_neighbours(self._units, self._sights, n),
            **_position(self._sights, n),
        }
        return UnitView(self._over[section], own, syllables, self.lines[n])

    def _read_over(self, above: _Above) -> Features:
        """Return what the headings over a unit give, the nearest and the outermost apart."""
        names = [f"role={above.role}", f"chain={above.role}<{above.further}", f"depth={len(above.path)}"]
        if not above.path:
            return dict.fromkeys(names, 1.0)
        for section in above.path:
            if section.id not in self._titles:
                self._titles[section.id] = _read_title(section)
        path = [self._titles[section.id] for section in above.path]
        names += [f"part={part}" for part in above.role.split("+")]
        names += [f"top={part}" for part in path[-1].parts]
        for n, heading in enumerate(path):
            names += [f"up{min(n, 2)}={part}" for part in heading.parts]
            names += [f"{name}={cue}" for cue in heading.cues for name in ("heading", f"heading{min(n, 1)}")]
        names += ["actor"] if above.actor else []
        return {**dict.fromkeys(names, 1.0), **_words("near", path[0].syllables), **_words("outer", path[-1].syllables)}


def views(document: Document) -> tuple[UnitView, ...]:
    """Return what the model sees of each unit of `document`, in order."""
    seen = Seen(document)
    return tuple(map(seen.view, range(len(document.units))))


def _see(charged: Charged, unit: Unit) -> _Sight:
    prose = charged.prose
    span = words_of(prose, unit)
    words = prose.low[span.start : span.end]
    return _Sight(words, _form(unit, prose.text), _charged(charged, unit), cues_in(words), _verb_first(prose, span.start, span.end))


def cues_in(words: str) -> tuple[str, ...]:
    """Return the rows of data/cues.toml that `words` open with, then those that they hold."""
    rows = rules(CUES, "cue")
    places = [m.start() for m in _places().finditer(words)]
    held = {r.id for at in places for r in rules_from(CUES, "cue", words[at : at + _LETTERS]) if r.pattern.match(words, at)}
    opened = rules(CUES, "opening") if any_of(CUES, "opening").match(words) else ()
    return (*(r.id for r in opened if r.pattern.match(words)), *(r.id for r in rows if r.id in held))


@cache
def _places() -> re.Pattern[str]:
    """Return the pattern of the places where a cue stands: the start of a word or number where a row matches; it takes no text itself."""
    return re.compile(expand("(?<![{LETTER}])") + f"(?={any_of(CUES, 'cue').pattern})")


def _charged(charged: Charged, unit: Unit) -> str:
    """Return how the unit names an actor, by itself."""
    if line := charged.blocks.lines.get(unit.id):
        return f"block:{line.kind}"
    if unit.row:
        return "row:lead" if any(role == "lead" and len(span) for role, span in unit.cells) else "row"
    found = charged.units[unit.id]
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


@lru_cache(4096)  # many units are charged alike
def _charge(charge: str, cues: tuple[str, ...], verb: bool, role: str, actor: bool) -> Features:
    """Return what tells a duty: who is charged by what, under which heading, with a verb or not, and what the cues say there."""
    task = "verb" if verb else "noun"
    kind = "own" if charge in _OWN else charge.split(":")[0]
    over = "actor" if actor else "nobody"
    return {
        f"charge={charge}": 1.0,
        f"charge={charge}&role={role}": 1.0,
        f"charge={charge}&over={over}": 1.0,
        f"{task}&role={role}": 1.0,
        f"{task}&charge={kind}&over={over}": 1.0,
        f"line={role} | {charge} | {over} | {task}": 1.0,
        **{f"cue={cue}": 1.0 for cue in cues},
        **{f"cue={cue}&role={role}": 1.0 for cue in cues},
        **{f"cue={cue}&charge={kind}": 1.0 for cue in cues},
    }


def _line(sight: _Sight, above: _Above) -> str:
    task, over = "verb" if sight.verb else "noun", "actor" if above.actor else "nobody"
    return " | ".join((above.role, sight.charge, over, task, sight.form, " ".join(sight.cues)))


def _own(sight: _Sight, syllables: Sequence[str]) -> Features:
    """Return what the unit's own form and the words that open it give."""
    found = {f"form={sight.form}": 1.0, f"size={min(len(syllables).bit_length(), 8)}": 1.0}
    if sight.words.rstrip().endswith(":"):
        found["lead-in"] = 1.0
    if sight.words.rstrip(" .").endswith("/"):
        found["end-mark"] = 1.0
    if label := _LABEL.match(sight.words):
        found["label"] = 1.0
        found.update(_weighed("label", _syllables(label[0]), 0.5))
    opening = syllables[:_OPENING]
    found.update(_weighed("open", [" ".join(opening[:n]) for n in range(1, len(opening) + 1)], 0.7))
    return found


def _read_title(section: Section) -> _Title:
    title = section.title.lower()
    cues = tuple(rule.id for rule in rules(CUES, "heading") if rule.pattern.search(title))
    return _Title(tuple((section.role or "none").split("+")), cues, _syllables(title)[:_HEADING_WORDS])


def _read_above(document: Document, charged: Charged, section: str | None) -> _Above:
    path = [s for s in reversed(document.path(section)) if s.title]
    found = [s.role for s in path if s.role]
    role = found[0] if found else ""
    further = next((r for r in found if r != role), "")
    return _Above(path, role, further, charged.headings[section] is not None)


def _neighbours(units: Sequence[Unit], seen: Sequence[_Sight], n: int) -> Features:
    found: dict[str, float] = {}
    for name, at in (("before", n - 1), ("after", n + 1)):
        if not 0 <= at < len(units) or units[at].section != units[n].section:
            found[f"{name}=apart"] = 1.0
        else:
            found |= _beside(name, seen[at].form, seen[at].charge, seen[at].words.rstrip().endswith(":"))
    return found


@lru_cache(1024)
def _beside(name: str, form: str, charge: str, leads: bool) -> Features:
    """Return what the unit before or after gives: its form, whom it charges, whether it leads in a list."""
    return {f"{name}:form={form}": 0.5, f"{name}:charge={charge}": 0.5} | ({f"{name}:lead-in": 1.0} if leads else {})


def _position(seen: Sequence[_Sight], n: int) -> Features:
    left = len(seen) - n if len(seen) >= _WHOLE else _WHOLE
    found = {f"tenth={10 * n // len(seen)}": 0.5}
    if left <= 3:
        found |= {f"end={left}": 1.0, f"end&form={seen[n].form}": 1.0}
    if "closing" in seen[n].cues or (left == 1 and seen[n].form == "plain"):
        found[f"closing&{'&'.join(cue for cue in _ASKED if cue in seen[n].cues)}"] = 1.5
    return found


def _weighed(name: str, values: Sequence[str], weight: float) -> dict[str, float]:
    return dict.fromkeys([f"{name}={value}" for value in values], weight)


def _syllables(text: str) -> list[str]:
    """Return the syllables of `text`, every number as 0.

    >>> _syllables("trước ngày 15/12")
    ['trước', 'ngày', '0', '0']
    """
    return ["0" if s[0].isdigit() else s for s in _SYLLABLE.findall(text)]


def _words(name: str, syllables: Sequence[str]) -> Features:
    """Return the syllables and the pairs of neighbours, as features called `name`."""
    pairs = [f"{name}={first} {second}" for first, second in pairwise(syllables)]
    return dict.fromkeys([*[f"{name}={syllable}" for syllable in syllables], *pairs], WORD_WEIGHT)
