"""`kehoach train` and `kehoach label`: the tag model learned anew, units written to a table and taken back corrected."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from kehoach.cli.console import FINDINGS, console, printable, read_each, tell, usage, writing
from kehoach.cli.options import UserModel, user_catalogue
from kehoach.cli.words import lang, say
from kehoach.errors import KehoachError, StoreError

SHIPPED = Path("models")
SHOWN = 20  # refused rows that are printed


def train(
    corpus: Annotated[Path, typer.Option("--corpus", help=say("train.corpus"))] = Path("corpus"),
    out: Annotated[Path | None, typer.Option("--out", help=say("train.out"))] = None,
    data: Annotated[list[Path] | None, typer.Option("--data", help=say("train.data"))] = None,
    alone: Annotated[bool, typer.Option("--alone", help=say("train.alone"))] = False,
    compare: Annotated[bool, typer.Option("--compare", help=say("train.compare"))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=say("compare.json"))] = False,
) -> None:
    from kehoach.run import train as learn

    if alone and not data:
        raise usage("wrong.alone")
    if data and out is None:
        raise usage("wrong.train_out")
    if data and compare:
        raise usage("wrong.together", mode="--compare", other="--data")
    if not alone and not (corpus / "gold").is_dir():
        raise KehoachError("train.no_corpus", path=str(corpus))
    target = out or SHIPPED
    with writing(target):
        card = learn(None if alone else corpus, target, data or ())
    if compare:
        _compare(corpus, target)
    if as_json:
        print(json.dumps(card, ensure_ascii=False, indent=1))
    else:
        _say(card, target)


def _compare(corpus: Path, target: Path) -> None:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from kehoach.run import compare_tags

    err = console(stderr=True)
    columns = (TextColumn(say("train.comparing")), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("", total=None)
        compare_tags(corpus, target, lambda done, total, name: bar.update(task, completed=done, total=total, description=name))


def _say(card: dict[str, Any], target: Path) -> None:
    """Say what the model was trained on, how good it is, and where it lies."""
    for source in card["sources"]:
        print(say("train.source", name=source["name"], documents=sum(source["documents"].values()), units=sum(source["units"].values())))
    for part in ("cross_validation", "test"):
        if part in card["scores"]:
            figure = card["scores"][part]["with_rules"][card["headline"]]
            values = {key: f"{figure[key]:.3f}" for key in ("F1", "low", "high")}
            print(say(f"train.{part}", **values))
    kept = card["abstaining"]
    print(say("train.abstains", least=f"{kept['least']:.2f}", share=f"{1 - kept['all']['kept']:.1%}", right=f"{kept['all']['right']:.1%}"))
    print(say("train.written", path=target / card["name"]))


def label(
    files: Annotated[list[str] | None, typer.Argument(help=say("label.files"))] = None,
    out: Annotated[Path, typer.Option("--out", help=say("label.out"))] = Path("labels.csv"),
    take: Annotated[Path | None, typer.Option("--take", help=say("label.take"))] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help=say("label.limit"))] = None,
    model: UserModel = None,
) -> None:
    if take is not None:
        if files:
            raise usage("wrong.together", mode="--take", other=say("label.files"))
        _take(take, out)
        return
    from kehoach.batch import below
    from kehoach.evaluate.labelling import write_labels

    names = list(dict.fromkeys(str(path) for name in files or () for path in below(Path(name))))
    if not names:
        raise StoreError("usage.no_files")
    if any(Path(name).resolve() == out.resolve() for name in names):
        raise KehoachError("usage.same_file", path=str(out))
    plans, failed = read_each(names, lambda plan: plan.to_dict(), user_catalogue(None), model)
    with writing(out):
        count = write_labels(plans.items(), out, lang(), limit)
    abstaining = sum("abstains" in unit for plan in plans.values() for unit in plan["units"])
    print(say("label.written", path=out, units=count, files=len(plans), abstaining=abstaining))
    tell(failed)


def _take(table: Path, out: Path) -> None:
    from kehoach.run import take_labels

    if out.suffix:
        raise usage("wrong.label_out")
    written, refused = take_labels(table, out)
    for row in refused[:SHOWN]:
        print(printable(say("label.refused", line=row.line, why=row.explain(lang()))), file=sys.stderr)
    if refused:
        print(say("label.nothing", count=len(refused)), file=sys.stderr)
        raise typer.Exit(FINDINGS)
    print(say("label.taken", files=len(written), path=out))
