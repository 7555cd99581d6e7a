"""Word segmentation of running text, by underthesea. Citations and numbers are cut out first, since the segmenter splits them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from kehoach.records.text import Span

_SYMBOLS = re.compile(r"\d[\w.]*(?:\s?[/-]\s?[\w&.]+)+|\d+(?:[.,]\d+)*\s?%?")
_WHOLE = re.compile(r"\d+(?:[./,:-]\w+(?:&\w+)?)*%?|\S+@\S+\.\w+|https?://\S+")
_PLAIN = re.compile(r"\w+|[^\w\s]")


def segment(text: str) -> list[str]:
    """Return the words of `text` in order, compounds with their syllables parted by one space; numbers and symbols are left out.

    >>> segment("Tổ chức tập huấn nghiệp vụ cho cán bộ theo Quyết định số 749/QĐ-TTg")[:3]
    ['Tổ chức', 'tập huấn', 'nghiệp vụ']
    """
    from underthesea import word_tokenize

    words: list[str] = []
    for line in text.split("\n"):
        for gap in _SYMBOLS.split(line):
            if gap.strip():
                words += word_tokenize(gap, use_token_normalize=False)
    return [w for w in words if any(c.isalpha() for c in w)]


def word_spans(text: str, borders: Iterable[int] = ()) -> Iterator[Span]:
    """Yield the words of `text` in order, as spans of it that cover all but white space.

    A number with its symbol, a date, a share, an address is one word. No word crosses a line's end or one of `borders` (offsets).

    >>> text = "Thực hiện Quyết định số 749/QĐ-TTg ngày 03/6/2020"
    >>> [span.of(text) for span in word_spans(text, [10, 34])]
    ['Thực hiện', 'Quyết định', 'số', '749/QĐ-TTg', 'ngày', '03/6/2020']
    """
    cuts = sorted({0, len(text), *borders})
    for start, end in pairwise(cuts):
        at = start
        for whole in _WHOLE.finditer(text, start, end):
            if whole.start() >= at and not (whole.start() > start and text[whole.start() - 1].isalnum()):
                yield from _words(text, Span(at, whole.start()))
                yield Span(*whole.span())
                at = whole.end()
        yield from _words(text, Span(at, end))


def _words(text: str, span: Span) -> Iterator[Span]:
    """Yield the words of a stretch, line by line; where the segmenter changed the letters, syllables and signs."""
    from underthesea import word_tokenize

    at = span.start
    for line in span.of(text).splitlines(keepends=True):
        stop = at + len(line)
        for word in word_tokenize(line, use_token_normalize=False) if line.strip() else ():
            found = re.compile(r"\s*" + r"\s+".join(map(re.escape, word.split()))).match(text, at, stop)
            if not found:
                break
            yield Span(found.end() - len(found[0].lstrip()), found.end())
            at = found.end()
        for rest in _PLAIN.finditer(text, at, stop):
            yield Span(*rest.span())
        at = stop
