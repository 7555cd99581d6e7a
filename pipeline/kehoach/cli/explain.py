"""View for the terminal: why citations were taken, and look-alikes were not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.markup import escape
from rich.tree import Tree

from kehoach.cli.show import shorten
from kehoach.cli.words import lang, say
from kehoach.store.words import Words

QUOTED = 70  # characters of a quotation; a subject may have 900


def explained(found: Mapping[str, Any]) -> Tree:
    """Return the tree of an explanation dict: each citation with its rule, fields and resolution, then the look-alikes by line."""
    words = Words(lang(), "explain")
    tree = Tree(f"[bold]{escape(found['source']['name'])}[/]")
    taken = tree.add(f"[bold]{say('explain.taken', count=len(found['citations']))}[/]")
    for c in found["citations"]:
        node = taken.add(f"{_where(c)} [bold]{escape(c['text'])}[/] · {escape(c['why'])} {_rule(c['rule'])}")
        for f in c["fields"]:
            node.add(_field(f, words))
        _resolution(node, c["resolution"], words)
    refused = tree.add(f"[bold]{say('explain.refused', count=len(found['look_alikes']))}[/]")
    for x in found["look_alikes"]:
        refused.add(f"{_where(x)} {_quoted(x['text'])} · {escape(x['why'])} {_rule(x['rule'])}")
    return tree


def _where(x: Mapping[str, Any]) -> str:
    page = next((p["page"] for p in x.get("place", ()) if "page" in p), None)
    return f"[cyan]{say('explain.page', page=page) if page else say('explain.line', line=x['line'])}[/]"


def _quoted(text: str) -> str:
    return f"“{escape(shorten(text, QUOTED))}”"


def _rule(rule: str) -> str:
    return f"[bright_black]{escape(f'[{rule}]')}[/]"


def _field(f: Mapping[str, Any], words: Words) -> str:
    value = words.named("relation", f["value"]) if f["field"] == "relation" else f["value"]
    shown = [f"{words('field.' + f['field'])}: [green]{escape(shorten(value, QUOTED))}[/]"]
    if "text" in f and f["text"] != f["value"]:
        shown.append(_quoted(f["text"]))
    return " · ".join([*shown, f"{escape(f['why'])} {_rule(f['rule'])}"])


def _resolution(node: Tree, r: Mapping[str, Any], words: Words) -> None:
    colour = {"resolved": "green", "ambiguous": "yellow", "unresolved": "red"}[r["state"]]
    state = r.get("directive") or words.named("resolution", r["state"])
    shown = node.add(f"→ [{colour}]{escape(state)}[/] · {escape(r['why'])}")
    for told in r.get("inferred", ()):
        shown.add(f"{say('explain.inferred')}: {escape(told)}")
    for candidate in r.get("candidates", ()):
        shown.add(f"{say('explain.candidate')}: {escape(candidate)}")
