"""Roman labels of headings put right by their order: where `I, II, II, IV` was read, the third heading is III."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kehoach.ingest.numerals import roman
from kehoach.records.text import Span
from kehoach.rules.letters import expand

RULE = "label.order"
"""The rule that these repairs are listed with."""

MOST = 20
"""Headings of one row at most."""

_NUMBERS = {roman(n).upper(): n for n in range(1, MOST + 1)}
_STROKES = str.maketrans({"l": "I", "1": "I", "|": "I", "H": "II"})
_HEADING = re.compile(expand(r"(?m)^(?:\*\*)?([IVXHl1|]{1,5}|\d{1,2})([.:,;]|(?<!\|))(?=[ ]([{UPPER}][{LETTER}]*))"))
_ARABIC = re.compile(expand(r"(?m)^(?:\*\*)?(\d{1,2})\.(?= [{UPPER}])"))
_ROMAN = re.compile(expand(r"(?m)^(?:\*\*)?([IVX]{1,5})\.(?= [{UPPER}])"))
_SECOND = 2


@dataclass(frozen=True, slots=True)
class _Label:
    """A label as it was read with the sign after it (both in `span`), whether its heading is in capitals, and its number, 0 for none."""

    span: Span
    text: str
    sign: str
    loud: bool
    number: int


def in_order(text: str) -> Iterator[tuple[Span, str]]:
    """Yield the labels of headings that can't be what was read between their neighbours, each with what it is.

    A label is taken for another only where those before and after it leave one possible, or where the last one repeats the one before
    it; and only where strokes (`I`, `l`, `1`, `H`) make the difference.

    >>> [new for _, new in in_order("I. MỤC ĐÍCH\\nII. NỘI DUNG\\nII. KINH PHÍ\\nIV. TỔ CHỨC")]
    ['III.']
    >>> list(in_order("I. MỤC ĐÍCH\\nII. NỘI DUNG\\nI. MỤC ĐÍCH\\nII. NỘI DUNG"))
    []
    """
    firsts = dict(_firsts(text))
    yield from firsts.items()
    labels = _without_arabic(list(_labels(text)))
    numbers = [0, 0, *(label.number for label in labels), 0]
    for i, label in enumerate(labels, 2):
        number = _told(numbers[i - 2], numbers[i - 1], label, numbers[i + 1])
        if number and _alike(label.text, roman(number).upper()):
            numbers[i] = number
            if (new := f"{roman(number).upper()}.") != label.text + label.sign and label.span not in firsts:
                yield label.span, new


def _firsts(text: str) -> Iterator[tuple[Span, str]]:
    """Yield each `1.` that another `1.` follows as the next label, where the next Roman label is II: it is the I before it.

    >>> list(_firsts("1. Nội dung\\n1. Tuyên truyền\\n2. Tập huấn\\nII. Kinh phí"))
    [(Span(start=0, end=2), 'I.')]
    """
    for label, after in pairwise(_ARABIC.finditer(text)):
        if label[1] == after[1] == "1":
            roman_label = _ROMAN.search(text, after.end())
            if roman_label and _NUMBERS.get(roman_label[1]) == _SECOND:
                yield Span(label.start(1), label.end(1) + 1), "I."


def _labels(text: str) -> Iterator[_Label]:
    """Yield what may be Roman labels: before headings in capitals without regard to the sign after them, before others only plain ones."""
    for m in _HEADING.finditer(text):
        loud = len(m[3]) > 1 and m[3].isupper()
        if loud or (m[2] == "." and not m[1].isdigit()):
            yield _Label(Span(m.start(1), m.end(2)), m[1], m[2], loud, _NUMBERS.get(m[1].translate(_STROKES), 0))


def _without_arabic(labels: Sequence[_Label]) -> list[_Label]:
    """Return labels without those in digits, but where one alone stands in place of the Roman label that is missing there."""
    found = list[_Label]()
    for i, label in enumerate(labels):
        if label.text.isdigit():
            beside = labels[i - 1 if i else 0 : i + 2]
            missing = i + 1 < len(labels) and labels[i + 1].number == (found[-1].number if found else 0) + 2
            if not missing or sum(other.text.isdigit() for other in beside) > 1:
                continue
        found.append(label)
    return found


def _told(first: int, before: int, label: _Label, after: int) -> int:
    """Return what the two labels before (0 for none) and the one after say that a label is; 0 where they do not say it."""
    if after == before + 2 and (before or (label.loud and label.text not in _NUMBERS)):
        return before + 1
    if after <= 1 and before == label.number == first + 1 and first:
        return before + 1
    return label.number if label.loud and label.number in {1, before + 1} else 0


def _alike(read: str, right: str) -> bool:
    """Say whether a label may have been read for another: the same letters, but for one stroke."""
    form = read.translate(_STROKES)
    return form.replace("I", "") == right.replace("I", "") and abs(len(form) - len(right)) <= 1
