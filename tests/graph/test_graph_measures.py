"""Measures: counts that can be checked by hand, chains from the centre down to the school."""

from __future__ import annotations

from kehoach.graph.build import build
from kehoach.graph.measures import Pair, annotated, cascades, cocitation, coupling, documents, mentions, pagerank
from support.plans import DEPARTMENT, DIGITAL, K48, PROVINCE, REFORM, SCHOOL, Draft, plans


def test_documents_count_once_however_often_they_cite() -> None:
    graph = build(plans())
    assert {n: documents(graph)[n] for n in (DIGITAL, REFORM, PROVINCE, DEPARTMENT, SCHOOL)} == {
        DIGITAL: 2, REFORM: 2, PROVINCE: 1, DEPARTMENT: 1, SCHOOL: 0,
    }  # fmt: skip
    assert mentions(graph)[DIGITAL] == 3
    assert mentions(graph)[PROVINCE] == 2


def test_a_plan_that_names_itself_is_not_cited() -> None:
    d = Draft("x.txt", {"directive": PROVINCE})
    d.unit(K48["text"], cites=[K48])
    graph = build([d.plan()])
    assert graph.number_of_edges() == 1
    assert documents(graph) == mentions(graph) == {PROVINCE: 0}


def test_pagerank_sums_to_one_and_prefers_what_is_cited() -> None:
    rank = pagerank(build(plans()))
    assert abs(sum(rank.values()) - 1) < 1e-6
    assert rank[DIGITAL] > rank[SCHOOL]
    assert pagerank(build([])) == {}


def test_directives_cited_together() -> None:
    pairs = cocitation(build(plans()), minimum=1)
    assert {DIGITAL, PROVINCE} in [{p.first, p.second} for p in pairs]
    assert {DIGITAL, REFORM} in [{p.first, p.second} for p in pairs]
    assert {p.weight for p in pairs} == {1}
    assert all(p.first < p.second for p in pairs)
    assert cocitation(build(plans())) == []


def test_plans_that_cite_the_same() -> None:
    assert coupling(build(plans()), minimum=1) == [
        Pair("plan:a & <b>.txt", PROVINCE, 1),
        Pair(DEPARTMENT, PROVINCE, 1),
    ]
    assert coupling(build([]), minimum=1) == []


def test_the_chain_leads_from_the_government_to_the_school() -> None:
    graph = build(plans())
    (chain,) = cascades(graph)[SCHOOL]
    assert chain.nodes == (DIGITAL, PROVINCE, DEPARTMENT, SCHOOL)
    for lower, upper, key in zip(chain.nodes[1:], chain.nodes, chain.mentions, strict=False):
        assert graph.edges[lower, upper, key]["relation"] in ("basis", "implements")
    assert len(chain.mentions) == 3


def test_mentions_alone_make_no_chain() -> None:
    assert cascades(build(plans()))["plan:a & <b>.txt"] == ()


def _citing(file: str, own: str, level: str, *targets: str) -> Draft:
    d = Draft(file, {"directive": own, "level": level})
    for target in targets:
        d.unit("Kế hoạch số 1", cites=[{"text": "Kế hoạch số 1", "directive": target, "relation": "implements"}])
    return d


def test_a_circle_makes_no_chain_and_no_endless_walk() -> None:
    a, b = "urn:lex:vn;a:x:y:2020-01-01;1", "urn:lex:vn;a:x:y:2020-01-01;2"
    made = [_citing("a", a, "province", b, DIGITAL).plan(), _citing("b", b, "province", a).plan()]
    found = cascades(build(made))
    assert [c.nodes for c in found[a]] == [(DIGITAL, a)]
    assert found[b] == ()


def test_a_chain_never_climbs_to_a_lower_tier() -> None:
    a, b = "urn:lex:vn;a:x:y:2020-01-01;1", "urn:lex:vn;a:x:y:2020-01-01;2"
    made = [_citing("a", a, "province", b).plan(), _citing("b", b, "unit").plan()]
    assert cascades(build(made)) == {a: (), b: ()}


def test_a_long_chain_is_followed_to_its_top() -> None:
    ids = [f"urn:lex:vn;a:x:y:2020-01-01;{n:04}" for n in range(1500)]
    made = [_citing(f"{n:04}", own, "unit", *ids[n + 1 : n + 2]).plan() for n, own in enumerate(ids)]
    (chain,) = cascades(build(made))[ids[0]]
    assert chain.nodes == tuple(ids[::-1])


def test_annotated_nodes_carry_the_measures() -> None:
    node = annotated(build(plans())).nodes[DIGITAL]
    assert (node["documents"], node["mentions"]) == (2, 3)
    assert 0 < node["pagerank"] < 1
