"""Who is compared: entrants as data/contest.toml describes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kehoach.rules.load import toml

TABLE = "contest.toml"


@dataclass(frozen=True, slots=True)
class Entrant:
    """One way to tell tags.

    `words`: how the words of a unit are seen (a row of `words`), "" for not apart from its other features; `groups`: which features are
    seen beside them; `learner`: what learns from both; `passes`: 2 where a second model sees what the first one says of the neighbours.
    """

    id: str
    words: str = ""
    groups: tuple[str, ...] = ()
    learner: str = "logistic"
    passes: int = 1


@cache
def entrants() -> tuple[Entrant, ...]:
    """Return all entrants: those of the table's rows, then the ladder of each kind of words."""
    rows = [
        Entrant(r["id"], r.get("words", ""), tuple(r.get("groups", ())), r["learner"], r.get("passes", 1)) for r in toml(TABLE)["entrant"]
    ]
    return (*rows, *_ladder())


def _ladder() -> Iterator[Entrant]:
    ladder = toml(TABLE)["ladder"]
    for words in ladder["words"]:
        for count in range(len(ladder["steps"]) + 1):
            steps = tuple(ladder["steps"][:count])
            yield Entrant(" + ".join((words, *steps)), words, steps, ladder["learner"])


def shipped() -> Entrant:
    """Return the entrant that is shipped."""
    return next(e for e in entrants() if e.id == toml(TABLE)["contest"]["shipped"])


def in_groups(groups: Sequence[str]) -> tuple[str, ...]:
    """Return how the names of the features of `groups` begin."""
    return tuple(start for group in groups for start in toml(TABLE)["group"][group])
