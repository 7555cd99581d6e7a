"""Papers set in many ways: sizes, margins, columns of the letterhead, and what the page bears beside the text; the same seed, the same ways."""

from __future__ import annotations

from random import Random

from formats.papers import Paper
from support.render_pdf import Layout

STAMP = ("Người ký: {issuer}", "Email: vanthu@hopthu.vn", "Cơ quan: {issuer}", "Thời gian ký: {day} 15:20:11 +07:00")
FOOTNOTE = "Theo số liệu tổng hợp của cơ quan chủ trì đến cuối năm trước."
RUNNING = "Kế hoạch của {issuer}"


def layout(paper: Paper, seed: int) -> Layout:
    """Return the layout in which the paper is set for a seed."""
    chance = Random(f"{seed} {paper.id}")
    size = chance.choice((13, 13, 14))
    issuer, date = paper.raw_gold["frame"]["issuer"], paper.raw_gold["frame"]["date"] or "2024-01-02"
    known = {"issuer": issuer.partition(" | ")[0].title(), "day": ".".join(reversed(date.split("-")))}
    left = chance.choice((71, 85, 99))
    head = chance.choice((190, 205, 225, 240))
    return Layout(
        size=size,
        pitch=size * chance.choice((1.15, 1.2, 1.3, 1.5, 1.7)),
        after=chance.choice((0, 3, 6, 12)),
        indent=chance.choice((20, 28, 36)),
        left=left,
        right=chance.choice((42, 57)),
        top=chance.choice((57, 71)),
        bottom=chance.choice((57, 71)),
        justified=chance.random() < 0.7,
        head=(head, 490 - head),
        head_size=chance.choice((11, 12)),
        number=chance.choice(("above", "above", "below", "none")),
        running=RUNNING.format(**known) if chance.random() < 0.2 else "",
        footnote=FOOTNOTE if chance.random() < 0.3 else "",
        stamp=tuple(line.format(**known) for line in STAMP) if chance.random() < 0.4 else (),
        rules=chance.random() < 0.6,
        wide_annex=chance.random() < 0.5,
    )
