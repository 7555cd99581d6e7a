"""Speed, start-up, memory and worst cases of kehoach, measured in one run on one core. Nothing is asserted: read the tables.

python tests/bench/run.py [speed] [start] [memory] [adversarial]

The texts are those of corpus/gold, repeated. Two citation finders of other languages are measured beside: eyecite (US law) and
legal-reference-extraction (German law), on text of their own kind (us.txt, de.txt) and on the plans, in documents of about one length.
"""

from __future__ import annotations

import argparse
import gc
import logging
import os
import platform
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from types import FrameType
from typing import Any

from rich.console import Console
from rich.table import Table

from kehoach.citations import find_look_alikes, find_mentions
from kehoach.classify import find_duties, label_units
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

GOAL = 3_000_000
"""Characters a second that finding citations shall reach on one core."""

ROUNDS = 4
STARTS = 5
LIMIT = 60.0
"""Seconds after which an adversarial text is given up."""

AGAIN = 2.0
"""Seconds of an adversarial text below which it is measured once more, up to ROUNDS times."""

PLANS = "plans"
FLOW = ("normalise", "structure", "citations", "resolve", "tags", "duties", "look-alikes")

HEAD = "KẾ HOẠCH\nThử\n\nI. NHIỆM VỤ\n\n"
ADVERSARIAL: tuple[tuple[str, str, int], ...] = (
    ("digits", "7", 100_000),
    ("slashes", "/", 10_000),
    ("letters without a space", "ă", 1_000_000),
    ("numbers with slashes", "12/34/", 20_000),
    ("symbols in one word", "1/QĐ-TTg", 10_000),
    ("opening parentheses", "(", 100_000),
    ("parentheses in parentheses", "(a (b) ", 20_000),
    ("opening quotes", "“", 50_000),
    ("table bars", "a | ", 20_000),
    ("Luật", "Luật ", 50_000),
    ("Luật sửa đổi", "Luật sửa đổi, bổ sung một số điều của ", 5_000),
    ("Quyết định số", "Quyết định số ", 50_000),
    ("số", "số ", 10_000),
    ("Số:", "Số: ", 10_000),
    ("ngày", "ngày ", 5_000),
    ("ngày 1/1/2024", "ngày 1/1/2024 ", 5_000),
    ("của", "của ", 20_000),
    ("căn cứ", "căn cứ ", 20_000),
    ("khoản 1 Điều 2", "khoản 1 Điều 2 ", 10_000),
    ("1.", "1. ", 50_000),
    ("short lines", "a\n", 10_000),
    ("numbered lines", "1. Nhiệm vụ\n", 5_000),
    ("mentions in one line", "Quyết định số 1/QĐ-TTg, ", 2_000),
    ("mentions in lines", "- Thực hiện Quyết định số 1/QĐ-TTg và Nghị định số 30.\n", 4_000),
)
"""Name, what is repeated in the body, and how often."""

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
    parts = {"speed": speed, "start": start, "memory": memory, "adversarial": adversarial}
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("part", nargs="*", help=f"{', '.join(parts)}; all where none is given")
    chosen = parser.parse_args().part or list(parts)
    if unknown := [p for p in chosen if p not in parts]:
        parser.error(f"no such part: {', '.join(unknown)}")
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
    title = f"Characters a second: best of {ROUNDS} rounds, caches warm; {len(gold)} plans, {mean:,} characters in the mean, repeated"
    shown = table(title, "", "text", "characters/s", "citations in 1,000 characters")
    logging.disable()  # eyecite tells of overlaps as it goes
    works = [*ours(plans), *theirs(plans, mean)]
    best = rounds(works)
    rates = {key: w.characters / best[key] for w in works if (key := (w.name, w.text))}
    for w in works:
        found = f"{1000 * w.work() / w.characters:.1f}" if w.finds else ""
        shown.add_row(w.name, w.text, f"{rates[w.name, w.text]:,.0f}", found)
    console.print(shown)
    reached = rates["kehoach citations", PLANS]
    console.print(f"Finding citations: {reached:,.0f} characters a second; goal {GOAL:,}: {'reached' if reached >= GOAL else 'missed'}")
    mine = [(w.name, w.text) for w in works if w.name in ("kehoach citations", "kehoach normalise to citations", "kehoach whole parse")]
    shown = table("How many times as fast", "as", "text", *(name for name, _ in mine))
    for other in works:
        if not other.name.startswith("kehoach"):
            shown.add_row(other.name, other.text, *(f"{rates[m] / rates[other.name, other.text]:.2f}" for m in mine))
    console.print(shown)


