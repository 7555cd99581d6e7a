"""The screens in the README are what the commands print: `$` lines are run, `…` stands for lines left out."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

FINDINGS = 1
"""The exit code of a check that found something."""

ROOT = Path(__file__).parents[2]
SCREEN = re.compile(r"^```console\n(.*?)^```$", re.S | re.M)


def screens() -> list[tuple[str, list[str]]]:
    """Return each command of the README with the lines printed below it."""
    found: list[tuple[str, list[str]]] = []
    for block in SCREEN.findall((ROOT / "README.md").read_text("utf-8")):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


def output(command: str, out: Path) -> list[str]:
    program, *arguments = shlex.split(command)
    assert program == "kehoach"
    arguments = [str(out) if a == "out" else a for a in arguments]
    done = subprocess.run(
        [sys.executable, "-c", "from kehoach.cli import main; main()", *arguments],
        cwd=ROOT,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode in (0, FINDINGS), done.stderr
    return [line.rstrip().replace(str(out), "out") for line in done.stdout.splitlines()]


def matches(shown: list[str], printed: list[str]) -> bool:
    """Tell whether `printed` is `shown` with any lines where `…` stands."""
    parts = [re.escape(line) + "\n" if line != "…" else r"(?:.*\n)*?" for line in shown]
    return re.fullmatch("".join(parts), "".join(line + "\n" for line in printed)) is not None


def test_matching_sees_a_changed_line() -> None:
    assert matches(["a", "…", "d"], ["a", "b", "c", "d"])
    assert not matches(["a", "…", "d"], ["a", "b", "c"])
    assert not matches(["a", "c"], ["a", "b", "c"])


def test_screens_are_real(tmp_path: Path) -> None:
    found = screens()
    assert len(found) >= 5
    wrong = [command for command, shown in found if not matches(shown, output(command, tmp_path / "out"))]
    assert wrong == []
