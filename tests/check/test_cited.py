"""The table of directives cited."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from openpyxl import load_workbook

from kehoach.check.cited import COLUMNS, CitedRow, cited, head
from kehoach.check.draft import Draft
from kehoach.check.sheet import write
from kehoach.records.link import Directive, Resolved
from kehoach.resolve import Catalogue, resolve
from kehoach.resolve.catalogue import Entry
from kehoach.run import cited_directives, parse, parse_text

DOCUMENTS = sorted((Path(__file__).parents[2] / "corpus" / "documents").iterdir())
LAW = Directive(
    "urn:lex:vn:chinh.phu:nghi.dinh:2020;30",
    "Nghị định",
    "30",
    "2020",
    "NĐ-CP",
    "2020-03-05",
    "Chính phủ",
    "về công tác văn thư",
    "catalogue",
)
NEW = replace(LAW, id="urn:lex:vn:chinh.phu:nghi.dinh:2025;9", number="9", year="2025", date="2025-02-01")
TEXT = """Số:     /KH-UBND
KẾ HOẠCH
Tập huấn năm 2025

- Theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.

- Thực hiện Nghị định số 30/2020/NĐ-CP và Quyết định số 146/QĐ-TTg.
"""


def rows(entry: Entry, day: date, *more: Entry) -> tuple[CitedRow, ...]:
    """Return the table of TEXT with a catalogue that holds these entries alone."""
    plan = parse_text(TEXT)
    catalogue = Catalogue.of((entry, *more))
    plan = replace(plan, links=resolve(plan.document.frame, plan.mentions, catalogue))
    return cited(Draft(plan, catalogue, day), "vi").rows


def test_a_directive_has_one_row_with_all_its_places() -> None:
    first, second = rows(Entry(LAW, status="in force", checked="2025-06-01"), date(2025, 1, 1))
    assert (first.type, first.symbol, first.date, first.issuer, first.subject) == (
        "Nghị định", "30/2020/NĐ-CP", "05/03/2020", "Chính phủ", "về công tác văn thư",
    )  # fmt: skip
    assert (first.count, first.places, first.standing, first.id) == (2, "dòng 5; dòng 7", "còn hiệu lực", LAW.id)
    assert (second.symbol, second.id) == ("146/QĐ-TTg", "")


@pytest.mark.parametrize(
    ("entry", "day", "told"),
    [
        (Entry(LAW), date(2025, 1, 1), "chưa rõ"),
        (Entry(LAW, status="in force", checked="2024-06-01"), date(2025, 1, 1), "chưa rõ; tính đến 01/06/2024 còn hiệu lực"),
        (Entry(LAW, status="amended"), date(2025, 1, 1), "còn hiệu lực, đã được sửa đổi"),
        (
            Entry(LAW, "replaced", (NEW.id,), "2025-03-01"),
            date(2026, 1, 1),
            "hết hiệu lực, bị thay thế; thay bằng NĐ 9/2025/NĐ-CP; từ 01/03/2025",
        ),
        (Entry(LAW, "replaced", (NEW.id,), "2025-03-01"), date(2025, 1, 1), "còn hiệu lực; sẽ thay bằng NĐ 9/2025/NĐ-CP; từ 01/03/2025"),
        (Entry(LAW, "expired", since="2025-03-01"), date(2026, 1, 1), "hết hiệu lực; từ 01/03/2025"),
        (Entry(LAW, "repealed"), date(2026, 1, 1), "bị bãi bỏ"),
        (Entry(LAW, "in force", in_force="2027-01-01"), date(2026, 1, 1), "chưa có hiệu lực; có hiệu lực từ 01/01/2027"),
    ],
)
def test_how_a_directive_stands(entry: Entry, day: date, told: str) -> None:
    assert rows(entry, day, Entry(NEW))[0].standing == told


def test_what_is_not_resolved_is_told_with_its_reason() -> None:
    plan = parse_text(TEXT)
    found = cited(Draft(plan, Catalogue.of(()), date(2025, 1, 1)), "vi").rows
    assert found[-1].standing.startswith(("chưa xác định: ", "có nhiều khả năng ("))
    alone = parse_text("KẾ HOẠCH\n\n- Theo Luật An toàn thực phẩm.")
    (row,) = cited_directives(alone, date(2025, 1, 1), "vi").rows
    assert row.symbol == "An toàn thực phẩm"
    assert "Luật 55/2010/QH12" in row.standing


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_every_mention_of_a_document_is_counted_once(path: Path) -> None:
    plan = parse(path)
    found = cited_directives(plan, date(2026, 1, 1), "en").rows
    assert sum(row.count for row in found) == len(plan.mentions)
    resolved = {x.directive.id for x in plan.links if isinstance(x, Resolved)}
    assert sorted(row.id for row in found if row.id) == sorted(resolved)
    assert all(row.places and row.relation and row.standing for row in found)


def test_csv_workbook_and_word_hold_the_same_rows(tmp_path: Path) -> None:
    tables = {
        "a.txt": cited_directives(parse_text(TEXT), date(2025, 1, 1), "vi"),
        "b.txt": cited_directives(parse_text(TEXT), date(2025, 1, 1), "vi"),
    }
    heads = head("vi")
    for name in ("a.csv", "a.xlsx", "a.docx"):
        write(tmp_path / name, tables, "vi")
    listed = list(csv.reader(io.StringIO((tmp_path / "a.csv").read_text("utf-8-sig"))))
    assert listed[0] == ["Tệp", "Ngày xét hiệu lực", *heads]
    assert [row[2:] for row in listed[1:]] == [list(cells) for table in tables.values() for cells in table.cells]
    assert {row[0] for row in listed[1:]} == set(tables)
    book = load_workbook(tmp_path / "a.xlsx").active
    assert [[c.value or "" for c in row] for row in book.iter_rows()] == listed
    assert {c.data_type for row in book.iter_rows() for c in row if c.value} == {"s"}
    document = Document(str(tmp_path / "a.docx"))
    assert len(document.tables) == 2
    for table, source in zip(document.tables, tables.values(), strict=True):
        assert [[c.text for c in row.cells] for row in table.rows] == [heads, *map(list, source.cells)]
        assert table.rows[0]._tr.trPr.find("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tblHeader") is not None
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    widths = sum(cell.width for cell in document.tables[0].rows[0].cells)
    assert widths <= section.page_width - section.left_margin - section.right_margin


def test_the_columns_are_those_of_a_row() -> None:
    assert set(COLUMNS[1:]) == set(CitedRow.__dataclass_fields__)
