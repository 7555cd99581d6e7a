"""The corpus documents say what their masters say, whatever their form."""

from __future__ import annotations

import json
import re
import tomllib
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest

from kehoach.ingest import read
from support.render import render

CORPUS = Path(__file__).parents[2] / "corpus"
SOURCES = tomllib.loads((CORPUS / "SOURCES.toml").read_text("utf-8"))["document"]


def words(text: str) -> list[str]:
    return re.sub(r"\*\*|[|]|^#+ ", " ", text, flags=re.MULTILINE).split()


@pytest.mark.parametrize("source", SOURCES, ids=lambda s: str(s["id"]))
def test_document_says_what_its_master_says(source: dict[str, Any]) -> None:
    master = (CORPUS / "gold" / f"{source['id']}.txt").read_text("utf-8")
    pages = read(CORPUS / source["file"])
    if source["form"] in {"txt", "md"}:
        assert pages.raw == master
        return
    wanted, found = words(master), words(pages.text)
    changes = [
        (wanted[a:b], found[c:d]) for op, a, b, c, d in SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes() if op != "equal"
    ]
    assert not [gone for gone, _ in changes if gone]
    added = [" ".join(new) for _, new in changes]
    if source["form"] == "pdf":
        assert added == [str(n) for n in range(2, len(added) + 2)], "page numbers alone are added"
    else:
        assert added == []


@pytest.mark.parametrize("source", [s for s in SOURCES if s["form"] in {"docx", "html"}], ids=lambda s: str(s["id"]))
def test_documents_are_made_from_their_masters(source: dict[str, Any], tmp_path: Path) -> None:
    gold = CORPUS / "gold" / source["id"]
    target = tmp_path / Path(source["file"]).name
    annotation = json.loads(gold.with_suffix(".json").read_text("utf-8"))
    render(gold.with_suffix(".txt").read_text("utf-8"), annotation, source["form"], target, source.get("numbering"))
    assert read(target).raw == read(CORPUS / source["file"]).raw


def test_every_document_is_listed_once() -> None:
    listed = [s["file"] for s in SOURCES]
    assert sorted(listed) == sorted(f"documents/{p.name}" for p in (CORPUS / "documents").iterdir())
    assert len({s["id"] for s in SOURCES}) == len(SOURCES)


def test_splits_hold_every_document_once() -> None:
    splits = tomllib.loads((CORPUS / "splits.toml").read_text("utf-8"))
    assert sorted(i for part in splits.values() for i in part) == sorted(s["id"] for s in SOURCES)
    assert {name: len(part) for name, part in splits.items()} == {"train": 43, "dev": 3, "test": 17}
