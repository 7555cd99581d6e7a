"""Speed and memory of the readers: pages a second beside plain text extraction by the libraries they are built on; a run over 2,000 pages.

python tests/bench/readers.py [speed] [folder]   (PYTHONPATH=tests)

The files are the documents of the corpus, written as people have them (tests/formats). Nothing is asserted: read the tables.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pdfplumber
import pypdfium2
from docx import Document

from bench.run import Measured, console, hold_one_core, over, rounds, table, timed
from formats.forms import FORMS, make, missing
from formats.papers import Paper, papers
from kehoach.ingest import read

PAGES = 2_000
"""Pages that the run over a folder has at least."""

SLOW = 1
"""Documents for the readers that start another program, which are measured once; `FEW` for the others."""

FEW = 5
JOBS = 2
QUARTERS = (0.25, 0.5, 0.75, 1.0)

RUN = """
import sys
from pathlib import Path
from kehoach.run import run
run(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), lambda done, all, file: print(done, flush=True))
"""


def main() -> None:
    """Print the parts named on the command line, both without one."""
    parts = {"speed": speed, "folder": folder}
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("part", nargs="*", choices=[[], *parts], help="both where none is given")
    for name in parser.parse_args().part or parts:
        parts[name]()


def pages_of(files: Sequence[Path]) -> int:
    """Return the number of pages of PDF files."""
    count = 0
    for file in files:
        with pypdfium2.PdfDocument(file) as document:
            count += len(document)
    return count


def speed() -> None:
    """Print pages a second of the readers, and of plain extraction of text from the same files."""
    hold_one_core()
    every = papers()
    tabled = [p for p in every if any(b.kind == "row" for b in p.parts.body + p.parts.annex)]
    plain = [p for p in every if p not in tabled][:FEW]
    with tempfile.TemporaryDirectory() as name:
        works = [w for kind, chosen in (("plain", plain), ("with tables", tabled[:FEW])) for w in fast(kind, chosen, Path(name) / kind)]
        best = rounds(works)
        rates = {(w.name, w.text): w.characters / best[w.name, w.text] for w in works}
        for w in slow(plain[:SLOW], Path(name) / "slow"):
            rates[w.name, w.text] = w.characters / timed(w.work)
    base = {text: rates["pypdfium2", text] for _, text in rates if ("pypdfium2", text) in rates}
    shown = table("Pages a second (a page as the PDF has it), on one core, caches warm", "", "text", "pages/s", "pypdfium2 = 1")
    for (reader, text), rate in rates.items():
        shown.add_row(reader, text, f"{rate:,.0f}" if rate > 10 else f"{rate:.1f}", f"{rate / base[text]:.3f}")
    console.print(shown)


def fast(kind: str, chosen: Sequence[Paper], home: Path) -> list[Measured]:
    """Return the readers that need no other program, and the libraries beside them."""
    forms = [f for f in FORMS if f.name in ("txt", "html", "docx", "docx-numbered", "pdf", "pdf-mixed")]
    files = make(forms, chosen, home)
    pages = pages_of(files["pdf"])

    def work(name: str, form: str, function: Callable[[Path], int]) -> Measured:
        return Measured(name, kind, pages, over(function, files[form], count=int))

    return [
        *(work(f"kehoach {f.name}", f.name, lambda path: len(read(path).text)) for f in forms),
        work("pypdfium2", "pdf", by_pdfium),
        work("pdfplumber", "pdf", by_plumber),
        work("python-docx", "docx", by_docx),
    ]


def slow(chosen: Sequence[Paper], home: Path) -> list[Measured]:
    """Return the readers that start another program, where it is installed."""
    forms = [f for f in FORMS if f.name in ("doc", "scan")]
    for form in forms:
        if missing(form):
            console.print(f"{form.name}: {missing(form)} is not installed")
    files = make([f for f in forms if not missing(f)], chosen, home)
    pages = pages_of(make([f for f in FORMS if f.name == "pdf"], chosen, home)["pdf"])
    kept = [f.name for f in forms if f.name in files]
    return [Measured(f"kehoach {name}", "plain", pages, over(lambda path: len(read(path).text), files[name], count=int)) for name in kept]


def by_pdfium(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as document:
        return sum(len(page.get_textpage().get_text_range()) for page in document)


def by_plumber(path: Path) -> int:
    with pdfplumber.open(path) as document:
        return sum(len(page.extract_text()) for page in document.pages)


def by_docx(path: Path) -> int:
    return sum(len(p.text) for p in Document(str(path)).paragraphs)


def folder() -> None:
    """Print the memory of a run over a folder of 2,000 pages, half of it PDF and half of it Word files, as it goes on."""
    if not Path("/proc/self/statm").exists():
        console.print("folder: memory is read from /proc, which this system has not")
        return
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        made = make([f for f in FORMS if f.name in ("pdf", "docx")], papers(), home / "made")
        pages = pages_of(made["pdf"])
        times = -(-PAGES // (2 * pages))
        (home / "in").mkdir()
        for n in range(times):
            for file in [*made["pdf"], *made["docx"]]:
                shutil.copy(file, home / "in" / f"{n:02}-{file.name}")
        count = times * 2 * len(made["pdf"])
        shown = table(
            f"Memory of kehoach run, {count} files of {2 * times * pages:,} pages, {JOBS} workers, MB", "done", "parent", "workers"
        )
        for part, parent, workers in followed(home / "in", home / "out", count):
            shown.add_row(f"{part:.0%}", f"{parent:.0f}", " ".join(f"{w:.0f}" for w in workers))
    console.print(shown)


def followed(source: Path, out: Path, count: int) -> list[tuple[float, float, list[float]]]:
    """Run over a folder; return, each time a quarter is done, the megabytes of the process and of its workers."""
    found = []
    left = list(QUARTERS)
    command = [sys.executable, "-c", RUN, str(source), str(out), str(JOBS)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            if left and int(line) >= left[0] * count:
                found.append((left.pop(0), resident(process.pid), sorted(resident(p) for p in children(process.pid))))
    return found


def resident(process: int) -> float:
    """Return the megabytes that a process holds in memory; 0 where it has ended."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def children(process: int) -> list[int]:
    """Return the workers of a process: those of its children that hold more than Python's own keeper of resources."""
    found = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        found += [int(p) for p in task.read_text().split()]
    return [p for p in found if resident(p) > 20]


if __name__ == "__main__":
    main()
