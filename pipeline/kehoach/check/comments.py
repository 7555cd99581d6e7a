"""Findings as comments in a copy of a Word file: the text and its formatting stay as they are."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from kehoach.check.report import Checked
from kehoach.check.telling import AUTHOR, TABLE, comment
from kehoach.check.word import Letter, WordFile
from kehoach.errors import Lang
from kehoach.ingest.docx_runs import runs
from kehoach.ingest.docx_xml import PRESERVED, w
from kehoach.records.text import Span
from kehoach.store.words import Words


def with_comments(checked: Checked, data: bytes, lang: Lang) -> bytes:
    """Return the Word file `data` with a comment at each finding of its check.

    Runs are cut where a finding begins or ends, each part keeping the formatting. A finding whose words are no part of the file's text
    (an automatic number) is put at its paragraph, and says so. Raises ReadError `docx.broken` where the data are no Word file.
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
        return None
    box = _box(letters[min(letters)])
    own = [x for x in letters.values() if _box(x) is box]  # a comment begins and ends in one text box, or outside of all
    first, last = min(own, key=_order), max(own, key=_order)
    _cut(last.run, last.piece, last.at + 1)  # behind the last letter first, so that the places before it still hold
    begin = _cut(first.run, first.piece, first.at)
    return begin, begin if last.run is first.run else last.run


def _order(letter: Letter) -> tuple[int, int]:
    return letter.order


def _box(letter: Letter) -> Any:
    """Return the text box that a character stands in, None outside of any."""
    return next(letter.run.iterancestors(w("txbxContent")), None)


def _cut(run: Any, piece: Any, at: int) -> Any:
    """Cut a run before the character `at` of one of its pieces; return the run that begins there, the same one where that is its start."""
    text = piece.text or "" if piece.tag == w("t") else " "
    moved = [*([piece] if at < len(text) else []), *piece.itersiblings()]
    if not moved or (at == 0 and all(e.tag == w("rPr") for e in piece.itersiblings(preceding=True))):
        return run
    new = run.makeelement(run.tag, dict(run.attrib))
    if (look := run.find(w("rPr"))) is not None:
        new.append(deepcopy(look))
    if 0 < at < len(text):
        rest = deepcopy(piece)
        piece.text, rest.text = text[:at], text[at:]
        for part in (piece, rest):
            part.set(PRESERVED, "preserve")
        moved[0] = rest
    new.extend(moved)
    run.addnext(new)
    return new


def _whole(paragraph: Any) -> tuple[Any, Any]:
    """Return the first and the last run of a paragraph; one without runs gets an empty one."""
    found = list(runs(paragraph))
    if not found:
        found.append(paragraph.makeelement(w("r")))
        paragraph.append(found[0])
    return found[0], found[-1]
