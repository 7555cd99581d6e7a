"""Positions for a picture of the graph: tiers from the top down, neighbours near each other within a tier."""

from __future__ import annotations

from math import ceil, sqrt
from typing import TYPE_CHECKING

from kehoach.graph.levels import LEVELS

if TYPE_CHECKING:
    import networkx as nx

SEED = 30  # any fixed number serves: same graph, same picture
STEP_X, STEP_Y, BAND = 110, 70, 60
"""Distances between nodes of a row, rows of a tier, and tiers."""


def layout(graph: nx.MultiDiGraph) -> dict[str, tuple[int, int]]:
    """Return (x, y) of each node, y downwards; a tier is a band of rows, bodies of no known tier stand below all.

    The order within a band follows a spring layout with a fixed seed; long bands wrap. Meant for a few hundred nodes: the time grows
    faster than their square (400: 0.4 s; 8,000: over two minutes).
    """
    if not graph:
        return {}
    order = _spring_order(graph)
    bands: dict[str | None, list[str]] = {}
    for node in sorted(graph, key=order.__getitem__):
        bands.setdefault(graph.nodes[node]["level"], []).append(node)
    width = max(8, ceil(sqrt(len(graph) * 2)))
    found: dict[str, tuple[int, int]] = {}
    y = 0
    for level in (*LEVELS, None):
        members = bands.get(level, [])
        rows = ceil(len(members) / width)
        for n, node in enumerate(members):
            row, column = n % rows, n // rows  # neighbours by order share a column, so the band keeps its left-to-right sense
            columns = ceil(len(members) / rows)
            shift = STEP_X // 2 if row % 2 else 0
            found[node] = (round((column - (columns - 1) / 2) * STEP_X) + shift, y + row * STEP_Y)
        y += rows * STEP_Y + BAND if members else 0
    return found


def _spring_order(graph: nx.MultiDiGraph) -> dict[str, tuple[float, str]]:
    import networkx as nx

    simple = nx.Graph()
    simple.add_nodes_from(sorted(graph))
    simple.add_edges_from(sorted((u, v) for u, v in graph.edges() if u != v))
    positions = nx.spring_layout(simple, seed=SEED, iterations=50)
    return {node: (round(float(x), 6), node) for node, (x, _) in positions.items()}
