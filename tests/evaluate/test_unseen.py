"""Documents that the program is scored on elsewhere are in nothing that the tag model learns from: told by hashes alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluate.unseen import LEAST, hashes, paragraphs, whole

ROOT = Path(__file__).parents[2]
HELD_OUT = json.loads((Path(__file__).parent / "unseen.json").read_text("utf-8"))
TEXTS = sorted((ROOT / "corpus" / "gold").glob("*.txt"))
TEXT = """I. MỤC TIÊU

- Đến hết năm 2027 toàn xã có ít nhất ba tổ hợp tác nuôi ong lấy mật ở các bản Pha Đén, Nậm Hu và Co Muông;
mỗi tổ bán được trên năm trăm lít mật.
"""


def test_the_hashes_are_those_of_many_documents() -> None:
    assert len(HELD_OUT["texts"]) == 17 and len(HELD_OUT["paragraphs"]) > 500


@pytest.mark.parametrize("file", TEXTS, ids=lambda p: p.stem)
def test_no_text_of_the_corpus_is_one_of_them(file: Path) -> None:
    text = file.read_text("utf-8")
    assert whole(text) not in HELD_OUT["texts"]
    assert not paragraphs(text) & set(HELD_OUT["paragraphs"])


def test_the_model_learned_from_the_corpus_alone() -> None:
    card = json.loads((ROOT / "models" / "unit_tags" / "card.json").read_text("utf-8"))
    assert [source["name"] for source in card["sources"]] == ["corpus"]
    assert sum(card["documents"].values()) == len(TEXTS)


def test_a_text_is_known_again_however_it_is_printed() -> None:
    kept = hashes([TEXT])
    printed = TEXT.upper().replace(";", " ;").replace("\n\n", "\n\n\n")
    assert whole(printed) in kept["texts"]
    assert paragraphs(printed) & set(kept["paragraphs"])


def test_a_passage_inside_another_text_is_known_again() -> None:
    kept = set(hashes([TEXT])["paragraphs"])
    passage = TEXT.split("\n")[2]
    assert len(passage) > LEAST
    assert paragraphs(f"II. NỘI DUNG\n\nTrước hết là việc khác.\n{passage}\nSau đó là việc nữa.") & kept
    assert not paragraphs(TEXT.replace("ba", "bốn").replace("năm trăm", "sáu trăm")) & kept
