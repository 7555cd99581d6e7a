"""`kehoach catalogue …`: lists taken in, contradictions found, entries shown, papers learned from a corpus."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kehoach.cli.console import FINDINGS, console
from kehoach.cli.options import Limit, Out, UserCatalogue, default_catalogue, today, user_catalogue
from kehoach.cli.words import lang, say

if TYPE_CHECKING:
    from kehoach.curate.learn import Learned
    from kehoach.curate.verify import Contradiction
    from kehoach.store.words import Words

SHOWN = 20  # lines of refused rows, conflicts and findings that are printed; `--all` prints every one

app = typer.Typer(help=say("catalogue"), no_args_is_help=True, rich_markup_mode=None)
All = Annotated[bool, typer.Option("--all", help=say("catalogue.all"))]
AsJson = Annotated[bool, typer.Option("--json", help=say("compare.json"))]


@app.command("import", help=say("catalogue.import"))
def take_in(
    source: Annotated[Path, typer.Argument(metavar="FILE.csv", help=say("catalogue.import.file"))],
    own: UserCatalogue = None,
    every: All = False,
) -> None:
    from kehoach.curate import import_list
    from kehoach.store.words import Words

    words, target = Words(lang(), "report"), own or default_catalogue()
    found = import_list(source, target, today())
    counts = {"added": len(found.added), "changed": len(found.changed), "same": found.same}
    path = target if target.exists() else say("catalogue.nowhere")
    print(say("catalogue.imported", **counts, refused=len(found.refused), conflicts=len(found.conflicts), path=path))
    refused = [say("catalogue.refused", line=n, paper=key or "–", why=words.refusal(why)) for n, key, why in found.refused]
    against = []
    for n, key, column, *values in found.conflicts:
        known, told = map(words.date, values) if column == "date" else values
        against.append(say("catalogue.conflict", line=n, paper=key, column=words.named("part", column), known=known, told=told))
    _print([*refused, *against], every)
    if refused or against:
        raise typer.Exit(FINDINGS)


def _print(lines: list[str], every: bool) -> None:
    for line in lines if every else lines[:SHOWN]:
        print(f"  {line}")
    if len(lines) > SHOWN and not every:
        print(say("catalogue.more", count=len(lines) - SHOWN))


@app.command("verify", help=say("catalogue.verify"))
def verify(own: UserCatalogue = None, every: All = False, as_json: AsJson = False) -> None:
    from dataclasses import asdict

    from kehoach.curate import contradictions
    from kehoach.store.words import Words

    counts, found = contradictions(user_catalogue(own), today())
    if as_json:
        print(json.dumps({"tables": counts, "findings": [asdict(f) for f in found]}, ensure_ascii=False, indent=1))
    else:
        words = Words(lang(), "report")
        tables = ", ".join(f"{words.named('table', name)} {words.number(n)}" for name, n in counts.items())
        print(say("catalogue.verified", tables=tables, findings=len(found)))
        _print([_finding(f, words.named("finding", f.code)) for f in found], every)
    if found:
        raise typer.Exit(FINDINGS)


def _finding(found: Contradiction, kind: str) -> str:
    return f"{kind}: {' · '.join(found.ids)}" + (f" ({found.what})" if found.what else "")


@app.command("list", help=say("catalogue.list"))
def entries(
    query: Annotated[list[str] | None, typer.Argument(help=say("cite.query"))] = None,
    own: UserCatalogue = None,
    limit: Limit = 20,
    as_json: AsJson = False,
) -> None:
    from rich.markup import escape
    from rich.table import Table

    from kehoach.curate import listed
    from kehoach.curate.table import cells
    from kehoach.graph.label import code, cut
    from kehoach.store.words import Words

    found = listed(user_catalogue(own), " ".join(query or ()), limit)
    if as_json:
        print(json.dumps([{"table": table} | cells(e) for table, e in found], ensure_ascii=False, indent=1))
    if not found:
        print(say("cite.none"), file=sys.stderr)
        raise typer.Exit(FINDINGS)
    if as_json:
        return
    words, table = Words(lang(), "report"), Table()
    for part in ("number", "date", "issuer", "title", "status", "table"):
        table.add_column(words.named("part", part))
    for name, e in found:
        d = e.directive
        row = (
            code(d.number, d.symbol, d.year) if d.number else d.type,
            words.date(d.date),
            cut(d.issuer or "", 40),
            cut(d.title or "", 70),
        )
        table.add_row(*(escape(c or "") for c in row), words.named("status", e.status or "unknown"), words.named("table", name))
    console().print(table)


@app.command("show", help=say("catalogue.show"))
def show(
    name: Annotated[list[str], typer.Argument(help=say("catalogue.show.name"))], own: UserCatalogue = None, as_json: AsJson = False
) -> None:
    from kehoach.cli.cite import lines
    from kehoach.curate import shown
    from kehoach.store.words import Words

    found = shown(user_catalogue(own), " ".join(name), today())
    if found is None:
        print(say("cite.none"), file=sys.stderr)
        raise typer.Exit(FINDINGS)
    cited, row = found
    if as_json:
        print(json.dumps(row | {"table": cited.table}, ensure_ascii=False, indent=1))
        return
    print(cited.citation.full)
    for line in lines(cited, Words(lang(), "report")):
        print(f"   {line}")


@app.command("add", help=say("catalogue.add"))
def add(
    out: Out,
    own: UserCatalogue = None,
    least: Annotated[int, typer.Option("--min-plans", min=1, help=say("catalogue.add.least"))] = 2,
    dry: Annotated[bool, typer.Option("--dry-run", help=say("catalogue.add.dry"))] = False,
    every: All = False,
) -> None:
    from kehoach.curate import add_from
    from kehoach.store.words import Words

    words, target = Words(lang(), "report"), own or default_catalogue()
    learned, conflicts = add_from(out, target, least, not dry)
    print(say("catalogue.learned", count=len(learned), conflicts=len(conflicts), path=say("catalogue.nowhere") if dry else target))
    _print([_learned(p, words) for p in learned], every)
    _print([say("catalogue.disagree", papers=" ≠ ".join(_learned(p, words) for p in group)) for group in conflicts], every)
    if conflicts:
        raise typer.Exit(FINDINGS)


def _learned(paper: Learned, words: Words) -> str:
    from kehoach.curate.form import citation

    agreed = ", ".join(f"{words.named('part', part)} {alike}/{all_}" for part, (alike, all_) in paper.agreement.items())
    cited = say("catalogue.evidence", plans=len(paper.files), mentions=paper.mentions, agreed=agreed, files="; ".join(paper.files[:3]))
    evidence = [say("catalogue.itself", file=paper.own)] if paper.own else []
    return f"{citation(paper.entry.directive).full} [{' · '.join([*evidence, *([cited] if paper.files else [])])}]"
