"""Which lines are headings, and which begin a numbered paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kehoach.records.text import Line
from kehoach.rules.letters import LOWER, UPPER, expand
from kehoach.rules.load import any_of
from kehoach.structure.labels import Label, read_labels

_SMALL_LETTER = re.compile(f"[{LOWER}]")
_TWO_CAPITALS = re.compile(f"[{UPPER}][^{UPPER}]*[{UPPER}]")  # anywhere: a heading may be `A - B`
_ITEM = re.compile(r"[-–+•*·▪➢]")
_RUN_IN = re.compile(expand(r"[{UPPER}][^.;:]{2,80}+(?<!\d):\s+\S"))

_PLAIN = re.compile(expand(r"[{UPPER}][^.:;!?…|\"“”]*[{LETTER})\d]"))
_ENDS = (".", ";", "./")

LONGEST_PLAIN = 14  # syllables of a heading that is set as the text under it; the longest met has 13
SHORTEST_SENTENCE = 40  # characters of the sentence under such a heading
LONGEST_BOLD = 60  # syllables; the longest bold heading met has 37
LONGEST_OPEN = 60  # a title without end mark; the longest met has 45
LONGEST_COLON = 26  # a title that ends in a colon; longer ones are sentences that lead in a list
LONGEST_STOPPED = 16  # a title that ends in a full stop; the longest met has 13


@dataclass(frozen=True, slots=True)
class Row:
    """A canonical line as the structure sees it: text, label readings, whether it is an item, a table row, a title by its looks."""

    n: int
    line: Line
    text: str
    labels: tuple[Label, ...]
    item: bool
    caps: bool

    @property
    def bold(self) -> bool:
        """Whether the line is marked as a title: bold throughout or a markdown or style heading."""
        return self.line.all_bold or self.line.heading > 0


def rows(lines: Sequence[Line], canonical: str) -> list[Row]:
    """Return the lines of `canonical` with what their first characters and letters tell."""
    found = []
    for n, line in enumerate(lines):
        text = canonical[line.span.start : line.span.end]
        item = _ITEM.match(text) is not None
        labels = () if item or line.row else _labels(text)
        caps = _in_capitals(text[labels[0].body :] if labels else text)
        found.append(Row(n, line, text, labels, item, caps))
    return found


def _in_capitals(text: str) -> bool:
    return _SMALL_LETTER.search(text) is None and _TWO_CAPITALS.search(text) is not None


def _labels(text: str) -> tuple[Label, ...]:
    """Return the label readings of a line; a list number that a web page put before the label (`1. A. NHIỆM VỤ`) is passed over."""
    labels = read_labels(text)
    if labels and labels[0].kind == "number":
        inner = read_labels(text[labels[0].body :])
        if inner and inner[-1].kind in ("capital", "roman"):
            by = labels[0].body
            return tuple(replace(x, at=x.at + by, body=x.body + by) for x in inner)
    return labels


def is_title(row: Row, label: Label, follower: Row | None, sibling_was_text: bool) -> bool:
    """Whether a labelled line is a title that stands alone, rather than a numbered paragraph.

    `follower` is the next line of the body; `sibling_was_text` says whether the nearest earlier line with a label of this kind under the
    same parent was a numbered paragraph. Guidelines: a run-in heading (`Thời gian: …`) begins a paragraph.
    """
    body = row.text[label.body :]
    if not body or row.caps:
        return True
    syllables = body.count(" ") + 1
    if row.bold:
        return syllables <= LONGEST_BOLD
    if row.line.bold or body.endswith((";", ",")) or _RUN_IN.match(body):
        return False
    if follower is None or not _leads(label, follower):
        return False
    if body.endswith("."):
        return syllables <= LONGEST_STOPPED and not sibling_was_text and not any_of("headings.toml", "closing").match(follower.text)
    if body.endswith(":"):
        return syllables <= LONGEST_COLON and not any_of("headings.toml", "lead_in").search(body)
    return syllables <= LONGEST_OPEN and not (sibling_was_text and syllables > LONGEST_COLON)


def _leads(label: Label, follower: Row) -> bool:
    """Whether the next line can stand under this label: an item, a table, plain text, a label that is deeper."""
    if not follower.labels:
        return True
    if any(x.text.startswith(label.text + ".") for x in follower.labels):
        return True
    return all(x.kind != label.kind for x in follower.labels) and follower.labels[0].rank >= label.rank


def is_unlabelled_title(row: Row, follower: Row | None) -> bool:
    """Whether a line without label plainly heads what follows: an annex's name, capitals, bold."""
    if any_of("headings.toml", "unlabelled").fullmatch(row.text):
        return True
    if row.item or row.labels or row.line.row or follower is None or (follower.labels and follower.labels[0].value > 1):
        return False
    if row.text.startswith("(") and row.text.endswith(")"):  # what an annex goes with, whether or not it is set in bold
        return False
    if any_of("headings.toml", "enacting").fullmatch(row.text) or follower.text.startswith("Căn cứ"):
        return False
    syllables = row.text.count(" ") + 1
    if row.line.heading or (row.line.all_bold and syllables <= LONGEST_BOLD):
        return not row.text.endswith((".", ";", ",")) or syllables <= LONGEST_STOPPED
    return row.caps and 1 < syllables <= LONGEST_BOLD


def is_plain_title(row: Row, before: Row, follower: Row | None) -> bool:
    """Whether a short line in small letters heads what follows: no end mark closes it, as one closes the lines around it.

    `before` and `follower` are the lines around it: a heading or a closed sentence, and an item or a closed sentence. What a page loses of
    its bold print, or a plan without labels, leaves such headings (`Kế toán` over what the accountant shall do).
    """
    if row.item or row.labels or row.line.row or follower is None or follower.labels or follower.line.row or follower.caps:
        return False
    if row.text.count(" ") >= LONGEST_PLAIN or not _PLAIN.fullmatch(row.text):
        return False
    headed = before.caps or before.bold or bool(before.labels)
    if not (headed or (before.text.endswith(_ENDS) and not before.line.row)):
        return False
    return follower.item or (len(follower.text) >= SHORTEST_SENTENCE and follower.text.endswith(_ENDS))


def title(text: str) -> str:
    """Return a heading's text without its end marks.

    >>> title("Mục đích:")
    'Mục đích'
    """
    return text.rstrip(" .:;,…*").lstrip()
