"""How time grows with the text: hostile inputs of one size and of four times that. Nothing is asserted: read the table.

python tests/bench/growth.py [plans] [files] [drafts]   (PYTHONPATH=tests)

Each row is one piece, repeated. Where time is linear in size its ratio is near 4; a square makes it 16.
"""

from __future__ import annotations

import argparse
import gc
import signal
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import FrameType
from typing import Any

from rich.markup import escape

from bench.run import console, hold_one_core, table
from kehoach.check import Settings
from kehoach.citations import find_look_alikes, find_mentions
from kehoach.classify import find_duties, label_units, read_charged, with_subtags
from kehoach.ingest import read_bytes
from kehoach.ingest.legacy.codes import encodings
from kehoach.normalise import normalise
from kehoach.records.text import Pages
from kehoach.resolve import load_catalogue, resolve
from kehoach.run import check_plan, parse_bytes
from kehoach.structure import structure
from support.drafts import TODAY
from support.word import p, package, r

TIMES = 4
"""How many times as long the longer text is."""

PLAN = 16_000
FILE = 40_000
DRAFT = 16_000
"""Characters of the shorter text: of plans sent through all stages, of files that are only read, of drafts that are checked."""

LIMIT = 60.0
"""Seconds after which an input is given up."""

AGAIN = 2.0
"""Seconds of an input below which it is measured once more, up to ROUNDS times."""

ROUNDS = 2

Seconds = dict[str, float]


