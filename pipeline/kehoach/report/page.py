"""The page itself: everything put together and written."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

from kehoach.errors import Lang
from kehoach.graph import build
from kehoach.report import charts, picture
from kehoach.report.facts import Facts, collect
from kehoach.report.model import Link
from kehoach.report.tables import Tables
from kehoach.report.words import Words
from kehoach.store import Corpus
from kehoach.store.export import export_tables


def write(corpus: Corpus, target: Path, lang: Lang = "vi") -> Path:
    """Write the report on `corpus` to the HTML file `target`, its full tables as CSV beside it; return `target`.

    The page needs nothing but itself: no network, no other file (the CSV tables are linked). Same corpus, same bytes.
    """
    tables = [path.name for path in export_tables(corpus, target.parent)]
    target.write_text(render(corpus, lang, tables), "utf-8", newline="\n")
    return target


def render(corpus: Corpus, lang: Lang, csv: list[str]) -> str:
    """Return the page; `csv` are the names of the table files beside it."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("kehoach.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("report.html").render(_context(corpus, lang) | {"csv": csv})


def _context(corpus: Corpus, lang: Lang) -> dict[str, Any]:
    say = Words(lang)
    facts = collect(corpus.plans())
    graph = build(corpus.plans())
    failures = list(corpus.failures())
    tables = Tables(facts, say)
    drawn = picture.nodes(graph, tables)
    chains, more_chains = picture.chains(graph, tables)
    words = {"cited_by": say("graph.cited_by"), "pick": say("graph.pick"), "documents": say("directives.documents")}
    words["found"] = say("graph.found", n="{n}")
    context = {
        "say": say,
        "counts": _counts(facts, say, len(failures)),
        "tables": _tables(tables, graph, failures, drawn),
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
    return context | {name.replace(".", "_"): (assets / name).read_text("utf-8") for name in ("report.css", "graph.js", "cytoscape.min.js")}


def _tables(tables: Tables, graph: Any, failures: list[Any], drawn: list[picture.Node]) -> dict[str, Any]:
    labels = dict(graph.nodes(data="label"))
    plain = ("files", "open", "issuers", "roles", "tags", "duties", "relations", "resolutions")
    made = {name: getattr(tables, name)() for name in plain}
    return made | {"failures": tables.failures(failures), "directives": tables.directives(labels), "nodes": tables.nodes(drawn)}


def _counts(facts: Facts, say: Words, failed: int) -> list[tuple[str, Link]]:
    """The numbers at the head of the page, each leading to the table behind it."""
    citations = sum(row.citations.count for row in facts.files)
    resolved = sum(row.resolved for row in facts.files)
    numbers = {
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
