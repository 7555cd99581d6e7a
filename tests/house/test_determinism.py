"""The same file gives the same bytes, whatever the order in which Python hashes strings."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"
NAMES = ("hg-ubnd-thien-tai.txt", "ls-ubnd-chuyen-doi-so.docx")
MAIN = "from kehoach.cli import main; main()"


def parsed(seed: int) -> bytes:
    command = [sys.executable, "-c", MAIN, "parse", "--format", "jsonl", *(str(DOCUMENTS / n) for n in NAMES)]
    env = {"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": str(seed), "PYTHONUTF8": "1"}
    return subprocess.run(command, check=True, env=env, stdout=subprocess.PIPE).stdout


def test_plans_are_byte_identical_under_two_hash_seeds() -> None:
    first = parsed(1)
    assert [json.loads(line)["source"]["name"] for line in first.splitlines()] == list(NAMES)
    assert first == parsed(2)
