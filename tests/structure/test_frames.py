"""Heads and tails of every form, each round the same small body."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from kehoach.normalise import normalise
from kehoach.records.document import Document
from kehoach.structure import structure
from support.compose import pages

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "frames.toml").read_text("utf-8"))
HEAD = "SỞ NỘI VỤ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 7/KH-SNV\n\nKẾ HOẠCH\nTập huấn"
BODY = "\n\nI. NỘI DUNG\n\n- Mở lớp tập huấn.\n\n- Kiểm tra, đánh giá.\n\nTrên đây là Kế hoạch của đơn vị./.\n\n"
TAIL = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nTrần Văn Bình\n"


def read(case: dict[str, Any], part: str) -> Document:
    text = case["text"].strip("\n")
    return structure(normalise(pages(text + BODY + TAIL if part == "head" else HEAD + BODY + text)))


def frame(doc: Document, names: dict[str, str]) -> dict[str, str]:
    values = {name: doc.frame.get(name) or "" for name in names if name != "recipients"}
    return values | ({"recipients": " ; ".join(r.value for r in doc.frame.recipients)} if "recipients" in names else {})


@pytest.mark.parametrize(
    ("part", "case"), [(p, c) for p in ("head", "tail") for c in CASES[p]], ids=lambda x: x if isinstance(x, str) else x["name"]
)
def test_frames(part: str, case: dict[str, Any]) -> None:
    doc = read(case, part)
    assert frame(doc, case["is"]) == case["is"]
    assert [s.title for s in doc.sections][:1] == ["NỘI DUNG"]


@pytest.mark.parametrize(
    ("part", "case"), [(p, c) for p in ("head", "tail") for c in CASES[p]], ids=lambda x: x if isinstance(x, str) else x["name"]
)
def test_every_value_stands_where_its_span_says(part: str, case: dict[str, Any]) -> None:
    doc = read(case, part)
    for name in ("number", "place", "signer", "signer_role", "authority"):
        found = doc.frame.fields.get(name)
        assert found is None or (found.span is not None and " ".join(doc.text.of(found.span).split()) == found.value)
    assert [doc.text.of(r.span) for r in doc.frame.recipients if r.span] == [r.value for r in doc.frame.recipients]
