"""The command `check`: drafts in, findings out, in the form that a person, an editor or a pipeline wants."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from kehoach.cli.console import FAILED, FINDINGS, PIPE_WIDTH, console, read_plan, usage
from kehoach.cli.words import lang, say
from kehoach.errors import KehoachError

if TYPE_CHECKING:
    from kehoach.check import Checked, Settings

FORMS = ("terminal", "json", "sarif", "html")


def check(
    files: Annotated[list[str] | None, typer.Argument(help=say("parse.files"))] = None,
    form: Annotated[str, typer.Option("--format", help=say("check.format"))] = "terminal",
    out: Annotated[Path | None, typer.Option("--out", help=say("check.out"))] = None,
    settings: Annotated[Path | None, typer.Option("--settings", help=say("check.settings"))] = None,
    only: Annotated[list[str] | None, typer.Option("--only", help=say("check.only"))] = None,
    off: Annotated[list[str] | None, typer.Option("--off", help=say("check.off"))] = None,
    fail_on: Annotated[str, typer.Option("--fail-on", help=say("check.fail_on"))] = "warning",
    today: Annotated[datetime | None, typer.Option("--today", formats=["%Y-%m-%d"], help=say("check.today"))] = None,
    rules: Annotated[bool, typer.Option("--rules", help=say("check.rules"))] = False,
) -> None:
    if form not in FORMS:
        raise usage("wrong.format", form=form, known=", ".join(FORMS))
    if rules:
        _print_rules(form)
        return
    from kehoach.check import load_settings
    from kehoach.records.finding import Severity

    gravities = get_args(Severity)
    if fail_on not in gravities:
        raise usage("wrong.fail_on", value=fail_on, known=", ".join(gravities))
    chosen = load_settings(settings).narrowed(only or (), off or ())
    names = _names(files, out)
    checked, failed = _check(names, chosen, (today or datetime.now().astimezone()).date())
    _write(form, out, checked, len(failed))
    for error in failed:
        print(error.explain(lang()), file=sys.stderr)
    if failed:
        raise typer.Exit(FAILED)
    if any(gravities.index(f.severity) <= gravities.index(fail_on) for c in checked.values() for f in c.findings):
        raise typer.Exit(FINDINGS)


def _names(files: list[str] | None, *targets: Path | None) -> list[str]:
    """Return the files to check, each once; raises KehoachError where there is none, or where a target is one of them."""
    if not files:
        raise KehoachError("usage.no_files")
    for target in targets:
        if target is not None and target.exists() and any(n != "-" and Path(n).exists() and target.samefile(n) for n in files):
            raise KehoachError("usage.same_file", path=str(target))
    return list(dict.fromkeys(files))


def _check(names: list[str], settings: Settings, today: date) -> tuple[dict[str, Checked], list[KehoachError]]:
    """Return the files checked, by name, and the errors of those that can't be read."""
    from kehoach.run import check_plan

    checked, failed = {}, []
    for name in names:
        try:
            checked[name] = check_plan(read_plan(name), settings, today)
        except KehoachError as e:
            if "--debug" in sys.argv:
                raise
            failed.append(e)
    return checked, failed


def _write(form: str, out: Path | None, checked: Mapping[str, Checked], failed: int) -> None:
    """Write the findings in a form to `out`, or print them."""
    if form == "terminal":
        _write_terminal(out, checked, failed)
        return
    text = _text(form, checked)
    if out is None:
        print(text)
    else:
        out.write_text(text + "\n", "utf-8", newline="\n")
        print(say("check.written", path=out), file=sys.stderr)


def _text(form: str, checked: Mapping[str, Checked]) -> str:
    if form == "html":
        from kehoach.check.html import to_html

        return to_html(checked, lang())
    if form == "sarif":
        from kehoach.check.sarif import to_sarif

        return json.dumps(to_sarif(checked, lang()), ensure_ascii=False, indent=1)
    return "\n".join(json.dumps(c.to_dict(lang()), ensure_ascii=False) for c in checked.values())


def _write_terminal(out: Path | None, checked: Mapping[str, Checked], failed: int) -> None:
    from kehoach.cli.findings import findings, summary

    screen = console()
    width = screen.width if out is None else PIPE_WIDTH
    lines = [line for name, c in checked.items() for line in findings(name, c, width)]
    if out is None:
        for line in lines:
            screen.print(line, soft_wrap=True)
        print(summary(checked, failed))
        return
    out.write_text("".join(f"{line.plain}\n" for line in lines) + summary(checked, failed) + "\n", "utf-8", newline="\n")
    print(say("check.written", path=out), file=sys.stderr)


def _print_rules(form: str) -> None:
    from kehoach.check.rules import check_rules

    if form == "json":
        print(json.dumps([asdict(r) for r in check_rules().values()], ensure_ascii=False, indent=1))
        return
    from kehoach.cli.findings import rules

    console().print(rules())
