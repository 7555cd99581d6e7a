"""Labels at the start of a line: `I.`, `1.1.`, `a)`, `Điều 3.` and the like, and their place in a sequence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kehoach.rules.load import row_pattern, toml

LETTERS = "abcdđeghiklmnopqrstuvxy"  # the Vietnamese alphabet as điểm are lettered (Nghị định 30/2020/NĐ-CP, Phụ lục I-II.6đ)
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_MAYBE_ROMAN = ("roman", "part", "chapter", "item")


@dataclass(frozen=True, slots=True)
class Label:
    """A label read at the start of a line: its kind, rank, printed form, where that stands and where the text after it starts.

    `value` is the label's place in its sequence, from 1; 0 where it has none.
    """

    kind: str
    rank: int
    text: str
    at: int
    body: int
    value: int


@dataclass(frozen=True, slots=True)
class _Form:
    """A row of the table of labels."""

    kind: str
    rank: int
    pattern: re.Pattern[str]


@cache
def _forms() -> Mapping[str, Sequence[_Form]]:
    """Return the forms of labels by the characters that they start with, in the order of the table."""
    found: dict[str, list[_Form]] = {}
    for row in toml("headings.toml")["label"]:
        form = _Form(row["id"], row["rank"], row_pattern("headings.toml", "label", row["id"]))
        for start in row["starts"]:
            found.setdefault(start, []).append(form)
    return found


@cache
def _ordinals() -> Mapping[str, int]:
    return {word: n for n, word in enumerate(toml("headings.toml")["ordinals"]["words"], 1)}


def read_labels(line: str) -> tuple[Label, ...]:
    """Return the readings of the label that `line` starts with, none where it starts with none.

    A letter such as C or D may be both a Roman numeral and a capital letter: then both readings are given.

    >>> [(x.kind, x.text, line[x.body:]) for line in ["2.1. Chỉ tiêu"] for x in read_labels(line)]
    [('decimal', '2.1', 'Chỉ tiêu')]
    """
    found = []
    for form in _forms().get(line[:1], ()):
        m = form.pattern.match(line)
        if m:
            text = " ".join(m["label"].split())
            found.append(Label(form.kind, form.rank, text, m.start("label"), m.end(), _value(form.kind, text)))
    return tuple(found)


def _value(kind: str, text: str) -> int:
    last = text.rpartition(" ")[2].rpartition(".")[2]
    if last.isdigit():
        return int(last)
    if kind in _MAYBE_ROMAN and all(c in _ROMAN for c in last):
        values = [_ROMAN[c] for c in last]
        return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
    if last.lower() in _ordinals():
        return _ordinals()[last.lower()]
    return LETTERS.find(last.lower()) + 1 if len(last) == 1 else 0
