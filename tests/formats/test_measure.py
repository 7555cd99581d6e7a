"""The measuring itself: letters written in legacy codes, automatic labels, alignment, error rates, and what falls short."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.forms import FORMS, make
from formats.legacy import as_bytes, in_capitals, tcvn3, tcvn3_font, vni
from formats.measure import Alignment, error_rate, measure, plain
from formats.papers import Paper, papers
from formats.run import Row
from formats.scan import scan
from formats.word import Numbered
from kehoach.ingest import read
from kehoach.records.text import Span
from support.master import Block, Master
from support.render_pdf import write_pdf

LETTERS = "aăâeêioôơuưy"
TONES = "\u0300\u0301\u0303\u0309\u0323"
BY_NAME = {form.name: form for form in FORMS}


@pytest.fixture(scope="module")
def paper() -> Paper:
    return papers(["hg-mamnon-du-thao"])[0]


def test_tcvn3_as_printed_in_the_standard() -> None:
    assert as_bytes(tcvn3("Độc lập")) == b"\xa7\xe9c l\xcbp"
    assert as_bytes(tcvn3("“ưỡ”")) == b"\x93\xad\xec\x94"


def test_capitals_of_tcvn3_are_a_matter_of_the_font() -> None:
    assert (in_capitals("CỘNG HÒA"), tcvn3_font("CỘNG HÒA")) == ("céng hßa", ".VnTimeH")
    assert (in_capitals("Số: 5"), tcvn3_font("Số: 5")) == ("Sè: 5", ".VnTime")


def test_vni_as_typed() -> None:
    assert vni("Ủy ban nhân dân huyện Định Quán, số đường") == "UÛy ban nhaân daân huyeän Ñònh Quaùn, soá ñöôøng"


@pytest.mark.parametrize("code", [tcvn3, vni])
def test_every_letter_has_its_own_code(code: object) -> None:
    import unicodedata

    letters = {unicodedata.normalize("NFC", base + tone) for base in LETTERS for tone in ["", *TONES]} | {"đ"}
    written = {code(letter) for letter in letters}  # type: ignore[operator]
    assert len(written) == len(letters) == 73
    assert all(as_bytes(w).decode("latin-1").isprintable() or "\xad" in w for w in written)


def numbered(*lines: str) -> Numbered:
    file = Numbered()
    file.blocks([Block("paragraph", line) for line in lines])
    return file


def test_labels_are_numbers_of_lists() -> None:
    file = numbered("I. MỤC TIÊU", "1. Chung", "a) Một", "b) Hai", "- Ý", "II. NHIỆM VỤ", "1. Khác", "1.1. Con", "3. Nhảy số", "đ) Gõ tay")
    assert [p.text for p in file.document.paragraphs] == [
        "MỤC TIÊU", "Chung", "Một", "Hai", "Ý", "NHIỆM VỤ", "Khác", "Con", "Nhảy số", "đ) Gõ tay",
    ]  # fmt: skip
    lists = [p._p.pPr.numPr.numId.val if p._p.pPr.numPr is not None else None for p in file.document.paragraphs]
    assert lists[0] == lists[5]
    assert lists[6] == lists[7]
    assert len({lists[1], lists[6], lists[8]}) == 3
    assert lists[-1] is None


@pytest.mark.parametrize(
    ("found", "rate"), [("Số 5", 0.0), ("** Số  5 **", 0.0), ("| Số | 5 |", 0.0), ("Sô 5", 0.25), ("", 1.0), ("Số 5 Số 5", 1.25)]
)
def test_error_rate(found: str, rate: float) -> None:
    assert error_rate("Số 5", found) == rate


def test_alignment_over_moved_changed_and_lost_text() -> None:
    text, other = "Số: 5/KH\n2\nI. MUC TIÊU\nGiảm nghèo bền vững.", "Số: 5/KH\nI. MỤC TIÊU\nGiảm nghèo rất bền vững."
    alignment = Alignment(text, other)

    def over(words: str) -> str:
        return alignment.span(Span(text.index(words), text.index(words) + len(words))).of(other)

    assert over("I. MUC TIÊU") == "I. MỤC TIÊU"
    assert over("nghèo bền vững.") == "nghèo rất bền vững."
    assert over("2\n") == ""


@given(st.text("ab ", max_size=12), st.text("ab ", max_size=12), st.data())
def test_spans_stay_inside_and_in_order(text: str, other: str, data: st.DataObject) -> None:
    alignment = Alignment(text, other)
    ends = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=4)))
    spans = [alignment.span(Span(a, b)) for a, b in pairwise(ends)]
    assert all(0 <= s.start <= s.end <= len(other) for s in spans)
    assert [s.start for s in spans] == sorted(s.start for s in spans)


@given(st.text("abcdế ", min_size=1, max_size=20))
def test_a_text_lies_on_itself(text: str) -> None:
    assert Alignment(text, text).span(Span(0, len(text))) == Span(0, len(text))


def test_the_gold_fits_the_paper(paper: Paper) -> None:
    assert [paper.text[c["start"] : c["end"]] for c in paper.gold.citations] == [c["text"] for c in paper.gold.citations]
    assert sum(b.kind == "heading" for b in [*paper.parts.body, *paper.parts.annex]) == sum(bool(s["title"]) for s in paper.gold.sections)


def test_what_is_lost_is_measured(paper: Paper, tmp_path: Path) -> None:
    form = BY_NAME["txt"]
    whole = measure(paper, make([form], [paper], tmp_path)["txt"][0])
    assert (whole.wrong, whole.tallies["citations"].figure(), whole.tallies["sections.tree"].figure()) == (0, 1.0, 1.0)
    parts = replace(paper.parts, body=paper.parts.body[: len(paper.parts.body) // 2])
    half = measure(paper, make([form], [replace(paper, parts=parts)], tmp_path)["txt"][0])
    lost = sum(len(b.text) + 1 for b in paper.parts.body[len(paper.parts.body) // 2 :])
    assert half.wrong == lost
    assert half.tallies["sections"].missed > 0
    assert half.tallies["frame"].figure() == 1.0


def test_a_file_that_cannot_be_read_is_told(paper: Paper, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"")
    assert measure(paper, tmp_path / "a.pdf").error == "file.empty"


def row(form: str, units: float, read: int = 1) -> Row:
    scores = dict.fromkeys(("citations", "citations.full", "sections.tree", "frame", "duties"), 1.0) | {"units": units}
    return Row(BY_NAME[form], 1, read, 0.0, scores, 0.0, Counter())


def test_what_falls_short_of_plain_text() -> None:
    base = row("txt", 0.98)
    assert row("pdf", 0.975).short(base) == []
    assert row("pdf", 0.96).short(base) == ["units"]
    assert row("scan", 0.94).short(base) == []
    assert "citations" in row("pdf", 1.0, read=0).short(base)


def test_scans_bear_pictures_alone_and_are_the_same_each_time(tmp_path: Path) -> None:
    import pypdfium2

    write_pdf(Master(title=["KẾ HOẠCH"], body=[Block("paragraph", "Một ý.")]), tmp_path / "a.pdf")
    for name in ("b.pdf", "c.pdf"):
        scan(tmp_path / "a.pdf", tmp_path / name, seed=3, dpi=60)
    with pypdfium2.PdfDocument(tmp_path / "b.pdf") as b, pypdfium2.PdfDocument(tmp_path / "c.pdf") as c:
        assert b[0].get_textpage().get_text_range() == ""
        assert b[0].render().to_numpy().tobytes() == c[0].render().to_numpy().tobytes()


def test_documents_say_what_the_paper_says(paper: Paper, tmp_path: Path) -> None:
    wanted = plain("\n".join(paper.parts.lines()))
    for form, files in make([f for f in FORMS if f.name in ("docx-styled", "html-word", "pdf")], [paper], tmp_path).items():
        assert set(wanted.split()) <= set(plain(read(files[0]).text).split()), form
