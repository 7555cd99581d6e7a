"""Which directives the plans cite in common, and which each cites alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from kehoach.compare.model import Cited, Directives, Mention
from kehoach.graph.label import cut, label
from kehoach.records.plan import PlanDict
from kehoach.store.fold import fold

FACTS = ("type", "number", "year", "symbol", "name", "date")
WORDS = 240
"""Characters of a citing unit that are shown."""


def directives(plans: Sequence[PlanDict], files: Sequence[str]) -> Directives:
    """Sort what the plans cite by how many of them cite it; most mentioned first, then by label.

    Citations are the same by directive id; those not resolved by their printed key (type, number, symbol or name, folded).
    """
    mentions: defaultdict[tuple[str | None, str], list[Mention]] = defaultdict(list)
    facts: defaultdict[tuple[str | None, str], Counter[tuple[Any, ...]]] = defaultdict(Counter)
    for plan, file in zip(plans, files, strict=True):
        texts = {u["id"]: u["text"] for u in plan["units"]}
        for c in plan["citations"]:
            place = (c["directive"], "" if c["directive"] else printed_key(c))
            words = cut(texts.get(c["unit"], c["text"]), WORDS)
            mentions[place].append(Mention(file, c["id"], c["unit"], tuple(c["span"]), c["relation"], words))
            facts[place][tuple(c[name] for name in FACTS), c["text"]] += 1
    cited = [_cited(place, found, facts[place]) for place, found in mentions.items()]
    cited.sort(key=lambda d: (-len(d.files), -len(d.mentions), d.label, d.directive or "", d.key))
    return Directives(
        tuple(d for d in cited if len(d.files) == len(files)),
        tuple(d for d in cited if 1 < len(d.files) < len(files)),
        tuple((file, tuple(d for d in cited if d.files == (file,))) for file in files),
    )


def printed_key(c: dict[str, Any]) -> str:
    """Return what identifies a citation as printed, folded: its fields, or its whole text where it has none.

    >>> printed_key({"type": "Kế hoạch", "number": "50", "year": None, "symbol": "KH-LĐLĐ", "name": None, "text": "…"})
    'ke hoach 50 kh-ldld'
    """
    fields = [c[name] for name in ("type", "number", "year", "symbol", "name")]
    printed = " ".join(f for f in fields if f) if any(fields[1:]) else c["text"]
    return " ".join(fold(printed).split())


def _cited(place: tuple[str | None, str], found: list[Mention], facts: Counter[tuple[Any, ...]]) -> Cited:
    directive, key = place
    fields, text = max(facts, key=lambda f: (sum(v is not None for v in f[0]), facts[f], repr(f)))  # the fullest mention names it
    name = label(dict(zip(FACTS, fields, strict=True)), text)
    return Cited(name, directive, key, tuple(dict.fromkeys(m.file for m in found)), tuple(found))
