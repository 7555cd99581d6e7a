"""The command `check`: drafts in, findings out, in the form that a person, an editor or a pipeline wants."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from kehoach.cli.asked import WITH_RULES, WITH_TABLE, drafts, refuse_others
from kehoach.cli.console import FINDINGS, PIPE_WIDTH, console, printable, printing, read_each, tell, usage, writing
from kehoach.cli.options import UserCatalogue, user_catalogue
from kehoach.cli.words import lang, say
from kehoach.errors import KehoachError

if TYPE_CHECKING:
    from kehoach.check import Checked

FORMS = ("terminal", "json", "sarif", "html")
RULE_FORMS = ("terminal", "json")


def check(
    context: typer.Context,
    files: Annotated[list[str] | None, typer.Argument(help=say("parse.files"))] = None,
    form: Annotated[str, typer.Option("--format", help=say("check.format"))] = "terminal",
    out: Annotated[Path | None, typer.Option("--out", help=say("check.out"))] = None,
    annotate: Annotated[Path | None, typer.Option("--annotate", help=say("check.annotate"))] = None,
    fix: Annotated[Path | None, typer.Option("--fix", help=say("check.fix"))] = None,
    table: Annotated[bool, typer.Option("--table", help=say("check.table"))] = False,
    settings: Annotated[Path | None, typer.Option("--settings", help=say("check.settings"))] = None,
    only: Annotated[list[str] | None, typer.Option("--only", help=say("check.only"))] = None,
    off: Annotated[list[str] | None, typer.Option("--off", help=say("check.off"))] = None,
    fail_on: Annotated[str, typer.Option("--fail-on", help=say("check.fail_on"))] = "warning",
    today: Annotated[datetime | None, typer.Option("--today", formats=["%Y-%m-%d"], help=say("check.today"))] = None,
    rules: Annotated[bool, typer.Option("--rules", help=say("check.rules"))] = False,
    own: UserCatalogue = None,
) -> None:
    forms = RULE_FORMS if rules else FORMS
    if form not in forms:
        raise usage("wrong.format", form=form, known=", ".join(forms))
    if rules or table:
        refuse_others(context, *(("rules", WITH_RULES) if rules else ("table", WITH_TABLE)))
    if rules:
        _write_rules(form, out)
        return
    from kehoach.check import load_settings
    from kehoach.records.finding import Severity
    from kehoach.run import check_plan

    gravities = get_args(Severity)
    if fail_on not in gravities:
        raise usage("wrong.fail_on", value=fail_on, known=", ".join(gravities))
    chosen = load_settings(settings).narrowed(only or (), off or ())
    day, mine = (today or datetime.now().astimezone()).date(), user_catalogue(own)
    names = drafts(files, out, annotate, fix)
    if table:
        from kehoach.cli.table import show_cited

        with printing():
            failed = show_cited(names, out, day, mine)
        checked: dict[str, Checked] = {}
    else:
        checked, failed = read_each(names, lambda plan: check_plan(plan, chosen, day, mine), mine)
        _write_copies(checked, annotate, fix)
        _write(form, out, checked, failed)
    tell(failed)
    if any(gravities.index(f.severity) <= gravities.index(fail_on) for c in checked.values() for f in c.findings):
        raise typer.Exit(FINDINGS)


def _write_copies(checked: Mapping[str, Checked], annotate: Path | None, fix: Path | None) -> None:
    """Write the draft with remarks, and the draft with the safe corrections; say what could not be corrected."""
    from kehoach.batch import bytes_of

    for name, one in checked.items():
        if annotate is not None:
            from kehoach.check.annotate import annotated

            remarks = annotated(one, bytes_of(Path(name)), lang())
            with writing(annotate):
                annotate.write_bytes(remarks)
            print(printable(say("check.annotated", path=annotate, n=len(one.findings))), file=sys.stderr)
        if fix is not None:
            from kehoach.check.fix import fixed

            found = fixed(one, bytes_of(Path(name)))
            with writing(fix):
                fix.write_bytes(found.data)
            print(printable(say("check.fixed", path=fix, n=len(found.done))), file=sys.stderr)
            for f in found.left:
                print("  " + printable(say("check.unfixed", rule=f.rule, quoted=f.quoted, suggestion=f.suggestion)), file=sys.stderr)


def _write(form: str, out: Path | None, checked: Mapping[str, Checked], failed: Sequence[KehoachError]) -> None:
    """Write the findings in a form to `out`, or print them."""
    if form == "terminal":
        _write_terminal(out, checked, len(failed))
    else:
        _put(out, _text(form, checked, failed))


def _put(out: Path | None, text: str) -> None:
    """Write lines to `out`, or print them; nothing where there is none."""
    text += "\n" if text else ""
    if out is None:
        with printing():
            print(text, end="")
        return
    with writing(out):
        out.write_text(text, "utf-8", newline="\n")
    print(printable(say("check.written", path=out)), file=sys.stderr)


def _text(form: str, checked: Mapping[str, Checked], failed: Sequence[KehoachError]) -> str:
    if form == "html":
        from kehoach.check.html import to_html

        return to_html(checked, lang(), failed)
    if form == "sarif":
        from kehoach.check.sarif import to_sarif

        return json.dumps(to_sarif(checked, lang(), failed), ensure_ascii=False, indent=1)
    return "\n".join(json.dumps(c.to_dict(lang()), ensure_ascii=False) for c in checked.values())


def _write_terminal(out: Path | None, checked: Mapping[str, Checked], failed: int) -> None:
    from kehoach.cli.findings import findings, summary

    screen = console()
    width = screen.width if out is None else PIPE_WIDTH
    lines = [line for name, c in checked.items() for line in findings(name, c, width)]
    if out is None:
        with printing():
            for line in lines:
                screen.print(line, soft_wrap=True)
            print(summary(checked, failed))
        return
    _put(out, "".join(f"{line.plain}\n" for line in lines) + summary(checked, failed))


def _write_rules(form: str, out: Path | None) -> None:
    from kehoach.check.rules import check_rules

    if form == "json":
        _put(out, json.dumps([asdict(r) for r in check_rules().values()], ensure_ascii=False, indent=1))
        return
    from kehoach.cli.findings import rules

    if out is None:
        with printing():
            console().print(rules())
        return
    from rich.console import Console

    page = io.StringIO()
    Console(file=page, width=PIPE_WIDTH).print(rules())
    _put(out, page.getvalue().rstrip("\n"))
