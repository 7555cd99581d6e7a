"""Workers: what breaks one ends its own task alone, and nothing is left behind."""

from __future__ import annotations

import operator
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kehoach.errors import KehoachError
from kehoach.workers import Workers

GB = 1_000_000_000


def test_a_task_that_fails_stops_no_other() -> None:
    with Workers(1, GB) as workers:
        waiting = [
            workers.start(60, operator.floordiv, 6, 2),
            workers.start(60, bytearray, 3 * GB),
            workers.start(60, os.kill, 0, signal.SIGSEGV),
            workers.start(60, operator.floordiv, 6, 0),
            workers.start(0.5, time.sleep, 50),
            workers.start(60, operator.floordiv, 6, 3),
        ]
        assert waiting[0]() == 3
        for wait, key in zip(waiting[1:3], ("work.memory", "work.died"), strict=True):
            with pytest.raises(KehoachError) as e:
                wait()
            assert e.value.key == key
        with pytest.raises(ZeroDivisionError):
            waiting[3]()
        with pytest.raises(KehoachError) as e:
            waiting[4]()
        assert (e.value.key, e.value.values) == ("work.time", {"seconds": 0})
        assert waiting[5]() == 2


def test_no_worker_is_started_for_nothing() -> None:
    with Workers(4, GB) as workers:
        assert workers._pool is None


PROGRAM = """
import os, signal, subprocess, sys, time
from kehoach.workers import Workers
def main():
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background has it ignored
    with Workers(2, 4_000_000_000) as workers:
        waits = [workers.start(60, subprocess.run, ["sleep", "4321"]) for _ in range(2)]
        print("started", flush=True)
        waits[0]()
if __name__ == "__main__":
    main()
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_an_interrupt_ends_all_at_once(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, "utf-8")
    process = subprocess.Popen([sys.executable, str(program)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=os.environ)
    assert process.stdout is not None
    process.stdout.readline()
    waited = time.monotonic() + 30
    while len(sleepers(process.pid)) < 2 and time.monotonic() < waited:
        time.sleep(0.1)
    asleep = sleepers(process.pid)
    assert len(asleep) == 2
    process.send_signal(signal.SIGINT)
    process.wait(15)
    process.stdout.close()
    time.sleep(0.2)
    assert [p for p in asleep if Path(f"/proc/{p}").exists() and "sleep" in Path(f"/proc/{p}/cmdline").read_text()] == []


def sleepers(parent: int) -> list[int]:
    """Return the processes `sleep 4321` that a grandparent has started."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if (folder / "cmdline").read_bytes() == b"sleep\x004321\x00" and parent in ancestors(int(folder.name)):
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def ancestors(process: int) -> list[int]:
    found = []
    while process > 1:
        process = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
        found.append(process)
    return found
