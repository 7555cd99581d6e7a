"""Plans as Akoma Ntoso: well-formed, ids unique, references listed, no text lost."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.report.akoma import NAMESPACE, to_xml
from support.plans import DIGITAL, K48, LAW, LETTER, N76, PROVINCE, Q749, REFORM, Draft, hostile, plans, province

HERE = {"a": NAMESPACE}
PLANS = pytest.mark.parametrize("plan", plans(), ids=lambda p: p["source"]["name"])


def read(plan: dict[str, Any]) -> ET.Element:
    return ET.fromstring(to_xml(plan))


def tag(element: ET.Element) -> str:
    return element.tag.removeprefix(f"{{{NAMESPACE}}}")


def words(element: ET.Element) -> str:
    return "".join(element.itertext())


def by_id(root: ET.Element) -> dict[str, ET.Element]:
    return {e.attrib["eId"]: e for e in root.iter() if "eId" in e.attrib}


def one(root: ET.Element, path: str) -> ET.Element:
    found = root.findall(path, HERE)
    assert len(found) == 1
    return found[0]


@PLANS
def test_the_parts_stand_in_the_order_of_the_standard(plan: dict[str, Any]) -> None:
    root = read(plan)
    assert root.tag == f"{{{NAMESPACE}}}akomaNtoso"
    parts = [tag(e) for e in one(root, "a:doc")]
    assert parts in (
        ["meta", "preface", "preamble", "mainBody", "conclusions"],
        ["meta", "preface", "mainBody", "conclusions"],
    )
    assert [tag(e) for e in one(root, ".//a:identification")] == ["FRBRWork", "FRBRExpression", "FRBRManifestation"]


@PLANS
def test_ids_are_unique(plan: dict[str, Any]) -> None:
    found = [e.attrib["eId"] for e in read(plan).iter() if "eId" in e.attrib]
    assert len(found) == len(set(found))
    assert {x["id"] for key in ("sections", "units", "citations") for x in plan[key]} <= set(found)


@PLANS
def test_references_lead_to_what_is_listed(plan: dict[str, Any]) -> None:
    root = read(plan)
    listed = {e.attrib["href"] for e in root.findall(".//a:activeRef", HERE)}
    assert {e.attrib["href"] for e in root.findall(".//a:ref", HERE)} == listed
    assert listed == {c["directive"] for c in plan["citations"] if c["directive"]}
    pointers = {p for e in root.iter() for p in e.get("refersTo", "").split()} | {e.attrib["source"] for e in root.findall(".//*[@source]")}
    pointers |= {e.attrib["href"] for e in root.findall(".//a:FRBRauthor", HERE)}
    assert {p.removeprefix("#") for p in pointers} <= {e.attrib["eId"] for e in one(root, ".//a:references")}


@PLANS
def test_no_text_is_lost(plan: dict[str, Any]) -> None:
    found = by_id(read(plan))
    assert {u["id"]: words(found[u["id"]]) for u in plan["units"]} == {u["id"]: u["text"] for u in plan["units"]}
    assert {c["id"]: words(found[c["id"]]) for c in plan["citations"]} == {c["id"]: c["text"] for c in plan["citations"]}
    for s in plan["sections"]:
        assert [words(e) for e in found[s["id"]] if tag(e) in ("num", "heading")] == [x for x in (s["label"], s["title"]) if x]


@PLANS
def test_the_body_keeps_the_order_of_the_text(plan: dict[str, Any]) -> None:
    ids = [e.attrib["eId"] for e in one(read(plan), ".//a:mainBody").iter() if e.get("eId", "")[:1] in ("s", "u")]
    placed = sorted([(s["heading"][0], s["id"]) for s in plan["sections"]] + [(u["span"][0], u["id"]) for u in plan["units"]])
    assert [i for i in ids if "_" not in i] == [name for _, name in placed]


def test_the_frame_is_told() -> None:
    root = read(province().plan())
    assert {words(e) for e in root.findall(".//a:docProponent", HERE)} == {"ỦY BAN NHÂN DÂN TỈNH LÂM SƠN"}
    assert words(one(root, ".//a:docNumber")) == "48/KH-UBND"
    assert one(root, ".//a:docDate").attrib["date"] == "2023-02-15"
    assert words(one(root, ".//a:docTitle")) == "Chuyển đổi số tỉnh Lâm Sơn năm 2023"
    assert one(root, ".//a:FRBRWork/a:FRBRthis").attrib["value"] == PROVINCE
    assert one(root, ".//a:FRBRExpression/a:FRBRthis").attrib["value"] == f"{PROVINCE}@original:vi"
    assert {e.attrib["date"] for e in root.findall(".//a:FRBRdate", HERE)} == {"2023-02-15"}


def test_a_plan_without_date_number_and_issuer_gets_none() -> None:
    plan = Draft("nháp.txt", {"symbol": "KH-UBND"}).plan()
    root = read(plan)
    assert [root.findall(f".//a:{x}", HERE) for x in ("FRBRdate", "FRBRauthor", "docDate", "docProponent", "docTitle")] == [[]] * 5
    assert words(one(root, ".//a:docNumber")) == "KH-UBND"
    assert plan["source"]["sha256"] in one(root, ".//a:FRBRWork/a:FRBRthis").attrib["value"]


def test_citations_are_marked_where_they_stand() -> None:
    found = by_id(read(province().plan()))
    assert [(tag(e), e.get("href"), e.get("class"), words(e)) for e in (*found["u2"], *found["u4"])] == [
        ("ref", DIGITAL, None, Q749["text"]),
        ("ref", REFORM, None, N76["text"]),
        ("span", None, "ambiguous", LAW["text"]),
        ("span", None, "unresolved", LETTER["text"]),
    ]
    assert found["u2"].text == "Bám sát "
    assert [e.tail for e in found["u2"]] == [" và ", " trong quá trình thực hiện."]


def test_citations_above_the_body_are_its_bases() -> None:
    bases = one(read(province().plan()), ".//a:preamble")
    assert [(e.attrib["href"], words(e)) for e in bases.iter() if tag(e) == "ref"] == [(DIGITAL, Q749["text"])]


def test_citations_in_the_title_and_in_headings_are_marked() -> None:
    d = Draft("a.txt", {"title": f"Thực hiện {K48['text']}"})
    d.preamble(d.frame["title"], [K48])
    d.heading("I", f"KẾT QUẢ {Q749['text']}", "content")
    d.cite(d.raw.index(Q749["text"]), None, **Q749)
    plan = d.plan()
    plan["frame"]["spans"] = {"title": [0, len(d.frame["title"])]}
    root = read(plan)
    assert [words(e) for e in one(root, ".//a:docTitle")] == [K48["text"]]
    assert [words(e) for e in one(root, ".//a:heading")] == [Q749["text"]]
    assert root.findall(".//a:preamble", HERE) == []


def test_a_section_may_hold_text_before_between_and_after_its_sections() -> None:
    d = Draft("a.txt")
    top = d.heading("I", "NHIỆM VỤ", "content+duty")
    d.unit("Trước.")
    d.heading("1", "", None, top)
    d.unit("Trong.")
    d.unit("Giữa.")
    d.unit("Vẫn giữa.")
    d.heading("2", "Việc khác", None, top)
    d.unit("Sau.")
    for n in (2, 3, 4):
        d.units[n]["section"] = top
    section = by_id(read(d.plan()))["s1"]
    assert section.attrib["refersTo"] == "#content #duty"
    assert [(tag(e), e.get("name"), [words(p) for p in e.iter() if tag(p) == "p"]) for e in section] == [
        ("num", None, []),
        ("heading", None, []),
        ("intro", None, ["Trước."]),
        ("hcontainer", "section", ["Trong."]),
        ("hcontainer", "passage", ["Giữa.", "Vẫn giữa."]),
        ("hcontainer", "section", []),
        ("hcontainer", "passage", ["Sau."]),
    ]


def test_markup_and_control_characters_in_a_document_are_only_text() -> None:
    d = hostile()
    d.unit("a\x00b\x0bc\ufffed & <p>")
    found = by_id(read(d.plan()))
    assert words(found["u1"]) == d.units[0]["text"]
    assert words(found["u2"]) == "a\ufffdb\ufffdc\ufffdd & <p>"


def test_an_empty_plan_still_has_a_body() -> None:
    assert [tag(e) for e in one(read(Draft("a.txt").plan()), ".//a:mainBody")] == ["p"]


def test_the_same_plan_gives_the_same_text() -> None:
    assert to_xml(province().plan()) == to_xml(province().plan())


LETTERS = st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), max_size=20)


@given(st.lists(st.tuples(LETTERS, st.sampled_from([Q749, N76, LAW])), max_size=4), LETTERS)
def test_any_text_round_a_citation_comes_back(pieces: list[tuple[str, dict[str, Any]]], end: str) -> None:
    d = Draft("a.txt")
    text = "".join(before + c["text"] for before, c in pieces) + end
    d.unit(text)
    at = 0
    for before, c in pieces:
        d.cite(at + len(before), "u1", **c)
        at += len(before) + len(c["text"])
    found = by_id(read(d.plan()))
    assert words(found["u1"]) == text
    assert [words(e) for e in found["u1"]] == [c["text"] for _, c in pieces]
