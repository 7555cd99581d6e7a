"""How the files of a folder are read: real papers of any kind, with their expected text beside them where there is one.

python -m formats.real FOLDER [--only WORD …] [--twins FILE FILE] [--json FILE]   (in tests/)

`X.expected.txt` is the text that `X.pdf` should give. Files of one stem (`X.docx`, `X.pdf`, `X-signed.pdf`) are taken for one paper in several
forms: the same sections and directives should come out of each; `--twins` names two files by hand.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from formats.measure import error_rate
from kehoach.errors import KehoachError
from kehoach.evaluate.match import fold, symbol_key
from kehoach.records.plan import PlanDict
from kehoach.run import parse

EXPECTED = ".expected.txt"
SIGNED = ("-signed", "_signed", ".signed")


@dataclass(frozen=True)
class Seen:
    """What reading one file gave; `error` alone where it was refused, `rate` where its text is known."""

    path: Path
    plan: PlanDict | None
    text: str
    rate: float | None
    seconds: float
    error: str = ""


def see(path: Path) -> Seen:
    """Read a file and compare its text with the expected one, where that stands beside it."""
    begin = time.perf_counter()
    try:
        plan = parse(path)
    except KehoachError as e:
        return Seen(path, None, "", None, time.perf_counter() - begin, str(e))
    seconds = time.perf_counter() - begin
    expected = path.with_name(path.stem + EXPECTED)
    text = plan.document.text.canonical
    rate = error_rate(expected.read_text("utf-8"), text) if expected.exists() else None
    return Seen(path, plan.to_dict(), text, rate, seconds)


def stem(path: Path) -> str:
    """Return what the files of one paper have in common.

    >>> stem(Path("kh-58-signed.pdf")) == stem(Path("kh-58.docx"))
    True
    """
    found = path.stem
    for ending in SIGNED:
        found = found.removesuffix(ending)
    return found


def sections(plan: PlanDict) -> Counter[tuple[str, str]]:
    """Return the headings as label and title, folded."""
    return Counter((fold(s["label"]), fold(s["title"])) for s in plan["sections"])


def directives(plan: PlanDict) -> Counter[tuple[str, ...]]:
    """Return what is cited, by number, year and symbol or by name."""
    return Counter(
        (str(c["number"]).lstrip("0"), str(c["year"] or ""), symbol_key(c["symbol"])) if c["number"] else (c["kind"], fold(c["name"]))
        for c in plan["citations"]
    )


def twins(a: Seen, b: Seen) -> list[str]:
    """Return in words what one of two forms of a paper has and the other has not."""
    found = [f"{a.path.name} and {b.path.name}: error rate of the second against the first {error_rate(a.text, b.text):.4f}"]
    for name, items in (("sections", sections), ("citations", directives)):
        assert a.plan and b.plan
        one, other = items(a.plan), items(b.plan)
        found.append(
            f"  {name}: {(one & other).total()} the same, {(one - other).total()} in the first alone, {(other - one).total()} in the second alone"
        )
        found += [f"    - {' '.join(i)[:110]}" for i in (one - other)] + [f"    + {' '.join(i)[:110]}" for i in (other - one)]
    return found


def main() -> None:
    """Print the table of a folder's files and what their twins differ in."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="+", metavar="WORD", help="only files with such a word in their name")
    parser.add_argument("--twins", nargs=2, metavar="FILE", help="names of two files that are one paper")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the values to this file")
    arguments = parser.parse_args()
    paths = [p for p in sorted(arguments.folder.iterdir()) if p.is_file() and not p.name.endswith((EXPECTED, ".tsv", "README.md"))]
    chosen = [p for p in paths if not arguments.only or any(word in p.name for word in [*arguments.only, *(arguments.twins or [])])]
    console = Console(width=170)
    seen = show(chosen, console)
    for a, b in pairs(seen, arguments.twins):
        console.print("\n".join(twins(a, b)), highlight=False, markup=False)
    if arguments.json:
        arguments.json.write_text(json.dumps({s.path.name: values(s) for s in seen}, indent=1, ensure_ascii=False) + "\n", "utf-8")


def show(paths: Iterable[Path], console: Console) -> list[Seen]:
    """Read the files and print their table."""
    shown = Table()
    for column in ("file", "characters", "error rate", "sections", "citations", "seconds", "notes, or why it was refused"):
        shown.add_column(column, justify="left" if column in ("file", "notes, or why it was refused") else "right", overflow="fold")
    seen = []
    for path in paths:
        s = see(path)
        v = values(s)
        rate = "" if s.rate is None else f"{s.rate:.4f}"
        counts = [f"{v[n]:,}" if s.plan else "" for n in ("characters", "sections", "citations")]
        shown.add_row(
            path.name, counts[0], rate, *counts[1:], f"{s.seconds:.1f}", s.error.replace(str(path), path.name) or "; ".join(v["notes"])
        )
        seen.append(s)
    console.print(shown)
    rates = [s.rate for s in seen if s.rate is not None]
    console.print(
        f"{sum(not s.error for s in seen)} of {len(seen)} read; mean error rate of {len(rates)}: {sum(rates) / max(1, len(rates)):.4f}"
    )
    return seen


def values(s: Seen) -> dict[str, Any]:
    """Return what was measured of one file as plain values."""
    found: dict[str, Any] = {"characters": len(s.text), "error_rate": s.rate, "seconds": s.seconds, "error": s.error}
    plan = s.plan
    if plan is None:
        return {**found, "sections": 0, "citations": 0, "notes": []}
    return {**found, "sections": len(plan["sections"]), "citations": len(plan["citations"]), "notes": plan["notes"]}


def pairs(seen: Sequence[Seen], named: Sequence[str] | None) -> list[tuple[Seen, Seen]]:
    """Return the files that are one paper: those named, or all of one stem."""
    read = [s for s in seen if s.plan]
    if named:
        first, second = ([s for s in read if s.path.name == name] for name in named)
        return [(a, b) for a in first for b in second]
    return [(a, b) for a, b in combinations(read, 2) if stem(a.path) == stem(b.path)]


if __name__ == "__main__":
    main()
