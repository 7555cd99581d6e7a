"""What `check` is asked for, tried before any work is done: options that go together, files that may be written."""

from __future__ import annotations

from pathlib import Path

import typer

from kehoach.cli.console import documents, usage
from kehoach.errors import KehoachError

WITH_TABLE = ("out", "table", "today", "own")
WITH_RULES = ("out", "rules", "form")
NAMES = {"form": "format", "own": "catalogue", "fail_on": "fail-on"}
"""Options that are called something else on the command line."""


def refuse_others(context: typer.Context, mode: str, allowed: tuple[str, ...]) -> None:
    """Refuse options given on the command line that would do nothing beside `--mode`."""
    for name in context.params:
        source = context.get_parameter_source(name)
        if name not in ("files", *allowed) and source is not None and source.name == "COMMANDLINE":
            raise usage("wrong.together", mode=f"--{mode}", other=f"--{NAMES.get(name, name)}")


def drafts(files: list[str] | None, out: Path | None, annotate: Path | None, fix: Path | None) -> list[str]:
    """Return the files to check, each once.

    Raises KehoachError where there is none, where a result would be written over one of them or over another result, where there is no
    folder for it, and where a copy is wanted that can't be made: of several files, of another kind than the draft's, of a kind that has no
    place for it.
    """
    if not files:
        raise KehoachError("usage.no_files")
    names = documents(files)
    copies = {"annotate": annotate, "fix": fix}
    if any(copies.values()) and (len(names) > 1 or names == ["-"]):
        raise KehoachError("usage.one_file")
    _refuse_same([Path(n) for n in names if n != "-"], [t for t in (out, annotate, fix) if t is not None])
    if any(copies.values()):
        from kehoach.check.annotate import refuse_kinds

        refuse_kinds(Path(names[0]), {option: target for option, target in copies.items() if target is not None})
    return names


def _refuse_same(sources: list[Path], targets: list[Path]) -> None:
    for i, target in enumerate(targets):
        if any(_is_same(target, p) for p in sources):
            raise KehoachError("usage.same_file", path=str(target))
        if any(_is_same(target, p) for p in targets[:i]):
            raise KehoachError("usage.same_target", path=str(target))


def _is_same(one: Path, other: Path) -> bool:
    """Say whether two paths lead to one file, through links too."""
    both_there = one.exists() and other.exists()
    return one.samefile(other) if both_there else one.resolve() == other.resolve()
