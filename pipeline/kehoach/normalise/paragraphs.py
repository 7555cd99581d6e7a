"""Lines → paragraphs: which line goes on with the one before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kehoach.normalise.lines import PageLine
from kehoach.rules.letters import expand, in_capitals
from kehoach.rules.load import any_of
from kehoach.rules.types import by_word

_CLOSED = ("./", *(mark + quote for mark in ".;:!?…" for quote in ("", *'”"’)»')))
_LOWER = re.compile(expand(r"[{LOWER}(,;]"))
_YEAR_BEFORE = re.compile(r"(?<!\d)(?:19|20)\d\d$")
_TO_YEAR = re.compile(r"[-–]\s+(?:19|20)\d\d(?!\d)")
_SOFT_DASH = re.compile(expand(r"[-–]\s+[{LOWER}]"))

BLANK_SEPARATED = 0.5  # share of list items and headings that a blank line stands before, from which blank lines part paragraphs
WRAPPED = 0.06  # share of lines that plainly go on with the one before; typed plans: 0.00-0.02, wrapped ones: 0.45-0.80
OVER_BLANK = 40  # characters: a shorter line before a blank one is a name, a place or a date and stands alone
SHORT_CAPITALS = 12  # characters: a line in capitals as short may be a word of the paragraph (`UBND`)

# parts of the width of a full line, from which the paragraph may go on with a line that looks like the start of another
FULL = 0.94  # the next word would not have fitted
NEARLY_FULL = 0.8  # the line before has no end mark
LONG = 0.7  # the next line begins with a dash and a small letter


@dataclass(frozen=True, slots=True)
class Manner:
    """How a page is set: whether its lines are wrapped, whether blank lines part paragraphs, how wide a full line is."""

    wrapped: bool
    blanks: bool
    width: int


def manner(lines: Sequence[PageLine]) -> Manner:
    """Read from the lines themselves how the page is set."""
    opens = any_of("layout.toml", "break")
    text_lines = going_on = starts = starts_after_blank = 0
    widths: list[int] = []
    before: PageLine | None = None
    blank = True
    for line in lines:
        if line.kind != "text":
            blank, before = blank or line.kind == "blank", before if line.kind == "blank" else None
            continue
        text_lines += 1
        if opens.match(line.text):
            starts += 1
            starts_after_blank += blank
        elif before is not None and not blank and _LOWER.match(line.text) and not _is_closed(before.text):
            going_on += 1
            widths.append(len(before.text) + 1 + len(line.text.split(" ", 1)[0]))
        before, blank = line, False
    widths.sort()
    return Manner(
        wrapped=going_on >= 3 and going_on >= WRAPPED * text_lines,
        blanks=starts_after_blank > BLANK_SEPARATED * starts,
        width=widths[len(widths) // 2] if widths else 0,
    )


def goes_on(before: PageLine, line: PageLine, blank: bool, set_as: Manner) -> bool:
    """Whether `line` belongs to the paragraph that `before` ends, given whether a blank line (or a page break) parts them."""
    if _ends_motto(before, line):
        return True
    if before.heading or line.heading or before.column or line.column or _stands_alone(before, line):
        return False
    lower = _LOWER.match(line.text) is not None
    closed = _is_closed(before.text)
    if line.new_page:
        return not closed and not before.all_bold and not _opens(line.text)
    if blank:
        long = len(before.text) > OVER_BLANK and not before.all_bold
        return lower and not closed and long and not _opens(line.text) and line.text[0] != "("
    if line.opens_marked or _is_fragment(before):
        return True
    if _opens(line.text):
        soft = set_as.wrapped and not closed and (_SOFT_DASH.match(line.text) is not None or _spans_years(before.text, line.text))
        return soft and len(before.text) > LONG * set_as.width
    if _dangles(before.text) and not before.all_bold:
        return True
    if before.all_bold != line.all_bold and (line.all_bold or not lower):
        return False
    if closed and line.text[0] == "(":
        return False
    return _wrapped_goes_on(before, line, set_as) if set_as.wrapped else lower and not closed and line.text[0] != "("


def _spans_years(before: str, text: str) -> bool:
    """Whether the line break stands inside `2016 - 2020`."""
    return _YEAR_BEFORE.search(before, max(0, len(before) - 5)) is not None and _TO_YEAR.match(text) is not None


def _wrapped_goes_on(before: PageLine, line: PageLine, set_as: Manner) -> bool:
    """The same on a page whose lines are wrapped, where a line may go on with anything."""
    lower = _LOWER.match(line.text) is not None
    closed = _is_closed(before.text)
    capitals_before, capitals = in_capitals(before.text), in_capitals(line.text)
    if capitals_before != capitals and (capitals_before or len(line.text) > SHORT_CAPITALS):
        return lower and not capitals_before
    if set_as.blanks:
        return lower or not before.text.endswith("./.")
    if not closed and (lower or capitals):
        return True
    if closed and any_of("layout.toml", "sentence").match(line.text):
        return False
    full = len(before.text) + 1 + len(line.text.split(" ", 1)[0]) >= FULL * set_as.width
    if closed:
        return full and not before.text.endswith((":", "./."))
    return full or len(before.text) > NEARLY_FULL * set_as.width


def cell_line_goes_on(before: PageLine, line: PageLine) -> bool:
    """The same inside a cell of a layout table, where lines are short and mostly stand alone."""
    if _signs(before, line):
        return False
    if _is_fragment(before) or line.opens_marked or before.text.endswith(",") or _dangles(before.text):
        return True
    if _opens(line.text) or (line.text[0] == "(" and in_capitals(before.text)):
        return False
    if any_of("layout.toml", "place_line").match(line.text) and in_capitals(before.text):
        return True
    if before.text.startswith("-") and not _is_closed(before.text):
        return True
    return bool(_LOWER.match(line.text)) and not before.text.endswith(":")


def _stands_alone(before: PageLine, line: PageLine) -> bool:
    """Whether one of the two is a line that joins no other: the document's type, a post, the name of another body."""
    if _is_type(before.text) or _signs(before, line) or _names_another_body(before, line):
        return True
    return _is_type(line.text) and not in_capitals(before.text)  # a title in capitals may go on with the type of another document


