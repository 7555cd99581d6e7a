"""The small markup of the text: bold, rows, and marks that items bring along."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

BOLD = "**"
OWN_MARK = re.compile(
    r"\s*(?:[-–—+*•●○▪■·»>](?=\s|[^\W\d_]|$)"
    r"|\(?(?:[0-9]{1,3}(?:\.[0-9]{1,3})*|[a-zđ]|[IVXLC]{1,5})(?:[.)](?=\s|[^\W\d_]|$)|/\s))"
)
"""What stands before an item that carries its own mark: a dash, a bullet, `1.`, `a)`, `(2)`, `3/`, `IV.`."""

WHITE = re.compile(r"\s+")


def row(cells: Iterable[str]) -> str:
    r"""Return a table row as one line.

    >>> row(["1", "Rà soát\nvăn bản", ""])
    '| 1 | Rà soát văn bản |  |'
    """
    return "| " + " | ".join(WHITE.sub(" ", c).strip() for c in cells) + " |"


def with_bold(text: str, bold: Sequence[bool]) -> str:
    """Return one line (without outer white space) with its leading bold part marked; `bold` says for each character whether it is bold.

    The part ends at the end of a word; what follows it, if it holds no letter or digit, counts as bold too.

    >>> with_bold("1. Mục đích:", [True] * 11 + [False])
    '**1. Mục đích:**'
    >>> with_bold("Giao Sở A", [True] * 4 + [False] * 5)
    '**Giao** Sở A'
    """
    end = bold_lead(text, bold)
    return f"{BOLD}{text[:end]}{BOLD}{text[end:]}" if end else text


def bold_lead(text: str, bold: Sequence[bool]) -> int:
    """Return where the leading bold part of a line ends, 0 where it has none."""
    end = 0
    while end < len(text) and (bold[end] or text[end].isspace()):
        end += 1
    while 0 < end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    if not any(c.isalnum() for c in text[end:]):
        end = len(text)
    end = len(text[:end].rstrip())
    return end if any(c.isalnum() and b for c, b in zip(text[:end], bold[:end], strict=True)) else 0
