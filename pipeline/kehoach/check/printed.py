"""The text as its reader sees it: the canonical text with the letters that the file has for it."""

from __future__ import annotations

import html
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

from kehoach.records.text import Edit, OffsetMap, Span, Text, edited

_MARKUP = frozenset("*|#")
"""What the reader puts round cells, headings and bold words."""


def is_ink(sign: str) -> bool:
    """Say whether a character of the source text is printed: no white space, and no sign that may be the reader's markup."""
    return sign not in _MARKUP and not sign.isspace()


def printed(text: Text, span: Span) -> tuple[str, OffsetMap]:
    """Return what a reader sees at a span of the canonical text, and the way back from there to the canonical text of that span.

    Letters are those of the file, so that a Ð typed for Đ and a loose accent are there, from a web page's character references too. What
    no reader sees (tags, attributes, scripts) is not in the canonical text and so not here.
    """
    return edited(text.of(span), (Edit(e.start - span.start, e.end - span.start, e.new) for e in _letters(text, span)))


def _letters(text: Text, span: Span) -> Iterator[Edit]:
    """Yield the edits of the canonical text, inside a span of it, that give the file's letters back."""
    offsets = text.offsets
    for i in range(max(0, bisect_right(offsets.new, span.start) - 1), bisect_right(offsets.new, span.end)):
        start, end = offsets.new[i], offsets.new[i + 1] if i + 1 < len(offsets.new) else offsets.length
        if offsets.copied[i] or start < span.start or end > span.end:
            continue
        now = text.canonical[start:end]
        own = html.unescape(text.raw[offsets.old[i] : offsets.old_end[i]])  # one that was replaced whole holds no other reference
        if own != now and now.isalpha() and len(unicodedata.normalize("NFC", own)) == len(now) and own[:1].isalpha():
            yield Edit(start, end, own)
