"""What the citation graph says: most cited, PageRank, pairs cited together, chains from the centre down to the unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kehoach.graph.levels import LEVELS

if TYPE_CHECKING:
    import networkx as nx

DOWNWARD = ("basis", "implements")
"""Relations by which a plan carries out what stands above it."""
_RANK = {name: n for n, name in enumerate(LEVELS)}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two nodes (first < second) and how much ties them: documents or directives in common."""

    first: str
    second: str
    weight: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Node ids from the top down to a plan. `mentions[i]` is the key of the edge by which nodes[i + 1] cites nodes[i]."""

    nodes: tuple[str, ...]
    mentions: tuple[str, ...]


def documents(graph: nx.MultiDiGraph) -> dict[str, int]:
    """Return for each node how many other documents cite it, however often."""
    return {node: sum(1 for citing in graph.pred[node] if citing != node) for node in graph}


def mentions(graph: nx.MultiDiGraph) -> dict[str, int]:
    """Return for each node how often other documents mention it."""
    return {node: sum(len(edges) for citing, edges in graph.pred[node].items() if citing != node) for node in graph}


def pagerank(graph: nx.MultiDiGraph) -> dict[str, float]:
    """Return the PageRank (damping 0.85) of each node; a document counts once for what it cites, however often."""
    import networkx as nx

    if not graph:
        return {}
    found: dict[str, float] = nx.pagerank(_simple(graph))
    return {node: round(rank, 9) for node, rank in found.items()}


def cocitation(graph: nx.MultiDiGraph, minimum: int = 2) -> list[Pair]:
    """Return the pairs of nodes that at least `minimum` documents cite together, heaviest first."""
    return _pairs(graph, {node: sorted(graph.succ[node]) for node in graph}, minimum)


def coupling(graph: nx.MultiDiGraph, minimum: int = 2) -> list[Pair]:
    """Return the pairs of plans that cite at least `minimum` directives in common, heaviest first.

    The pairs grow with the square of the documents that cite the same directive.
    """
    return _pairs(graph, {node: sorted(graph.pred[node]) for node in graph}, minimum)


def cascades(graph: nx.MultiDiGraph) -> dict[str, tuple[Chain, ...]]:
    """Return for each plan the chains that lead down to it from the directives at their top, longest first.

    A chain goes along `basis` and `implements` edges, never from a lower tier up to a higher one; for each top and plan the
    longest chain is kept. Plans that cite each other in a circle are not chained to each other.
    """
    above = _above(graph)
    plans = sorted(node for node, kind in graph.nodes(data="kind") if kind == "plan")
    return {plan: tuple(sorted(_chains(plan, above), key=lambda c: (-len(c.nodes), c.nodes))) for plan in plans}


def annotated(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Return a copy whose nodes carry `documents`, `mentions` and `pagerank`."""
    copy = graph.copy()
    for name, values in (("documents", documents(graph)), ("mentions", mentions(graph)), ("pagerank", pagerank(graph))):
        for node, value in values.items():
            copy.nodes[node][name] = value
    return copy


def _simple(graph: nx.MultiDiGraph) -> nx.DiGraph:
    import networkx as nx

    simple = nx.DiGraph()
    simple.add_nodes_from(sorted(graph))
    simple.add_edges_from(sorted((u, v) for u, v in graph.edges() if u != v))
    return simple


def _pairs(graph: nx.MultiDiGraph, groups: dict[str, list[str]], minimum: int) -> list[Pair]:
    """Count in how many groups two nodes stand together: the product of the incidence matrix with itself."""
    from scipy.sparse import csr_array, triu

    nodes = sorted(graph)
    index = {node: n for n, node in enumerate(nodes)}
    cells = [(row, index[member]) for row, (node, members) in enumerate(groups.items()) for member in members if member != node]
    if not cells:
        return []
    rows, columns = zip(*cells, strict=True)
    incidence = csr_array(([1] * len(cells), (rows, columns)), shape=(len(groups), len(nodes)))
    together = triu(incidence.T @ incidence, k=1).tocoo()
    found = (Pair(nodes[a], nodes[b], int(w)) for a, b, w in zip(together.row, together.col, together.data, strict=True) if w >= minimum)
    return sorted(found, key=lambda p: (-p.weight, p.first, p.second))


def _above(graph: nx.MultiDiGraph) -> dict[str, dict[str, str]]:
    """Return for each node what it carries out (node → edge key), circles left out."""
    import networkx as nx

    level = dict(graph.nodes(data="level"))
    edges: dict[tuple[str, str], str] = {}
    for u, v, key, relation in graph.edges(keys=True, data="relation"):
        if relation in DOWNWARD and u != v and _not_below(level[v], level[u]):
            edges[u, v] = min(key, edges.get((u, v), key))
    circle = {node: n for n, part in enumerate(nx.strongly_connected_components(nx.DiGraph(list(edges)))) for node in part}
    above: dict[str, dict[str, str]] = {node: {} for node in graph}
    for (u, v), key in sorted(edges.items()):
        if circle[u] != circle[v]:
            above[u][v] = key
    return above


def _not_below(upper: str | None, lower: str | None) -> bool:
    return upper is None or lower is None or _RANK[upper] <= _RANK[lower]


def _chains(plan: str, above: dict[str, dict[str, str]]) -> Iterable[Chain]:
    """Yield the longest chain from each top to `plan`; of equally long ones, the one whose lower nodes come first by id."""
    length = {plan: 1}
    below: dict[str, str] = {}
    for node in _downmost_first(plan, above):
        for upper in above[node]:
            if upper not in length or (-length[node] - 1, node) < (-length[upper], below[upper]):
                length[upper], below[upper] = length[node] + 1, node
    for top in length:
        if top != plan and not above[top]:
            nodes = [top]
            while nodes[-1] != plan:
                nodes.append(below[nodes[-1]])
            yield Chain(tuple(nodes), tuple(above[lower][upper] for upper, lower in pairwise(nodes)))


def _downmost_first(plan: str, above: dict[str, dict[str, str]]) -> list[str]:
    """Return what `plan` reaches upwards, each node after everything through which it is reached (no recursion: chains may be long)."""
    order: list[str] = []
    seen = {plan}
    stack = [(plan, iter(above[plan]))]
    while stack:
        for upper in stack[-1][1]:
            if upper not in seen:
                seen.add(upper)
                stack.append((upper, iter(above[upper])))
                break
        else:
            order.append(stack.pop()[0])
    return order[::-1]
