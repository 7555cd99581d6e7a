"""The page itself: everything put together and written."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

from kehoach.errors import Lang
from kehoach.graph.build import build
from kehoach.report import charts, picture
from kehoach.report.facts import Facts, collect
from kehoach.report.model import Link, Table
from kehoach.report.tables import Tables
from kehoach.store import Corpus, Failure
from kehoach.store.export import export_tables
from kehoach.store.page import page
from kehoach.store.words import Words


def write(corpus: Corpus, target: Path, lang: Lang = "vi") -> Path:
    """Write the report on `corpus` to the HTML file `target`, its full tables as CSV into `tables` beside it; return `target`.

    The page needs nothing but itself: no network, no other file (the CSV tables are linked). Same corpus, same bytes.
    """
    tables = [f"{path.parent.name}/{path.name}" for path in export_tables(corpus, target.parent / "tables")]
    target.write_text(render(corpus, lang, tables), "utf-8", newline="\n")
    return target


def render(corpus: Corpus, lang: Lang, csv: list[str]) -> str:
    """Return the page; `csv` are the table files to link, relative to the page."""
    return page("kehoach.report", "report.html", **_context(corpus, lang), csv=csv)


def _context(corpus: Corpus, lang: Lang) -> dict[str, Any]:
    say = Words(lang, "report")
    facts = collect(corpus.plans())
    graph = build(corpus.plans())
    failures = list(corpus.failures())
    tables = Tables(facts, say)
    drawn = picture.nodes(graph, tables)
    chains, more_chains = picture.chains(graph, tables)
    words = {"cited_by": say("graph.cited_by"), "documents": say("directives.documents")}
    words["found"] = say("graph.found", n="{n}")
    context = {
        "say": say,
        "counts": _counts(facts, say, len(failures)),
        "tables": _tables(tables, dict(graph.nodes(data="label")), failures, drawn)
        | {"duplicates": tables.duplicates(corpus.duplicates())},
        "plans_by_year": charts.plans_by_year(facts, say),
        "tags_by_level": charts.tags_by_level(facts, say),
        "chains": chains,
        "more_chains": more_chains,
        "level_colours": charts.LEVEL_COLOURS,
        "nodes_shown": len(drawn),
        "nodes_all": len(graph),
        "graph": _script_data(picture.data(graph, drawn, words, charts.LEVEL_COLOURS)),
        "blocks": tables.passages.blocks(corpus, [row.name for row in facts.files]),
    }
    assets = resources.files("kehoach.report") / "assets"
    return context | {name.replace(".", "_"): (assets / name).read_text("utf-8") for name in ("graph.js", "cytoscape.min.js")}


def _tables(tables: Tables, labels: dict[str, str], failures: list[Failure], drawn: list[picture.Node]) -> dict[str, Table]:
    return {
        "files": tables.files(),
        "failures": tables.failures(failures),
        "directives": tables.directives(labels),
        "relations": tables.relations(),
        "resolutions": tables.resolutions(),
        "open": tables.open(),
        "nodes": tables.nodes(drawn),
        "issuers": tables.issuers(),
        "roles": tables.roles(),
        "tags": tables.tags(),
        "duties": tables.duties(),
        "coverage": tables.coverage(),
    }


def _counts(facts: Facts, say: Words, failed: int) -> list[tuple[str, Link]]:
    """The numbers at the head of the page, each leading to the table behind it."""
    citations = sum(row.citations.count for row in facts.files)
    resolved = sum(row.resolved for row in facts.files)
    numbers: dict[str, tuple[int | str, str]] = {
        "plans": (len(facts.files), "files"),
        "failed": (failed, "failures"),
        "units": (sum(row.units.count for row in facts.files), "roles"),
        "citations": (citations, "relations"),
        "resolved": (say.share(resolved, citations), "open"),
        "directives": (len(facts.directives), "directives"),
        "duties": (sum(t.count for t in facts.actors.values()), "duties"),
    }
    return [(say(f"count.{k}"), Link(v if isinstance(v, str) else say.number(v), anchor)) for k, (v, anchor) in numbers.items()]


def _script_data(value: object) -> str:
    """Return JSON that may stand inside a script element: no `<`, so neither `</script` nor `<!--`."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
