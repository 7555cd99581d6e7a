"""What the commands share: exit codes, the console, one way to read a file named on the command line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import typer

from kehoach.cli.words import say

if TYPE_CHECKING:
    from rich.console import Console

    from kehoach.records.plan import Plan

FINDINGS = 1
USAGE = 2
FAILED = 3
PIPE_WIDTH = 200  # characters a line where output goes into a file or a pipe


def console(stderr: bool = False) -> Console:
    """Return a console; the import is here because it costs more than most commands' own work."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, highlight=False, width=None if stream.isatty() else PIPE_WIDTH)


def read_plan(name: str) -> Plan:
    """Return the plan at the path `name`, that on standard input for `-`; raises ReadError where it can't be read."""
    from kehoach.run import parse, parse_bytes

    return parse_bytes(sys.stdin.buffer.read(), "stdin.txt") if name == "-" else parse(name)


def usage(key: str, **values: Any) -> typer.Exit:
    """Say what is wrong with the use of a command; return the exit to raise."""
    print(say(key, **values), file=sys.stderr)
    return typer.Exit(USAGE)
