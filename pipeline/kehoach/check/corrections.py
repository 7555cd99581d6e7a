"""Safe corrections in a copy of a Word file: characters change, the runs and their formatting stay."""

from __future__ import annotations

from typing import Any

from kehoach.check.fix import Fixed, chosen
from kehoach.check.report import Checked
from kehoach.check.word import Letter, WordFile
from kehoach.ingest.docx.xml import PRESERVED, w
from kehoach.records.text import Edit, Span


def corrected(checked: Checked, data: bytes) -> Fixed:
    """Return the Word file `data` with the safe corrections of its findings; raises ReadError `docx.unwritable` where it
    can only be read."""
    file = WordFile(data, checked.text)
    letters: dict[int, Letter] = {}
    for finding in checked.findings:
        if finding.safe:
            letters |= file.letters(Span(finding.span.start, finding.span.end))
    edits, done, left = chosen(checked, lambda e: _may(e, letters))
    for e in reversed(edits):
        _put(e, letters)
    return Fixed(file.saved(), done, left)


def _may(edit: Edit, letters: dict[int, Letter]) -> bool:
    """Say whether an edit touches the file's own characters alone, and new text has one to stand for or beside."""
    if edit.start == edit.end:
        return _beside(edit, letters) is not None
    own = [letters.get(i) for i in range(edit.start, edit.end)]
    return all(own) and (not edit.new or any(x is not None and x.piece.tag == w("t") for x in own))


def _beside(edit: Edit, letters: dict[int, Letter]) -> Letter | None:
    """Return the character beside which new text goes in: that before, else that behind."""
    near = (letters.get(i) for i in (edit.start - 1, edit.start))
    return next((x for x in near if x is not None and x.piece.tag == w("t")), None)


def _put(edit: Edit, letters: dict[int, Letter]) -> None:
    """Put an edit in; those behind it in the text are done before, so that places still hold."""
    new = edit.new
    if edit.start == edit.end:
        near = _beside(edit, letters)
        if near is not None:
            at = near.at + (letters.get(edit.start - 1) is near)
            _write(near.piece, at, at, new)
        return
    own = [letters[i] for i in range(edit.start, edit.end)]
    first = next((x for x in own if x.piece.tag == w("t")), None)
    for letter in reversed(own):
        if letter.piece.tag != w("t"):
            letter.piece.getparent().remove(letter.piece)
        else:
            _write(letter.piece, letter.at, letter.at + 1, new if letter is first else "")


def _write(piece: Any, start: int, end: int, new: str) -> None:
    text = piece.text or ""
    piece.text = text[:start] + new + text[end:]
    if piece.text != piece.text.strip():
        piece.set(PRESERVED, "preserve")
