"""Footnotes of PDF pages: small lines at the foot, or lines under a short one drawn there, that a mark in the text leads to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kehoach.ingest.pdf.glyphs import Box
from kehoach.ingest.pdf.lines import Line

FOOTNOTE, MARK = "footnote", "footnote mark"

SMALL = 0.92
"""Share of the size of the body up to which a line may be one of a footnote: 10 to 12 points under 13 or 14."""

SEPARATOR = (40.0, 300.0)
"""Points, from and to: the length of the line over footnotes; 144 in Word, a quarter of the text in LibreOffice."""

ALIGNED = 40.0
"""Points by which footnotes as large as the text may begin right of the line drawn over them."""

_OPENS = re.compile(r"[(\[]?(\d{1,3}|[*†]{1,3})[)\].]?\s{0,8}(?=\D)")


@dataclass(frozen=True, slots=True)
class Foot:
    """The lines of a page without its footnotes, and these, each with its lines; whether the last goes on on the next page."""

    lines: list[Line]
    notes: list[list[Line]]
    goes_on: bool


def part_footnotes(lines: Sequence[Line], rules: Sequence[Box], body: float, goes_on: bool) -> Foot:
    """Part the footnotes from the lines of a page whose text is `body` points high.

    `rules` are the lines drawn on it; `goes_on` says whether a footnote of the page before has not come to its end.
    """
    foot = _foot(lines, body) or _under(lines, rules)
    if not foot:
        return Foot(list(lines), [], False)
    first = min(foot)
    above = [x for i, x in enumerate(lines) if i not in foot]
    marks = {x.text[a:b].strip("()[]") for x in above for a, b in x.raised}
    starts = [i for i in sorted(foot) if (n := _OPENS.match(lines[i].text)) and n.group(1) in marks]
    separated = _is_under_rule(lines[first], rules)
    begin = first if goes_on and separated else starts[0] if starts else None
    if begin is None:
        return Foot(list(lines), [], False)
    notes: list[list[Line]] = []
    for i in range(begin, len(lines)):
        if i not in foot:
            continue
        if i in starts or not notes:
            notes.append([])
        notes[-1].append(lines[i])
    known = {n.group(1) for i in starts if (n := _OPENS.match(lines[i].text))}
    kept = [_marked(x, known) for i, x in enumerate(lines) if i not in foot or i < begin]
    return Foot(kept, notes, separated and not notes[-1][-1].text.endswith((".", ";", ")", "”", '"')))


def _foot(lines: Sequence[Line], body: float) -> set[int]:
    """Return the lines at the foot of a page that are smaller than its text."""
    found: set[int] = set()
    for i in sorted(range(len(lines)), key=lambda i: lines[i].baseline):
        if lines[i].cell is not None or lines[i].size > SMALL * body:
            break
        found.add(i)
    return found


def _under(lines: Sequence[Line], rules: Sequence[Box]) -> set[int]:
    """Return the lines at the foot of a page, of whatever size, under the line drawn over footnotes; the first opens with a mark."""
    body = [i for i, x in enumerate(lines) if x.cell is None]
    for i in sorted(body, key=lambda i: lines[i].baseline):
        if _OPENS.match(lines[i].text) and _is_under_rule(lines[i], [r for r in rules if abs(r[0] - lines[i].left) < ALIGNED]):
            foot = {k for k, x in enumerate(lines) if x.baseline <= lines[i].baseline}
            return foot if foot <= set(body) else set()
    return set()


def _is_under_rule(line: Line, rules: Sequence[Box]) -> bool:
    """Say whether the line that parts footnotes from the text is drawn above a line."""
    short = (bottom for left, bottom, right, top in rules if top - bottom < 1 and SEPARATOR[0] <= right - left <= SEPARATOR[1])
    return any(0 < bottom - line.baseline < 3 * line.size for bottom in short)


def _marked(line: Line, known: set[str]) -> Line:
    marks = tuple((a, b) for a, b in line.raised if line.text[a:b].strip("()[]") in known)
    return replace(line, marks=marks) if marks else line
