"""Short labels: what a records clerk would call a directive."""

from __future__ import annotations

from collections.abc import Mapping

WIDTH = 60
"""Characters of a label made from a longer text."""


def label(facts: Mapping[str, str | None], fallback: str) -> str:
    """Return the short name of a directive from its known facts (type, number, symbol, name, year); else `fallback`, cut.

    >>> label({"type": "Kế hoạch", "number": "117", "symbol": "KH-LĐLĐ", "year": "2019"}, "")
    'KH 117/KH-LĐLĐ (2019)'
    >>> label({"type": "Luật", "name": "Viên chức", "year": "2010"}, "")
    'Luật Viên chức (2010)'
    """
    kind, number, symbol, name, year = (facts.get(k) for k in ("type", "number", "symbol", "name", "year"))
    if number:
        code = f"{number}/{symbol}" if symbol else number
        text = f"{_short(kind)} {code}" if kind else code
    elif name:
        text = f"{kind} {name}" if kind and not name.startswith(kind) else name
    else:
        return cut(fallback)
    return cut(f"{text} ({year})" if year else text)


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


def _short(kind: str) -> str:
    """Initials of a type of several syllables (Quyết định: QĐ), else the type itself (Luật)."""
    words = kind.split()
    return "".join(w[0].upper() for w in words) if len(words) > 1 else kind
