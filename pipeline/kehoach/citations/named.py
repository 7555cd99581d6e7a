"""Laws, codes, ordinances and the constitution cited by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kehoach.citations.draft import Draft, Refusal, Taken
from kehoach.citations.words import law_opening, type_named
from kehoach.rules.fold import spelling
from kehoach.rules.letters import expand
from kehoach.rules.load import any_of, rows, rules, toml

_YEAR = re.compile(expand(r"(?:\s\([{UPPER}]{2,12}\))?\s(?:năm\s)?(?:19|20)\d\d(?![\d/])"))
_ENDS_IN_YEAR = re.compile(r"\s(?:19|20)\d\d$")
_WORD = re.compile(r"[^\W_]+(?:/[^\W_]+)*")
_GAP = re.compile(r",?\s\(?|\s?[-–]\s?")
_ON = re.compile(r"về\s")
_AND = re.compile(r"(?:,|\svà|\sVÀ)\s")

LONGEST_UNKNOWN = 8  # syllables of a law's name that the table does not hold; nine in ten of the names that it holds are no longer
LONGEST_NAME = 120  # characters of such a name; the longest in the table has 89
BEFORE = 24  # characters before a law in which the words stand that make it none


@cache
def _trie() -> dict[str, object]:
    """Return the known names as a tree of syllables; the key "" marks an end."""
    root: dict[str, object] = {}
    abbreviated = toml("citations.toml")["law_abbreviation"]
    names = {row["name"] for row in rows("laws.csv")}
    for full, short in abbreviated.items():
        names |= {re.sub(full, one, name, flags=re.IGNORECASE) for name in names for one in short}
    for name in names:
        node = root
        for word in map(spelling, _WORD.findall(name)):
            node = node.setdefault(word, {})  # type: ignore[assignment]
        node[""] = True
    return root


def find_named(text: str) -> list[Draft | Refusal]:
    """Return the laws that `text` cites by name, in order, and what was refused. A draft of a law is; a law named inside its name is not.

    >>> [d.value("name") for d in find_named("theo Luật Thi đua Khen thưởng và các văn bản; Luật Viên chức")]
    ['Thi đua Khen thưởng', 'Viên chức']
    >>> find_named("Đoàn Luật sư tỉnh")
    [Refusal(start=5, end=12, guard='no_law_name.compound')]
    """
    laws = list(_laws(text))
    taken = Taken((x.start, x.end) for x in laws if isinstance(x, Draft) or x.guard.startswith("no_law."))
    return sorted([*laws, *(d for d in _constitutions(text) if not taken.overlaps(d.start, d.end))], key=lambda d: d.start)


def _laws(text: str) -> Iterator[Draft | Refusal]:
    at = 0
    while m := law_opening().search(text, at):
        at = m.end()
        glued = m.group()[1:2].islower() and text[max(0, m.start() - 1) : m.start()].islower()
        if text[max(0, m.start() - 1) : m.start()].isalnum() and not glued:
            continue
        end, rule = _name_end(text, m.end())
        if refusal := _guarded(text, m, end, rule):
            yield refusal
            continue
        draft = Draft(m.start(), end, "named", rule)
        draft.put("type", type_named(m.group("word")), m.start(), m.end("word"), "type word")
        on = _ON.match(text, m.end(), end)
        name = on.end() if on else m.end()
        draft.put("name", text[name:end], name, end, rule)
        yield draft
        at = end


def _guarded(text: str, word: re.Match[str], end: int, rule: str) -> Refusal | None:
    """Return why the word for a law, whose name ends at `end` by `rule`, cites none: what stands before it, or what its name is."""
    low = max(0, word.start() - BEFORE)
    before = text[low : word.start()]
    for table in ("no_law", "unmade_law"):
        for guard in rules("citations.toml", table):
            if m := guard.pattern.search(before):
                named = end > word.end() and rule != "law.amending"  # laws named inside the name of an amending one are still read
                return Refusal(low + m.start(), end if named else word.end("word"), f"{table}.{guard.id}")
    following = _WORD.match(text, word.end())
    return Refusal(word.start(), following.end() if following else word.end("word"), rule) if end == word.end() else None


def _constitutions(text: str) -> list[Draft]:
    found = []
    for m in any_of("citations.toml", "constitution").finditer(text):
        if not text[max(0, m.start() - 1) : m.start()].isalnum():
            draft = Draft(m.start(), m.end(), "named", "law.constitution")
            draft.put("type", "Hiến pháp", m.start(), m.end("word"), "type word")
            found.append(draft)
    return found


def _name_end(text: str, start: int) -> tuple[int, str]:
    """Return where a law's name that begins at `start` ends (its year included), and the rule that told.

    Where it is no name, that is `start`, and the guard that told.
    """
    known = _known_end(text, start)
    if amended := amended_end(text, start, known):
        return _with_year(text, amended), "law.amending"
    if known > start:
        return _with_year(text, known), "law.known"
    for guard in rules("citations.toml", "no_law_name"):
        if guard.pattern.match(text[start : start + LONGEST_NAME].lower()):
            return start, f"no_law_name.{guard.id}"
    if not text[start].isupper():
        return start, "law.no-name"
    limit = min(len(text), start + LONGEST_NAME)
    stop = any_of("citations.toml", "law_name_end").search(text, start, limit)
    end = start + len(text[start : stop.start() if stop else limit].rstrip())
    if len(text[start:end].split(" ")) > LONGEST_UNKNOWN:
        return start, "law.long"
    return _with_year(text, end), "law.shape"


def amended_end(text: str, start: int, known: int = 0) -> int | None:
    """Return where the name of an amending law that begins at `start` ends; None where none does.

    The table of laws holds names of some such laws: `known` is the end of the one at `start`.
    """
    amending = any_of("citations.toml", "law_amending").match(text, start)
    if amending is None or known > amending.end():
        return None
    return start + len(text[start : _row_end(text, amending.end())].rstrip())


def _row_end(text: str, start: int) -> int:
    """Return the end of the row of laws, beginning at `start`, whose names the name of an amending law holds.

    No title names the year of a law that it amends: a year ends the name of the amending one.
    """
    amending, constitution = any_of("citations.toml", "law_amending"), any_of("citations.toml", "constitution")
    end = at = start
    while inner := law_opening().match(text, at):
        if nested := amending.match(text, inner.end()):
            end = at = nested.end()
            continue
        named, _ = _name_end(text, inner.end())
        if named == inner.end():
            return end
        end = named
        joined = _AND.match(text, end)
        if joined is None or _ENDS_IN_YEAR.search(text, inner.end(), end):
            return end
        at = joined.end()
    amended = constitution.match(text, at)
    return amended.end("word") if amended else end


def _with_year(text: str, end: int) -> int:
    m = _YEAR.match(text, end)
    return m.end() if m else end


def _glued(node: dict[str, object], word: str) -> object:
    """Return the node behind two syllables of known names that lost the space between them (`đồngnhân`)."""
    for i in range(2, len(word) - 1):
        step = node.get(spelling(word[:i]))
        if isinstance(step, dict) and (further := step.get(spelling(word[i:]))):
            return further
    return None


def _known_end(text: str, start: int) -> int:
    """Return the end of the longest known name at `start`; commas, case and `về` before it are free, as real texts treat them."""
    node = _trie()
    end = start
    on = _ON.match(text, start)
    at = on.end() if on else start
    while m := _WORD.match(text, at):
        step = node.get(spelling(m.group())) or _glued(node, m.group())
        if not isinstance(step, dict):
            break
        node = step
        if "" in node:
            end = m.end()
        at = m.end()
        gap = _GAP.match(text, at)
        if not gap:
            break
        at = gap.end()
    return end + (text.count("(", start, end) > text.count(")", start, end) and text[end : end + 1] == ")")
