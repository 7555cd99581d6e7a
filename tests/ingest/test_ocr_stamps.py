"""Stamps of registries on the letterhead: their words go aside, those of the paper beside and under them stay."""

from __future__ import annotations

from kehoach.ingest.ocr.engine import Word
from kehoach.ingest.ocr.image import DPI
from kehoach.ingest.ocr.stamps import part_incoming
from kehoach.ingest.pdf.glyphs import Box

SCALE = 72 / DPI
LEFT, TOP, RIGHT, BOTTOM = 50, 210, 310, 300
"""The frame, in pixels."""


def word(text: str, left: float, top: float, line: int) -> Word:
    return Word(text, (left, top, left + 12 * len(text), top + 18), top + 14, 18, 0.9, line)


def frame(right: float = RIGHT, sides: int = 2) -> list[Box]:
    across = [(LEFT * SCALE, 842 - y * SCALE, right * SCALE, 842 - y * SCALE) for y in (TOP, BOTTOM)]
    return across + [(x * SCALE, 842 - BOTTOM * SCALE, x * SCALE, 842 - TOP * SCALE) for x in (LEFT, right)[:sides]]


STAMPED = [
    word("UBND", 60, 215, 1),
    word("TỈNH", 290, 215, 1),
    word("ĐẾN", 60, 240, 2),
    word("1123", 120, 240, 2),
    word("Ngày:", 80, 270, 3),
]
PAPER = [word("PHƯỜNG", 200, 150, 0), word("Số:", 290, 240, 2), word("87/KH-UBND", 340, 240, 2), word("KẾ", 600, 270, 4)]
FOUND = sorted([*STAMPED, *PAPER], key=lambda w: (w.line, w.box[0]))


def test_the_words_in_the_frame_go_and_those_that_reach_out_of_it_stay_with_their_line() -> None:
    rest, stamp = part_incoming(FOUND, frame(), 595, 842)
    assert sorted(w.text for w in stamp) == sorted(w.text for w in STAMPED)
    assert rest == [w for w in FOUND if w in PAPER]


def test_without_frame_or_its_word_nothing_goes() -> None:
    assert part_incoming(FOUND, frame(sides=1), 595, 842) == (FOUND, [])
    assert part_incoming(FOUND, frame(right=900), 595, 842) == (FOUND, [])
    others = [w for w in FOUND if w.text != "ĐẾN"]
    assert part_incoming(others, frame(), 595, 842) == (others, [])
