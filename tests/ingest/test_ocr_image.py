"""Pictures of pages made ready: straightened, without seals, streaks and lines."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from kehoach.ingest.ocr.image import DPI, RENDERED, is_blank, is_sideways, leant, prepared, tilt, unruled, unsealed, unstreaked

WIDTH, HEIGHT = round(8.27 * DPI), round(11.69 * DPI)


def written(width: int = WIDTH, height: int = HEIGHT) -> Image.Image:
    """A page of lines of small blocks, as words are."""
    page = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(page)
    for y in range(150, height - 150, 35):
        for x in range(120, width - 120, 60):
            draw.rectangle((x, y, x + 44, y + 14), fill=0)
    return page


@pytest.mark.parametrize("degrees", [-4.5, -2.0, -0.6, 0.4, 1.3, 4.8])
def test_the_slant_of_a_page_is_found(degrees: float) -> None:
    page = written().rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    assert tilt(page) == pytest.approx(-degrees, abs=0.11)


def test_a_straight_page_and_an_empty_one_stay() -> None:
    assert tilt(written()) == 0
    assert tilt(Image.new("L", (WIDTH, HEIGHT), 255)) == 0


@pytest.mark.parametrize(("degrees", "sideways"), [(0, False), (90, True), (180, False), (270, True)])
def test_a_page_on_its_side(degrees: int, sideways: bool) -> None:
    assert is_sideways(written().rotate(degrees, expand=True)) == sideways


def test_lines_are_taken_out_and_told_in_points() -> None:
    page = written()
    draw = ImageDraw.Draw(page)
    draw.line((80, 130, 1200, 130), fill=0, width=2)
    draw.line((85, 100, 85, 1700), fill=0, width=2)
    clean, rules = unruled(page)
    across, down = sorted(rules, key=lambda r: r[2] - r[0], reverse=True)
    assert across == pytest.approx((80 * 72 / DPI, (HEIGHT - 130) * 72 / DPI, 1200 * 72 / DPI, (HEIGHT - 130) * 72 / DPI), abs=1.5)
    assert (down[0], down[1], down[3]) == pytest.approx((85 * 72 / DPI, (HEIGHT - 1700) * 72 / DPI, (HEIGHT - 100) * 72 / DPI), abs=1.5)
    assert (np.asarray(clean)[125:136, 200:1100] > 200).all()
    assert np.asarray(clean)[155, 130] == 0


def test_streaks_of_the_scanner_go_before_the_page_is_straightened() -> None:
    page = written().rotate(1.5, Image.Resampling.BICUBIC, fillcolor=255)
    ImageDraw.Draw(page).line((700, 0, 700, HEIGHT), fill=0, width=3)
    clean = np.asarray(unstreaked(page, -1.5))
    assert (clean[:140, 700] == 255).all()
    assert (clean < 100).sum() > 0.9 * (np.asarray(page) < 100).sum() - 3 * HEIGHT


@pytest.mark.parametrize("degrees", [-3.0, -0.4, 0.4, 1.5])
def test_rules_of_tables_lean_as_the_page_does_and_stay(degrees: float) -> None:
    page = Image.new("L", (WIDTH, HEIGHT), 255)
    draw = ImageDraw.Draw(page)
    for x in (200, 600, 1100):
        draw.line((x, 300, x, HEIGHT - 300), fill=0, width=3)
    page = page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    kept = unstreaked(page, -degrees)
    assert (np.asarray(kept) == np.asarray(page)).all()
    rules = unruled(kept.rotate(-degrees, Image.Resampling.BICUBIC, fillcolor=255))[1]
    assert [round((left + right) / 2 * DPI / 72) for left, _, right, _ in sorted(rules)] == pytest.approx([200, 600, 1100], abs=3)


def test_seals_pale_and_red_letters_stay() -> None:
    page = Image.new("RGB", (2480, 3508), "white")
    draw = ImageDraw.Draw(page)
    draw.ellipse((1500, 2000, 1920, 2420), outline=(220, 30, 40), width=12)
    draw.text((1600, 2200), "SEAL", fill=(220, 30, 40), font_size=80)
    draw.text((300, 300), "DU THAO", fill=(220, 30, 40), font_size=60)
    draw.rectangle((1650, 2100, 1700, 2110), fill=(10, 10, 10))
    grey = np.asarray(unsealed(page))
    assert grey[2000:2420, 1500:1920].min() < 30
    assert (np.sort(grey[2150:2420, 1500:1920].ravel())[:50] > 180).all()
    assert grey[300:380, 300:700].min() < 120


def test_a_page_is_made_ready() -> None:
    page = written(round(8.27 * RENDERED), round(11.69 * RENDERED)).rotate(2, fillcolor=255).convert("RGB")
    ready = prepared(page)
    assert ready.tilt == pytest.approx(-2, abs=0.1)
    assert ready.image.size == (WIDTH, HEIGHT)


def test_blank_pages_may_have_specks() -> None:
    page = Image.new("RGB", (2480, 3508), "white")
    ImageDraw.Draw(page).ellipse((100, 100, 112, 112), fill="black")
    assert is_blank(page)
    assert not is_blank(written(2480, 3508))


def test_boxes_lean_again_as_the_page_did() -> None:
    assert leant((100, 400, 200, 410), 0.0, 600, 800) == (100, 400, 200, 410)
    left, bottom, right, top = leant((500, 395, 500, 405), 2.0, 600, 800)
    assert (left, right) == pytest.approx((500, 500), abs=0.4)
    assert (bottom, top) == pytest.approx((395 - 6.98, 405 - 6.98), abs=0.1)
