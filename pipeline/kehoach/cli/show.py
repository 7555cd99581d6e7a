"""Views for the terminal: a plan as a tree, a comparison, tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from kehoach.cli.words import lang, say
from kehoach.store.words import Words

COLOURS = {"objective": "green", "content": "cyan", "duty": "yellow", "other": "bright_black"}


def plan_tree(plan: Mapping[str, Any]) -> Tree:
    """Return the tree of a plan dict: frame, sections with their units, directives, duties."""
    frame, words = plan["frame"], Words(lang(), "report")
    head = f"[bold]{escape(frame['type'] or '?')}[/] {escape(frame['title'] or '')}"
    tree = Tree(f"{head} [bright_black]{escape(plan['source']['name'])}[/]")
    number = f"{frame['number'] or '…'} / {frame['symbol']}" if frame["symbol"] else None
    place = ", ".join(x for x in (frame["place"], frame["date"]) if x)
    signer = " · ".join(x for x in (frame["authority"], frame["signer_role"], frame["signer"]) if x)
    for key, value in (("issuer", frame["issuer"]), ("number", number), ("date", place), ("signer", signer)):
        if value:
            tree.add(f"{say('tree.' + key)}: {escape(value)}")
    if frame["draft"]:
        tree.add(f"[red]{say('tree.draft')}[/]")
    _sections(tree.add(f"[bold]{say('tree.structure')}[/]"), plan, words)
    cited = tree.add(f"[bold]{say('tree.cited')}[/]: {len(plan['citations'])}")
    for c in plan["citations"]:
        found = c["directive"] or words.named("resolution", c["resolution"])
        beside = " · ".join(x for x in (c["date"], c["issuer"], words.named("relation", c["relation"]), found) if x)
        cited.add(f"{escape(c['text'])} [bright_black]{escape(beside)}[/]")
    duties = tree.add(f"[bold]{say('tree.duty')}[/]: {len(plan['duties'])}")
    for d in plan["duties"]:
        when = f" [yellow]{escape(d['deadline'])}[/]" if d["deadline"] else ""
        duties.add(f"[bold]{escape(d['actor'])}[/] → {escape(d['action'])}{when}")
    return tree


def _sections(root: Tree, plan: Mapping[str, Any], words: Words) -> None:
    nodes: dict[str | None, Tree] = {None: root}
    items = sorted([(s["heading"][0], 0, s) for s in plan["sections"]] + [(u["span"][0], 1, u) for u in plan["units"]], key=lambda x: x[:2])
    for _, kind, item in items:
        if kind == 0:
            label = " ".join(x for x in (item["label"], item["title"]) if x)
            nodes[item["id"]] = nodes[item["parent"]].add(f"[bold]{escape(label)}[/]")
        else:
            tag = f"[{COLOURS.get(item['tag'], 'white')}]{_tag(item, words)}[/]"
            nodes[item["section"]].add(f"{tag} {escape(shorten(item['text'], 100))}")


def _tag(unit: Mapping[str, Any], words: Words) -> str:
    """Return the tag of a unit with its score; where it is left open, the runner-up too."""
    told = f"{words.named('tag', unit['tag'])} {unit['score']:.2f}"
    if not unit.get("abstains"):
        return told
    second = next(c for c in unit["candidates"] if c["tag"] != unit["tag"])
    return f"{told} / {words.named('tag', second['tag'])} {second['chance']:.2f} ?"


def comparison(found: Mapping[str, Any]) -> Iterable[Table | Tree]:
    """Yield the tables of a comparison dict: units by role, directives shared and own, passages reused, key terms."""
    files = [p["file"] for p in found["plans"]]
    yield _roles(found, files)
    for title, rows in _directives(found):
        tree = Tree(f"[bold]{title}[/]: {len(rows)}")
        for row in rows:
            tree.add(escape(row))
        yield tree
    reused = Tree(f"[bold]{say('compare.reused')}[/]: {len(found['passages'])}")
    for p in found["passages"]:
        reused.add(f"{escape(p['files'][0])} ↔ {escape(p['files'][1])}: {escape(shorten(p['text'], 160))}")
    yield reused


def _roles(found: Mapping[str, Any], files: list[str]) -> Table:
    words = Words(lang(), "report")
    table = Table(title=say("compare.roles"), title_justify="left")
    table.add_column("")
    for file in files:
        table.add_column(file, justify="right")
    for row in found["roles"]:
        table.add_row(words.named("role", row["role"]), *(f"{c['units']} / {c['characters']}" for c in row["plans"]))
    return table


def _directives(found: Mapping[str, Any]) -> Iterable[tuple[str, list[str]]]:
    shared = found["directives"]
    yield say("compare.shared"), [d["label"] for d in shared["all"]]
    yield say("compare.some"), [d["label"] for d in shared["some"]]
    for file, rows in shared["own"].items():
        yield say("compare.own", file=escape(file)), [d["label"] for d in rows]


def scores(found: Mapping[str, Any]) -> Table:
    """Return the table of an evaluation dict: F1 or accuracy with its interval, precision, recall, number of items."""
    documents = len(found["documents"])
    table = Table(title=say("evaluate.title", documents=documents, split=found["split"] or say("evaluate.corpus")), title_justify="left")
    table.add_column("")
    for key in ("F1", "acc", "P", "R", "n"):
        table.add_column(say("evaluate.interval", name=key) if key in ("F1", "acc") else key, justify="right")
    for name, row in found["scores"].items():
        interval = f"({row['low']:.3f}–{row['high']:.3f})"
        value = [f"{row[k]:.3f} {interval}" if k in row else "" for k in ("F1", "acc")]
        table.add_row(name, *value, *(f"{row[k]:.3f}" if k in row else "" for k in ("P", "R")), str(row["n"]))
    return table


def reference_scores(found: Mapping[str, Any]) -> Table:
    """Return the table of a reference evaluation dict: strict F1 with its interval, precision, recall, overlap F1, number of references."""
    passages, split = found["passages"], found["split"] or say("evaluate.whole")
    table = Table(title=say("evaluate.references.title", passages=passages, file=escape(found["file"]), split=split), title_justify="left")
    if found["restored"] is not None:
        table.caption, table.caption_justify = say("evaluate.restored", count=found["restored"]), "left"
    table.add_column("")
    for key in (say("evaluate.interval", name=say("evaluate.strict")), "P", "R", say("evaluate.overlap"), "n"):
        table.add_column(key, justify="right")
    rows = {name.removeprefix("strict."): row for name, row in found["scores"].items() if name.startswith("strict.")}
    groups = ("numbered", "all")
    for name in (*(n for n in rows if n not in groups), *(g for g in groups if g in rows)):
        row, touched = rows[name], found["scores"][f"overlap.{name}"]
        strict = f"{row['F1']:.3f} ({row['low']:.3f}–{row['high']:.3f})"
        label = say(f"evaluate.{name}") if name in groups else name
        table.add_row(label, strict, f"{row['P']:.3f}", f"{row['R']:.3f}", f"{touched['F1']:.3f}", str(row["n"]))
    return table


def agreement(found: Mapping[str, Any]) -> Iterable[Table]:
    """Yield the tables of an agreement dict: κ and F1 with their intervals, tags taken one for the other."""
    words = Words(lang(), "report")
    title = say("evaluate.agreement.title", documents=len(found["documents"]), units=found["units"])
    table = Table("", say("evaluate.agreement.value"), title=title, title_justify="left")
    for name, row in found["figures"].items():
        table.add_row(say(f"evaluate.agreement.{name}"), f"{row['value']:.3f} ({row['low']:.3f}–{row['high']:.3f})")
    yield table
    mixed = Table(*(say(f"evaluate.agreement.{key}") for key in ("first", "second", "count")), title=say("evaluate.agreement.mixed"))
    mixed.title_justify = "left"
    for row in found["tags"]:
        if row["first"] != row["second"]:
            mixed.add_row(words.named("tag", row["first"]), words.named("tag", row["second"]), str(row["units"]))
    yield mixed


def shorten(text: str, width: int) -> str:
    """Cut `text` at `width` characters with an ellipsis.

    >>> shorten("kế hoạch hành động", 9)
    'kế hoạch…'
    """
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
