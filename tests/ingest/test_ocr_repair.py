"""What is put right in recognised text: by the examples of the tables, and nothing in text that is right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kehoach.ingest import read
from kehoach.ingest.ocr.repair import TABLE, _put, fixed, fixes_of, repaired
from kehoach.ingest.ocr.spelling import respelt
from kehoach.ingest.reading import of_parts
from kehoach.records.text import Place, Repair, Span
from kehoach.rules.fold import bare
from kehoach.rules.letters import expand
from kehoach.rules.load import rows, toml

CORPUS = sorted((Path(__file__).parents[2] / "corpus" / "documents").iterdir())


def examples() -> Iterator[tuple[dict[str, Any], str, str]]:
    for row in toml(TABLE)["text"]:
        yield from ((row, *pair) for pair in zip(row["examples"], row["gives"], strict=True))


@pytest.mark.parametrize(("row", "read_as", "right"), list(examples()), ids=lambda x: x["id"] if isinstance(x, dict) else x)
def test_each_row_makes_of_its_examples_what_it_says(row: dict[str, Any], read_as: str, right: str) -> None:
    assert re.sub(expand(row["pattern"]), lambda m: _put(m, row["new"]), read_as) == right


@pytest.mark.parametrize(("read_as", "right"), list(zip(toml(TABLE)["phrases"]["examples"], toml(TABLE)["phrases"]["gives"], strict=True)))
def test_set_phrases_get_their_marks(read_as: str, right: str) -> None:
    assert fixed(read_as) == right


@pytest.mark.parametrize("text", toml(TABLE)["phrases"]["counter"])
def test_right_phrases_stay(text: str) -> None:
    assert fixed(text) == text


@pytest.mark.parametrize(
    ("read_as", "right"),
    [
        ("kiêm tra việc châp hành", "kiểm tra việc chấp hành"),
        ("Kê hoạch này", "Kế hoạch này"),
        ("phổ biến pháp luật", "phổ biến pháp luật"),
        ("mọi trường hợp", "mọi trường hợp"),
        ("ủy quyền, thâm quyền", "ủy quyền, thẩm quyền"),
        ("kế\nhoach", "kế\nhoach"),
        ("Kế hoạch số 52/KH-LDLD", "Kế hoạch số 52/KH-LĐLĐ"),
        ("Quyết định số 7/QD-UBND", "Quyết định số 7/QĐ-UBND"),
        ("số 7/KH-ĐKT", "số 7/KH-ĐKT"),
    ],
)
def test_words_and_codes(read_as: str, right: str) -> None:
    assert fixed(read_as) == right


def test_no_two_words_share_a_form_without_marks() -> None:
    words = [row["word"] for row in rows("ocr_words.csv")]
    assert len({bare(w) for w in words}) == len(words)
    assert words == sorted(words, key=lambda w: (bare(w), w))


@pytest.mark.parametrize("path", CORPUS, ids=lambda p: p.name)
def test_right_text_is_left_alone(path: Path) -> None:
    found = [(f.rule, f.span.of(read(path).text), f.new) for f in fixes_of(read(path).text)]
    slips = {"letter.eth", "symbol.blank", "symbol.code", "head.recipients"}  # the documents have slips of their own
    assert [f for f in found if f[0] not in {*slips, "syllable"}] == []


def test_hardly_a_right_syllable_is_changed() -> None:
    texts = [read(path).text for path in CORPUS]
    assert sum(1 for text in texts for _ in respelt(text)) <= 0.0005 * sum(len(text.split()) for text in texts)


def test_repairs_lead_back_to_what_was_recognised() -> None:
    reading = of_parts([("Theo QÐ-TTg,", Place(page=1)), ("\n\n", None), ("nhu câu và QÐ-TTg", Place(page=2))])
    found = repaired(reading, [Span(14, len(reading.text))])
    assert found.text == "Theo QÐ-TTg,\n\nnhu cầu và QĐ-TTg"
    assert found.raw == reading.raw
    assert found.repairs == (Repair(Span(14, 21), "nhu cầu", "word.need"), Repair(Span(26, 27), "Đ", "letter.eth"))
    at = found.text.index("nhu cầu")
    assert found.offsets.span(Span(at, at + 7)).of(found.raw) == "nhu câu"
