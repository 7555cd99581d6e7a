"""What only looks like a citation is not taken, and the reason is told."""

from __future__ import annotations

import tomllib
from importlib import resources
from itertools import pairwise
from pathlib import Path

import pytest

from kehoach.citations import find_look_alikes, find_mentions
from kehoach.normalise import normalise
from kehoach.records.document import Document
from kehoach.rules.load import rules
from kehoach.structure import structure
from support.compose import document, pages

CLASSES = tomllib.loads((Path(__file__).parent.parent / "cases" / "lookalikes.toml").read_text("utf-8"))["class"]
LINES = [(row["name"], line) for row in CLASSES for line in row["lines"]]


def test_the_table_is_broad() -> None:
    names = [row["name"] for row in CLASSES]
    assert len(names) == len(set(names)) >= 30
    assert len(LINES) == len({line for _, line in LINES}) >= 200


@pytest.mark.parametrize(("name", "line"), LINES, ids=lambda x: x[:40])
def test_nothing_is_taken(name: str, line: str) -> None:
    doc = document(line)
    assert line in doc.text.canonical, "the line was lost before citations were looked for"
    assert [doc.text.of(m.span) for m in find_mentions(doc)] == []


TABLE = tomllib.loads((Path(str(resources.files("kehoach"))) / "data" / "lookalikes.toml").read_text("utf-8"))
GUARDS = [(row["id"], example) for row in TABLE["guard"] for example in row["examples"]]
PATTERNS = [(row["id"], example) for row in TABLE["pattern"] for example in row["examples"]]
GUARD_TABLES = ("no_law", "no_law_name", "other_number", "unmade_law")
LETTERHEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH LÂM SƠN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n{number}\n\n"
    "Lâm Sơn, ngày 15 tháng 02 năm 2023\n\nKẾ HOẠCH\n\nChuyển đổi số năm 2023\n\nI. NỘI DUNG\n\n{line}\n"
)
"""Of a document that has a number of its own, which the guards `own.…` refuse."""


def told(doc: Document) -> list[tuple[str, str]]:
    return [(x.rule, doc.text.of(x.span)) for x in find_look_alikes(doc)]


@pytest.mark.parametrize(("guard", "example"), GUARDS)
def test_a_guard_refuses_its_examples(guard: str, example: str) -> None:
    line, marked = example.replace("<", "").replace(">", ""), example.partition("<")[2].partition(">")[0]
    assert marked
    if guard == "own.letterhead":
        doc = structure(normalise(pages(LETTERHEAD.format(number=line, line="Việc."))))
    elif guard == "own.number":
        doc = structure(normalise(pages(LETTERHEAD.format(number="Số: 48/KH-UBND", line=line))))
    else:
        doc = document(line)
    assert find_mentions(doc) == ()
    assert (guard, marked) in told(doc)


@pytest.mark.parametrize(("pattern", "example"), PATTERNS)
def test_no_example_of_a_pattern_is_taken(pattern: str, example: str) -> None:
    doc = document(f"Theo dõi {example}, rồi báo cáo.")
    assert find_mentions(doc) == ()
    assert [text for rule, text in told(doc) if rule == pattern and text in example]


def test_every_guard_has_its_reason() -> None:
    ids = [row["id"] for table in ("guard", "pattern") for row in TABLE[table]]
    assert len(ids) == len(set(ids))
    assert {f"{table}.{rule.id}" for table in GUARD_TABLES for rule in rules("citations.toml", table)} <= set(ids)
    assert {rule for _, line in LINES for rule, _ in told(document(line))} <= set(ids)
    assert [row["id"] for table in ("guard", "pattern") for row in TABLE[table] if not (row["vi"] and row["en"])] == []


def test_what_belongs_to_a_citation_is_no_look_alike() -> None:
    doc = document("Căn cứ điểm a khoản 1 Điều 5 Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ; trực 24/7 đến ngày 31/12/2024.")
    assert told(doc) == [("time", "24/7"), ("date", "ngày 31/12/2024")]


def test_look_alikes_stand_in_order_and_apart() -> None:
    doc = document(" ".join(line for _, line in LINES))
    spans = [x.span for x in find_look_alikes(doc)]
    assert len(spans) > 100
    assert all(a.start <= b.start for a, b in pairwise(spans))