def _is_type(text: str) -> bool:
    """Whether a line is the type of a document."""
    return text.isupper() and (kind := by_word().get(text.lower())) is not None and kind.own


def _is_fragment(before: PageLine) -> bool:
    """Whether a letterhead line is plainly cut: one word of a name (`ỦY`, `Tiền`), a motto that has not come to its end."""
    text = before.text
    if text.isalpha() and text[0].isupper():
        return any_of("layout.toml", "whole_word").fullmatch(text) is None
    return text.startswith("CỘNG H") and "VIỆT NAM" not in text


def _ends_motto(before: PageLine, line: PageLine) -> bool:
    """Whether two lines in capitals are one motto that a narrow column has broken, however far apart they stand."""
    if not (before.text.isupper() and line.text.isupper()):
        return False
    motto = any_of("layout.toml", "motto")
    broken = motto.match(f"{before.text} {line.text}")
    return broken is not None and broken.end() > len(before.text) and not motto.search(line.text)


def _is_closed(text: str) -> bool:
    return text.endswith(_CLOSED)


def _dangles(text: str) -> bool:
    """Whether a line can't end here (`… tại Điều`): looks at its last word only."""
    return any_of("layout.toml", "dangling").search(text, max(0, len(text) - 16)) is not None


def _signs(before: PageLine, line: PageLine) -> bool:
    """Whether `line` is a post of the signature block, which stands on a line of its own even inside one stretch of bold."""
    return not before.text.endswith(",") and any_of("layout.toml", "signing").fullmatch(line.text) is not None


def glue(before: str) -> str:
    """Return what joins two lines of a paragraph: nothing after a hyphen that ends a broken symbol or word, else a space.

    >>> glue("Quyết định số 12/QĐ-"), glue("kinh tế -")
    ('', ' ')
    """
    return "" if before.endswith("-") and len(before) > 1 and before[-2].isalnum() else " "


def _names_another_body(before: PageLine, line: PageLine) -> bool:
    """Whether both lines are names of bodies in capitals, as parent body and issuer stand over each other."""
    head = any_of("frame.toml", "body_head")
    if not head.match(line.text) or any_of("frame.toml", "cut_name").search(before.text):
        return False
    return bool(head.match(before.text) or any_of("layout.toml", "place_line").match(before.text))


def _opens(text: str) -> bool:
    return any_of("layout.toml", "break").match(text) is not None
