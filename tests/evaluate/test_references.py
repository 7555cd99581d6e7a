"""Scoring on marked references: an invented data set in the form of the published one, its broken lines, the way back from plain text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.errors import KehoachError
from kehoach.evaluate import evaluate_references
from kehoach.evaluate.passages import HALVES, Passage, Reference, own_title, plain, read_passages, restored
from kehoach.evaluate.references import references, score
from kehoach.evaluate.tally import Tally
from kehoach.records.text import Span
from kehoach.run import read_passage

DATA = Path(__file__).with_name("references.jsonl")
LINE = {"data": {"value": "theo Luật Giáo_dục ."}, "annotations": [{"result": []}]}
MARK = {"start": 5, "end": 18, "text": "Luật Giáo_dục", "labels": ["L"]}


def words(passage: Passage) -> list[tuple[str, str]]:
    return [(r.label, r.span.of(passage.text)) for r in passage.references]


def test_scores_of_the_invented_data_set() -> None:
    found = evaluate_references(DATA, read_passage).to_dict()
    assert (found["passages"], found["restored"]) == (9, 2)
    counts = {name: (row["n"], round(row["P"], 3), round(row["R"], 3)) for name, row in found["scores"].items()}
    assert counts == {
        "strict.BL": (1, 1, 1),
        "strict.HP": (1, 1, 1),
        "strict.L": (2, 1, 1),
        "strict.NQ": (1, 1, 1),
        "strict.NĐ": (4, 0.75, 0.75),  # one is marked without its date
        "strict.QĐ": (1, 0.5, 1),  # one is not marked
        "strict.TT": (2, 1, 0.5),  # one has no number
        "strict.numbered": (8, 0.75, 0.75),
        "strict.all": (12, 0.833, 0.833),
        "overlap.BL": (1, 1, 1),
        "overlap.HP": (1, 1, 1),
        "overlap.L": (2, 1, 1),
        "overlap.NQ": (1, 1, 1),
        "overlap.NĐ": (4, 1, 1),
        "overlap.QĐ": (1, 0.5, 1),
        "overlap.TT": (2, 1, 0.5),
        "overlap.numbered": (8, 0.875, 0.875),
        "overlap.all": (12, 0.917, 0.917),
    }


def test_published_offsets_score_lower() -> None:
    found = evaluate_references(DATA, read_passage, as_published=True).to_dict()
    assert found["restored"] is None
    assert found["scores"]["strict.L"]["R"] == 0.5
    assert found["scores"]["strict.NĐ"]["R"] == 0.5


def test_the_halves_make_the_whole() -> None:
    whole, *halves = (evaluate_references(DATA, read_passage, split) for split in (None, *HALVES))
    assert [len(half.passages) for half in halves] != [0, 9]
    assert sum(len(half.passages) for half in halves) == len(whole.passages)
    with pytest.raises(KehoachError, match="third"):
        evaluate_references(DATA, read_passage, "third")


def test_references_are_put_back_where_they_were_marked() -> None:
    passages = list(read_passages(DATA))
    assert words(passages[3])[0][1].endswith("Luật Giáo_dục")
    assert words(restored(passages[3]))[0][1].endswith("Luật Giáo_dục ngày 25 tháng 11 năm 2009")
    long, short = passages[1].references[1].span, passages[1].references[0].span
    assert long.start == short.start
    moved = restored(passages[1])
    assert [r.span.overlaps(long) for r in moved.references] == [True, False]
    assert words(moved) == [("NĐ", "Nghị_định số 30/2020/NĐ-CP ngày 05/3/2020"), ("NĐ", "Nghị_định số 30/2020/NĐ-CP")]


def test_a_place_that_is_not_certain_is_left_alone() -> None:
    text = "theo Luật Giá năm 2012 , Luật Giá , Luật Giá ."
    twice = Passage(text, (Reference(Span(5, 13), "L"), Reference(Span(5, 22), "L")))
    assert restored(twice) == twice


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Ban_hành kèm theo Thông_tư số 01/2019/TT-BNV ngày 24/01/2019của Bộ Nội_vụ .",
            [("TT", "Thông_tư số 01/2019/TT-BNV ngày 24/01/2019của")],
        ),
        ("theo Nghị_định số 30/2020/NĐ-CP ( sau đây gọi tắt là Nghị_định ) thì Nghị_định được", [("NĐ", "Nghị_định số 30/2020/NĐ-CP")]),
        ("Nghị định Sửa đổi Nghị định số 30/2020/NĐ-CP Căn_cứ Luật Lưu_trữ .", [("L", "Luật Lưu_trữ")]),
        ("Căn_cứ Luật Giá được Quốc_hội thông_qua ngày 20 tháng 6 năm 2012 .", [("L", "Luật Giá")]),
        ("theo Mẫu IV_Nghị_định số 30/2020/NĐ-CP .", []),
    ],
)
def test_mentions_are_marked_as_annotators_mark_them(text: str, found: list[tuple[str, str]]) -> None:
    assert words(Passage(text, references(text, read_passage))) == found


def test_the_same_span_under_another_label_is_wrong() -> None:
    gold, read = [Reference(Span(0, 9), "L")], [Reference(Span(0, 9), "PL")]
    assert score(gold, read)["strict.all"] == Tally(0, 1, 1)
    assert score(gold, gold)["strict.L"] == Tally(1)
    touching = score(gold, [Reference(Span(8, 20), "L")])
    assert (touching["strict.L"], touching["overlap.L"]) == (Tally(0, 1, 1), Tally(1))


def change(**parts: Any) -> str:
    return json.dumps(LINE | {"annotations": [{"result": [{"value": MARK | parts}]}]}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{", "Expecting property name"),
        ("[]", "list indices"),
        ('{"annotations": []}', "'data' is missing"),
        (change(end=17), "is 'Luật Giáo_dụ'"),
        (change(start=40, end=50), "outside a text of 20"),
        (change(start=18, end=5), "not a span"),
        (change(labels=["XX"]), "'XX' is none of HP, BL, L"),
        (change(labels=[]), "unpack"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, what: str) -> None:
    path = tmp_path / "refs.jsonl"
    path.write_text(change() + "\n" + line + "\n", "utf-8")
    with pytest.raises(KehoachError) as e:
        evaluate_references(path, read_passage)
    assert (e.value.key, e.value.path, e.value.place) == ("references.broken", str(path), "2")
    assert what in e.value.explain("en")


def test_a_missing_or_empty_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    for name, key in (("none.jsonl", "references.missing"), ("empty.jsonl", "references.empty")):
        with pytest.raises(KehoachError) as e:
            evaluate_references(tmp_path / name, read_passage)
        assert (e.value.key, e.value.path) == (key, str(tmp_path / name))


TOKENS = st.lists(
    st.sampled_from(["Luật", "Giáo_dục", ",", ".", "(", ")", "“", "”", "%", "số_", "_", "ngày", '<L rel="none">', "</L>"]), min_size=1
)


@given(TOKENS, st.data())
def test_every_span_of_tokens_leads_to_plain_text_and_back(tokens: list[str], data: st.DataObject) -> None:
    text = " ".join(tokens)
    first = data.draw(st.integers(0, len(tokens) - 1))
    last = data.draw(st.integers(first, len(tokens) - 1))
    start = len(" ".join(tokens[:first])) + (first > 0)
    span = Span(start, start + len(" ".join(tokens[first : last + 1])))
    words, back = plain(text)
    kept = [i for i in range(len(words)) if span.holds(back.span(Span(i, i + 1)))]
    tagless = [t for t in tokens[first : last + 1] if "<" not in t]
    if not tagless:
        return
    image = Span(kept[0], kept[-1] + 1)
    assert list(range(image.start, image.end)) == kept
    assert image.of(words).replace(" ", "") == "".join(tagless).replace("_", "")
    edge = [t for t in (tokens[first], tokens[last]) if "<" in t]
    assert edge or back.span(image).of(text).strip() == span.of(text)


def test_the_title_of_the_document_itself() -> None:
    title = "Nghị định Về công tác văn thư"
    assert own_title(f"{title} Căn_cứ Luật Lưu_trữ .").of(f"{title} Căn_cứ") == title
    assert not own_title("Luật Giáo_dục ngày 14 tháng 6 năm 2019 Căn_cứ .")


def test_empty_lines_are_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "data.jsonl"
    file.write_text(f"\n{json.dumps(LINE)}\n  \n", "utf-8")
    assert len(list(read_passages(file))) == 1


@pytest.mark.parametrize("value", [None, 5, ["a"]])
def test_a_text_that_is_none_is_told(tmp_path: Path, value: Any) -> None:
    file = tmp_path / "data.jsonl"
    file.write_text(json.dumps({"data": {"value": value}, "annotations": []}), "utf-8")
    with pytest.raises(KehoachError) as error:
        list(read_passages(file))
    assert (error.value.key, error.value.place) == ("references.broken", "1")
