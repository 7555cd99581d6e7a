"""What a page repeats or adds around its text: running heads and feet, page numbers, stamps as high as the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kehoach.ingest.marks import OWN_MARK
from kehoach.ingest.pdf.lines import Line
from kehoach.ingest.pdf.stamps import STAMP, belongs_to_stamp, is_stamp_line
from kehoach.ingest.tables import mark
from kehoach.rules.load import any_of

HEAD, NUMBER = "running head", "page number"

ZONE = 0.13
"""Share of the page's height at its top and at its foot in which running heads and page numbers stand."""

OUTERMOST = 4
"""Lines from the edge of the page that may be running heads."""

LEVEL = 3.0
"""Points by which a running head may stand higher or lower on another page."""

_NUMBERED = re.compile(r"^\d{1,4} {2,12}(?=\S)|(?<=\S) {2,12}\d{1,4}$")
"""The page number at the outer end of a running head, which changes its side from page to page."""

_DIGITS = re.compile(r"\d+")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}

Page = tuple[int, Sequence[Line], float]
"""The number of a page (from 1), its lines and its height in points."""


def furniture(pages: Sequence[Page]) -> list[dict[int, str]]:
    """Return for each page which of its lines (by index) are no text, with the reason."""
    found: list[dict[int, str]] = [dict.fromkeys(_stamped(lines), STAMP) for _, lines, _ in pages]
    for top in (True, False):
        edges = [[i for i in _edge(page, top) if i not in found[n]] for n, page in enumerate(pages)]
        numbers = set(_numbers(pages, edges))
        heads = set(_heads(pages, edges, numbers))
        for marks, reason in ((numbers, NUMBER), (heads, HEAD)):
            for n, i in marks:
                found[n][i] = reason
    return found


def _stamped(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the lines of stamps as high as the text: at least two that follow each other, one of them such as only stamps have."""
    start = 0
    for i in range(len(lines) + 1):
        if i < len(lines) and belongs_to_stamp(lines[i].text):
            continue
        if i - start > 1 and any(is_stamp_line(lines[k].text) for k in range(start, i)):
            yield from range(start, i)
        start = i + 1


def _edge(page: Page, top: bool) -> list[int]:
    """Return the lines in the upper or lower margin of a page, from the edge on."""
    _, lines, height = page
    inside = [i for i, x in enumerate(lines) if (x.baseline > (1 - ZONE) * height if top else x.baseline < ZONE * height)]
    return sorted(inside, key=lambda i: -lines[i].baseline if top else lines[i].baseline)[:OUTERMOST]


def _numbers(pages: Sequence[Page], edges: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Yield the page numbers: those that count with the pages, and lone ones that are no higher and stand outermost."""
    found = [(n, i, value) for n, edge in enumerate(edges) for i in edge[:2] if (value := number_of(pages[n][1][i].text)) is not None]
    steps = Counter(value - pages[n][0] for n, _, value in found)
    for n, i, value in found:
        number, lines, _ = pages[n]
        if value == number or steps[value - number] > 1 or (value < number and _is_outermost(lines, i)):
            yield n, i


def number_of(text: str) -> int | None:
    """Return the number in a page number, None where the line holds anything else.

    >>> number_of("- 12 -"), number_of("Trang 3/7"), number_of("iv"), number_of("12 đồng")
    (12, 3, 4, None)
    """
    if any_of("page_furniture.toml", "page_number").fullmatch(text) is None:
        return None
    if digits := _DIGITS.search(text):
        return int(digits.group())
    values = [_ROMAN[c] for c in text if c in _ROMAN]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _is_outermost(lines: Sequence[Line], i: int) -> bool:
    return all(x.baseline <= lines[i].baseline for x in lines) or all(x.baseline >= lines[i].baseline for x in lines)


def _heads(pages: Sequence[Page], edges: Sequence[Sequence[int]], numbers: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the lines that stand on several pages at one height, digits aside, where no line of the text stands on any; and the outermost
    one of a page where only heads read so."""
    groups: dict[str, list[tuple[int, int]]] = {}
    for n, edge in enumerate(edges):
        for i in edge:
            if (n, i) not in numbers and _may_repeat(pages[n][1][i].text):
                words = _NUMBERED.sub("", pages[n][1][i].text)
                groups.setdefault(_DIGITS.sub("#", words).casefold(), []).append((n, i))
    repeated = {x for group in groups.values() if _is_outside(pages, group) for x in _at_one_height(pages, group)}
    text = [_level(pages[n], i) for n, edge in enumerate(edges) for i in edge if (n, i) not in repeated and (n, i) not in numbers]
    innermost = min(text, default=float("inf")) - LEVEL
    yield from ((n, i) for n, i in repeated if _level(pages[n], i) < innermost)
    outermost = {(n, edge[0]) for n, edge in enumerate(edges) if edge} - repeated - numbers
    yield from ((n, i) for n, i in outermost if _is_gazette(pages[n][1][i].text))


def _is_gazette(words: str) -> bool:
    """Say whether a line is the head of a page of the gazette, with or without the number."""
    return any_of("layout.toml", "furniture").fullmatch(" ".join(words.split())) is not None


def _is_outside(pages: Sequence[Page], group: Iterable[tuple[int, int]]) -> bool:
    """Say whether a line that repeats stands outside letterheads and signatures, on one page at least: above one it may seem its part."""
    return any(pages[n][1][i].cell is None for n, i in group)


def _may_repeat(words: str) -> bool:
    """Say whether a line may be a running head: a mark of a letterhead, an annex's title, an item or a table's head is none."""
    if words[0] == "(" or mark(words) or OWN_MARK.match(words):
        return False
    return not (any_of("layout.toml", "annex").fullmatch(words) or any_of("layout.toml", "break").match(words) or _is_table_head(words))


def _is_table_head(words: str) -> bool:
    return any_of("layout.toml", "table_head").match(words) is not None and "  " in words


def _at_one_height(pages: Sequence[Page], group: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    places = [(n, i, _level(pages[n], i)) for n, i in group]
    for n, i, level in places:
        if any(m != n and abs(level - other) <= LEVEL for m, _, other in places):
            yield n, i


def _level(page: Page, i: int) -> float:
    """Return how far a line stands from the nearer edge of its page."""
    _, lines, height = page
    return min(lines[i].baseline, height - lines[i].baseline)
