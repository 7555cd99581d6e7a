"""The documents of the corpus as papers: what they say, apart from how their masters are laid out, and their gold."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kehoach.evaluate.gold import Gold, ids_of, read_gold
from kehoach.ingest import read
from kehoach.normalise import normalise
from kehoach.records.text import Edit, OffsetMap, Span, Text, edited
from support.master import Master

CORPUS = Path(__file__).parents[2] / "corpus"


@dataclass(frozen=True)
class Paper:
    """One document: its canonical text, the gold with spans of that text, and its parts for a document to be made from."""

    id: str
    text: str
    gold: Gold
    parts: Master
    raw_gold: dict[str, Any]


def papers(ids: Sequence[str] | None = None, corpus: Path = CORPUS) -> list[Paper]:
    """Return the papers of the corpus, all or those named."""
    return [paper(corpus, i) for i in ids_of(corpus, None) if ids is None or i in ids]


def paper(corpus: Path, name: str) -> Paper:
    """Return one document of the corpus as a paper."""
    gold = read_gold(corpus, name)
    text = normalise(read(gold.path))
    moved = replace(gold, **{part: _moved(getattr(gold, part), text.offsets) for part in ("sections", "units", "citations")})
    barred, offsets = _barred(text)
    whole = json.loads(gold.path.with_suffix(".json").read_text("utf-8"))
    starts = [line.span.start for line in text.lines]
    headings = [{**item, "start": max(s for s in starts if s <= item["start"])} for item in moved.sections]
    bold = {offsets.inverse(line.span).start: line.bold for line in text.lines if line.bold}
    return Paper(name, text.canonical, moved, Master.of(barred, {**whole, "sections": _moved(headings, offsets)}, bold), whole)


def _moved(items: Sequence[Any], offsets: OffsetMap) -> list[dict[str, Any]]:
    """Return items with the spans of the edited text that came from theirs."""
    found = []
    for item in items:
        span = offsets.inverse(Span(item["start"], item["end"]))
        found.append({**item, "start": span.start, "end": span.end})
    return found


def _barred(text: Text) -> tuple[str, OffsetMap]:
    """Return the canonical text with the rows of tables between bars."""
    rows = [line.span for line in text.lines if line.row]
    edits = [e for span in rows for e in (Edit(span.start, span.start, "| "), Edit(span.end, span.end, " |"))]
    return edited(text.canonical, edits)
