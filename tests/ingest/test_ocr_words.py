"""From Tesseract's output to the characters of a page, by recorded output; what is no word, what the second look adds, and its limits."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from PIL import Image

from kehoach.errors import ReadError
from kehoach.ingest.ocr import engine, signature
from kehoach.ingest.ocr.engine import Word, parsed
from kehoach.ingest.ocr.image import DPI
from kehoach.ingest.ocr.reader import table_rules
from kehoach.ingest.ocr.words import read_words
from kehoach.ingest.pdf.rows import rows_of, text_of

HOCR = """<div class='ocr_page' id='page_1' title='image "x.png"; bbox 0 0 1323 1871; ppageno 0; scan_res 160 160'>
 <div class='ocr_carea' id='block_1_1' title="bbox 120 100 1100 140"><p class='ocr_par' id='par_1_1' lang='vie' title="bbox 120 100 1100 140">
  <span class='ocr_line' id='line_1_1' title="bbox 120 100 1100 140; baseline 0.01 -8; x_size 30; x_descenders 6; x_ascenders 7">
   <span class='ocrx_word' id='word_1_1' title='bbox 120 102 170 134; x_wconf 96'>Sở</span>
   <span class='ocrx_word' id='word_1_2' title='bbox 180 100 230 134; x_wconf 88'>Tài</span>
   <span class='ocrx_word' id='word_1_3' title='bbox 240 101 330 140; x_wconf 91'><strong>chính</strong></span>
   <span class='ocrx_word' id='word_1_4' title='bbox 333 101 340 140; x_wconf 12'>|</span>
   <span class='ocrx_word' id='word_1_5' title='bbox 345 101 420 140; x_wconf 95'>&quot;A&amp;B&quot;</span>
   <span class='ocrx_word' id='word_1_6' title='bbox 430 101 440 140; x_wconf 95'> </span>
  </span></p></div>
 <div class='ocr_separator' id='block_1_2' title="bbox 300 150 900 152"></div>
