"""A page as pdfium sees it: its text by the direction in which it is set, what annotations add to it, what does not show, its rules."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kehoach.ingest.pdf.glyphs import Box, Glyph, Stretch, Turn, stretches
from kehoach.ingest.pdf.rows import in_place
from kehoach.ingest.pdf.rules import Drawing, drawing

COVERS = 0.5
"""Share of the page that a scan's picture covers at least."""

WATERMARK = "watermark"
"""The reason for which words that lean (also those of a seal) are left aside."""

SAME_PLACE = 0.15
"""Sizes within which the same letters are printed twice, as programs do for bold or a shadow."""

_MARKS = re.compile("[\u0300-\u036f]")
_BESIDE = re.compile(r"(?:^|[^\w\u0300-\u036f])[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Note:
    """The text of an annotation: where it stands, its characters, whether it is a signature's."""

    box: Box
    signs: bool
    glyphs: list[Glyph]


@dataclass(slots=True)
class Leaf:
    """A page; `turn` is how it is shown."""

    turn: Turn
    drawing: Drawing
    faces: dict[int, list[Glyph]] = field(default_factory=dict)
    """The characters by the degrees that the page must be turned for them to be read, most letters first; measured on it so turned."""
    notes: list[Note] = field(default_factory=list)
    hidden: list[tuple[list[Glyph], str]] = field(default_factory=list)
    """Characters that are no text of the page, each group with the reason."""
    is_picture: bool = False


def leaf(document: Any, i: int) -> Leaf:
    """Return page `i` (from 0) of a document of pypdfium2; text that annotations show is drawn onto the page in the document's memory.

    Raises PdfiumError (of pypdfium2) where the page is broken.
    """
    page = document[i]
    turn = Turn.of(page)
    found = Leaf(turn, drawing(page))
    found.is_picture = any((r - x) * (t - b) >= COVERS * turn.width * turn.height for x, b, r, t in found.drawing.pictures)
    texts = stretches(page, turn)
    _sort(found, texts)
    frames = _annotations(page)
    if frames:
        count = _count(page)
        page = _flattened(document, page, i)
        if _count(page) != count:
            found.notes = _notes(frames, _added(texts, stretches(page, turn)), turn)
    page.close()
    return found


def _sort(leaf: Leaf, texts: Sequence[Stretch]) -> None:
    """Part the text of a page by direction, and from what does not show on it."""
    faces: dict[int, list[Glyph]] = {}
    hidden: dict[str, list[Glyph]] = {}
    for look, glyphs in texts:
        if look.degrees is None:
            hidden.setdefault(WATERMARK, []).extend(glyphs)
            continue
        inside = _inside(glyphs, *leaf.turn.by(look.degrees).size)
        if len(inside) < len(glyphs):
            hidden.setdefault("outside the page", []).extend(g for g in glyphs if g not in inside)
        if (look.unseen and not leaf.is_picture) or (look.white and not _shows(inside, leaf, look.degrees)):
            hidden.setdefault("hidden text", []).extend(inside)
        elif inside:
            faces.setdefault(look.degrees, []).extend(inside)
    order = sorted(faces, key=lambda d: (-sum(len(g.text) for g in faces[d]), d != leaf.turn.degrees))
    leaf.faces = {d: in_place(_once(composed(faces[d]))) for d in order}
    leaf.hidden = [(glyphs, reason) for reason, glyphs in hidden.items() if any(g.text.strip() for g in glyphs)]


def _inside(glyphs: list[Glyph], width: float, height: float) -> list[Glyph]:
    """Return the characters whose middle lies on the page."""
    if all(g.left >= 0 and g.right <= width and 0 <= g.baseline <= height for g in glyphs):
        return glyphs
    return [g for g in glyphs if 0 <= (g.left + g.right) / 2 <= width and 0 <= g.baseline + 0.3 * g.size <= height]


def _shows(glyphs: Sequence[Glyph], leaf: Leaf, degrees: int) -> bool:
    """Say whether white characters stand on a dark ground or a picture."""
    grounds = [*leaf.drawing.dark, *leaf.drawing.pictures]
    turn = leaf.turn.by(degrees)
    for g in glyphs:
        x, y, *_ = turn.back((g.left, g.baseline + 0.3 * g.size, g.right, g.baseline + 0.3 * g.size))
        if not any(left - 1 <= x <= right + 1 and bottom <= y <= top for left, bottom, right, top in grounds):
            return False
    return True


def _once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Leave out what is printed a second time in the same place; it counts as bold then."""
    places: dict[tuple[str, float, int, int], int] = {}
    found: list[Glyph] = []
    for g in glyphs:
        near = SAME_PLACE * g.size or 1.0
        x, y = round(g.left / near), round(g.baseline / near)
        if not g.text.isspace():
            keys = [(g.text, near, x + i, y + k) for i in (0, -1, 1) for k in (0, -1, 1)]
            before = next((places[key] for key in keys if key in places), None)
            if before is not None:
                found[before] = found[before]._replace(bold=True)
                continue
            places[g.text, near, x, y] = len(found)
        found.append(g)
    return found


def composed(glyphs: list[Glyph]) -> list[Glyph]:
    """Put accents that are drawn apart from their letters to these."""
    if not any(_BESIDE.search(g.text) for g in glyphs if not g.text.isascii()):
        return glyphs
    letters: list[Glyph] = []
    marks: list[Glyph] = []
    for g in glyphs:
        for i, sign in enumerate(g.text):
            left = g.edges[i] if g.edges else g.left
            right = g.edges[i + 1] if i + 1 < len(g.edges) else g.right
            one = g._replace(text=sign, left=left, right=right, edges=(left,))
            if i and _MARKS.match(sign) and not g.text[i - 1].isspace():
                letters[-1] = letters[-1]._replace(text=letters[-1].text + sign, edges=(*letters[-1].edges, letters[-1].right))
            else:
                (marks if _MARKS.match(sign) else letters).append(one)
    for m in marks:
        near = [i for i, g in enumerate(letters) if g.text[0].isalpha() and _reaches(m, g)]
        if near:
            i = min(near, key=lambda i: (not _composes(letters[i].text, m.text), letters[i].left))
            g = letters[i]
            letters[i] = g._replace(text=g.text + m.text, edges=(*g.edges, g.right))
        else:
            letters.append(m)
    return letters


def _reaches(mark: Glyph, letter: Glyph) -> bool:
    """Say whether an accent stands over or under a letter, or begins at its end, where fonts draw it back."""
    middle, slack = (mark.left + mark.right) / 2, 0.1 * letter.size
    return abs(mark.baseline - letter.baseline) < letter.size and letter.left - slack < middle <= letter.right + slack


def _composes(letter: str, mark: str) -> bool:
    return len(unicodedata.normalize("NFC", letter + mark)) == 1


def _annotations(page: Any) -> list[tuple[Box, bool]]:
    """Return the boxes of the annotations that show something, each with whether it is a signature."""
    import pypdfium2.raw as pdfium

    found = []
    for i in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, i)
        box = pdfium.FS_RECTF()
        if pdfium.FPDFAnnot_GetSubtype(note) != pdfium.FPDF_ANNOT_LINK and pdfium.FPDFAnnot_GetRect(note, ctypes.byref(box)):
            signs = pdfium.FPDFAnnot_GetValueType(note, b"V") in {pdfium.FPDF_OBJECT_DICTIONARY, pdfium.FPDF_OBJECT_REFERENCE}
            found.append(((box.left, box.bottom, box.right, box.top), signs))
        pdfium.FPDFPage_CloseAnnot(note)
    return found


def _flattened(document: Any, page: Any, i: int) -> Any:
    """Draw the annotations of a page onto it, and return it anew."""
    import pypdfium2.raw as pdfium

    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    return document[i]


def _count(page: Any) -> int:
    textpage = page.get_textpage()
    count: int = textpage.count_chars()
    textpage.close()
    return count


def _added(before: Sequence[Stretch], after: Sequence[Stretch]) -> list[Stretch]:
    """Return what stands on a page after its annotations are drawn and did not before."""
    known = Counter(_place(g) for _, glyphs in before for g in glyphs)
    found = []
    for look, glyphs in after:
        new = []
        for g in glyphs:
            if known[_place(g)]:
                known[_place(g)] -= 1
            else:
                new.append(g)
        if new:
            found.append((look, new))
    return found


def _place(g: Glyph) -> tuple[int, int, int]:
    return round(g.left * 4), round(g.baseline * 4), len(g.text)


def _notes(frames: Sequence[tuple[Box, bool]], texts: Iterable[Stretch], turn: Turn) -> list[Note]:
    """Sort the text that annotations show by the annotation it stands in."""
    found = [Note(turn.shown(box), signs, []) for box, signs in frames]
    for look, glyphs in texts:
        if look.degrees != turn.degrees or look.unseen:
            continue
        for g in glyphs:
            middle, height = (g.left + g.right) / 2, g.baseline + 0.3 * g.size
            inside = (n for n in found if n.box[0] - 2 <= middle <= n.box[2] + 2 and n.box[1] - 2 <= height <= n.box[3] + 2)
            if (note := next(inside, None)) is not None:
                note.glyphs.append(g)
    return [n for n in found if any(unicodedata.category(c)[0] in "LN" for g in n.glyphs for c in g.text)]
