"""What the commands share: exit codes, the console, one way to read a file named on the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from kehoach.cli.words import say
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


def read_plan(name: str, catalogue: Path | None = None) -> Plan:
    """Return the plan at the path `name`, that on standard input for `-`; `catalogue`: the user's own. Raises as run.parse does."""
    from kehoach.run import parse, parse_bytes

    return parse_bytes(sys.stdin.buffer.read(), "stdin.txt", catalogue) if name == "-" else parse(name, catalogue)


def read_each(names: Iterable[str], work: Callable[[Plan], T], catalogue: Path | None = None) -> tuple[dict[str, T], list[KehoachError]]:
    """Read each file and do `work` on its plan; return the results by name, and the errors of the files that can't be read."""
    done, failed = dict[str, T](), list[KehoachError]()
    for name in names:
        try:
            done[name] = work(read_plan(name, catalogue))
        except KehoachError as e:
            if "--debug" in sys.argv:
                raise
            failed.append(e)
    return done, failed


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Turn what keeps `target` from being written into a KehoachError that names it."""
    try:
        yield
    except OSError as e:
        raise KehoachError("usage.target", path=str(target), what=e.strerror or str(e)) from e


def usage(key: str, **values: Any) -> typer.Exit:
    """Say what is wrong with the use of a command; return the exit to raise."""
    print(say(key, **values), file=sys.stderr)
    return typer.Exit(USAGE)
