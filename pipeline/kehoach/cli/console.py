"""What the commands share: exit codes, the console, one way to read a file named on the command line."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from kehoach.cli.words import lang, say
from kehoach.errors import KehoachError

if TYPE_CHECKING:
    from rich.console import Console

    from kehoach.records.plan import Plan

T = TypeVar("T")

FINDINGS = 1
USAGE = 2
FAILED = 3
PIPE_WIDTH = 200  # characters a line where output goes into a file or a pipe


def console(stderr: bool = False) -> Console:
    """Return a console; the import is here because it costs more than most commands' own work."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, highlight=False, width=None if stream.isatty() else PIPE_WIDTH)


def read_plan(name: str, catalogue: Path | None = None, model: Path | None = None) -> Plan:
    """Return the plan at the path `name`, that on standard input for `-`; `catalogue` and `model`: the user's own. Raises as
    batch.parse_file does."""
    from kehoach.batch import parse_data, parse_file

    return parse_data(sys.stdin.buffer.read(), "stdin", catalogue, model) if name == "-" else parse_file(Path(name), catalogue, model)


def documents(names: Iterable[str]) -> list[str]:
    """Return the files that the names on the command line stand for, each once: for a zip those in it."""
    from kehoach.batch import members

    return list(dict.fromkeys(str(path) for name in names for path in (members(Path(name)) if name != "-" else ("-",))))


def read_each(
    names: Iterable[str], work: Callable[[Plan], T], catalogue: Path | None = None, model: Path | None = None
) -> tuple[dict[str, T], list[KehoachError]]:
    """Read each file and do `work` on its plan; return the results by name, and the errors of the files that can't be read."""
    done, failed = dict[str, T](), list[KehoachError]()
    for name in names:
        with going_on(name, failed):
            done[name] = work(read_plan(name, catalogue, model))
    return done, failed


@contextmanager
def going_on(name: str, failed: list[KehoachError]) -> Iterator[None]:
    """Put the error of the work on file `name` into `failed`, so that the other files are done too; with --debug it is raised."""
    try:
        yield
    except (BrokenPipeError, typer.Exit):
        raise
    except Exception as e:
        if "--debug" in sys.argv:
            raise
        failed.append(_told(e, name))


def tell(failed: Sequence[KehoachError]) -> None:
    """Name the files that could not be read, and leave with FAILED where there are some."""
    for error in failed:
        print(printable(error.explain(lang())), file=sys.stderr)
    if failed:
        raise typer.Exit(FAILED)


def _told(error: Exception, name: str) -> KehoachError:
    if isinstance(error, KehoachError):
        return error
    return KehoachError("run.failed", path=name, what=printable(f"{type(error).__name__}: {error}"))


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Turn what keeps `target` from being written into a KehoachError that names it."""
    try:
        yield
    except OSError as e:
        raise KehoachError("usage.target", path=str(target), what=e.strerror or str(e)) from e


@contextmanager
def printing() -> Iterator[None]:
    """Turn what keeps standard output from being written (a full disk) into a KehoachError; a reader that has gone stays what it is."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as e:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left of the output can't be written at the end either
        raise KehoachError("output.broken", what=e.strerror or str(e)) from e


def printable(text: str) -> str:
    """Return `text` with a space for each control character, so that a draft or its name can't steer the terminal and columns stay."""
    return "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text)


def check_suffix(target: Path | None, known: Collection[str]) -> None:
    """Raise the exit for wrong use where the file to be written has a suffix that is none of `known`."""
    if target is not None and target.suffix.lower() not in known:
        raise usage("wrong.format", form=target.suffix or "—", known=", ".join(known))


def usage(key: str, **values: Any) -> typer.Exit:
    """Say what is wrong with the use of a command; return the exit to raise."""
    print(say(key, **values), file=sys.stderr)
    return typer.Exit(USAGE)
