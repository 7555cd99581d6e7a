"""The searchable copy of a scan: what was recognised and put right can be found in it, and it looks as before."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from kehoach.errors import ReadError
from kehoach.ingest import read_bytes
from kehoach.ingest.ocr import engine
from kehoach.ingest.ocr.engine import Word
from kehoach.ingest.ocr.layer import searchable
from kehoach.run import searchable_copy
from support.command import kehoach
from support.pdf import Text, make_pdf

LINES = ["Số: 12/KH-LDLD", "KÉ HOẠCH", "Rà soát nhu câu của các xã, phường"]
RIGHT = ["Số: 12/KH-LĐLĐ", "KẾ HOẠCH", "Rà soát nhu cầu của các xã, phường"]


def scan() -> bytes:
    page = Image.new("RGB", (1240, 1754), "white")
    for n in range(len(LINES)):
        ImageDraw.Draw(page).rectangle((200, 195 + 100 * n, 700, 230 + 100 * n), fill="black")
    out = io.BytesIO()
    page.save(out, "PDF", resolution=150)
    return out.getvalue()


def recorded(*_: object) -> list[Word]:
    found = []
    for n, line in enumerate(LINES):
        x = 200.0
        for text in line.split():
            top = 220.0 + 110 * n
            found.append(Word(text, (x, top, x + 14 * len(text), top + 30), top + 24, 30, 0.9, n))
            x += 14 * len(text) + 9
    return found


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, int]:
    monkeypatch.setattr(engine, "check", lambda: None)
    monkeypatch.setattr(engine, "words", recorded)
    pages = read_bytes(scan(), "a.pdf")
    assert pages.text.split("\n\n") == RIGHT
    assert pages.notes == ("page 1 read by Tesseract", "3 repairs of recognised text")
    assert {place.confidence for _, place in pages.places} == {0.9}
    return searchable(scan(), pages)


def test_the_copy_holds_the_text(copied: tuple[bytes, int]) -> None:
    copy, count = copied
    assert count == 1
    assert pypdfium2.PdfDocument(copy)[0].get_textpage().get_text_bounded().split("\r\n") == RIGHT
    assert read_bytes(copy, "copy.pdf").text.split("\n\n") == RIGHT


def test_the_copy_looks_as_before(copied: tuple[bytes, int]) -> None:
    before, after = (pypdfium2.PdfDocument(data)[0].render(scale=0.5).to_pil().tobytes() for data in (scan(), copied[0]))
    assert before == after


def test_pages_with_text_need_none(tmp_path: Path) -> None:
    data = make_pdf([Text(72, 700, "Một.")])
    assert searchable(data, read_bytes(data, "a.pdf"))[1] == 0
    (tmp_path / "a.pdf").write_bytes(data)
    done = kehoach("--lang", "en", "ocr", tmp_path / "a.pdf", "--out", tmp_path / "b.pdf")
    assert (done.returncode, done.stderr.strip()) == (1, "No page needs it: the pages hold text")
    assert not (tmp_path / "b.pdf").exists()


def test_the_source_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(make_pdf([Text(72, 700, "Một.")]))
    assert kehoach("ocr", tmp_path / "a.pdf", "--out", tmp_path / "a.pdf").returncode == 2


def test_other_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Một.", "utf-8")
    with pytest.raises(ReadError) as e:
        searchable_copy(tmp_path / "a.txt")
    assert e.value.key == "ocr.not_pdf"
