"""The graph: one node for a plan that is cited, edges with their evidence, nothing merged by accident."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

import pytest

from kehoach.graph.build import build
from kehoach.graph.label import cut, label
from kehoach.graph.levels import LEVELS, level, parse
from support.plans import DEPARTMENT, DIGITAL, LETTER, PROVINCE, Q749, REFORM, SCHOOL, Draft, drafts, plans


def test_a_plan_that_others_cite_is_one_node() -> None:
    graph = build(plans())
    node = graph.nodes[PROVINCE]
    assert node["kind"] == "plan"
    assert node["file"] == "lam-son/ubnd-48.txt"
    assert node["label"] == "KH 48/KH-UBND (2023)"
    assert node["level"] == "province"
    assert graph.number_of_edges(DEPARTMENT, PROVINCE) == 2


def test_a_plan_without_an_identifier_is_known_by_its_file() -> None:
    graph = build(plans())
    assert graph.nodes["plan:a & <b>.txt"]["kind"] == "plan"
    assert list(graph.successors("plan:a & <b>.txt")) == [REFORM]


def test_a_cited_directive_has_what_its_mentions_say() -> None:
    node = build(plans()).nodes[DIGITAL]
    expected: dict[str, str | None] = {
        "kind": "directive",
        "label": "QĐ 749/QĐ-TTg (2020)",
        "type": "Quyết định",
        "number": "749",
        "symbol": "QĐ-TTg",
    }
    expected |= {"date": "2020-06-03", "year": "2020", "issuer": "Thủ tướng Chính phủ", "level": "central", "file": None}
    assert node == expected | {"resolution": None, "candidates": None}


def test_every_mention_is_an_edge_that_points_at_its_text() -> None:
    graph = build(plans())
    raws = {d.file: d.raw for d in drafts()}
    assert graph.number_of_edges() == sum(len(p["citations"]) for p in plans())
    for _, _, key, edge in graph.edges(keys=True, data=True):
        assert key == f"{edge['file']}:{edge['citation']}"
        assert raws[edge["file"]][edge["span_start"] : edge["span_end"]] == edge["text"]
    relations = {edge["relation"] for _, _, edge in graph.edges(data=True)}
    assert relations == {"basis", "implements", "mentions"}


def test_unresolved_mentions_of_two_documents_stay_two() -> None:
    graph = build(plans())
    letters = [n for n, d in graph.nodes(data=True) if d["label"] == "CV 1871-CV/TU"]
    assert sorted(letters) == ["mention:lam-son/sgddt-512.txt:c4", "mention:lam-son/ubnd-48.txt:c5"]
    assert {graph.nodes[n]["resolution"] for n in letters} == {"unresolved"}


def test_unresolved_mentions_of_one_document_and_key_are_one_node() -> None:
    d = Draft("x.txt")
    for _ in range(2):
        d.unit(f"Theo {LETTER['text']}.", cites=[LETTER])
    d.unit("Theo Công văn số 1871-CV/TU khác.", cites=[LETTER | {"text": "Công văn số 1871-CV/TU", "symbol": "CV/BTG"}])
    graph = build([d.plan()])
    assert sorted(graph) == ["mention:x.txt:c1", "mention:x.txt:c3", "plan:x.txt"]
    assert graph.number_of_edges("plan:x.txt", "mention:x.txt:c1") == 2


def test_ambiguous_mentions_keep_their_candidates() -> None:
    (law,) = [d for _, d in build(plans()).nodes(data=True) if d["resolution"] == "ambiguous"]
    assert law["label"] == "Luật Giao dịch điện tử"
    assert len(law["candidates"].split()) == 2


def test_the_most_printed_value_wins_whatever_the_order_of_plans() -> None:
    made = []
    for n, date in enumerate(["2020-06-03", "2020-06-30", "2020-06-03"]):
        d = Draft(f"{n}.txt")
        d.unit(Q749["text"], cites=[Q749 | {"directive": "urn:lex:vn:thu.tuong.chinh.phu:quyet.dinh:;749", "date": date}])
        made.append(d.plan())
    for order in (made, made[::-1]):
        (node,) = [d for _, d in build(order).nodes(data=True) if d["kind"] == "directive"]
        assert (node["date"], node["year"]) == ("2020-06-03", "2020")


def test_two_files_of_one_plan_are_one_node_named_by_the_first_file() -> None:
    a, b = (d.plan() for d in drafts()[:2])
    twin = b | {"source": b["source"] | {"name": "zz.txt"}}
    for order in ([a, b, twin], [twin, b, a]):
        graph = build(order)
        assert graph.nodes[DEPARTMENT]["file"] == "lam-son/sgddt-512.txt"
        assert {e["file"] for _, _, e in graph.out_edges(DEPARTMENT, data=True)} == {"lam-son/sgddt-512.txt", "zz.txt"}


@pytest.mark.parametrize("row", tomllib.loads((resources.files("kehoach") / "data" / "levels.toml").read_text("utf-8"))["level"])
def test_the_table_of_tiers_reads_its_own_examples(row: dict[str, Any]) -> None:
    assert row["level"] in LEVELS
    assert row["begins"] == sorted(row["begins"])
    assert row["units"] == sorted(row["units"])
    for example in row["examples"]:
        assert level(example) == row["level"]


@pytest.mark.parametrize(
    ("urn", "expected"),
    [
        (DIGITAL, "central"),
        (PROVINCE, "province"),
        (DEPARTMENT, "department"),
        (SCHOOL, "unit"),
        ("urn:lex:vn", None),
        ("urn:lex:vn;tan.giang:uy.ban.nhan.dan.tinh.tan.giang:ke.hoach:2021-08-06;163", "province"),
        ("urn:lex:vn;tra.lam:dang.bo.huyen.tra.lam:nghi.quyet:;dai.hoi.xii", "district"),
        ("urn:lex:vn:ban.to.chuc.trung.uong:huong.dan:2022-01-01;1", "central"),
    ],
)
def test_a_tier_is_read_from_the_identifier(urn: str, expected: str | None) -> None:
    assert level(urn) == expected


def test_parts_that_are_missing_are_none() -> None:
    assert parse("urn:lex:vn:quoc.hoi:luat").number is None


def test_labels_are_short_lines() -> None:
    assert label({"number": "50"}, "x") == "50"
    assert label({"type": "Nghị quyết", "name": "Nghị quyết Trung ương 4"}, "x") == "Nghị quyết Trung ương 4"
    assert label({}, "một\n hai") == "một hai"
    assert len(cut("a" * 200)) == 60
    assert len(cut("từ " * 90)) <= 60
