"""The commands: arguments in, results out, errors into messages and exit codes (0 fine, 1 findings, 2 usage, 3 some files failed)."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kehoach.cli.catalogue import app as catalogue
from kehoach.cli.check import check
from kehoach.cli.cite import cite
from kehoach.cli.console import FAILED, USAGE, console, documents, going_on, printable, read_plan, tell, usage
from kehoach.cli.duties import duties
from kehoach.cli.learn import label, train
from kehoach.cli.ocr import ocr
from kehoach.cli.options import Out, UserCatalogue, UserModel, user_catalogue
from kehoach.cli.terms import terms
from kehoach.cli.words import lang, say
from kehoach.errors import KehoachError, StoreError
from kehoach.garbage import collect_seldom

if TYPE_CHECKING:
    from kehoach.records.plan import Plan

FORMS = ("tree", "json", "jsonl", "text", "xml")
EXPLAINED = ("tree", "json", "jsonl")
GRAPHS = ("graphml", "gexf", "json", "dot")

app = typer.Typer(help=say("app"), no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.callback()
def main_options(
    language: Annotated[str, typer.Option("--lang", help=say("option.lang"))] = "vi",
    debug: Annotated[bool, typer.Option("--debug", help=say("option.debug"))] = False,  # noqa: ARG001  see `main`
) -> None:
    """Options of every command; `--lang` and `--debug` are read from the raw arguments (see `words.chosen`, `main`)."""
    if language not in ("vi", "en"):
        raise typer.BadParameter(say("wrong.lang"))


@app.command(help=say("run"))
def run(
    folder: Annotated[Path, typer.Argument(help=say("run.folder"))],
    out: Annotated[Path, typer.Option("--out", help=say("run.out"))] = Path("out"),
    jobs: Annotated[int, typer.Option("--jobs", min=1, help=say("run.jobs"))] = os.cpu_count() or 1,
    timeout: Annotated[float | None, typer.Option("--timeout", min=1, help=say("run.timeout"))] = None,
    own: UserCatalogue = None,
    model: UserModel = None,
) -> None:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from kehoach import batch
    from kehoach.run import failures, finish
    from kehoach.store import Corpus

    columns = (TextColumn(say("run.reading")), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    err = console(stderr=True)
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def show(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, description=name)

        outcome = batch.run(folder, out, jobs, show, user_catalogue(own), timeout, model)
    with Corpus.open(out) as corpus:
        failed = failures(corpus)
    report = finish(out, lang())
    print(say("run.done", found=outcome.found, read=outcome.read, known=outcome.known, failed=len(failed)))
    if outcome.gone:
        print(say("run.gone", count=len(outcome.gone)))
    if outcome.passed:
        kinds = ", ".join(f"{suffix or '—'} {n}" for suffix, n in sorted(outcome.passed.items()))
        print(say("run.passed", count=sum(outcome.passed.values()), kinds=printable(kinds)))
    if outcome.duplicates:
        print(say("run.duplicates", count=len(outcome.duplicates)))
    for file, original in outcome.duplicates.items():
        print("  " + say("run.duplicate", file=file, original=original))
    for error in failed:
        print(f"  {printable(error.explain(lang()))}", file=sys.stderr)
    print(say("run.report", path=report))
    if failed:
        raise typer.Exit(FAILED)


@app.command(help=say("parse"))
def parse(
    files: Annotated[list[str] | None, typer.Argument(help=say("parse.files"))] = None,
    form: Annotated[str, typer.Option("--format", help=say("parse.format"))] = "tree",
    why: Annotated[bool, typer.Option("--explain", help=say("parse.explain"))] = False,
    own: UserCatalogue = None,
    model: UserModel = None,
) -> None:
    forms = EXPLAINED if why else FORMS
    if form not in forms:
        raise usage("wrong.format", form=form, known=", ".join(forms))
    if not files:
        raise StoreError("usage.no_files")
    failed, mine = list[KehoachError](), user_catalogue(own)
    for i, name in enumerate(names := documents(files)):
        with going_on(name, failed):
            plan = read_plan(name, mine, model)
            if form == "text" and len(names) > 1:
                print(f"{chr(10) * (i > 0)}==> {printable(name)} <==")
            (_print_explained if why else _print_plan)(plan, form)
    tell(failed)


def _print_plan(plan: Plan, form: str) -> None:
    if form == "text":
        print(plan.document.text.canonical)
    elif form == "xml":
        from kehoach.report.akoma import to_xml

        print(to_xml(plan.to_dict()))
    elif form == "tree":
        from kehoach.cli.show import plan_tree

        console().print(plan_tree(plan.to_dict()))
    else:
        _print_json(plan.to_dict(), form)


def _print_explained(plan: Plan, form: str) -> None:
    from kehoach.run import explain

    found = explain(plan, lang())
    if form == "tree":
        from kehoach.cli.explain import explained

        console().print(explained(found))
    else:
        _print_json(found, form)


def _print_json(values: dict[str, Any], form: str) -> None:
    print(json.dumps(values, ensure_ascii=False, indent=1 if form == "json" else None))


app.command(help=say("check"))(check)
app.command(help=say("cite"))(cite)
app.command(help=say("duties"))(duties)
app.command(help=say("terms"))(terms)
app.command(help=say("ocr"))(ocr)
app.command(help=say("train"))(train)
app.command(help=say("label"))(label)
app.add_typer(catalogue, name="catalogue")


@app.command(help=say("graph"))
def graph(
    out: Out,
    form: Annotated[str, typer.Option("--format", help=say("graph.format"))] = "graphml",
    top: Annotated[int, typer.Option("--top", min=0, help=say("graph.top"))] = 15,
) -> None:
    from rich.table import Table

    from kehoach.run import write_graph

    if form not in GRAPHS:
        raise usage("wrong.format", form=form, known=", ".join(GRAPHS))
    written = write_graph(out, form, top)
    table = Table(title=say("graph.title"), title_justify="left")
    for key in ("directive", "documents", "mentions", "pagerank"):
        table.add_column(say(f"column.{key}"), justify="left" if key == "directive" else "right")
    for row in written.most_cited:
        table.add_row(row.label, str(row.documents), str(row.mentions), f"{row.pagerank:.4f}")
    console().print(table)
    print(say("graph.written", path=written.path, nodes=written.nodes, edges=written.edges))


@app.command(help=say("report"))
def report(out: Out) -> None:
    from kehoach.report import write
    from kehoach.store import Corpus

    with Corpus.open(out) as corpus:
        print(say("run.report", path=write(corpus, out / "report.html", lang())))


@app.command(help=say("compare"))
def compare(
    files: Annotated[list[str], typer.Argument(help=say("parse.files"))],
    html: Annotated[Path | None, typer.Option("--html", help=say("compare.html"))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=say("compare.json"))] = False,
) -> None:
    from kehoach.compare import to_html
    from kehoach.run import compare_plans

    mine = user_catalogue(None)
    found = compare_plans([read_plan(name, mine) for name in documents(files)])
    if html is not None:
        html.write_text(to_html(found, lang()), "utf-8")
    if as_json:
        print(json.dumps(found.to_dict(), ensure_ascii=False, indent=1))
        return
    from kehoach.cli.show import comparison

    for part in comparison(found.to_dict()):
        console().print(part)


@app.command(help=say("search"))
def search(out: Out, query: Annotated[str, typer.Argument()], limit: Annotated[int, typer.Option("--limit", min=1)] = 20) -> None:
    from kehoach.store import Corpus

    with Corpus.open(out) as corpus:
        hits = corpus.search(query, limit)
    for hit in hits:
        print(f"{hit.file}\t{hit.unit}\t{hit.snippet}")
    if not hits:
        print(say("search.none"), file=sys.stderr)


@app.command(help=say("evaluate"))
def evaluate(
    corpus: Annotated[Path, typer.Option("--corpus", help=say("train.corpus"))] = Path("corpus"),
    split: Annotated[str | None, typer.Option("--split", help=say("evaluate.split"))] = None,
    references: Annotated[Path | None, typer.Option("--references", help=say("evaluate.references"))] = None,
    as_published: Annotated[bool, typer.Option("--as-published", help=say("evaluate.as_published"))] = False,
    agreement: Annotated[bool, typer.Option("--agreement", help=say("evaluate.agreement"))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=say("compare.json"))] = False,
) -> None:
    from kehoach.run import annotators_agree, score, score_references

    if as_published and references is None:
        raise usage("wrong.as_published")
    if agreement:
        if split or references:
            raise usage("wrong.together", mode="--agreement", other="--split / --references")
        _print_agreement(annotators_agree(corpus), as_json)
        return
    found = score(corpus, split) if references is None else score_references(references, split, as_published)
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return
    from kehoach.cli import show

    console().print(show.scores(found) if references is None else show.reference_scores(found))
    if references is None:
        print(say("evaluate.trained"))


def _print_agreement(found: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return
    from kehoach.cli import show

    for table in show.agreement(found):
        console().print(table)


def main() -> None:
    """Run the command line; an error becomes one line, a traceback is shown with `--debug` only."""
    collect_seldom()
    try:
        app()
    except KehoachError as e:
        if "--debug" in sys.argv:
            raise
        print(printable(e.explain(lang())), file=sys.stderr)
        sys.exit(USAGE if e.key.startswith(("usage.", "compare.", "settings.", "catalogue.")) else FAILED)
    except KeyboardInterrupt:
        print(say("interrupted"), file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
