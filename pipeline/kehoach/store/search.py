"""Full-text search over units: a person's query as an FTS5 expression, and hits with the letters as printed."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from kehoach.records.text import Span
from kehoach.store.fold import fold

MAX_TERMS = 32
"""Different terms of a query that are used; FTS5 refuses expressions of a few hundred."""
WIDTH = 160
"""Characters of a snippet."""

_TERM = re.compile(r'"([^"]*)"|(\S+)')
_OPEN, _CLOSE = "\x01", "\x02"
_MARK = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")

_QUERY = """
SELECT d.file, u.unit, u.tag, u.start, u.end, u.text, highlight(unit_words, 0, ?, ?), bm25(unit_words) AS rank
FROM unit_words JOIN units u ON u.id = unit_words.rowid JOIN documents d ON d.id = u.document
WHERE unit_words MATCH ? ORDER BY round(rank, 9), d.file, u.n LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that holds the query's terms. `span` is the unit's, in the source text; `marks` are the terms' spans in `snippet`."""

    file: str
    unit: str
    tag: str | None
    span: Span
    snippet: str
    marks: tuple[Span, ...]
    score: float
    """BM25, higher is better."""


def expression(query: str) -> str | None:
    """Return the FTS5 expression of a query as typed, None where it holds no letter or digit.

    Terms must all occur; quotation marks keep words together; every other character is a break between the words of a term.

    >>> expression('Quyết định 1847/QĐ-TTg')
    '"quyet" "dinh" "1847/qd-ttg"'
    >>> expression('"văn hóa công vụ" NOT (')
    '"van hoa cong vu" "not"'
    """
    terms = (a or b for a, b in _TERM.findall(fold(query)))
    words = [" ".join(t.replace('"', " ").split()) for t in terms]
    kept = [f'"{w}"' for w in words if any(c.isalnum() for c in w)]
    return " ".join(list(dict.fromkeys(kept))[:MAX_TERMS]) or None


def search(db: sqlite3.Connection, query: str, limit: int) -> Iterator[Hit]:
    """Yield the best `limit` units for `query`, best first; equal scores in file order."""
    wanted = expression(query)
    if wanted is None:
        return
    for file, unit, tag, start, end, text, marked, rank in db.execute(_QUERY, (_OPEN, _CLOSE, wanted, limit)):
        snippet, marks = _snippet(text, _marks(marked))
        yield Hit(file, unit, tag, Span(start, end), snippet, marks, round(-rank, 6))


def _marks(marked: str) -> list[Span]:
    """Return the marked stretches as offsets into the text without marks (the folded text has no control characters)."""
    return [Span(m.start() - 2 * n, m.end() - 2 * n - 2) for n, m in enumerate(_MARK.finditer(marked))]


def _snippet(text: str, marks: list[Span]) -> tuple[str, tuple[Span, ...]]:
    """Cut the stretch round the first mark out of `text`, at word borders, … where something was left out."""
    first = marks[0].start if marks else 0
    start = max(0, min(first - WIDTH // 3, len(text) - WIDTH))
    end = min(len(text), start + WIDTH)
    if start > 0:
        start = text.rfind(" ", 0, start + 1) + 1
    if end < len(text):
        space = text.find(" ", end)
        end = len(text) if space < 0 else space
    before, after = ("… " if start > 0 else ""), (" …" if end < len(text) else "")
    shift = len(before) - start
    inside = tuple(m.shift(shift) for m in marks if start <= m.start and m.end <= end)
    return before + text[start:end] + after, inside
