"""The command `check`: drafts in, findings out, in the form that a person, an editor or a pipeline wants."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from kehoach.cli.console import FAILED, FINDINGS, PIPE_WIDTH, console, read_each, usage, writing
from kehoach.cli.options import UserCatalogue, user_catalogue
from kehoach.cli.words import lang, say
from kehoach.errors import KehoachError

if TYPE_CHECKING:
    from kehoach.check import Checked

FORMS = ("terminal", "json", "sarif", "html")


def check(
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
    if form not in FORMS:
        raise usage("wrong.format", form=form, known=", ".join(FORMS))
    if rules:
        _print_rules(form)
        return
    from kehoach.check import load_settings
    from kehoach.records.finding import Severity
    from kehoach.run import check_plan

    gravities = get_args(Severity)
    if fail_on not in gravities:
        raise usage("wrong.fail_on", value=fail_on, known=", ".join(gravities))
    chosen = load_settings(settings).narrowed(only or (), off or ())
    day, mine = (today or datetime.now().astimezone()).date(), user_catalogue(own)
    names = _names(files, (out, annotate, fix), copied=bool(annotate or fix))
    if table:
        from kehoach.cli.table import show_cited

        failed = show_cited(names, out, day, mine)
        checked: dict[str, Checked] = {}
    else:
        checked, failed = read_each(names, lambda plan: check_plan(plan, chosen, day, mine), mine)
        _write_copies(checked, annotate, fix)
        _write(form, out, checked, len(failed))
    for error in failed:
        print(error.explain(lang()), file=sys.stderr)
    if failed:
        raise typer.Exit(FAILED)
    if any(gravities.index(f.severity) <= gravities.index(fail_on) for c in checked.values() for f in c.findings):
        raise typer.Exit(FINDINGS)


def _names(files: list[str] | None, targets: tuple[Path | None, ...], *, copied: bool) -> list[str]:
    """Return the files to check, each once.

    Raises KehoachError where there is none, where a target is one of them, or where a copy is wanted and it is not of one file.
    """
    if not files:
        raise KehoachError("usage.no_files")
    names = list(dict.fromkeys(files))
    if copied and (len(names) > 1 or names == ["-"]):
        raise KehoachError("usage.one_file")
    given = [t for t in targets if t is not None]
    for i, target in enumerate(given):
        same = [p for p in (*(Path(n) for n in names if n != "-"), *given[:i]) if _is_same(target, p)]
        if same:
            raise KehoachError("usage.same_file", path=str(target))
    return names


def _is_same(one: Path, other: Path) -> bool:
    """Say whether two paths lead to one file, through links too."""
    both_there = one.exists() and other.exists()
    return one.samefile(other) if both_there else one.resolve() == other.resolve()


def _write_copies(checked: Mapping[str, Checked], annotate: Path | None, fix: Path | None) -> None:
    """Write the draft with remarks, and the draft with the safe corrections; say what could not be corrected."""
    for name, one in checked.items():
        if annotate is not None:
            from kehoach.check.annotate import annotated

            remarks = annotated(one, Path(name).read_bytes(), lang())
            with writing(annotate):
                annotate.write_bytes(remarks)
            print(say("check.annotated", path=annotate, n=len(one.findings)), file=sys.stderr)
        if fix is not None:
            from kehoach.check.fix import fixed

            found = fixed(one, Path(name).read_bytes())
            with writing(fix):
                fix.write_bytes(found.data)
            print(say("check.fixed", path=fix, n=len(found.done)), file=sys.stderr)
            for f in found.left:
                print("  " + say("check.unfixed", rule=f.rule, quoted=f.quoted, suggestion=f.suggestion), file=sys.stderr)


def _write(form: str, out: Path | None, checked: Mapping[str, Checked], failed: int) -> None:
    """Write the findings in a form to `out`, or print them."""
    if form == "terminal":
        _write_terminal(out, checked, failed)
    elif out is None:
        print(_text(form, checked))
    else:
        _put(out, _text(form, checked))


def _put(out: Path, text: str) -> None:
    with writing(out):
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
    _put(out, "".join(f"{line.plain}\n" for line in lines) + summary(checked, failed))


def _print_rules(form: str) -> None:
    from kehoach.check.rules import check_rules

    if form == "json":
        print(json.dumps([asdict(r) for r in check_rules().values()], ensure_ascii=False, indent=1))
        return
    from kehoach.cli.findings import rules

    console().print(rules())
