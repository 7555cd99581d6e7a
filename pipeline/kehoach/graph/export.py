"""The graph as GraphML, GEXF, JSON (node-link) and DOT. Same graph, same bytes."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_META = re.compile(r'<meta lastmodifieddate="[^"]*">')


def write(graph: nx.MultiDiGraph, target: Path) -> Path:
    """Write `graph` in the form that the suffix of `target` names (.graphml, .gexf, .json, .dot); return `target`.

    Its folder is made where it is missing.

    Raises KeyError for another suffix.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(FORMS[target.suffix](graph), "utf-8", newline="\n")
    return target


def to_graphml(graph: nx.MultiDiGraph) -> str:
    """Return GraphML; attributes without a value are left out."""
    import networkx as nx

    out = io.BytesIO()
    nx.write_graphml_xml(_sorted(graph), out, encoding="utf-8")
    return out.getvalue().decode("utf-8")


def to_gexf(graph: nx.MultiDiGraph) -> str:
    """Return GEXF 1.2, without the date of writing."""
    import networkx as nx

    out = io.BytesIO()
    nx.write_gexf(_sorted(graph), out)
    return _META.sub("<meta>", out.getvalue().decode("utf-8")) + "\n"


def to_json(graph: nx.MultiDiGraph) -> str:
    """Return node-link JSON, to be read with `networkx.node_link_graph(data, edges="edges")`."""
    clean = _sorted(graph)
    nodes = [{"id": node, **data} for node, data in clean.nodes(data=True)]
    edges = [{"source": u, "target": v, "key": key, **data} for u, v, key, data in clean.edges(keys=True, data=True)]
    whole = {"directed": True, "multigraph": True, "graph": {}, "nodes": nodes, "edges": edges}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def to_dot(graph: nx.MultiDiGraph) -> str:
    """Return Graphviz DOT: plans as boxes, directives as ellipses, what is not resolved dashed; edges named by relation."""
    shapes = {"plan": "shape=box", "directive": "shape=ellipse", "mention": "shape=ellipse, style=dashed"}
    clean = _sorted(graph)
    lines = ["digraph kehoach {", "  rankdir=BT;"]
    lines += [f"  {_quoted(n)} [label={_quoted(d['label'])}, {shapes[d['kind']]}];" for n, d in clean.nodes(data=True)]
    lines += [f"  {_quoted(u)} -> {_quoted(v)} [label={_quoted(d['relation'])}];" for u, v, d in clean.edges(data=True)]
    return "\n".join([*lines, "}"]) + "\n"


FORMS = {".graphml": to_graphml, ".gexf": to_gexf, ".json": to_json, ".dot": to_dot}


def _sorted(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Return a copy with nodes and edges in order, no empty attribute and no character that XML forbids."""
    import networkx as nx

    copy = nx.MultiDiGraph()
    for node in sorted(graph):
        copy.add_node(_clean(node), **_known(graph.nodes[node]))
    for u, v, key, data in sorted(graph.edges(keys=True, data=True), key=lambda e: e[:3]):
        copy.add_edge(_clean(u), _clean(v), key=_clean(key), **_known(data))
    return copy


def _known(attributes: dict[str, Any]) -> dict[str, Any]:
    return {k: _clean(v) for k, v in attributes.items() if v is not None}


def _clean(value: Any) -> Any:
    return _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'
