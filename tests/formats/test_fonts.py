"""The fonts that documents are made with have every letter of the corpus: a missing one would be lost without a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from support.render_pdf import FONTS

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.mark.parametrize("path", sorted(FONTS.glob("*.ttf")), ids=lambda p: str(p.stem))
def test_fonts_have_the_letters_of_the_corpus(path: Path) -> None:
    known = TTFont(path.stem, path).face.charToGlyph
    used = {c for p in (CORPUS / "gold").glob("*.txt") for c in p.read_text("utf-8") if c.isprintable()}
    assert sorted(c for c in used if ord(c) not in known) == []
