"""Speed, start-up and memory of kehoach, measured in one run on one core. Nothing is asserted: read the tables.

python tests/bench/run.py [speed] [start] [memory]

The texts are those of corpus/gold, repeated. Two citation finders of other languages are measured beside: eyecite (US law) and
legal-reference-extraction (German law), on text of their own kind (us.txt, de.txt) and on the plans, in documents of about one length.
The collector of garbage looks as seldom as in the command line, for all that are measured.
"""

from __future__ import annotations

import argparse
import gc
import logging
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from kehoach.citations import find_mentions
from kehoach.classify import find_duties, label_units, read_charged
from kehoach.garbage import collect_seldom
from kehoach.ingest import read_bytes
from kehoach.normalise import normalise
from kehoach.records.text import Pages
from kehoach.resolve import load_catalogue, resolve
from kehoach.run import compose
from kehoach.structure import structure

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "corpus"
CHARACTERS = 2_000_000
OWN_CHARACTERS = 500_000
"""How much of the plans, and of the others' own kind of text, a round reads at least."""

GOALS = {"kehoach citations": 3_000_000, "kehoach whole parse": 500_000}
"""Characters a second that a work shall reach on one core."""

TAGS_GOAL = 1.0
"""Millions of bytes (UTF-8) a second that telling tags shall reach on one core, all that the model sees made anew."""

START_GOAL = 2.0
"""Seconds from the shell in which a file shall be parsed."""

ROUNDS = 4
STARTS = 5
PLANS = "plans"

console = Console(width=120)


@dataclass(frozen=True, slots=True)
class Measured:
    """A piece of work over texts of `characters` in all; `text` says what they are.

    The work returns a count of what it made; where it `finds`, that is the number of citations.
    """

    name: str
    text: str
    characters: int
    work: Callable[[], int]
    finds: bool = False


def main() -> None:
    """Print the parts named on the command line, all without one."""
    parts = {"speed": speed, "start": start, "memory": memory}
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("part", nargs="*", help=f"{', '.join(parts)}; all where none is given")
    chosen = parser.parse_args().part or list(parts)
    if unknown := [p for p in chosen if p not in parts]:
        parser.error(f"no such part: {', '.join(unknown)}")
    collect_seldom()
    cores = f"{os.cpu_count()} cores, {'one of them used' if hold_one_core() else 'not held to one'}"
    console.print(f"Python {platform.python_version()}, {platform.machine()}, {cores}; kehoach {version('kehoach')}")
    for name in chosen:
        parts[name]()


def hold_one_core() -> bool:
    """Keep this process and its children on one core; say whether the system can do that."""
    if not hasattr(os, "sched_setaffinity"):
        return False
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    return True


def table(title: str, *columns: str) -> Table:
    """Print the title and return the table to be filled; all columns but the first and `text` are numbers."""
    console.print(f"\n{title}", highlight=False)
    made = Table()
    for n, column in enumerate(columns):
        made.add_column(column, justify="right" if n and column != "text" else "left")
    return made


def pages(text: str) -> Pages:
    return read_bytes(text.encode(), "bench.txt")