@dataclass(frozen=True, slots=True)
class Hostile:
    """A piece that is repeated, and what stands before and after it once."""

    piece: str
    begin: str = ""
    end: str = ""

    def of(self, characters: int) -> str:
        """Return the text with the piece repeated up to `characters`."""
        return self.begin + self.piece * (characters // len(self.piece)) + self.end


HEAD = "KẾ HOẠCH\nThử\n\nI. NHIỆM VỤ\n\n"
BODY = (
    "7", "/", "ă", "*", "-", ".", "(", "“", "a ", " ", "|\n", "a | ", "| a ", "\\", "12/34/", "1. ", "I. ", "a\n", "A\na\n", "a-\n",
    "từ ngữ và\n", "1. Nhiệm vụ\n", "1. a\n", "1. Một việc\na) Hai việc\n", "ĐẢNG ỦY ", "KT. CHỦ TỊCH\nTrần Văn An\n",
    "(a (b) ", "[a](", "[a](http://b ", "_a ", "<p a=", "![", "[^", "&a", "> ", "[a](\n", "_a \n", "<p a=\n", "> \n",
    "Luật ", "Luật An ninh, ", "Luật sửa đổi, bổ sung một số điều của ", "khoản 1 Điều 2 ", "khoản 1 Điều 2 Luật Đầu tư ",
    "số ", "Số: ", "ngày ", "ngày 1/1/2024 ", "của ", "căn cứ ", "1/QĐ-TTg", "aaaaaaaaaaaaaaaaaaaa 1 ", "Quyết định số ", "Quyết định 12, ",
    "Quyết định số 12/QĐ-TTg ", "Quyết định số 1/QĐ-TTg, ", "theo Quyết định số 1/QĐ-TTg về việc “",
    "Nghị định số 1/2025/NĐ-CP (sau đây gọi là Nghị định). Nghị định. ", "- Thực hiện Quyết định số 1/QĐ-TTg và Nghị định số 30.\n",
    "- Các sở, ban, ngành xây dựng kế hoạch, báo cáo trước ngày 15/12.\n\n",
    "yêu cầu ", "đề nghị hưởng ứng ", "khen thưởng ", "nếu có ", "thực hiện tốt, ", "trong năm 2024, ", "đối tượng ",
)  # fmt: skip
CHARGED = ("xây dựng, ", "báo cáo ", "Sở, ", "(", "trước ngày 15/12 và ", "căn cứ kế hoạch, ", "tham mưu UBND tỉnh kiểm tra, ")
PLANS = [*(Hostile(piece, HEAD) for piece in BODY), *(Hostile(piece, f"{HEAD}- Sở Nội vụ ") for piece in CHARGED)]

_COUNTED = "".join(f'.k{i}>li:before{{content:"" counter(c{i}) ". "}}.k{i}>li{{counter-increment:c{i}}}' for i in range(900))
HTML = [
    *(Hostile(piece, end="a") for piece in ("<div>", "<!--", "<p>a ", "<td>a<br>", "<ul><li>a")),
    Hostile('<ol class="k7"><li>Việc</li></ol>', f"<style>{_COUNTED}</style>"),
]
MARKDOWN = ("<br>", "<!-- ", "<table>", "| ", "|\n", "**a<br>", "[^1]: a\n", "[a", "> ", "<a b", "![a](", "\\\n")
TCVN3 = {ord(letter): code for code, letter in sorted(encodings()["TCVN3"].letters.items(), reverse=True)}  # the lowest code of each
CODED = "Căn cứ Quyết định của Ủy ban nhân dân về việc thực hiện các nhiệm vụ phát triển kinh tế\n".translate(TCVN3)
TEXTS = {".html": HTML, ".md": [Hostile(piece, end="\n\nđuôi") for piece in MARKDOWN], ".txt": [Hostile(CODED)]}
PARAGRAPH = p("Rà soát, ", r("thống kê", "<w:b/>"), " văn bản", properties='<w:numPr><w:numId w:val="1"/></w:numPr>')


def main() -> None:
    """Print the parts named on the command line, all without one."""
    parts = {"plans": plans, "files": files, "drafts": drafts}
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("part", nargs="*", choices=[[], *parts], help="all where none is given")
    hold_one_core()
    for name in parser.parse_args().part or parts:
        parts[name]()


def plans() -> None:
    """Print the growth of all stages, and which of them takes longest."""
    flow(read_bytes(f"{HEAD}Thực hiện Quyết định số 1/QĐ-TTg.".encode(), "a.txt"))
    works = ((shown(h), lambda n, h=h: read_bytes(h.of(n).encode(), "a.txt")) for h in PLANS)
    grown(f"Plans of {PLAN:,} characters through all stages", works, flow, PLAN)


def files() -> None:
    """Print the growth of the readers."""
    works: list[tuple[str, Callable[[int], Any]]] = [
        (f"{suffix[1:]} {shown(h)}", lambda n, h=h, s=suffix: (h.of(n).encode(), f"a{s}")) for suffix, found in TEXTS.items() for h in found
    ]
    works.append(("docx paragraphs", lambda n: (package(PARAGRAPH * (n // 50)), "a.docx")))
    grown(f"Files of {FILE:,} characters, read", works, lambda file: {"read": timed(read_bytes, *file)[0]}, FILE)


def drafts() -> None:
    """Print the growth of a check whose findings are all let pass."""
    settings = Settings(exceptions=({"file": "*"},)).narrowed(["letter"], ())
    work = Hostile("- thôn \u00d0ông\n", "KẾ HOẠCH\n")
    checked = [("findings let pass", lambda n: parse_bytes(work.of(n).encode(), "a.txt"))]
    grown(f"Drafts of {DRAFT:,} characters, checked", checked, lambda plan: {"check": timed(check_plan, plan, settings, TODAY)[0]}, DRAFT)


def shown(hostile: Hostile) -> str:
    lead = "- Sở Nội vụ + " if hostile.begin.endswith("Sở Nội vụ ") else ""
    return escape(lead + repr(hostile.piece[:40]))


def timed(work: Callable[..., Any], *args: Any) -> tuple[float, Any]:
    begin = time.process_time()
    made = work(*args)
    return time.process_time() - begin, made


def flow(read: Pages) -> Seconds:
    """Send a text through the stages; return the seconds of each."""
    found: Seconds = {}

    def step(name: str, stage: Callable[..., Any], *args: object) -> Any:
        found[name], made = timed(stage, *args)
        return made

    document = step("structure", structure, step("normalise", normalise, read))
    mentions = step("citations", find_mentions, document)
    step("resolve", resolve, document.frame, mentions, load_catalogue())
    charged = step("charged", read_charged, document)
    labels = step("tags", label_units, document, None, charged)
    step("subtags", with_subtags, document, labels, charged.prose)
    step("duties", find_duties, document, labels, charged)
    step("look-alikes", find_look_alikes, document)
    return found


def grown(title: str, works: Iterable[tuple[str, Callable[[int], Any]]], run: Callable[[Any], Seconds], size: int) -> None:
    """Print the seconds of each work at `size` and at TIMES that."""
    filled = table(
        f"{title}, and {TIMES} times that: seconds of processor time", "", "seconds", f"{TIMES} times", "ratio", "slowest", "its ratio"
    )
    for name, make in works:
        once = measured(run, make(size))
        more = measured(run, make(TIMES * size)) if once else None
        late = f"> {LIMIT:.0f}"
        if not once or not more:
            filled.add_row(name, f"{sum(once.values()):.2f}" if once else late, late, "", "", "")
            continue
        slowest = max(more, key=lambda step: more[step])
        sums = sum(once.values()), sum(more.values())
        filled.add_row(
            name, f"{sums[0]:.3f}", f"{sums[1]:.3f}", f"{sums[1] / sums[0]:.1f}", slowest, f"{more[slowest] / max(once[slowest], 1e-6):.1f}"
        )
    console.print(filled)


def measured(run: Callable[[Any], Seconds], data: Any) -> Seconds | None:
    """Return each step's best time in seconds; None where the whole was not done within LIMIT."""
    found: list[Seconds] = []
    signal.signal(signal.SIGALRM, _late)
    try:
        while len(found) < ROUNDS and (not found or sum(found[-1].values()) < AGAIN):
            gc.collect()
            signal.setitimer(signal.ITIMER_REAL, LIMIT)
            found.append(run(data))
    except TimeoutError:
        return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return {step: min(f[step] for f in found) for step in found[0]}


def _late(number: int, frame: FrameType | None) -> None:
    raise TimeoutError


if __name__ == "__main__":
    main()