</div>"""


def word(text: str, left: float, top: float = 100, confidence: float = 0.95, line: int = 0, size: float = 30) -> Word:
    return Word(text, (left, top, left + 14 * len(text), top + size), top + 0.8 * size, size, confidence, line)


def texts(words: list[Word]) -> tuple[list[str], list[str]]:
    read = read_words(words, 842)
    return [text_of(row) for row in rows_of(read.glyphs)], [g.text for g in read.junk]


def test_words_of_recorded_output() -> None:
    words = list(parsed(HOCR))
    assert [w.text for w in words] == ["Sở", "Tài", "chính", "|", '"A&B"']
    assert (words[1].box, words[1].confidence, words[1].size, words[1].line) == ((180, 100, 230, 134), 0.88, 30, 0)
    assert words[1].baseline == pytest.approx(140 - 8 + 0.01 * (205 - 120))
    assert texts(words) == (['Sở Tài chính "A&B"'], ["|"])


def test_a_word_of_the_other_column_stands_on_its_own_feet() -> None:
    higher = HOCR.replace("bbox 180 100 230 134", "bbox 580 90 630 112")
    assert [w.baseline for w in parsed(higher)][:2] == pytest.approx([132.25, 112])


def test_places_are_points_from_the_lower_left() -> None:
    [glyph] = read_words([word("Kế", 160, top=160)], 842).glyphs
    assert (glyph.left, glyph.right, glyph.baseline) == pytest.approx((72, 84.6, 842 - 184 * 72 / DPI))


def test_words_stand_apart_however_near_and_columns_stay() -> None:
    assert texts([word("dự", 100), word("án", 129)])[0] == ["dự án"]
    wide = texts([word("Số:", 100), word("/KH-UBND", 300)])[0]
    assert wide[0].startswith("Số:   ") and wide[0].endswith("/KH-UBND")


@pytest.mark.parametrize(
    ("unsure", "kept"),
    [("gì", True), ("|", False), ("•", False), ("§", False)],
)
def test_what_has_letters_stays_inside_a_line(unsure: str, kept: bool) -> None:
    found, junk = texts([word("triển", 100), word(unsure, 180, confidence=0.2), word("khai", 240)])
    assert (found == [f"triển {unsure} khai"]) == kept
    assert (junk == [unsure]) != kept


def test_strokes_of_a_signature_are_set_aside() -> None:
    assert texts([word("ZE", 800, confidence=0.2), word("¬", 850, confidence=0.1), word("j", 870, confidence=0.6)]) == (
        [],
        ["ZE", "¬", "j"],
    )


def test_a_number_written_by_hand_is_left_blank() -> None:
    found, junk = texts([word("Số:", 100), word("†4/UBND-KTTH", 160, confidence=0.05), word("tỉnh", 400)])
    assert found[0].split() == ["Số:", "/UBND-KTTH", "tỉnh"]
    assert junk == ["†4"]


def test_only_numbers_after_the_head_of_a_letter_are_written_by_hand() -> None:
    line = [word("Chỉ", 100), word("thị", 160), word("số", 220), word("42-CT/TW", 270, confidence=0.1), word("ngày", 400)]
    assert texts(line) == (["Chỉ thị số 42-CT/TW ngày"], [])
    assert texts([word("Số", 100), word("4?-CT/TW", 160, confidence=0.1), word("tỉnh", 300)])[1] == ["4?"]


@pytest.mark.parametrize("at_end", [[], [("năm", 0.9)]])
def test_what_goes_on_from_sure_words_stays(at_end: list[tuple[str, float]]) -> None:
    read = [("II.", 0.28), ("NỘI", 0.18), ("DUNG", 0.18), ("THỰC", 0.9), ("HIỆN", 0.9), ("TRONG", 0.9), ("QUÝ", 0.2), ("2", 0.2), *at_end]
    words = list[Word]()
    for text, sure in read:
        words.append(word(text, words[-1].box[2] + 8 if words else 100, confidence=sure))
    assert texts(words) == ([" ".join(text for text, _ in read)], [])
    strokes = [word(text, words[-1].box[2] + 20 + 80 * i, confidence=0.2) for i, text in enumerate(("Zt", "(;"))]
    assert texts([*words, *strokes]) == ([" ".join(text for text, _ in read)], ["Zt", "(;"])  # of a seal


@pytest.mark.parametrize(("text", "confidence", "stays"), [("87/KH-UBND", 0.45, True), ("87/KH-UBND", 0.1, False), ("Zq", 0.45, False)])
def test_a_symbol_far_from_sure_words_stays_where_it_is_half_sure(text: str, confidence: float, stays: bool) -> None:
    line = [word(text, 100, confidence=confidence), word("ngày", 700), word("06", 770), word("tháng", 810), word("năm", 890)]
    assert texts(line)[1] == ([] if stays else [text])


def test_a_roman_label_stands_before_its_heading_though_its_point_is_overlooked() -> None:
    assert texts([word("I", 100), word("MỤC", 155), word("ĐÍCH", 205)])[0] == ["I MỤC ĐÍCH"]
    assert texts([word("I", 100), word("Mục", 155), word("đích", 205)])[0] != ["I Mục đích"]


def test_only_wide_grids_are_tables() -> None:
    def grid(left: float, right: float) -> list[tuple[float, float, float, float]]:
        across = [(left, y, right, y) for y in (700.0, 650.0, 600.0)]
        return across + [(x, 600.0, x, 700.0) for x in (left, (left + right) / 2, right)]

    stamp, table = grid(20, 150), grid(60, 540)
    assert table_rules(stamp, 595) == []
    assert table_rules(table, 595) == table


def test_the_second_look_adds_what_the_first_one_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    first = [word("Nơi", 100, 900, line=5), word("nhận:", 150, 900, line=5), word("TM.", 800, 900, line=5)]
    seen = [word("CHỦ", 100, 40, line=0), word("TM.", 244.34, 48, line=1), word("Zx", 300, 200, 0.3, line=2)]
    monkeypatch.setattr(signature, "words", lambda *_: seen)
    *same, added = signature.with_overlooked(Image.new("L", (1323, 1871), 0), first)
    assert same == first
    assert (added.text, added.line) == ("CHỦ", 6)
    assert added.box[:2] == (100 + round(1323 * 0.42), 40 + 900 - round(0.3 * DPI))
    assert signature.with_overlooked(Image.new("L", (1323, 1871), 0), first[2:]) == first[2:]


def test_the_second_look_takes_no_letters_where_there_is_no_ink(monkeypatch: pytest.MonkeyPatch) -> None:
    first = [word("Nơi", 100, 900, line=5), word("nhận:", 150, 900, line=5)]
    monkeypatch.setattr(signature, "words", lambda *_: [word("xã", 100, 40, line=0)])
    assert signature.with_overlooked(Image.new("L", (1323, 1871), 240), first) == first


def test_what_the_second_look_reads_is_not_there_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    corner = round(1323 * 0.42), 900 - round(0.3 * DPI)
    first = [
        word("Nơi", 100, 900, line=5),
        word("nhận:", 150, 900, line=5),
        word("TRÂN", 800, 1100, 0.4, line=6),
        word("Lê", 900, 1100, line=6),
    ]
    seen = [word("TRẦN", 800 - corner[0], 1100 - corner[1]), word("Lễ", 900 - corner[0], 1100 - corner[1], 0.75)]
    monkeypatch.setattr(signature, "words", lambda *_: seen)
    found = signature.with_overlooked(Image.new("L", (1323, 1871), 0), first)
    assert [w.text for w in found] == ["Nơi", "nhận:", "Lê", "TRẦN"]


@pytest.mark.skipif(sys.platform == "win32", reason="the fake program is a shell script")
def test_a_hanging_tesseract_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pytesseract")
    fake = tmp_path / "tesseract"
    fake.write_text("#!/bin/sh\nexec sleep 30\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setattr(engine, "TIME_LIMIT", 1)
    with pytest.raises(ReadError) as e:
        engine.words(Image.new("L", (100, 100), 255), DPI)
    assert (e.value.key, e.value.values["seconds"]) == ("ocr.timeout", 1)


@pytest.mark.skipif(sys.platform == "win32", reason="the fake program is a shell script")
def test_a_failing_tesseract_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pytesseract")
    fake = tmp_path / "tesseract"
    fake.write_text("#!/bin/sh\necho 'Error: no memory' >&2\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(ReadError) as e:
        engine.words(Image.new("L", (100, 100), 255), DPI)
    assert e.value.key == "ocr.failed"
    assert "no memory" in e.value.explain("en")


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_tesseract_itself_finds_no_words_on_an_empty_page() -> None:
    pytest.importorskip("pytesseract")
    assert engine.words(Image.new("L", (400, 300), 255), DPI) == []
