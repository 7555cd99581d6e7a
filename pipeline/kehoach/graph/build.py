"""From plan dicts to the citation graph."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kehoach.graph import levels
from kehoach.graph.label import label
from kehoach.records.plan import PlanDict

if TYPE_CHECKING:
    import networkx as nx

_PRINTED = ("type", "number", "symbol", "date", "year", "issuer")
NODE = ("kind", "label", *_PRINTED, "level", "file", "resolution", "candidates")
"""Attributes of every node; None where not known."""
_FACTS = (*_PRINTED, "name")


def build(plans: Iterable[PlanDict]) -> nx.MultiDiGraph:
    """Return the graph of who cites what: an edge from the citing plan to the cited directive for each mention.

    A node is a `plan` (read from a file), a `directive` (cited only) or a `mention` (unresolved or ambiguous; one for each
    document and key, never merged with another document's). A plan that others cite by its own directive id is one node.
    Node ids: the URN:LEX, else `plan:FILE`, else `mention:FILE:cN` (N of the first mention). Node attributes: `NODE`.
    Edge key: `FILE:cN`; edge attributes: relation, file, citation, unit, text, resolution, span_start and span_end (source
    offsets in `file`). The order of `plans` has no influence but on the order of nodes and edges.
    """
    import networkx as nx

    graph = nx.MultiDiGraph()
    facts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    own: dict[str, dict[str, Any]] = {}
    for plan in plans:
        file, frame = plan["source"]["name"], plan["frame"]
        node = frame["directive"] or f"plan:{file}"
        if node not in own or file < own[node]["file"]:
            own[node] = _plan_node(file, frame)
        graph.add_node(node)
        keyed: dict[tuple[str | None, ...], str] = {}
        for c in plan["citations"]:
            target = c["directive"] or keyed.setdefault(_key(c), f"mention:{file}:{c['id']}")
            graph.add_edge(node, target, key=f"{file}:{c['id']}", **_edge(file, c))
            for name in _FACTS:
                if c[name]:
                    facts[target][name][c[name]] += 1
            facts[target]["text"][c["text"]] += 1
            if not c["directive"]:
                facts[target]["resolution"][c["resolution"]] += 1
                facts[target]["candidates"][" ".join(sorted(c.get("candidates", ())))] += 1
    for node, attributes in graph.nodes(data=True):
        attributes.update(own[node] if node in own else _cited_node(node, facts[node]))
    return graph


def _key(c: dict[str, Any]) -> tuple[str | None, ...]:
    """What makes two unresolved mentions of one document the same: the printed fields; the text where there are none."""
    printed = tuple(" ".join(c[name].casefold().split()) if c[name] else None for name in ("type", "number", "year", "symbol", "name"))
    return printed if any(printed[1:]) else (c["text"].casefold(),)


def _edge(file: str, c: dict[str, Any]) -> dict[str, Any]:
    start, end = c["span"]
    picked = {k: c[k] for k in ("relation", "unit", "text", "resolution")}
    return {"file": file, "citation": c["id"], "span_start": start, "span_end": end} | picked


def _plan_node(file: str, frame: dict[str, Any]) -> dict[str, Any]:
    fields = {k: frame[k] for k in ("type", "number", "symbol", "date", "issuer")}
    title = f"{frame['type'] or ''} {frame['title'] or ''}".strip()
    known = {"kind": "plan", "file": file, "label": label(fields, title or file), "year": (frame["date"] or "")[:4] or None}
    known["level"] = frame["level"] or (levels.level(frame["directive"]) if frame["directive"] else None)
    return dict.fromkeys(NODE) | fields | known


def _cited_node(node: str, facts: dict[str, Counter[str]]) -> dict[str, Any]:
    """What the mentions say of a directive: for each field the value printed most often (of equals, the first by code point)."""
    best = {name: min(counts, key=lambda v: (-counts[v], v)) for name, counts in facts.items()}
    fields: dict[str, str | None] = {name: best.get(name) for name in _FACTS}
    attributes: dict[str, Any] = {"kind": "mention", "resolution": best.get("resolution"), "candidates": best.get("candidates") or None}
    issued = fields["date"]
    if "resolution" not in best:
        issued = levels.parse(node).date or issued
        fields["date"] = issued if issued and len(issued) == 10 else fields["date"]
        attributes = {"kind": "directive", "level": levels.level(node)}
    attributes["label"] = label(fields | {"date": issued}, best["text"])
    fields["year"] = (issued or "")[:4] or fields["year"]
    del fields["name"]
    return dict.fromkeys(NODE) | fields | attributes
