"""How well a document was read that is made of a paper: its text against the paper's, its plan against the gold.

The character error rate compares the canonical text with the paper's lines in their order, both in NFC, runs of white space equal, without
bars of tables and asterisks: the number of characters to put in, take out or exchange for one to become the other, by the length of the latter.

The gold has spans of the master's canonical text. The two canonical texts are aligned (Levenshtein), and the spans of the plan are brought
over; then `kehoach.evaluate` scores it as it scores a plan read from the master itself.
"""

from __future__ import annotations

import re
import time
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from formats.papers import Paper
from kehoach.errors import KehoachError
from kehoach.evaluate.score import score
from kehoach.evaluate.tally import Tally
from kehoach.records.plan import Plan
from kehoach.records.text import Span
from kehoach.run import parse


@dataclass(frozen=True)
class Measured:
    """What reading one file gave: characters wrong and in all, tallies by name, seconds; or the error."""

    wrong: int = 0
    characters: int = 0
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    seconds: float = 0.0
    error: str = ""


def measure(paper: Paper, path: Path) -> Measured:
    """Read the file at `path`, made of `paper`, and compare."""
    begin = time.perf_counter()
    try:
        plan = parse(path)
    except KehoachError as e:
        return Measured(error=e.key)
    seconds = time.perf_counter() - begin
    wanted = plain("\n".join(paper.parts.lines()))
    wrong = Levenshtein.distance(wanted, plain(plan.document.text.canonical))
    return Measured(wrong, len(wanted), score(paper.gold, brought_over(plan, paper.text)), seconds)


def plain(text: str) -> str:
    """Return a text as it is compared.

    >>> plain("**Kế hoạch** |  năm\\n2024 |")
    'Kế hoạch năm 2024'
    """
    return re.sub(r"\s+", " ", re.sub(r"[*|]", " ", unicodedata.normalize("NFC", text))).strip()


def error_rate(wanted: str, found: str) -> float:
    """Return the character error rate of `found` against `wanted`.

    >>> error_rate("kế hoạch năm", "kê hoạch  năm!")
    0.16666666666666666
    """
    right = plain(wanted)
    return Levenshtein.distance(right, plain(found)) / max(1, len(right))


class Alignment:
    """Where the characters of a text stand in another one that says nearly the same.

    >>> Alignment("Số 5 kế hoạch", "kế hoạch năm").span(Span(5, 13))
    Span(start=0, end=8)
    """

    def __init__(self, text: str, other: str) -> None:
        codes = Levenshtein.opcodes(text, other)
        self.at = [c.src_start for c in codes]
        self.codes = list(codes)

    def place(self, at: int, end: bool) -> int:
        """Return where the character at `at` begins in the other text; for an `end`, where the one before `at` ends."""
        if not self.codes or (end and at == 0):
            return 0
        i = bisect_right(self.at, at - 1 if end else at) - 1
        code = self.codes[i]
        while code.src_start == code.src_end and i > 0:  # an insertion holds no character of this text
            i -= 1
            code = self.codes[i]
        return min(code.dest_start + at - code.src_start, code.dest_end)

    def span(self, span: Span) -> Span:
        start = self.place(span.start, end=False)
        return Span(start, max(start, self.place(span.end, end=True)))


def brought_over(plan: Plan, other: str) -> dict[str, Any]:
    """Return the plan as a dict whose spans are those of `other`, a canonical text that says nearly what the plan's does."""
    text = plan.document.text
    alignment = Alignment(text.canonical, other)

    def moved(item: Mapping[str, Any]) -> dict[str, Any]:
        spans = {key: alignment.span(text.offsets.inverse(Span(*item[key]))) for key in ("span", "heading") if key in item}
        return {**item, **{key: [span.start, span.end] for key, span in spans.items()}}

    found = plan.to_dict()
    return {**found, **{part: [moved(item) for item in found[part]] for part in ("sections", "units", "citations", "duties")}}
