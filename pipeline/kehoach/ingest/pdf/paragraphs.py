"""Where paragraphs begin: by the room left on the line before, the indent, the distance and the wording."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kehoach.ingest.marks import OWN_MARK
from kehoach.ingest.pdf.lines import Line
from kehoach.ingest.tables import mark
from kehoach.rules.load import any_of

INDENT = 0.8
"""Sizes by which a first line is set in, at least; 2.7 to 2.8 in four signed papers."""

WIDER = 1.3
"""Distance of lines, as a multiple of the page's usual one, from which a new paragraph begins; 6 points between paragraphs give 1.35."""

CAPITAL = 1.45
"""Width of a capital letter in small letters and blanks, in the mean: 0.66 and 0.45 sizes in Times."""

LONG, CLOSE = 30, 1.6
"""Letters that a line of running text in a narrow column has at least, and sizes from one such line to the next at most."""

NEAR = 7.0
"""Points by which an edge may be missed."""

_ATTACHED = re.compile(r"\((?:Kèm|Ban hành kèm|Đính kèm)\b")
ENDS = re.compile(r"[.;:!?”\"/)]$")


@dataclass(frozen=True, slots=True)
class Column:
    """The edges of a page's body text, the usual indent of its paragraphs and the usual distance of its lines, in points."""

    left: float
    right: float
    indent: float
    pitch: float

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Column:
        """Measure the body lines of a page; an edge is one that two lines share."""
        body = [x for x in lines if x.cell is None] or list(lines)
        lefts, rights = sorted(x.left for x in body), sorted((x.right for x in body), reverse=True)
        left = next((a for a, b in itertools.pairwise(lefts) if b - a < 3), lefts[0])
        right = next((a for a, b in itertools.pairwise(rights) if a - b < 3), rights[0])
        steps = sorted(d for a, b in itertools.pairwise(body) if 0 < (d := a.baseline - b.baseline) < 4 * a.size)
        uneven = (x for x in body if abs((x.left - left) - (right - x.right)) >= NEAR)
        insets = Counter(round(x.left - left) for x in uneven if x.left - left > NEAR)
        indent = insets.most_common(1)[0][0] if insets else 0.0
        return cls(left, right, indent, steps[len(steps) // 4] if steps else 1.2 * body[0].size)

    def centres(self, line: Line) -> bool:
        """Say whether a line is set in the middle."""
        left, right = line.left - self.left, self.right - line.right
        return min(left, right) > NEAR and abs(left - right) < NEAR and abs(left - self.indent) > 1

    def evens(self, line: Line) -> bool:
        """Say whether a line leaves as much room on its left as on its right."""
        return abs((line.left - self.left) - (self.right - line.right)) < NEAR

    def fills(self, line: Line) -> bool:
        """Say whether a line reaches from edge to edge."""
        return line.left - self.left < NEAR and self.right - line.right < NEAR


def begins(line: Line, before: Line, column: Column, column_before: Column | None = None) -> bool:
    """Say whether `line` begins a paragraph, given the line before it (on the page before, if that page's column is given)."""
    if line.cell is not None or before.cell is not None:
        return not (line.cell == before.cell and _goes_on(line, before))
    above = column_before or column
    if _ATTACHED.match(line.text) and not before.text.endswith(","):
        return True
    if column_before is None and before.baseline - line.baseline > WIDER * column.pitch:
        return True
    if _opens_text(line, before):
        return True
    centred = above.centres(before), column.centres(line)
    if centred[0] and column.evens(line) and all(line.bold) and all(before.bold):
        centred = True, True
    if any(centred):
        if before.text.startswith("(") and ")" not in before.text:
            return False
        title = all(line.bold) and (centred[0] or above.fills(before)) and (centred[1] or column.fills(line))
        if not (all(centred) or title) or _look(line) != _look(before):
            return True
        return line.text.isupper() and _has_room(before, line, before.left + max(_width(before), _width(line)))
    return _has_room(before, line, above.right) or _set_in(line, before, column, above)


def _opens_text(line: Line, before: Line) -> bool:
    """Say whether a line opens the text below a bold title, or the next of the reasons it begins with (`Căn cứ …;`), without an indent."""
    below_title = all(before.bold) and not any(line.bold) and not OWN_MARK.match(before.text)
    return (below_title or before.text.endswith(";")) and any_of("frame.toml", "preamble").match(line.text) is not None


def _goes_on(line: Line, before: Line) -> bool:
    """Say whether a line of a letterhead or signature goes on with the one before: long recipients, and names broken in a narrow column."""
    if OWN_MARK.match(line.text) or mark(line.text) or ENDS.search(before.text):
        return False
    if OWN_MARK.match(before.text):
        return True
    if before.text[-1] in "-–," or any_of("layout.toml", "dangling").search(before.text.lower()):
        return True
    if _look(line) != _look(before) or _is_body(line) or _is_office(line) or _is_office(before):
        return False
    full = line.text.startswith("VÀ ") or not _has_room(before, line, before.left + before.reach)
    broken = line.text.isupper() and not mark(before.text) and full
    return broken or line.text[0].islower() or _is_running(line, before)


def _is_running(line: Line, before: Line) -> bool:
    """Say whether two lines of a column are text that runs on: a line as long and close as those of signatures are not."""
    close = 0 < before.baseline - line.baseline < CLOSE * line.size and len(before.text) >= LONG
    return close and not mark(before.text) and not _has_room(before, line, before.left + before.reach)


def _is_body(line: Line) -> bool:
    """Say whether a line opens as the name of a body; one word alone names none (`MÔI` / `TRƯỜNG`)."""
    return " " in line.text and any_of("frame.toml", "body_head").match(line.text) is not None


def _is_office(line: Line) -> bool:
    return any_of("layout.toml", "signing").fullmatch(line.text) is not None


def _width(line: Line) -> float:
    return line.right - line.left


def _look(line: Line) -> tuple[bool, bool]:
    return line.text.isupper(), all(line.bold)


def _has_room(before: Line, line: Line, right: float) -> bool:
    """Say whether the first word of `line` would have fitted on the line before, so that only a new paragraph explains the break."""
    letter = (line.right - line.left) / max(_letters(line.text), 1)
    return right - before.right > letter * (_letters(line.text.split(maxsplit=1)[0]) + 1) + 1


def _letters(text: str) -> float:
    """Return how wide a text is, in small letters."""
    return len(text) + (CAPITAL - 1) * sum(c.isupper() for c in text)


def _set_in(line: Line, before: Line, column: Column, above: Column) -> bool:
    inset, inset_before = line.left - column.left, before.left - above.left
    ended = ENDS.search(before.text) is not None
    if inset <= INDENT * line.size or inset < inset_before - INDENT * line.size:
        return ended and OWN_MARK.match(line.text) is not None
    if inset > inset_before + INDENT * line.size:
        return OWN_MARK.match(before.text) is None or ended
    return ended or OWN_MARK.match(line.text) is not None
