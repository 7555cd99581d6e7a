"""The gold of the corpus: what is read, what is refused and how."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kehoach.errors import KehoachError
from kehoach.evaluate.gold import ids_of, read_gold, read_splits, sha256, unit_tags
from kehoach.ingest import read
from kehoach.normalise import normalise
from kehoach.structure import structure

CORPUS = Path(__file__).parents[2] / "corpus"
NAME = "ls-ldld-cong-so"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A corpus of one document."""
    (tmp_path / "gold").mkdir()
    for suffix in (".json", ".txt"):
        (tmp_path / "gold" / f"{NAME}{suffix}").write_bytes((CORPUS / "gold" / f"{NAME}{suffix}").read_bytes())
    (tmp_path / "splits.toml").write_text(f'train = ["{NAME}"]\n', "utf-8")
    return tmp_path


def change(corpus: Path, edit: Callable[[dict[str, Any]], None]) -> None:
    path = corpus / "gold" / f"{NAME}.json"
    content = json.loads(path.read_text("utf-8"))
    edit(content)
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def test_every_document_is_in_one_split_and_reads() -> None:
    ids = ids_of(CORPUS, None)
    assert len(ids) == len(set(ids)) == len(list((CORPUS / "gold").glob("*.json")))
    assert all(read_gold(CORPUS, name).units for name in ids)
    assert sorted(read_splits(CORPUS)) == ["dev", "test", "train"]


EDITS: list[tuple[str, Callable[[dict[str, Any]], Any]]] = [
    ("$.units[0].tag: ", lambda c: c["units"][0].update(tag="task")),
    ("$.frame.draft: ", lambda c: c["frame"].update(draft="no")),
    ("$.citations[1].year: ", lambda c: c["citations"][1].update(year=2020)),
    ("$.sections[2].title: ", lambda c: c["sections"][2].pop("title")),
    ("$.duties: ", lambda c: c.update(duties=None)),
    ("$.notes: ", lambda c: c.update(notes=[])),
    ("$.units[3].start: ", lambda c: c["units"][3].update(start=-1)),
    ("$.units[3].start: ", lambda c: c["units"][3].update(start=True)),
    ("$.units[4]: ", lambda c: c["units"][4].update(end=10**6)),
    ("$.citations[0]: ", lambda c: c["citations"][0].update(end=c["citations"][0]["start"])),
    ("$.sections[1].parent: ", lambda c: c["sections"][1].update(parent=1)),
    ("$.duties[0].unit: ", lambda c: c["duties"][0].update(unit=999)),
]


@pytest.mark.parametrize(("where", "edit"), EDITS, ids=[f"{n}-{where}" for n, (where, _) in enumerate(EDITS)])
def test_a_fault_is_named_with_its_place(copy: Path, where: str, edit: Callable[[dict[str, Any]], None]) -> None:
    change(copy, edit)
    with pytest.raises(KehoachError) as caught:
        read_gold(copy, NAME)
    assert caught.value.key == "gold.broken"
    assert where in caught.value.explain("en") and str(copy / "gold" / f"{NAME}.json") in caught.value.explain("vi")


def test_what_is_missing_is_named(copy: Path) -> None:
    with pytest.raises(KehoachError, match=r"other\.json"):
        read_gold(copy, "other")
    (copy / "gold" / f"{NAME}.json").write_text("{", "utf-8")
    with pytest.raises(KehoachError, match="1:2"):
        read_gold(copy, NAME)
    with pytest.raises(KehoachError) as caught:
        ids_of(copy, "test")
    assert (caught.value.key, caught.value.values["known"]) == ("usage.split", "train")
    (copy / "splits.toml").unlink()
    with pytest.raises(KehoachError, match=r"splits\.toml"):
        ids_of(copy, None)


def test_the_hash_tells_any_change(copy: Path) -> None:
    before = sha256(copy)
    assert before == sha256(copy)
    change(copy, lambda c: c["units"][0].update(tag="other"))
    after = sha256(copy)
    assert after != before
    (copy / "splits.toml").write_text(f'dev = ["{NAME}"]\n', "utf-8")
    assert sha256(copy) != after


def test_units_as_read_get_the_tags_of_the_gold() -> None:
    gold = read_gold(CORPUS, NAME)
    document = structure(normalise(read(gold.path)))
    tags = unit_tags(document, gold)
    assert len(tags) == len(document.units)
    assert [t for t in tags if t] == [item["tag"] for item in gold.units]
