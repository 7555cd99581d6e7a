"""The citation graph as the page draws it: nodes with their positions and passages, edges, and the chains."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kehoach.graph.label import code, cut
from kehoach.graph.layout import layout
from kehoach.graph.levels import LEVELS
from kehoach.graph.measures import Chain, cascades, documents, mentions
from kehoach.report.facts import Ref
from kehoach.report.model import Cascade, Step
from kehoach.report.tables import Tables

if TYPE_CHECKING:
    import networkx as nx

MOST = 150
"""Nodes drawn; more can't be told apart."""
SHARED = 60
"""Per cent of them kept for what several plans cite, where there is that much; the plans that cite it need room too."""
PANEL = 6
"""Citations shown for a node."""
CHAINS, SHORTEST, TOPS = 40, 3, 6
"""Chains printed, the fewest documents that make one, the directives printed at the top of one."""

Node = dict[str, Any]


def nodes(graph: nx.MultiDiGraph, tables: Tables) -> list[Node]:
    """Return the nodes to draw, each with its place and its citations: see `_chosen`."""
    cited, mentioned = documents(graph), mentions(graph)
    order = _chosen(graph, cited)
    places = layout(graph.subgraph(order))
    rows = {row.name: row.n for row in tables.facts.files}
    return [_node(graph, n, tables, rows) | {"documents": cited[n], "mentioned": mentioned[n], "at": places[n]} for n in order]


def _chosen(graph: nx.MultiDiGraph, cited: dict[str, int]) -> list[str]:
    """Return what is cited by most plans, then the plans that cite most of it, then what is cited once, unresolved citations last."""
    kind = dict(graph.nodes(data="kind"))
    shared = sorted((n for n in graph if cited[n] > 1), key=lambda n: (-cited[n], n))[: MOST * SHARED // 100]
    among = set(shared)
    plans = sorted((n for n in graph if kind[n] == "plan" and n not in among), key=lambda n: (-len(among & set(graph.succ[n])), n))
    among.update(plans)
    rest = sorted((n for n in graph if n not in among), key=lambda n: (-cited[n], kind[n] == "mention", n))
    return [*shared, *plans, *rest][:MOST]


def _node(graph: nx.MultiDiGraph, node: str, tables: Tables, rows: dict[str, int]) -> Node:
    data, say = graph.nodes[node], tables.say
    number = code(data["number"], data["symbol"]) if data["number"] else None
    known = {"files.type": data["type"], "files.number": number, "files.issuer": data["issuer"]}
    known |= {"files.date": say.date(data["date"]) if data["date"] else data["year"], "files.file": data["file"]}
    known |= {"graph.identifier": data["candidates"] or (node if node.startswith("urn:") else None)}
    edges = sorted((d for u, _, d in graph.in_edges(node, data=True) if u != node), key=lambda d: (d["file"], d["span_start"]))
    return {
        "id": node,
        "label": data["label"],
        "short": cut(data["label"], 32),
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


def chains(graph: nx.MultiDiGraph, tables: Tables) -> tuple[list[Cascade], int]:
    """Return the longest chains, those that differ at the top alone as one, and how many more there are.

    A chain that another one merely carries on is left out.
    """
    every = {chain.nodes: chain for found in cascades(graph).values() for chain in found if len(chain.nodes) >= SHORTEST}
    carried_on = {nodes[:k] for nodes in every for k in range(SHORTEST, len(nodes))}
    groups: defaultdict[tuple[str, ...], list[Chain]] = defaultdict(list)
    for chain in (every[nodes] for nodes in sorted(every) if nodes not in carried_on):
        groups[chain.nodes[1:]].append(chain)
    order = sorted(groups, key=lambda nodes: (-len(nodes), nodes))
    return [_cascade(graph, groups[nodes], tables) for nodes in order[:CHAINS]], max(0, len(order) - CHAINS)


def _cascade(graph: nx.MultiDiGraph, group: list[Chain], tables: Tables) -> Cascade:
    rows = {row.name: row.n for row in tables.facts.files}

    def step(chain: Chain, n: int) -> Step:
        node, here = chain.nodes[n], graph.nodes[chain.nodes[n]]
        if n + 1 == len(chain.nodes):
            return Step(here["label"], here["level"], tables.say.named("level", here["level"]), None, None)
        lower, key = chain.nodes[n + 1], chain.mentions[n]
        anchor = tables.passages.anchor(_ref(graph.edges[lower, node, key], rows))
        cites = tables.say("cascades.cites", lower=graph.nodes[lower]["label"], upper=here["label"])
        return Step(here["label"], here["level"], tables.say.named("level", here["level"]), cites, anchor)

    order = {name: n for n, name in enumerate(LEVELS)}
    group.sort(key=lambda chain: (order.get(graph.nodes[chain.nodes[0]]["level"], len(order)), chain.nodes))
    tops = tuple(step(chain, 0) for chain in group[:TOPS])
    more = tables.say("cascades.more_tops", n=tables.say.number(len(group) - TOPS)) if len(group) > TOPS else None
    return Cascade(tops, more, tuple(step(group[0], n) for n in range(1, len(group[0].nodes))))
