"""The closing block of a scan, its columns read once more: where they part, and when the new reading stands."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from kehoach.ingest.ocr import closing
from kehoach.ingest.ocr.engine import Word
from kehoach.ingest.ocr.image import DPI, FINE, Picture
from kehoach.ingest.ocr.words import SURE

WIDTH, HEIGHT = 1323, 1871
HEAD = [("Nơi", 160.0, 900.0, 1), ("nhận:", 210.0, 900.0, 1)]
ITEMS = [("-", 160.0, 940.0, 2), ("Sở", 180.0, 940.0, 2), ("tế;", 230.0, 940.0, 2)]
SIGNED = [("GIÁM", 800.0, 900.0, 1), ("ĐỐC", 900.0, 900.0, 1)]


def word(text: str, left: float, top: float, line: int, confidence: float = 0.95) -> Word:
    return Word(text, (left, top, left + 14 * len(text), top + 24), top + 20, 24, confidence, line)


def first(*places: tuple[str, float, float, int]) -> list[Word]:
    return [word(*place) for place in places]


def picture(colour: str = "white") -> Picture:
    image = Image.new("L", (WIDTH, HEIGHT), 255)
    return Picture(image, 0.0, [], Image.new("RGB", (2480, 3508), colour))


def read(monkeypatch: pytest.MonkeyPatch, found: list[Word], *looks: list[Word]) -> tuple[list[Word], list[tuple[int, int]]]:
    """Return the words after the second look and the sizes of the pictures that were given to it."""
    waiting, sizes = list(looks), list[tuple[int, int]]()

    def words(part: Image.Image, dpi: int, layout: str) -> list[Word]:
        sizes.append(part.size)
        return waiting.pop(0) if waiting else []

    monkeypatch.setattr(closing, "words", words)
    return closing.with_columns(picture(), found), sizes


def test_columns_are_read_apart_and_larger(monkeypatch: pytest.MonkeyPatch) -> None:
    new = [word(text, left, 20, 0) for text, left in (("-", 200), ("Sở", 225), ("Y", 262), ("tế;", 287))]
    found, sizes = read(monkeypatch, first(*HEAD, *ITEMS, *SIGNED), new)
    assert [w.text for w in found] == ["Nơi", "nhận:", "GIÁM", "ĐỐC", "-", "Sở", "Y", "tế;"]
    assert found[-1].box[0] == pytest.approx(287 * DPI / FINE)
    assert found[-1].size == pytest.approx(24 * DPI / FINE)
    assert found[-1].line == 3
    assert [round(sum(size[0] for size in sizes) * DPI / FINE)] == [WIDTH]


@pytest.mark.parametrize("new", [[word("Sở", 200, 20, 0)], [word(text, 200, 20, 0, 0.6) for text in ("- Sở Y tế;", "- Sở Tài chính;")]])
def test_less_than_there_was_does_not_stand(monkeypatch: pytest.MonkeyPatch, new: list[Word]) -> None:
    before = first(*HEAD, *ITEMS, *SIGNED)
    assert read(monkeypatch, before, new)[0] == before


def test_dashes_and_purposes_of_a_list_are_expected(monkeypatch: pytest.MonkeyPatch) -> None:
    new = [
        word("-", 200, 20, 0, 0.4),
        word("Sở", 225, 20, 0),
        word("Y", 262, 20, 0),
        word("tế", 287, 20, 0),
        word("(b/€);", 330, 20, 0, 0.4),
    ]
    new += [
        word("~", 200, 60, 1, 0.4),
        word("Thanh", 225, 60, 1),
        word("tra", 300, 60, 1),
        word("–", 350, 60, 1, 0.4),
        word("các-đơn-vị-trực-thuộc-thành-phố;", 370, 60, 1),
    ]
    found, _ = read(monkeypatch, first(*HEAD, *ITEMS, *SIGNED), new)
    assert [w.text for w in found if w.confidence == SURE] == ["-", "(b/€);", "~"]


def test_one_column_is_not_parted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, first(*HEAD, *ITEMS))[1] == []


def test_a_line_across_ends_the_block(monkeypatch: pytest.MonkeyPatch) -> None:
    across = [("Trưởng-phòng-Hành-chính", 160.0 + 330 * n, 1200.0, 3) for n in range(3)]
    _, sizes = read(monkeypatch, first(*HEAD, *ITEMS, *SIGNED, *across))
    assert sizes[0][1] == round((1200 - 924) * FINE / DPI)


def test_blue_ink_is_left_out_of_a_signature_for_once() -> None:
    page = Image.new("RGB", (2480, 3508), "white")
    draw = ImageDraw.Draw(page)
    draw.rectangle((1500, 2000, 1900, 2040), fill=(10, 10, 12))
    draw.rectangle((1500, 2100, 1900, 2140), fill=(40, 50, 140))
    ready = Picture(Image.new("L", (WIDTH, HEIGHT), 255), 0.0, [], page)
    box = (700, 1000, WIDTH, 1300)
    whole, black = (ready.larger(box, unsigned=unsigned) for unsigned in (False, True))
    assert whole.size == black.size == (round(WIDTH * FINE / DPI) - 875, 375)
    dark = [sum(part.histogram()[:150]) for part in (whole, black)]
    assert dark[0] > 1.8 * dark[1] > 0
