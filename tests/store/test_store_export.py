"""Exports: read back what was stored; same bytes for the same corpus, in whatever order it was written."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from kehoach.store import Corpus
from kehoach.store.export import export
from support.plans import Draft, drafts, plans


def _export(made: list[Draft], folder: Path) -> dict[str, bytes]:
    with Corpus.create(folder / "out", "0.1") as corpus:
        for d in made:
            corpus.add(d.plan(), d.raw, d.file)
        return {p.name: p.read_bytes() for p in export(corpus, folder / "tables")}


def _rows(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(data.decode("utf-8-sig").splitlines()))


def test_the_order_of_writing_leaves_no_trace(tmp_path: Path) -> None:
    files = _export(drafts(), tmp_path / "a")
    assert files == _export(drafts()[::-1], tmp_path / "b")
    assert list(files) == ["plans.jsonl", "units.csv", "citations.csv", "duties.csv"]


def test_the_lines_are_the_plans(tmp_path: Path) -> None:
    lines = _export(drafts(), tmp_path)["plans.jsonl"].decode().splitlines()
    assert [json.loads(line) for line in lines] == plans()
    assert "Chuyển đổi số" in lines[-1]


def test_the_tables_hold_a_row_for_each_thing(tmp_path: Path) -> None:
    files = _export(drafts(), tmp_path)
    units, citations, duties = (_rows(files[f"{name}.csv"]) for name in ("units", "citations", "duties"))
    assert len(units) == sum(len(p["units"]) for p in plans())
    assert len(citations) == sum(len(p["citations"]) for p in plans())
    assert {c["symbol"] for c in citations} == {"QĐ-TTg", "NQ-CP", "KH-UBND", "KH-SGDĐT", "CV/TU", ""}
    (law,) = [c for c in citations if c["kind"] == "named"]
    assert (law["resolution"], law["candidates"].count(";"), law["date"]) == ("ambiguous", 3, "")
    (duty,) = [d for d in duties if d["file"] == "lam-son/ubnd-48.txt"]
    assert (duty["actor"], duty["with"], duty["deadline"]) == ("Sở Thông tin và Truyền thông", "Sở Nội vụ", "trước ngày 15/12/2023")
    assert duty["text"].startswith("Sở Thông tin")


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    units = _rows(_export(drafts(), tmp_path)["units.csv"])
    assert [u["text"][:3] for u in units if u["text"][0] == "'"] == ["'=1", "'- "]
