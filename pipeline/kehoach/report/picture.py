"""The citation graph as the page draws it: nodes with their positions and passages, edges, and the chains."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kehoach.graph.layout import layout
from kehoach.graph.measures import Chain, cascades, documents, mentions
from kehoach.report.facts import Ref
from kehoach.report.model import Step
from kehoach.report.tables import Tables

if TYPE_CHECKING:
    import networkx as nx

MOST = 400
"""Nodes drawn; more can't be told apart, and their passages would fill the page."""
PANEL = 6
"""Citations shown for a node."""
CHAINS, SHORTEST = 60, 3
"""Chains printed, and the fewest documents that make one."""

Node = dict[str, Any]


def nodes(graph: nx.MultiDiGraph, tables: Tables) -> list[Node]:
    """Return the nodes to draw, those cited by most plans first, then the plans; with their place and their citations."""
    cited, mentioned = documents(graph), mentions(graph)
    order = sorted(graph, key=lambda n: (-cited[n], graph.nodes[n]["kind"] != "plan", n))[:MOST]
    places = layout(graph.subgraph(order))
    rows = {row.name: row.n for row in tables.facts.files}
    return [_node(graph, n, tables, rows) | {"documents": cited[n], "mentioned": mentioned[n], "at": places[n]} for n in order]


def _node(graph: nx.MultiDiGraph, node: str, tables: Tables, rows: dict[str, int]) -> Node:
    data, say = graph.nodes[node], tables.say
    known = {"files.type": data["type"], "files.number": data["number"], "files.issuer": data["issuer"]}
    known |= {"files.date": say.date(data["date"]) if data["date"] else data["year"], "files.file": data["file"]}
    known |= {"graph.identifier": data["candidates"] or (node if node.startswith("urn:") else None)}
    edges = sorted((d for u, _, d in graph.in_edges(node, data=True) if u != node), key=lambda d: (d["file"], d["span_start"]))
    return {
        "id": node,
        "label": data["label"],
        "kind": data["kind"],
        "level": data["level"] or "none",
        "level_name": say.named("level", data["level"]),
        "row": f"r{rows[data['file']]}" if data["file"] else None,
        "facts": [[say(name), value] for name, value in known.items() if value],
        "mentions": [_mention(edge, tables, rows) for edge in edges[:PANEL]],
    }


def _mention(edge: dict[str, Any], tables: Tables, rows: dict[str, int]) -> dict[str, str]:
    return {
        "file": edge["file"],
        "text": edge["text"],
        "relation": tables.say.named("relation", edge["relation"]),
        "anchor": tables.passages.anchor(_ref(edge, rows)),
    }


def _ref(edge: dict[str, Any], rows: dict[str, int]) -> Ref:
    return Ref(rows[edge["file"]], edge["unit"], None if edge["unit"] else edge["citation"], edge["text"])


def data(graph: nx.MultiDiGraph, drawn: list[Node], say_graph: dict[str, str], colours: dict[str, str]) -> dict[str, Any]:
    """Return what the page's script needs: nodes, edges (one for each pair, with its weight), colours and words."""
    index = {node["id"]: n for n, node in enumerate(drawn)}
    weights = {(u, v): len(edges) for u in index for v, edges in graph.succ[u].items() if v in index and v != u}
    left_out = ("level_name", "row", "mentioned")
    return {
        "nodes": [{k: v for k, v in node.items() if k not in left_out} | {"id": n} for n, node in enumerate(drawn)],
        "edges": [[index[u], index[v], w] for (u, v), w in sorted(weights.items())],
        "colours": colours,
        "words": say_graph,
    }


def chains(graph: nx.MultiDiGraph, tables: Tables) -> tuple[list[list[Step]], int]:
    """Return the longest chains as steps from the top down, and how many more there are.

    A chain that another one merely carries on is left out.
    """
    every = {chain.nodes: chain for found in cascades(graph).values() for chain in found if len(chain.nodes) >= SHORTEST}
    carried_on = {nodes[:k] for nodes in every for k in range(SHORTEST, len(nodes))}
    ends = sorted((c for n, c in every.items() if n not in carried_on), key=lambda c: (-len(c.nodes), c.nodes))
    rows = {row.name: row.n for row in tables.facts.files}
    return [list(_steps(graph, chain, tables, rows)) for chain in ends[:CHAINS]], max(0, len(ends) - CHAINS)


def _steps(graph: nx.MultiDiGraph, chain: Chain, tables: Tables, rows: dict[str, int]) -> Iterable[Step]:
    say = tables.say
    for n, node in enumerate(chain.nodes):
        here = graph.nodes[node]
        anchor, cites = None, ""
        if n:
            upper = chain.nodes[n - 1]
            anchor = tables.passages.anchor(_ref(graph.edges[node, upper, chain.mentions[n - 1]], rows))
            cites = say("cascades.cites", lower=here["label"], upper=graph.nodes[upper]["label"])
        yield Step(here["label"], here["level"], say.named("level", here["level"]), cites, anchor)
