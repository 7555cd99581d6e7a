"""Marked-up one-line cases: what is cited, how, and what only looks like a citation."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kehoach.citations import find_look_alikes, find_mentions
from kehoach.normalise import normalise
from kehoach.records.citation import FIELDS, Mention
from kehoach.records.document import Document
from kehoach.structure import structure
from support.compose import document, pages

TABLES = [
    tomllib.loads((Path(__file__).parent.parent / "cases" / f"{name}.toml").read_text("utf-8"))
    for name in ("citations", "strings", "relations")
]
CASES = [case for table in TABLES for case in table["case"]]
LEFT = [case for table in TABLES for case in table.get("left", ())]
MARK = re.compile(r"<(numbered|named|congress|short): ([^<>]+)>")
FIELD = re.compile(rf"(?:^|\s)({'|'.join(FIELDS)})=")


def wanted(fields: str) -> dict[str, str | None]:
    """Return the fields of a line; `-` stands for a field that is to be empty."""
    marks = list(FIELD.finditer(fields))
    ends = [*(m.start() for m in marks[1:]), len(fields)]
    assert marks, f"a line of fields without a field: {fields!r}"
    values = (fields[m.end() : end].strip() for m, end in zip(marks, ends, strict=True))
    return {m.group(1): None if value == "-" else value for m, value in zip(marks, values, strict=True)}


def got(doc: Document) -> list[Mention]:
    return list(find_mentions(doc))


@pytest.mark.parametrize("case", [c for c in CASES if "fields" in c], ids=lambda c: c["text"][:50])
def test_citations(case: dict[str, Any]) -> None:
    marks = MARK.findall(case["text"])
    assert marks, "a case without marks tests nothing"
    doc = document(MARK.sub(r"\2", case["text"]))
    found = got(doc)
    assert [(m.kind, doc.text.of(m.span)) for m in found] == marks
    for mention, fields in zip(found, case["fields"], strict=True):
        expected = wanted(fields)
        assert {k: mention.get(k) for k in expected} == expected


@pytest.mark.parametrize("case", [c for c in CASES if "fields" not in c], ids=lambda c: c["text"][:50])
def test_look_alikes(case: dict[str, Any]) -> None:
    assert "<" not in case["text"]
    doc = document(case["text"])
    assert [doc.text.of(m.span) for m in got(doc)] == []


@pytest.mark.parametrize("case", LEFT, ids=lambda c: c["text"][:50])
def test_what_is_left_is_still_left(case: dict[str, Any]) -> None:
    """A string that is read whole after all moves to the cases."""
    assert case["why"]
    doc = document(case["text"])
    assert case["wanted"] in case["text"]
    assert case["wanted"] not in [doc.text.of(m.span) for m in got(doc)]


@pytest.mark.parametrize("case", [c for c in CASES if "fields" in c], ids=lambda c: c["text"][:50])
def test_every_value_stands_where_its_span_says(case: dict[str, Any]) -> None:
    doc = document(MARK.sub(r"\2", case["text"]))
    for mention in got(doc):
        for name in ("number", "year", "name", "issuer", "subject", "pinpoint"):
            found = getattr(mention, name)
            if found is not None and found.span is not None:
                assert doc.text.of(found.span) == found.value
        for name in FIELDS:
            found = getattr(mention, name)
            assert found is None or found.rule


def test_own_number_is_not_cited() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH LÂM SƠN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: 48/KH-UBND\n\n"
        "Lâm Sơn, ngày 15 tháng 02 năm 2023\n\nKẾ HOẠCH\n\nChuyển đổi số năm 2023\n\nI. NỘI DUNG\n\n- Việc.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn An\n\n"
        "PHỤ LỤC\n\n(Kèm theo Kế hoạch số 48/KH-UBND ngày 15 tháng 02 năm 2023 của UBND tỉnh Lâm Sơn)\n\n1. Việc khác."
    )
    doc = structure(normalise(pages(text)))
    assert got(doc) == []
    assert doc.frame.get("number") == "48"


@pytest.mark.parametrize(
    "heading",
    [
        "KẾ HOẠCH SỐ 45/KH-UBND\nVề phát triển du lịch năm 2024",
        "Kế hoạch số 45/KH-UBND ngày 12/3/2024 của UBND huyện Lâm Sơn về phát triển du lịch năm 2024",
        "# Kế hoạch 45/KH-UBND năm 2024 phát triển du lịch\n\nSố hiệu: 45/KH-UBND",
        "UBND HUYỆN LÂM SƠN\nKế hoạch số: 45/KH-UBND\nLâm Sơn, ngày 12 tháng 3 năm 2024\nPhát triển du lịch năm 2024",
    ],
)
def test_own_number_in_a_heading_without_letterhead_is_not_cited(heading: str) -> None:
    text = (
        f"{heading}\n\nCăn cứ Luật Du lịch ngày 19/6/2017;\nỦy ban nhân dân huyện ban hành kế hoạch như sau:\n\nI. MỤC ĐÍCH\n- Giữ nghề.\n"
    )
    doc = structure(normalise(pages(text)))
    assert [doc.text.of(m.span) for m in got(doc)] == ["Luật Du lịch"]


def test_a_paper_cited_in_the_first_line_is_not_the_document_itself() -> None:
    doc = structure(normalise(pages("Kết luận số 61-KL/TW của Ban Bí thư nêu rõ nhiệm vụ của Hội.\n\nI. NỘI DUNG\n- Việc.\n")))
    assert [doc.text.of(m.span) for m in got(doc)] == ["Kết luận số 61-KL/TW"]


def test_a_bare_type_word_counts_once_it_is_defined() -> None:
    text = "Thực hiện Nghị định số 200/2025/NĐ-CP ngày 09/7/2025 của Chính phủ (sau đây viết tắt là Nghị định). Triển khai thi hành Nghị định kịp thời."
    doc = document(text)
    assert [(m.kind, doc.text.of(m.span), m.get("relation")) for m in got(doc)][1:] == [("short", "Nghị định", "implements")]


def test_a_short_name_defined_twice_counts_once() -> None:
    full = "Nghị định số 200/2025/NĐ-CP của Chính phủ (sau đây gọi là Nghị định). Theo Nghị định thì."
    doc = document(f"{full} {full}")
    assert [(m.kind, doc.text.of(m.span)) for m in got(doc)] == [
        ("numbered", "Nghị định số 200/2025/NĐ-CP"), ("short", "Nghị định"), ("numbered", "Nghị định số 200/2025/NĐ-CP"), ("short", "Nghị định"),
    ]  # fmt: skip


def test_laws_that_amend_amending_laws_are_one_name() -> None:
    text = "Luật sửa đổi, bổ sung một số điều của " * 2_000 + "Luật Đầu tư"
    doc = document(f"Thực hiện {text}.")
    assert [doc.text.of(m.span) for m in got(doc)] == [text]
    assert len(got(document("Theo Luật sửa đổi, bổ sung một số điều của Hiến pháp"))) == 1


@pytest.mark.parametrize(
    "piece",
    [
        "Luật ", "Luật An ninh, ", "Quyết định số ", "Quyết định số 12/QĐ-TTg ", "Quyết định 12, ", "(", "“", "theo Quyết định số 1/QĐ-TTg về việc “",
        "khoản 1 Điều 2 Luật Đầu tư ", "aaaaaaaaaaaaaaaaaaaa 1 ", "Nghị định số 1/2025/NĐ-CP (sau đây gọi là Nghị định). Nghị định. ",
        "7", "/", "ă", "12/34/", "(a (b) ", "số ", "ngày ", "khoản 1 Điều 2 ",
    ],
)  # fmt: skip
def test_mentions_and_look_alikes_of_a_hostile_text_stand_apart(piece: str) -> None:
    doc = document(piece * 200)
    for spans in ([m.span for m in find_mentions(doc)], [x.span for x in find_look_alikes(doc)]):
        assert all(a.end <= b.start for a, b in pairwise(sorted(spans)))
