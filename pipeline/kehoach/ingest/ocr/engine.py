"""Tesseract, through pytesseract: from the picture of a page to its words."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from kehoach.errors import ReadError

LANGUAGE = "vie"

TIME_LIMIT = 120
"""Seconds that one page may take. A page of text takes two to four, a large dirty one ten (2026-11)."""

LAYOUT = "--psm 4"
"""One column of lines of any size: columns are told apart later, by where the words stand. On letterheads it reads as well as the
full analysis (3), and better than one block (6)."""

SCATTERED = "--psm 11"
"""As many words as can be found, in no order: beside seals and signatures, which the analysis of columns takes for pictures."""

BLOCK, LINE, SIGN = "--psm 6", "--psm 7", "--psm 10"
"""One block of lines, one line, one sign: what a cell of a table may hold."""

APART = 0.3
"""How far, in its own heights, a word may stand over the baseline of its line; one of the next column may be put to a line below it."""

_SPAN = re.compile(r"""<span class='(ocr[a-z_]+)'[^>]*?title=(["'])(.*?)\2[^>]*>((?:<(?:strong|em)>)*)([^<]*)""")
_TITLE = re.compile(r"(bbox|baseline|x_size|x_wconf)((?: -?[\d.]+)+)")


class Word(NamedTuple):
    """A word with its box in pixels from the upper left (left, top, right, bottom), its baseline and letter size in pixels, how sure the
    recognition is of it (0 to 1), and the number of its line on the page."""

    text: str
    box: tuple[float, float, float, float]
    baseline: float
    size: float
    confidence: float
    line: int

    def moved(self, x: float, y: float, lines: int, scale: float = 1.0) -> Word:
        """Return the word of a part of a picture, enlarged `1 / scale` times, as that of the whole: the part begins at `x`, `y`, its lines
        are counted from `lines`."""
        left, top, right, bottom = (at * scale for at in self.box)
        box = (left + x, top + y, right + x, bottom + y)
        return self._replace(box=box, baseline=self.baseline * scale + y, size=self.size * scale, line=self.line + lines)


def sureness(found: Sequence[Word]) -> float:
    """Return how sure the recognition is of words, by their letters; 0 where there are none."""
    letters = sum(len(w.text) for w in found)
    return sum(w.confidence * len(w.text) for w in found) / letters if letters else 0.0


def check() -> None:
    """Raise ReadError `ocr.missing` where pytesseract or Tesseract is not installed, `ocr.language` where its Vietnamese is not."""
    try:
        import pytesseract
    except ImportError:
        raise ReadError("ocr.missing") from None
    try:
        languages = pytesseract.get_languages()
    except (pytesseract.TesseractNotFoundError, OSError):
        raise ReadError("ocr.missing") from None
    if LANGUAGE not in languages:
        raise ReadError("ocr.language")


def words(picture: Any, dpi: int, layout: str = LAYOUT) -> list[Word]:
    """Return the words on a picture (of Pillow, grey, upright), line by line; raises ReadError `ocr.timeout` or `ocr.failed`."""
    return list(parsed(_tesseract(picture, "hocr", f"{layout} --dpi {dpi}").decode()))


def degrees(picture: Any, dpi: int) -> int:
    """Return by how many degrees (0, 90, 180, 270) a picture must be turned clockwise to be upright; 0 where that can't be told."""
    import pytesseract

    try:
        found = pytesseract.image_to_osd(picture, config=f"--dpi {dpi}", timeout=TIME_LIMIT, output_type=pytesseract.Output.DICT)
    except (pytesseract.TesseractError, RuntimeError):
        return 0
    return int(found["rotate"])


def layer(picture: Any, dpi: int) -> bytes:
    """Return a PDF page that holds the words of a picture, unseen."""
    return _tesseract(picture, "pdf", f"{LAYOUT} --dpi {dpi} -c textonly_pdf=1")


def _tesseract(picture: Any, form: str, config: str) -> bytes:
    import pytesseract

    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # noqa: TID251  for the child: more threads on one page take longer altogether
    try:
        found = pytesseract.image_to_pdf_or_hocr(picture, LANGUAGE, config, extension=form, timeout=TIME_LIMIT)
    except pytesseract.TesseractError as e:
        raise ReadError("ocr.failed", what=str(e.message).strip().splitlines()[-1][:200] if str(e.message).strip() else e.status) from e
    except RuntimeError as e:
        raise ReadError("ocr.timeout", seconds=TIME_LIMIT) from e
    return bytes(found)


def parsed(hocr: str) -> Iterator[Word]:
    """Yield the words of Tesseract's hOCR output; those that are white space alone are left out."""
    left, bottom, slope, offset, size, line = 0.0, 0.0, 0.0, 0.0, 1.0, -1
    for kind, _, title, _, text in _SPAN.findall(hocr):
        values = {name: [float(n) for n in numbers.split()] for name, numbers in _TITLE.findall(title)}
        box = values["bbox"]
        if kind != "ocrx_word":
            left, bottom, line = box[0], box[3], line + 1
            slope, offset = values.get("baseline", [0.0, 0.0])
            size = values.get("x_size", [box[3] - box[1]])[0]
        elif word := html.unescape(text).strip():
            baseline = bottom + offset + slope * ((box[0] + box[2]) / 2 - left)
            if baseline - box[3] > APART * (box[3] - box[1]) and any(map(str.isalnum, word)):
                baseline = box[3]
            yield Word(word, (box[0], box[1], box[2], box[3]), baseline, size, values["x_wconf"][0] / 100, line)
