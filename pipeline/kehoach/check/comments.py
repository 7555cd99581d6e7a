"""Findings as comments in a copy of a Word file: the text and its formatting stay as they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from kehoach.check.report import Checked
from kehoach.check.telling import AUTHOR, TABLE, comment
from kehoach.check.word import Letter, WordFile
from kehoach.errors import Lang
from kehoach.ingest.docx.runs import runs
from kehoach.ingest.docx.xml import BOX, w
from kehoach.records.text import Span
from kehoach.store.words import Words

_Found = TypeVar("_Found")


def with_comments(checked: Checked, data: bytes, lang: Lang) -> bytes:
    """Return the Word file `data` with a comment at each finding of its check.

    Runs are cut where a finding begins or ends, each part keeping the formatting; one whose letters were read as others is marked as a
    whole. A finding whose words are no part of the file's text (an automatic number) is put at its paragraph, and says so. Raises
    ReadError `docx.unwritable` where the file can only be read.
    """
    file = WordFile(data, checked.text)
    for finding in checked.findings:
        said = comment(checked, finding, lang)
        marked = _marked(file, finding.span)
        if marked is None:
            marked = _whole(file.paragraph_at(finding.span))
            said += "\n" + Words(lang, TABLE)("unanchored", quoted=finding.quoted)
        _comment(file.document, marked, said)
    return file.saved()


def _comment(document: Any, marked: tuple[Any, Any], said: str) -> None:
    from docx.text.run import Run

    first, last = (Run(run, document) for run in marked)
    document.add_comment([first, last], said, author=AUTHOR, initials=AUTHOR[:2])


def _marked(file: WordFile, span: Span) -> tuple[Any, Any] | None:
    """Cut the runs so that the words of `span` are runs of their own; return the first and the last, None where the file has none."""
    letters = file.letters(span)
    if not letters:
        touched = _in_one_box(file.runs_at(span), lambda run: run)
        return (touched[0], touched[-1]) if touched else None
    own = _in_one_box([letters[i] for i in sorted(letters)], lambda letter: letter.run)
    first, last = min(own, key=_order), max(own, key=_order)
    file.cut(last.run, last.piece, last.at + 1)  # behind the last letter first, so that the places before it still hold
    begin = file.cut(first.run, first.piece, first.at)
    return begin, begin if last.run is first.run else last.run


def _order(letter: Letter) -> tuple[int, int, int]:
    return letter.order


def _in_one_box(found: Sequence[_Found], run: Callable[[_Found], Any]) -> list[_Found]:
    """Return those of what was found that stand where the first one does: a comment begins and ends in one text box, or outside of all."""
    boxes = [next(run(x).iterancestors(BOX), None) for x in found]
    return [x for x, box in zip(found, boxes, strict=True) if box is boxes[0]]


def _whole(paragraph: Any) -> tuple[Any, Any]:
    """Return the first and the last run of a paragraph; one without runs gets an empty one."""
    found = list(runs(paragraph))
    if not found:
        found.append(paragraph.makeelement(w("r")))
        paragraph.append(found[0])
    return found[0], found[-1]
