"""Word files under check: from a span of the text read to the characters of the file, and the file written again."""

from __future__ import annotations

import io
import zipfile
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kehoach.errors import ReadError
from kehoach.ingest.docx.fonts import convert
from kehoach.ingest.docx.package import Package
from kehoach.ingest.docx.runs import pieces, runs
from kehoach.ingest.docx.styles import Styles
from kehoach.ingest.docx.xml import PRESERVED, paragraphs, w
from kehoach.records.text import Place, Span, Text


@dataclass(frozen=True, slots=True)
class Letter:
    """A character of a paragraph: its run, the element that stands for it, and where in that element's text."""

    run: Any
    piece: Any
    at: int
    order: tuple[int, int, int]
    """Number of its paragraph, of its run as it was read, and of itself in there."""


class WordFile:
    """A Word file, open to be changed, with the text that was read from it."""

    def __init__(self, data: bytes, text: Text) -> None:
        """Open the file `data`; raises ReadError `docx.unwritable` where it can only be read."""
        self._data = data
        self._text = text
        self.document = _opened(data)
        convert([self.document.element.body], Styles.of(Package.of(data).part("styles")))
        self.paragraphs = list(paragraphs(self.document.element.body))
        self._cut: dict[Any, list[Any]] = {}
        """For each run that was cut, the runs that it has become; these too lead to them."""

    @cached_property
    def _stretches(self) -> dict[Place, list[Span]]:
        """The stretches of the source text that each run gave."""
        found: dict[Place, list[Span]] = defaultdict(list)
        for span, place in self._text.places:
            found[place].append(span)
        return found

    @cached_property
    def _runs(self) -> dict[int, list[Any]]:
        """The runs of each paragraph, as they were when it was read; filled as they are asked for."""
        return {}

    def _run(self, place: Place) -> Any:
        """Return the run at a place, None where that is a paragraph alone or no part of the body."""
        if place.paragraph is None or place.run is None or place.paragraph >= len(self.paragraphs):
            return None
        if place.paragraph not in self._runs:
            self._runs[place.paragraph] = list(runs(self.paragraphs[place.paragraph]))
        return self._runs[place.paragraph][place.run]

    def paragraph_at(self, span: Span) -> Any:
        """Return the paragraph in which a span of the source text begins; where it touches none, that before it."""
        touched = next(self._text.placed(span), None)
        if touched is None:
            before = bisect_right(self._text.places, span.start, key=lambda s: s[0].start) - 1
            touched = self._text.places[max(0, before)]
        number = touched[1].paragraph or 0
        return self.paragraphs[number if number < len(self.paragraphs) else 0]

    def runs_at(self, span: Span) -> list[Any]:
        """Return the runs that a span of the source text touches, as they are now."""
        touched = (self._run(place) for _, place in self._text.placed(span))
        return [part for run in touched if run is not None for part in self._cut.get(run, [run])]

    def letters(self, span: Span) -> dict[int, Letter]:
        """Return the characters of the file for the offsets of `span` in the source text, as far as they are the file's own.

        Markup and automatic labels have none, nor has a run whose letters were read as others (an old font's). What was returned before
        the file was changed holds no longer.
        """
        found: dict[int, Letter] = {}
        for place in dict.fromkeys(place for _, place in self._text.placed(span)):
            run = self._run(place)
            if run is not None:
                letters = list(self._letters_of(run, place))
                found |= {i: x for i, x in _aligned(self._text.raw, self._stretches[place], letters) if span.start <= i < span.end}
        return found

    def _letters_of(self, run: Any, place: Place) -> Iterator[tuple[str, Letter]]:
        n = 0
        for part in self._cut.get(run, [run]):
            for piece, text in pieces(part):
                for at, c in enumerate(text):
                    yield c, Letter(part, piece, at, (place.paragraph or 0, place.run or 0, n))
                    n += 1

    def cut(self, run: Any, piece: Any, at: int) -> Any:
        """Cut a run before the character `at` of one of its pieces; return the run that begins there, the same where that is its start."""
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
        parts = self._cut.setdefault(run, [run])
        parts.insert(parts.index(run) + 1, new)
        self._cut[new] = parts
        return new

    def saved(self) -> bytes:
        """Return the file as it is now; the parts that were not changed are those of the first file, byte for byte."""
        out = io.BytesIO()
        self.document.save(out)
        return _with_own_parts(self._data, out.getvalue())


def _opened(data: bytes) -> Any:
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = Document(io.BytesIO(data))
    except (PackageNotFoundError, SyntaxError, KeyError, ValueError, AttributeError, OSError) as e:
        raise ReadError("docx.unwritable") from e
    return document


def _aligned(raw: str, stretches: Sequence[Span], letters: Sequence[tuple[str, Letter]]) -> Iterator[tuple[int, Letter]]:
    """Yield offset, character for the stretches of the source text that a run gave; none where its letters were read as others.

    White space apart they are the run's own, in order; small letters may be shown as capitals.
    """
    found: list[tuple[int, Letter]] = []
    k = 0
    for i in (i for stretch in stretches for i in range(stretch.start, stretch.end)):
        if raw[i].isspace():
            if k < len(letters) and letters[k][0].isspace():
                found.append((i, letters[k][1]))
                k += 1
            continue
        while k < len(letters) and letters[k][0].isspace():
            k += 1
        if k == len(letters) or raw[i] not in (letters[k][0], letters[k][0].upper()):
            return
        found.append((i, letters[k][1]))
        k += 1
    yield from found


def _with_own_parts(before: bytes, after: bytes) -> bytes:
    """Return the zip file `after` with the parts of `before` that say the same, byte for byte."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new, zipfile.ZipFile(out, "w") as target:
        known = {i.filename: i for i in old.infolist()}
        for info in sorted(new.infolist(), key=lambda i: list(known).index(i.filename) if i.filename in known else len(known)):
            data = new.read(info)
            own = known.get(info.filename)
            if own is not None and _same(info.filename, old.read(own), data):
                data = old.read(own)
            head = zipfile.ZipInfo(info.filename, own.date_time if own else (1980, 1, 1, 0, 0, 0))
            head.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(head, data)
    return out.getvalue()


def _same(name: str, before: bytes, after: bytes) -> bool:
    """Say whether a part as written is the part as it was: the same bytes, or what these come to when written by the same hand."""
    from docx.opc import oxml

    parse: Any = oxml.parse_xml  # of bytes, whatever its signature says
    if before == after or not name.endswith((".xml", ".rels")):
        return before == after
    if name.endswith(".rels"):
        one, other = ({tuple(sorted(rel.attrib.items())) for rel in parse(part)} for part in (before, after))
        return one == other
    return bytes(oxml.serialize_part_xml(parse(before))) == after
