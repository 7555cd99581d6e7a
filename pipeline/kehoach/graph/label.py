"""Short labels: what a records clerk would call a directive."""

from __future__ import annotations

import re
from collections.abc import Mapping

WIDTH = 60
"""Characters of a label made from a longer text."""

_SYMBOL_END = re.compile("[-–/]")


def code(number: str, symbol: str | None, year: str | None = None) -> str:
    """Return number, year inside the number and symbol as they are printed, the Party's symbols with a dash.

    >>> code("30", "NĐ-CP", "2020"), code("21", "NQ/TW")
    ('30/2020/NĐ-CP', '21-NQ/TW')
    """
    head = f"{number}/{year}" if year else number
    if not symbol:
        return head
    return f"{head}-{symbol}" if "/" in symbol else f"{head}/{symbol}"


def label(facts: Mapping[str, str | None], fallback: str) -> str:
    """Return the short name of a directive from its known facts; else `fallback`, cut.

    `facts` may hold type, number, symbol, year (inside the number), name and date.

    >>> label({"type": "Kế hoạch", "number": "117", "symbol": "KH-LĐLĐ", "date": "2019-09-13"}, "")
    'KH 117/KH-LĐLĐ (2019)'
    >>> label({"type": "Luật", "name": "Viên chức", "date": "2010-11-15"}, "")
    'Luật Viên chức (2010)'
    """
    kind, number, year, name = (facts.get(k) for k in ("type", "number", "year", "name"))
    issued = (facts.get("date") or "")[:4]
    if number:
        symbol = facts.get("symbol")
        text = code(number, symbol, year)
        text = f"{_short(kind, symbol or '')} {text}" if kind else text
    elif name:
        text = f"{kind} {name}" if kind and not name.startswith(kind) else name
    else:
        return cut(fallback)
    return cut(f"{text} ({issued})" if issued and issued not in text else text)


def cut(text: str, width: int = WIDTH) -> str:
    """Return `text` on one line, at most `width` characters, … where it was cut at a word's end.

    >>> cut("Kế hoạch triển khai", 12)
    'Kế hoạch …'
    """
    line = " ".join(text.split())
    if len(line) <= width:
        return line
    head = line[: width - 1]
    return head[: head.rfind(" ") + 1 or width - 1] + "…"


def _short(kind: str, symbol: str) -> str:
    """A type of several syllables as its symbol writes it (Tờ trình: TTr), else by its initials; one syllable as it is (Luật).

    >>> _short("Tờ trình", "TTr-STTTT"), _short("Công văn", "UBND-NC1"), _short("Luật", "QH14")
    ('TTr', 'CV', 'Luật')
    """
    words = kind.split()
    if len(words) == 1:
        return kind
    initials = "".join(w[0].upper() for w in words)
    written = _SYMBOL_END.split(symbol, maxsplit=1)[0]
    return written if written.upper().startswith(initials) else initials
