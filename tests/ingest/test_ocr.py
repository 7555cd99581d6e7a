"""Pages that are recognised from their picture: which ones, and what is told where that can't be done."""

from __future__ import annotations

import pytest

from kehoach.errors import ReadError
from kehoach.ingest import read_bytes
from kehoach.ingest.ocr import engine
from kehoach.ingest.pdf.glyphs import Glyph
from kehoach.ingest.pdf.legible import doubtful, fluency, garbled
from support.pdf import Page, Rule, Text, make_pdf

SENTENCE = (
    "Các sở, ban, ngành cấp tỉnh phối hợp rà soát danh mục thủ tục hành chính và báo cáo kết quả về Sở Nội vụ trước ngày 25 hằng tháng;"
)
STRIPPED = (
    "Cac so, ban, nganh cap tinh phoi hop ra soat danh muc thu tuc hanh chinh va bao cao ket qua ve So Noi vu truoc ngay 25 hang thang;"
)
ENGLISH = (
    "The departments of the province review the list of procedures together and report the results to the interior department monthly;"
)
LEGACY = "C¸c së, ban, ngµnh cÊp tØnh phèi hîp rµ so¸t danh môc thñ tôc hµnh chÝnh vµ b¸o c¸o kÕt qu¶ vÒ Së Néi vô tr­íc ngµy 25 h»ng th¸ng;"
WRONG_MAP = ".ӃҾ hҦӊFK FӫD 7ӍQK YӅ WUҿ HP QăP"
DRAWN: Page = [Rule(50, y, 540, y) for y in range(100, 700, 10)]
"""A page that bears ink and no letters."""


def page(sentence: str, lines: int = 4) -> Page:
    return [Text(60, 700 - 20 * i, sentence, size=7) for i in range(lines)]


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.mark.parametrize("pages", [[DRAWN], [page(WRONG_MAP)], [[], DRAWN]])
@pytest.mark.usefixtures("without")
def test_without_tesseract_a_file_of_pictures_says_what_to_install(pages: list[Page]) -> None:
    with pytest.raises(ReadError) as e:
        read_bytes(make_pdf(*pages), "a.pdf")
    assert e.value.key == "ocr.missing"
    assert "apt install tesseract-ocr tesseract-ocr-vie" in e.value.explain("en")


@pytest.mark.usefixtures("without")
def test_without_tesseract_the_other_pages_are_read() -> None:
    pages = read_bytes(make_pdf(page("Một."), DRAWN, page(WRONG_MAP, 9)), "a.pdf")
    assert pages.text.startswith("Một.")
    assert pages.notes == ("page 2 not read: no Tesseract", "page 3 not read: no Tesseract")


@pytest.mark.usefixtures("without")
@pytest.mark.parametrize("sentence", [ENGLISH, STRIPPED])
def test_without_tesseract_doubted_letters_stay(sentence: str) -> None:
    pages = read_bytes(make_pdf(page(sentence)), "a.pdf")
    assert sentence in pages.text
    assert pages.notes == ()


def test_an_installation_without_vietnamese_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pytesseract = pytest.importorskip("pytesseract")
    monkeypatch.setattr(pytesseract, "get_languages", lambda: ["eng", "osd"])
    with pytest.raises(ReadError) as e:
        engine.check()
    assert e.value.key == "ocr.language"


@pytest.mark.parametrize(
    ("sentence", "doubted"), [(SENTENCE, False), (STRIPPED, True), (ENGLISH, True), (LEGACY, True), (SENTENCE.replace(" ", ""), False)]
)
def test_fluency_tells_spoilt_letters(sentence: str, doubted: bool) -> None:
    assert (fluency(sentence) < 0.75) == (doubted or " " not in sentence)


def test_few_words_are_not_judged() -> None:
    word = Glyph("Total", 0, 20, 100, 10, False)
    assert doubtful([[word]]) == []


@pytest.mark.parametrize(
    ("letters", "strange"),
    [
        (SENTENCE, False),
        ("\ue001\ue002\ue003\ue004\ue005" * 3 + SENTENCE, True),
        ("ҦӊFK" * 8 + SENTENCE, True),
        ("\ufffd" * 9 + SENTENCE, True),
        (LEGACY, True),
    ],
)
def test_letters_without_a_place_in_latin_are_garbled(letters: str, strange: bool) -> None:
    assert garbled([[Glyph(letters, 0, 500, 100, 10, False)]]) == ([0] if strange else [])


def test_one_garbled_page_does_not_spoil_the_others() -> None:
    good, bad = (Glyph(x * 3, 0, 500, 100, 10, False) for x in (SENTENCE, "ҦӊFK" * 40))
    assert garbled([[good], [bad], [good], []]) == [1]
