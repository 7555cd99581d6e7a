"""Word segmentation of running text, by underthesea. For key terms; citations are cut out first, since the segmenter splits them."""

from __future__ import annotations

import re

_SYMBOLS = re.compile(r"\d[\w.]*(?:\s?[/-]\s?[\w&.]+)+|\d+(?:[.,]\d+)*\s?%?")


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
