"""Score the citations found against a data set of passages with marked references (VNLegalText, see `evaluate.passages`).

What its annotators mark (counts are those of 2,179 passages with 2,893 references) and so what a mention becomes:

- type word, `số`, number and symbol, or the whole name of a law, and the date that follows in figures or in words (1,575 references have
  one, 6 leave one out), with what stands before it: `, ngày`, 2 times the issuer; the year of a law (45; 2 leave it out);
- not the issuer (it follows 1,060 references), the subject, the pinpoint or the day on which a law was passed;
- each item of a row by itself (2 items with `số` alone are marked so; 3 rows are marked as one reference);
- a law that amends another one together with that one's name, as one reference;
- later uses with a bare number (`Nghị định 54`: 17 are marked, 4 are not), but no bare type word, even where it is a defined short name;
- nothing in the title of the document itself, which leads 222 passages (1 exception; 55 numbers stand in such titles);
- whole tokens: a mention that begins inside one (`Mục I_Thông_tư số …`) is not marked, one that ends inside one (`2011của`) is to its end;
- no types without a label (directives, plans, dispatches …).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kehoach.errors import KehoachError
from kehoach.evaluate.intervals import figures
from kehoach.evaluate.match import overlap, pair
from kehoach.evaluate.passages import HALVES, Passage, Reference, own_title, plain, read_passages, restored
from kehoach.evaluate.tally import Tallies, Tally
from kehoach.records.citation import Mention
from kehoach.records.text import Span, Text
from kehoach.rules.load import toml

Find = Callable[[str], tuple[Text, Sequence[Mention]]]
"""Reads a text that stands alone: its canonical text and the mentions in that."""

_REST = re.compile(r"\w*")

LEAST = {"strict": 1.0, "overlap": 1e-9}
"""How much of two spans must be common for them to count as one reference: all, or any character."""


@dataclass(frozen=True, slots=True)
class ReferenceReport:
    """Scores on the passages of a data set or of one half of it, passage by passage.

    `restored` is the number of references whose published offsets were mended (`passages.restored`), None where they were left alone.
    """

    file: str
    split: str | None
    restored: int | None
    passages: Sequence[Tallies]

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain values; `scores` has, for each of strict and overlap and each label or group, figures and interval."""
        scores = figures(self.passages)
        return {"file": self.file, "split": self.split, "passages": len(self.passages), "restored": self.restored, "scores": scores}


def evaluate_references(path: Path, find: Find, split: str | None = None, as_published: bool = False) -> ReferenceReport:
    """Read the passages of the data set at `path` with `find` and score them; `as_published` leaves its offsets as they are.

    Raises KehoachError `references.missing`, `references.broken`, `references.empty`, and `usage.split` where `split` is none of HALVES.
    """
    if split not in (None, *HALVES):
        raise KehoachError("usage.split", path=str(path), name=split, known=", ".join(HALVES))
    passages = [p for p in read_passages(path) if split in (None, p.half)]
    if not passages:
        raise KehoachError("references.empty", path=str(path))
    mended = passages if as_published else [restored(p) for p in passages]
    count = None if as_published else sum(_moved(a, b) for a, b in zip(passages, mended, strict=True))
    return ReferenceReport(path.name, split, count, [score(p.references, references(p.text, find)) for p in mended])


def _moved(before: Passage, after: Passage) -> int:
    return len(set(after.references) - set(before.references))


def references(text: str, find: Find) -> tuple[Reference, ...]:
    """Return the references of a segmented `text` as the data set would mark what `find` finds; spans are those of `text`."""
    words, to_segmented = plain(text)
    read, mentions = find(words)
    title = own_title(text)
    found = []
    for mention in mentions:
        label = _labels().get(mention.get("type") or "")
        span = to_segmented.span(read.source(_extent(mention)))
        if label and _is_marked(mention, span, text) and not span.overlaps(title):
            found.append(Reference(Span(span.start, _token_end(text, span.end)), label))
    return tuple(found)


@cache
def _labels() -> Mapping[str, str]:
    return {name: label for label, name in toml("references.toml")["labels"].items()}


def _extent(mention: Mention) -> Span:
    """Return the span of a mention with the date behind it."""
    date = mention.date
    end = date.span.end if date and date.span and date.rule not in toml("references.toml")["dates"]["apart"] else 0
    return Span(mention.span.start, max(mention.span.end, end))


def _is_marked(mention: Mention, span: Span, text: str) -> bool:
    """Whether annotators who mark whole tokens mark `mention`, which stands at `span` of the segmented `text`."""
    bare_word = mention.kind == "short" and mention.number is None
    return not bare_word and (span.start == 0 or text[span.start - 1] == " ")


def _token_end(text: str, at: int) -> int:
    rest = _REST.match(text, at)
    return rest.end() if rest else at


def score(gold: Sequence[Reference], read: Sequence[Reference]) -> dict[str, Tally]:
    """Return the tallies of one passage: `strict.GROUP`, `overlap.GROUP`; a group is a label, `numbered` or `all`, empty ones are left out.

    Two references can be the same only under the same label.
    """
    found: dict[str, Tally] = {}
    for name, least in LEAST.items():
        right = [gold[i].label for i, _ in pair(gold, read, _likeness, least)]
        for group, labels in _groups().items():
            same = sum(label in labels for label in right)
            of_read, of_gold = (sum(r.label in labels for r in part) for part in (read, gold))
            if of_read or of_gold:
                found[f"{name}.{group}"] = Tally(same, of_read - same, of_gold - same)
    return found


def _likeness(a: Reference, b: Reference) -> float:
    return overlap((a.span.start, a.span.end), (b.span.start, b.span.end)) if a.label == b.label else 0.0


@cache
def _groups() -> Mapping[str, frozenset[str]]:
    """Return the labels that are scored together by the name of their group; each label is a group of its own."""
    table = toml("references.toml")
    single = {label: frozenset({label}) for label in table["labels"]}
    return single | {"numbered": frozenset(table["numbered"]["labels"]), "all": frozenset(single)}
