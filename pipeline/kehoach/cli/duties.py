"""The command `duties`: who must do what by when, from a corpus or from plan files, as a table, a file or a calendar."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from kehoach.cli.asked import refuse_others
from kehoach.cli.console import check_suffix, console, documents, printable, printing, read_each, tell, usage, writing
from kehoach.cli.options import Limit, user_catalogue
from kehoach.cli.words import lang, say
from kehoach.errors import KehoachError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kehoach.records.plan import PlanDict
    from kehoach.store import DutyRow
    from kehoach.views.asked import Asked

T = TypeVar("T")

WIDTH = 120
"""Characters of an action on the screen; the files have all."""


def duties(
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="OUT", help=say("duties.paths"))],
    out: Annotated[Path | None, typer.Option("--out", help=say("duties.out"))] = None,
    actor: Annotated[str | None, typer.Option("--actor", help=say("duties.actor"))] = None,
    period: Annotated[str | None, typer.Option("--period", help=say("duties.period"))] = None,
    directive: Annotated[str | None, typer.Option("--directive", help=say("duties.directive"))] = None,
    plan: Annotated[str | None, typer.Option("--plan", help=say("duties.plan"))] = None,
    todo: Annotated[bool, typer.Option("--todo", help=say("duties.todo"))] = False,
    coverage: Annotated[Path | None, typer.Option("--coverage", help=say("duties.coverage"))] = None,
    matrix: Annotated[Path | None, typer.Option("--matrix", help=say("duties.matrix"))] = None,
    limit: Limit = 50,
) -> None:
    if coverage is not None or matrix is not None:
        refuse_others(context, "coverage" if coverage else "matrix", ("paths", "coverage", "matrix"))
        _cover(paths, coverage, matrix)
        return
    from kehoach.store.duties import duty_rows
    from kehoach.views.asked import Asked, Period, sorted_rows
    from kehoach.views.sheet import FORMS, write

    check_suffix(out, FORMS)
    if todo and (out is None or out.suffix.lower() != ".ics"):
        raise usage("wrong.todo")
    asked = Asked(actor, Period.of(period) if period else None, directive, plan)
    read, failed = _each(paths, lambda plan: list(duty_rows(plan)))
    rows = [row for plan_rows in read for row in plan_rows]
    anytime = sorted_rows(rows, replace(asked, period=None))
    found = list(filter(asked.wants, anytime))
    if out is not None:
        with writing(out):
            count = write(out, found, lang(), todo)
        print(printable(say("duties.written", path=out, n=count)), file=sys.stderr)
    else:
        with printing():
            _show(found, limit)
    _sum_up(found, anytime, asked)
    tell(failed)


def _cover(paths: list[str], coverage: Path | None, matrix: Path | None) -> None:
    """Write the counts of what is taken up in each plan, and the links behind them."""
    from kehoach.views.matrix import COUNTS, LINKS, covered
    from kehoach.views.sheet import TABLES, write_rows

    for target in (coverage, matrix):
        check_suffix(target, TABLES)
    found, failed = _each(paths, covered)
    rows = ((coverage, COUNTS, [c.counts for c in found]), (matrix, LINKS, [row for c in found for row in c.links]))
    for target, columns, written in rows:
        if target is not None:
            with writing(target):
                write_rows(target, columns, written, lang())
            print(printable(say("duties.written", path=target, n=len(written))), file=sys.stderr)
    tell(failed)


def _each(paths: list[str], work: Callable[[PlanDict], T]) -> tuple[list[T], list[KehoachError]]:
    """Do `work` on each plan of a corpus, or of plan files; return the results, and the errors of the files that can't be read."""
    from kehoach.store import Corpus

    if len(paths) == 1 and (Path(paths[0]).is_dir() or Path(paths[0]).suffix == ".db"):
        with Corpus.open(Path(paths[0])) as corpus:
            return [work(plan) for plan in corpus.plans()], []
    done, failed = read_each(documents(paths), lambda plan: work(plan.to_dict()), user_catalogue(None))
    return list(done.values()), failed


def _show(rows: list[DutyRow], limit: int) -> None:
    from rich.markup import escape
    from rich.table import Table

    from kehoach.graph.label import cut
    from kehoach.store.words import Words
    from kehoach.views.icalendar import TABLE

    words, table = Words(lang(), TABLE), Table(show_lines=True)
    for name in ("dates", "deadline", "actor", "action", "place"):
        table.add_column(words(f"column.{name}"), overflow="fold", no_wrap=name == "dates")
    for row in rows[:limit]:
        when = "\n".join(map(words.date, row.dates)) or (words("recurs") if row.recurs else "–")
        beside = (row.deadline or "–", row.actor, cut(row.doing, WIDTH), f"{row.file} {row.unit}")
        table.add_row(when, *(escape(printable(cell)) for cell in beside))
    if rows:
        console().print(table)
    if len(rows) > limit:
        print(say("duties.more", n=len(rows) - limit))


def _sum_up(found: list[DutyRow], anytime: list[DutyRow], asked: Asked) -> None:
    """Say how many duties there are, how many have a day, and how many a period could not be asked of."""
    ranks = [row.order[0] for row in found]
    counts = {name: ranks.count(n) for n, name in enumerate(("dated", "recurring", "worded", "without"))}
    print(say("duties.found", n=len(found), plans=len({row.file for row in found}), **counts))
    if asked.period is not None and (dateless := sum(row.order[0] > 1 for row in anytime)):
        print(say("duties.dateless", n=dateless))
