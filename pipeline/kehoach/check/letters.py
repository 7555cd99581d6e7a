"""Letters: a Đ that is another letter, accents put together in two ways."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kehoach.check.draft import Draft, make
from kehoach.records.finding import Finding
from kehoach.records.text import Span

_WORD = re.compile(r"\S+")
_ETH = re.compile("[\u00d0\u0189\u00f0\u0256]")
_AS_D = {0x00D0: "Đ", 0x0189: "Đ", 0x00F0: "đ", 0x0256: "đ"}
LAST_LATIN = 0xBF  # the last character of Latin-1 before its letters
_LOOSE = re.compile("[\u0300-\u036f]")


def check(draft: Draft) -> Iterator[Finding]:
    """Yield the words with a letter that only looks like Đ, and, in a text that has composed letters too, those with loose accents."""
    raw = draft.plan.document.text.raw
    for m in _words_with(_ETH, raw):
        yield make("letter.eth", Span(*m.span()), m.group(), suggestion=m.group().translate(_AS_D))
    if any(ord(c) > LAST_LATIN and unicodedata.decomposition(c) for c in set(raw)):
        for m in _words_with(_LOOSE, raw):
            if (composed := unicodedata.normalize("NFC", m.group())) != m.group():
                yield make("letter.mixed", Span(*m.span()), m.group(), suggestion=composed)


def _words_with(letter: re.Pattern[str], raw: str) -> Iterator[re.Match[str]]:
    """Yield each word of `raw` that holds a match of `letter`, once."""
    done = 0
    for found in letter.finditer(raw):
        if found.start() < done:
            continue
        start = max(raw.rfind(sep, 0, found.start()) for sep in " \n\t") + 1
        if word := _WORD.match(raw, start):
            done = word.end()
            yield word