def rounds(works: Iterable[Measured]) -> dict[tuple[str, str], float]:
    """Return each work's best time in seconds. Works take turns, so that a slow minute of the machine meets them all; round 0 warms up."""
    works = tuple(works)
    taken: dict[tuple[str, str], list[float]] = {(w.name, w.text): [] for w in works}
    for n in range(ROUNDS + 1):
        for w in works:
            seconds = timed(w.work)
            if n:
                taken[w.name, w.text].append(seconds)
    return {key: min(seconds) for key, seconds in taken.items()}


def timed(work: Callable[[], int]) -> float:
    gc.collect()
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


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
    labels = [label_units(d) for d in documents]
    works = {
        "normalise": over(normalise, read, count=lambda t: len(t.lines)),
        "structure": over(structure, texts, count=lambda d: len(d.units)),
        "citations": over(find_mentions, documents),
        "normalise to citations": over(lambda p: find_mentions(structure(normalise(p))), read),
        "resolve": over(lambda d, m: resolve(d.frame, m, catalogue), documents, mentions),
        "tags": over(label_units, documents),
        "duties": over(find_duties, documents, labels),
        "whole parse": over(compose, read, count=lambda p: len(p.mentions)),
    }
    finders = ("citations", "normalise to citations", "whole parse")
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
    """Print how long a command takes from the shell, Python's own start included."""
    file = longest()
    shown = table(f"Start-up (median of {STARTS}; {file.name} has {len(file.read_text('utf-8')):,} characters)", "", "seconds")
    for name, command in (
        ("python -c pass", [sys.executable, "-c", "pass"]),
        ("kehoach --help", kehoach("--help")),
        (f"kehoach parse {file.name} --format jsonl", kehoach("parse", str(file), "--format", "jsonl")),
    ):
        child(command)
        shown.add_row(name, f"{statistics.median(child(command)[0] for _ in range(STARTS)):.2f}")
    console.print(shown)


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


def adversarial() -> None:
    """Print the seconds for hostile texts of one size and of twice that; where time is linear in size the ratio is near 2."""
    shown = table(
        "Hostile texts, seconds of processor time (linear: ratio about 2)",
        "text of",
        "times",
        "seconds",
        "twice as long",
        "ratio",
        "slowest stage, its ratio",
    )
    shown.columns[-1].justify = "left"
    flow(pages(HEAD + "Thực hiện Quyết định số 1/QĐ-TTg."), {})
    for name, piece, times in ADVERSARIAL:
        once, late = stages(piece * times)
        twice, late = ({}, late) if late else stages(piece * times * 2)
        if late:
            first = f"{sum(once.values()):.2f}" if once else f"> {LIMIT:.0f}"
            shown.add_row(name, f"{times:,}", first, f"> {LIMIT:.0f}", "", f"{late} was not done")
            continue
        a, b = sum(once.values()), sum(twice.values())
        slow = max(FLOW, key=lambda s: twice[s])
        shown.add_row(
            name, f"{times:,}", f"{a:.2f}", f"{b:.2f}", f"{b / a:.1f}", f"{slow} {twice[slow]:.2f} s, {twice[slow] / once[slow]:.1f}"
        )
    console.print(shown)


def stages(text: str) -> tuple[dict[str, float], str | None]:
    """Return each stage's best time in seconds on a plan with that text; none and the stage that was not done within LIMIT."""
    read = pages(f"{HEAD}{text}\n")
    found: list[dict[str, float]] = []
    signal.signal(signal.SIGALRM, _late)
    try:
        while len(found) < ROUNDS and (not found or sum(found[-1].values()) < AGAIN):
            signal.setitimer(signal.ITIMER_REAL, LIMIT)
            found.append({})
            flow(read, found[-1])
    except TimeoutError:
        return {}, FLOW[len(found[-1])]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return {name: min(f[name] for f in found) for name in FLOW}, None


def _late(number: int, frame: FrameType | None) -> None:
    raise TimeoutError


def flow(read: Pages, seconds: dict[str, float]) -> None:
    """Send a text through the stages; fill in the seconds of each as it is done."""

    def step(name: str, stage: Callable[..., Any], *args: object) -> Any:
        begin = time.process_time()
        made = stage(*args)
        seconds[name] = time.process_time() - begin
        return made

    gc.collect()
    document = step("structure", structure, step("normalise", normalise, read))
    mentions = step("citations", find_mentions, document)
    step("resolve", resolve, document.frame, mentions, load_catalogue())
    labels = step("tags", label_units, document)
    step("duties", find_duties, document, labels)
    step("look-alikes", find_look_alikes, document)


if __name__ == "__main__":
    main()
