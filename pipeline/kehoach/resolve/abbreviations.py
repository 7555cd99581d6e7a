"""Short names of bodies that a document defines itself: `Liên đoàn Lao động (LĐLĐ)`, `(sau đây gọi tắt là Ban Chỉ đạo)`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kehoach.rules.fold import bare, name_key
from kehoach.rules.issuers import abbreviations
from kehoach.rules.letters import expand
from kehoach.rules.load import any_of

Names = Mapping[str, str]
"""Whole names by the folded short ones."""

_LETTERS = re.compile(expand(r"\((?P<alias>[{UPPER}]{2,10})\)"))
_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"[.;:()\n]")

LONGEST_NAME = 160  # characters of a whole name before its definition
HEAD = 2  # first syllables that a short name shares with the whole one


def defined(text: str) -> Names:
    """Return the short names that `text` (canonical) defines for bodies, in the order of their definitions; the first one counts.

    Abbreviations that are known everywhere (UBND) are left out: names are read with them anyway.

    >>> dict(defined("Ban Vận động quyên góp tỉnh (BVĐQGT) họp"))
    {'bvdqgt': 'Ban Vận động quyên góp tỉnh'}
    >>> dict(defined("Lập Ban Chỉ đạo chuyển đổi số tỉnh (sau đây gọi tắt là Ban Chỉ đạo 06)"))
    {'ban chi dao 06': 'Ban Chỉ đạo chuyển đổi số tỉnh'}
    """
    found: dict[str, str] = {}
    known = abbreviations()
    marks = [*_LETTERS.finditer(text), *any_of("citations.toml", "definition").finditer(text)]
    for m in sorted(marks, key=lambda m: m.start()):
        alias = m["alias"].strip()
        low = max(0, m.start() - LONGEST_NAME)
        before = _SENTENCE.split(text[low : m.start()])[-1].rstrip()
        name = _by_initials(before, alias) if alias.isupper() else _by_head(before, alias)
        if name and name_key(name) != name_key(alias) and bare(alias) not in known:
            found.setdefault(name_key(alias), name)
    return found


def written_out(issuer: str, names: Names) -> str:
    """Return the words of an issuer with a short name of the document's own written out.

    >>> written_out("BVĐ tỉnh", {"bvd": "Ban Vận động"})
    'Ban Vận động tỉnh'
    """
    if not names:
        return issuer
    if whole := names.get(name_key(issuer)):
        return whole
    return _WORD.sub(lambda m: names.get(name_key(m[0]), m[0]) if m[0].isupper() else m[0], issuer)


def _by_initials(before: str, alias: str) -> str | None:
    """Return the last words of `before` whose first letters are those of `alias`, where a capital begins them."""
    words = list(_WORD.finditer(before))[-len(alias) :]
    initials = "".join(m[0][0] for m in words)
    return before[words[0].start() :] if bare(initials) == bare(alias) and words[0][0][0].isupper() else None


def _by_head(before: str, alias: str) -> str | None:
    """Return the words of `before` from the last place on where the first syllables of `alias` stand."""
    head = " ".join(alias.split()[:HEAD])
    at = before.rfind(head)
    return before[at:] if at >= 0 else None
