"""Exports and layout: readable by others, the same bytes every time."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest

from kehoach.graph.build import build
from kehoach.graph.export import FORMS, write
from kehoach.graph.layout import layout
from kehoach.graph.levels import LEVELS
from kehoach.graph.measures import annotated
from support.plans import Draft, plans

EVERYTHING = """
from pathlib import Path
import sys
from kehoach.graph.build import build
from kehoach.graph.export import FORMS, write
from kehoach.graph.layout import layout
from kehoach.graph.measures import annotated
from support.plans import plans
graph = annotated(build(plans()))
for suffix in FORMS:
    write(graph, Path(sys.argv[1]) / f"graph{suffix}")
(Path(sys.argv[1]) / "layout").write_text(str(layout(graph)))
"""


def test_the_hash_seed_leaves_no_trace(tmp_path: Path) -> None:
    made = []
    for seed in ("0", "4242"):
        folder = tmp_path / seed
        folder.mkdir()
        env = {"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", EVERYTHING, str(folder)], check=True, env=env)
        made.append({p.name: p.read_bytes() for p in folder.iterdir()})
    assert made[0] == made[1]
    assert len(made[0]) == 5


@pytest.mark.parametrize("suffix", sorted(FORMS))
def test_the_order_of_plans_leaves_no_trace(suffix: str) -> None:
    assert FORMS[suffix](build(plans())) == FORMS[suffix](build(plans()[::-1]))


def test_json_reads_back_as_the_same_graph() -> None:
    graph = build(plans())
    back = nx.node_link_graph(json.loads(FORMS[".json"](graph)), edges="edges")
    assert sorted(back.edges(keys=True)) == sorted(graph.edges(keys=True))
    assert {n: d["label"] for n, d in back.nodes(data=True)} == dict(graph.nodes(data="label"))


@pytest.mark.parametrize(("suffix", "reader"), [(".graphml", nx.read_graphml), (".gexf", nx.read_gexf)])
def test_xml_reads_back_with_all_edges(suffix: str, reader: object) -> None:
    graph = annotated(build(plans()))
    back = reader(io.BytesIO(FORMS[suffix](graph).encode()))  # type: ignore[operator]
    assert set(back) == set(graph)
    assert back.number_of_edges() == graph.number_of_edges()
    assert {d["relation"] for _, _, d in back.edges(data=True)} == {"basis", "implements", "mentions"}


def test_characters_that_xml_forbids_do_not_break_it(tmp_path: Path) -> None:
    d = Draft("a\x02.txt", {"title": "x\x00y\ufffe"})
    d.unit('Công văn "\x0b\\ 5', cites=[{"text": 'Công văn "\x0b\\ 5'}])
    graph = build([d.plan()])
    for suffix in FORMS:
        assert write(graph, tmp_path / f"g{suffix}").stat().st_size > 0
    assert set(nx.read_graphml(tmp_path / "g.graphml")) == {"plan:a\ufffd.txt", "mention:a\ufffd.txt:c1"}


def test_dot_quotes_what_it_holds() -> None:
    d = Draft("a.txt", {"title": 'Đề án "06"\\'})
    assert r'[label="Kế hoạch Đề án \"06\"\\", shape=box]' in FORMS[".dot"](build([d.plan()]))


def test_tiers_stand_from_the_top_down_and_nothing_overlaps() -> None:
    graph = build(plans())
    places = layout(graph)
    assert set(places) == set(graph)
    assert len(set(places.values())) == len(places)
    bands = [sorted(places[n][1] for n, at in graph.nodes(data="level") if at == name) for name in (*LEVELS, None)]
    filled = [band for band in bands if band]
    assert all(upper[-1] < lower[0] for upper, lower in pairwise(filled))


def test_long_bands_wrap_without_overlap() -> None:
    d = Draft("a.txt", {"level": "unit"})
    for n in range(150):
        d.unit(f"Công văn số {n}", cites=[{"text": f"Công văn số {n}", "number": str(n)}])
    places = layout(build([d.plan()]))
    assert len(set(places.values())) == 151
    assert max(x for x, _ in places.values()) < 2000


def test_an_empty_graph_has_no_positions() -> None:
    assert layout(build([])) == {}