def until(texts: Sequence[str], characters: int) -> list[str]:
    """Return `texts`, repeated as a whole until they hold `characters`."""
    times = -(-characters // sum(map(len, texts)))
    return list(texts) * times


def speed() -> None:
    """Print characters a second of the stages, of the whole, and of the others."""
    gold = [p.read_text("utf-8") for p in sorted((CORPUS / "gold").glob("*.txt"))]
    mean = sum(map(len, gold)) // len(gold)
    plans = until(gold, CHARACTERS)
    title = f"Characters a second of processor time: best of {ROUNDS} rounds, caches warm; {len(gold)} plans, {mean:,} characters in the mean, repeated"
    shown = table(title, "", "text", "characters/s", "citations in 1,000 characters")
    logging.disable()  # eyecite tells of overlaps as it goes
    works = [*ours(plans), *theirs(plans, mean)]
    best = rounds(works)
    rates = {key: w.characters / best[key] for w in works if (key := (w.name, w.text))}
    for w in works:
        found = f"{1000 * w.work() / w.characters:.1f}" if w.finds else ""
        shown.add_row(w.name, w.text, f"{rates[w.name, w.text]:,.0f}", found)
    console.print(shown)
    for name, goal in GOALS.items():
        reached = rates[name, PLANS]
        console.print(f"{name}: {reached:,.0f} characters a second; goal {goal:,}: {told(reached >= goal)}")
    tags = rates["kehoach tags", PLANS] * sum(len(p.encode()) for p in gold) / sum(map(len, gold)) / 1e6
    console.print(f"kehoach tags: {tags:.2f} MB a second; goal {TAGS_GOAL}: {told(tags >= TAGS_GOAL)}")
    mine = [(w.name, w.text) for w in works if w.name in ("kehoach citations", "kehoach normalise to citations", "kehoach whole parse")]
    shown = table("How many times as fast", "as", "text", *(name for name, _ in mine))
    for other in works:
        if not other.name.startswith("kehoach"):
            shown.add_row(other.name, other.text, *(f"{rates[m] / rates[other.name, other.text]:.2f}" for m in mine))
    console.print(shown)


def rounds(works: Iterable[Measured]) -> dict[tuple[str, str], float]:
    """Return each work's best processor time in seconds. Works take turns, so that a slow minute of the machine meets them all; round 0
    warms up."""
    works = tuple(works)
    taken: dict[tuple[str, str], list[float]] = {(w.name, w.text): [] for w in works}
    for n in range(ROUNDS + 1):
        for w in works:
            seconds = timed(w.work, time.process_time)
            if n:
                taken[w.name, w.text].append(seconds)
    return {key: min(seconds) for key, seconds in taken.items()}


def timed(work: Callable[[], int], clock: Callable[[], float] = time.perf_counter) -> float:
    gc.collect()
    begin = clock()
    work()
    return clock() - begin


def over(function: Callable[..., Any], *items: Iterable[Any], count: Callable[[Any], int] = len) -> Callable[[], int]:
    """Return the work of calling `function` on every item, which keeps no result and returns the sum of what `count` says of each."""
    listed = [list(i) for i in items]
    return lambda: sum(count(function(*args)) for args in zip(*listed, strict=True))


def ours(plans: Sequence[str]) -> list[Measured]:
    catalogue = load_catalogue()
    read = [pages(p) for p in plans]
    texts = [normalise(p) for p in read]
    documents = [structure(t) for t in texts]
    mentions = [find_mentions(d) for d in documents]
    charged = [read_charged(d) for d in documents]
    labels = [label_units(d, charged=c) for d, c in zip(documents, charged, strict=True)]
    works = {
        "normalise": over(normalise, read, count=lambda t: len(t.lines)),
        "structure": over(structure, texts, count=lambda d: len(d.units)),
        "citations": over(find_mentions, documents),
        "normalise to citations": over(lambda p: find_mentions(structure(normalise(p))), read),
        "resolve": over(lambda d, m: resolve(d.frame, m, catalogue), documents, mentions),
        "tags": over(label_units, documents),
        "duties": over(find_duties, documents, labels, charged),
        "whole parse": over(compose, read, count=lambda p: len(p.mentions)),
        "whole parse from bytes": over(lambda p: compose(pages(p)), plans, count=lambda p: len(p.mentions)),
    }
    finders = ("citations", "normalise to citations", "whole parse", "whole parse from bytes")
    characters = sum(map(len, plans))
    return [Measured(f"kehoach {name}", PLANS, characters, work, name in finders) for name, work in works.items()]


def theirs(plans: Sequence[str], mean: int) -> list[Measured]:
    from eyecite import get_citations
    from refex.orchestrator import CitationExtractor

    found = []
    others: tuple[tuple[str, Callable[..., Any], Callable[[Any], int], str, str], ...] = (
        ("eyecite", get_citations, len, "US law", "us.txt"),
        ("legal-reference-extraction", CitationExtractor().extract, lambda r: len(r.citations), "German law", "de.txt"),
    )
    for package, function, count, kind, file in others:
        sample = (HERE / file).read_text("utf-8")
        own = until(["".join(until([sample], mean))], OWN_CHARACTERS)
        for text, documents in ((kind, own), (PLANS, plans)):
            work = over(function, documents, count=count)
            found.append(Measured(f"{package} {version(package)}", text, sum(map(len, documents)), work, finds=True))
    return found


def kehoach(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from kehoach.cli import main; main()", *arguments]


def longest() -> Path:
    """Return the plain text of the corpus that takes the most characters."""
    return max((CORPUS / "documents").glob("*.txt"), key=lambda p: p.stat().st_size)


def start() -> None:
    """Print how long a command takes from the shell, Python's own start included; commands take turns."""
    file = longest()
    size = len(file.read_text("utf-8"))
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "python -c 'import kehoach'": [sys.executable, "-c", "import kehoach"],
        "python -c 'import kehoach.run'": [sys.executable, "-c", "import kehoach.run"],
        "kehoach --help": kehoach("--help"),
        f"kehoach parse {file.name}": kehoach("parse", str(file)),
        f"kehoach parse {file.name} --format jsonl": kehoach("parse", str(file), "--format", "jsonl"),
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for n in range(STARTS + 1):
        for name, command in commands.items():
            seconds = child(command)[0]
            if n:
                taken[name].append(seconds)
    median = {name: statistics.median(seconds) for name, seconds in taken.items()}
    base = median["python -c pass"]
    shown = table(
        f"Start-up (median of {STARTS} after one to warm up; {file.name} has {size:,} characters)", "", "seconds", "python -c pass = 1"
    )
    for name, seconds in median.items():
        shown.add_row(name, f"{seconds:.2f}", f"{seconds / base:.1f}")
    console.print(shown)
    parse = median[f"kehoach parse {file.name}"]
    console.print(f"kehoach parse from the shell: {parse:.2f} seconds; goal {START_GOAL}: {told(parse <= START_GOAL)}")


def told(reached: bool) -> str:
    return "reached" if reached else "missed"


def memory() -> None:
    """Print the peak memory of a process that parses one file, and of one that runs over corpus/documents."""
    documents = CORPUS / "documents"
    shown = table(f"Peak memory ({sum(1 for _ in documents.iterdir())} files in corpus/documents, one process)", "", "MB", "seconds")
    with tempfile.TemporaryDirectory() as out:
        for name, command in (
            (f"kehoach parse {longest().name}", kehoach("parse", str(longest()), "--format", "jsonl")),
            ("kehoach run corpus/documents --jobs 1", kehoach("run", str(documents), "--out", out, "--jobs", "1")),
        ):
            seconds, megabytes = child(command)
            shown.add_row(name, f"{megabytes:.0f}", f"{seconds:.1f}")
    console.print(shown)


def child(command: Sequence[str]) -> tuple[float, float]:
    """Run a command; return its seconds and its peak memory in MB. Raises CalledProcessError where it fails."""
    begin = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - begin, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
