"""Runs the command line as a person does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def kehoach(*arguments: str | Path, stdin: bytes | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `kehoach` with these arguments in a process of its own; return what it printed and its exit code."""
    command = [sys.executable, "-c", "from kehoach.cli import main; main()", *map(str, arguments)]
    done = subprocess.run(
        command, input=stdin, capture_output=True, check=False, env=os.environ | {"PYTHONIOENCODING": "utf-8"} | environment
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
