"""Entrants that learn next to nothing: the commonest tag, the heading, keywords."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from kehoach.classify.tags.predict import TAGS
from kehoach.classify.tags.train import Sample
from kehoach.evaluate.contest.entrants import TABLE
from kehoach.rules.load import rules, toml

_FALLBACK = "content"  # the tag of a unit without any keyword: what is to be done is what a plan mostly says


def by_heading(sample: Sample) -> str:
    """Return the tag that the nearest heading with a role tells."""
    table = toml(TABLE)["headings"]
    role = sample.view.line.split(" | ")[0].split("+")
    return str(next((tag for part, tag in table.items() if part in role), table["else"]))


def by_keyword(sample: Sample) -> str:
    """Return the tag whose keywords the unit's words hold most."""
    words = sample.text.lower()
    counts = Counter({rule.value: len(rule.pattern.findall(words)) for rule in rules(TABLE, "keyword")})
    found, times = counts.most_common(1)[0]
    return found if found and times else _FALLBACK


def commonest(known: Sequence[Sample]) -> Callable[[Sample], str]:
    """Return what gives each sample the commonest tag of `known`, the first of equals."""
    counts = Counter(s.tag for s in known)
    tag = max(TAGS, key=lambda t: counts[t])
    return lambda _: tag


SIMPLE: dict[str, Callable[[Sequence[Sample]], Callable[[Sample], str]]] = {
    "majority": commonest,
    "headings": lambda _: by_heading,
    "keywords": lambda _: by_keyword,
}
