"""Fields of Word: which part of them is shown, and the numbers of those whose result is not stored."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kehoach.ingest.docx.formats import number
from kehoach.ingest.docx.xml import attribute, flag, value, w

_CHAR, _CODE = w("fldChar"), w("instrText")
_NAME = re.compile(r"\s*([A-Za-z]+)")
_SWITCH = re.compile(r'\\([ls])\s+"?(\d{1,4})')
_UNSEEN = frozenset({"SET", "ASK", "XE", "TC", "RD", "TA"})
"""Fields whose result is shown nowhere."""
_LIST_FORMS = tuple(f"{name}:{form}" for form in ("{}", "({})", "{}.") for name in ("decimal", "lowerLetter", "lowerRoman"))
"""The levels of LISTNUM's default list; those without brackets end in one."""


@dataclass(slots=True)
class _Field:
    mark: Any
    code: str = ""
    has_result: bool = False

    @property
    def name(self) -> str:
        found = _NAME.match(self.code)
        return found[1].upper() if found else ""

    @property
    def choice(self) -> str | None:
        """The entry that is chosen in a drop-down list; None where the field is no such list."""
        entries = self.mark.findall(w("ffData/ddList/listEntry")) if self.name == "FORMDROPDOWN" else []
        chosen = value(self.mark, "ffData/ddList/result") or value(self.mark, "ffData/ddList/default") or "0"
        at = int(chosen) if chosen.isdecimal() else 0
        return attribute(entries[at], "val") if at < len(entries) else None


@dataclass(slots=True)
class Fields:
    """The fields that are open while the runs of a text are read in order."""

    balanced: bool = True
    """Whether each field of the text ends: else none is believed to span paragraphs."""
    _open: list[_Field] = field(default_factory=list)
    _counts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, root: Any) -> Fields:
        """Return the fields of a text before its first run."""
        kinds = [attribute(e, "fldCharType") for e in root.iter(_CHAR)]
        return cls(kinds.count("begin") == kinds.count("end"))

    @property
    def shown(self) -> bool:
        """Whether what comes next is shown: it is in no field's code, nor in a field that shows nothing."""
        return not self._open or all(f.has_result and f.name not in _UNSEEN and f.choice is None for f in self._open)

    @property
    def contents(self) -> bool:
        """Whether what comes next is in a table of contents."""
        return bool(self._open) and self.balanced and any(f.name == "TOC" and f.has_result for f in self._open)

    def step(self, element: Any, level: int) -> str:
        """Take note of a child of a run; return the number, box or choice of a field that ends here and stores no result, else "".

        `level` is the heading level of the paragraph, 0 for body text.
        """
        if element.tag == _CODE:
            if self._open and not self._open[-1].has_result:
                self._open[-1].code += element.text or ""
            return ""
        if element.tag != _CHAR:
            return ""
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._open.append(_Field(element))
        elif self._open and kind == "separate":
            self._open[-1].has_result = True
        elif self._open and kind == "end":
            ended = self._open.pop()
            if not self.shown:
                return ""
            return ended.choice or ("" if ended.has_result else self._number(ended, level))
        return ""

    def end_paragraph(self) -> None:
        """Give up the fields that ended neither in the text read nor, as a table of contents does, go on behind it."""
        while self._open and (not self.balanced or not self._open[-1].has_result):
            self._open.pop()

    def _number(self, ended: _Field, level: int) -> str:
        """Return the number, or the check box, that Word draws for a field."""
        name = ended.name
        if name == "FORMCHECKBOX":
            return "☒" if _is_checked(ended.mark) else "☐"
        if name == "AUTONUM":
            return f"{self._count(name, 1)[-1]}."
        if name in {"AUTONUMLGL", "AUTONUMOUT"}:
            return ".".join(map(str, self._count(name, max(1, level)))) + "."
        if name != "LISTNUM":
            return ""
        switches = {key: int(given) for key, given in _SWITCH.findall(ended.code)}
        at = min(max(switches.get("l", 1), 1), len(_LIST_FORMS))
        return _list_number(self._count(name, at, switches.get("s")), at)

    def _count(self, name: str, level: int, start: int | None = None) -> list[int]:
        """Count on `level` of a kind of number; return the numbers of this level and those above it."""
        counts = self._counts[name]
        counts[level:] = []
        counts += [1] * (level - 1 - len(counts))
        if len(counts) < level:
            counts.append(0)
        counts[-1] = start if start is not None else counts[-1] + 1
        return counts


def _is_checked(mark: Any) -> bool:
    box = mark.find(w("ffData/checkBox"))
    checked = flag(box, "checked")
    return bool(flag(box, "default") if checked is None else checked)


def _list_number(counts: Sequence[int], level: int) -> str:
    kind, _, form = _LIST_FORMS[level - 1].partition(":")
    found = form.format(number(counts[-1], kind))
    return found + ")" if form == "{}" else found
