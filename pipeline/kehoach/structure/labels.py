"""Labels at the start of a line: `I.`, `1.1.`, `a)`, `Điều 3.` and the like, and their place in a sequence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kehoach.rules.letters import expand
from kehoach.rules.load import toml

LETTERS = "abcdđeghiklmnopqrstuvxy"  # the Vietnamese alphabet as điểm are lettered (Nghị định 30/2020/NĐ-CP, Phụ lục I-II.6đ)
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")


@dataclass(frozen=True, slots=True)
class Label:
    """A label read at the start of a line: its kind, rank, printed form and where the text after it starts."""

    kind: str
    rank: int
    text: str
    at: int
    body: int

    @property
    def value(self) -> int:
        """The label's place in its sequence, from 1; 0 where it has none."""
        return _value(self.kind, self.text)


@cache
def _patterns() -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    found = [(r["id"], r["rank"], re.compile(expand(r["pattern"]))) for r in toml("headings.toml")["label"]]
    return tuple(found)


@cache
def _starts() -> frozenset[str]:
    return frozenset("0123456789ABCDEFGHĐIVXLPM(" + LETTERS + "fjwz")


def read_labels(line: str) -> tuple[Label, ...]:
    """Return the readings of the label that `line` starts with, none where it starts with none.

    A letter such as C or D may be both a Roman numeral and a capital letter: then both readings are given.

    >>> [(x.kind, x.text, line[x.body:]) for line in ["2.1. Chỉ tiêu"] for x in read_labels(line)]
    [('decimal', '2.1', 'Chỉ tiêu')]
    """
    if not line or line[0] not in _starts():
        return ()
    found = []
    for kind, rank, pattern in _patterns():
        m = pattern.match(line)
        if m:
            group = next(g for g in ("label", "label_2") if m.groupdict().get(g))
            found.append(Label(kind, rank, " ".join(m.group(group).split()), m.start(group), m.end()))
    return tuple(found)


@cache
def _value(kind: str, text: str) -> int:
    last = text.split()[-1].split(".")[-1]
    if last.isdigit():
        return int(last)
    if kind in ("roman", "part", "chapter", "item") and all(c in _ROMAN for c in last):
        values = [_ROMAN[c] for c in last]
        return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))
    if last.lower() in _ORDINALS:
        return _ORDINALS.index(last.lower()) + 1
    if len(last) == 1 and last.lower() in LETTERS:
        return LETTERS.index(last.lower()) + 1
    return 0
