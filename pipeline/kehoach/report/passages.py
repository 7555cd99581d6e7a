"""The appendix of passages: the wording behind every number, each with an anchor."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kehoach.records.plan import PlanDict
from kehoach.report.facts import Ref
from kehoach.store import Corpus

LONGEST = 1500
"""Characters of a passage that are printed."""
AROUND = 200
"""Characters on each side of a citation that stands outside the units."""

_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Passage:
    """A printed passage: text cut into (piece, whether it is a citation), and where it stands."""

    anchor: str
    unit: str | None
    tag: str | None
    span: tuple[int, int]
    page: int | None
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """The passages of one file."""

    n: int
    name: str
    passages: tuple[Passage, ...]


class Passages:
    """Collects the places that the report refers to, then prints each once."""

    def __init__(self) -> None:
        self._wanted: defaultdict[int, set[str]] = defaultdict(set)

    def anchor(self, ref: Ref) -> str:
        """Ask for the passage of `ref`; return its anchor."""
        place = ref.unit or ref.citation or ""
        self._wanted[ref.file].add(place)
        return f"p{ref.file}-{place}"

    def blocks(self, corpus: Corpus, names: list[str]) -> Iterator[Block]:
        """Yield the passages asked for, by file (`names[n]` is the file of number n) and in the order of the text."""
        for n in sorted(self._wanted):
            plan = corpus.plan(names[n])
            raw = corpus.raw(names[n])
            if plan is not None and raw is not None:
                found = sorted(_passages(n, plan, raw, self._wanted[n]), key=lambda p: p.span)
                yield Block(n, names[n], tuple(found))


def _passages(n: int, plan: PlanDict, raw: str, wanted: set[str]) -> Iterator[Passage]:
    cited: defaultdict[str | None, list[str]] = defaultdict(list)
    for c in plan["citations"]:
        cited[c["unit"]].append(c["text"])
        if c["unit"] is None and c["id"] in wanted:
            text = _context(raw, (c["span"][0], c["span"][1]), html=plan["source"]["media_type"] == "text/html")
            yield Passage(f"p{n}-{c['id']}", None, None, tuple(c["span"]), _page(c), tuple(_pieces(text, [c["text"]])))
    for u in plan["units"]:
        if u["id"] in wanted:
            text = u["text"] if len(u["text"]) <= LONGEST else u["text"][:LONGEST] + " …"
            yield Passage(f"p{n}-{u['id']}", u["id"], u["tag"], tuple(u["span"]), _page(u), tuple(_pieces(text, cited[u["id"]])))


def _page(item: dict[str, Any]) -> int | None:
    return next((place["page"] for place in item.get("place", ()) if "page" in place), None)


def _context(raw: str, span: tuple[int, int], html: bool) -> str:
    """Return the source text round a citation, on one line, cut at word ends."""
    start, end = span
    a, b = max(0, start - AROUND), min(len(raw), end + AROUND)
    before, after = raw[a:start], raw[end:b]
    before = ("… " + before.partition(" ")[2]) if a > 0 else before
    after = (after.rpartition(" ")[0] + " …") if b < len(raw) else after
    text = before + raw[start:end] + after
    return " ".join((_TAG.sub(" ", text) if html else text).split())


def _pieces(text: str, cited: list[str]) -> Iterator[tuple[str, bool]]:
    """Cut `text` at the citations in it, in their order."""
    at = 0
    for words in cited:
        found = text.find(words, at)
        if found < 0:
            continue
        yield text[at:found], False
        yield words, True
        at = found + len(words)
    yield text[at:], False
