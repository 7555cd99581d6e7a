"""The second look at cells of ruled tables: which ones, what it gives, and where it finds its words again."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from kehoach.ingest.ocr import cells
from kehoach.ingest.ocr.cells import with_cells
from kehoach.ingest.ocr.engine import BLOCK, LINE, SIGN, Word
from kehoach.ingest.ocr.image import DPI

SIZE = 30
SCALE = 72 / DPI
XS, YS = (100, 200, 600, 1000), (100, 200, 300)
"""Where the rules of the table stand, in pixels."""


def word(text: str, left: float, top: float, confidence: float = 0.9, line: int = 0) -> Word:
    return Word(text, (left, top, left + 14 * len(text), top + SIZE), top + 0.8 * SIZE, SIZE, confidence, line)


def rules(height: int) -> list[tuple[float, float, float, float]]:
    across = [(XS[0] * SCALE, (height - y) * SCALE, XS[-1] * SCALE, (height - y) * SCALE) for y in YS]
    return across + [(x * SCALE, (height - YS[-1]) * SCALE, x * SCALE, (height - YS[0]) * SCALE) for x in XS]


def looked(
    monkeypatch: pytest.MonkeyPatch, found: list[Word], seen: list[Word], *ink: tuple[int, int, int, int]
) -> tuple[list[Word], list[str]]:
    page = Image.new("L", (1323, 800), 255)
    for box in ink:
        ImageDraw.Draw(page).rectangle(box, fill=0)
    layouts = list[str]()
    monkeypatch.setattr(cells, "words", lambda _picture, _dpi, layout: layouts.append(layout) or seen)
    return with_cells(page, rules(800), found, SIZE), layouts


def test_a_digit_that_was_overlooked_is_read_where_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    beside = word("Rà", 220, 130)
    found, layouts = looked(monkeypatch, [beside], [word("3", 14, 14)], (140, 130, 150, 150), (220, 130, 240, 150))
    assert layouts == [SIGN]
    assert [(w.text, w.box[:2], w.line) for w in found] == [("Rà", (220, 130), 0), ("3", (140, 130), 1)]
    assert found[1].baseline == 130 + 0.8 * SIZE


def test_what_is_surer_takes_the_place_of_what_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    first = [word("TUEHE", 220, 110, 0.3), word("DỤNH", 220, 150, 0.2, line=1)]
    ink = (220, 110, 400, 190)
    found, layouts = looked(monkeypatch, first, [word("Ban", 14, 14)], ink)
    assert ([w.text for w in found], layouts) == (["Ban"], [BLOCK])
    assert looked(monkeypatch, first, [word("Bm", 14, 14, 0.1)], ink)[0] == first


def test_sure_and_empty_cells_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    sure = [word("Khu", 650, 130)]
    assert looked(monkeypatch, sure, [], (650, 130, 700, 150), (300, 230, 301, 232)) == (sure, [])


def test_one_line_is_read_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    assert looked(monkeypatch, [], [], (220, 130, 400, 150))[1] == [LINE]


def test_a_page_of_many_cells_is_given_up_on_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "MOST", 2)
    assert len(looked(monkeypatch, [], [], *((x, y, x + 10, y + 20) for x in (140, 300, 700) for y in (130, 230)))[1]) == 2
