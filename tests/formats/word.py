"""Word files in the ways in which people make them: labels by automatic numbering, headings by style, letters of legacy fonts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from support.master import Block
from support.render_word import JUSTIFIED, WordFile

_LABEL = re.compile(r"(?:(?P<roman>[IVX]+)|(?P<decimal>\d{1,2}(?:\.\d{1,2})*)|(?P<letter>[a-h])|(?P<bullet>[-+]))(?P<sign>[.)/-]?) +(?=\S)")
_ROMAN = {"I": 1, "V": 5, "X": 10}


class Numbered(WordFile):
    """A Word file whose labels are automatic numbers, list by list as Word keeps them; where its count would differ, a list starts anew.

    A label that no list can give (`đ)`, `1.2` after `2`) is typed. To start anew, a list overrides the first number of its kind, or (`apart`)
    every list is a kind of its own.
    """

    def __init__(self, apart: bool = False) -> None:
        super().__init__(None)
        self.apart = apart
        self.lists: dict[str, tuple[int, int, list[int]]] = {}  # kind and sign → abstract list, list, its counts by level
        self.made = 0

    def paragraph(self, runs: list[tuple[str, bool]], align: int) -> None:
        text, bold = runs[0]
        found = _LABEL.match(text) if align == JUSTIFIED else None
        place = self.place(found) if found and (found["sign"] or found["bullet"]) else None
        if found is None or place is None:
            super().paragraph(runs, align)
            return
        super().paragraph([(text[found.end() :], bold), *runs[1:]], align)
        properties = self.document.paragraphs[-1]._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = place

    def place(self, label: re.Match[str]) -> tuple[int, int] | None:
        """Return level and list of a label, None where it must be typed."""
        kind, sign = str(label.lastgroup if label.lastgroup != "sign" else ""), label["sign"]
        kind = next(k for k in ("roman", "decimal", "letter", "bullet") if label[k])
        key = f"{kind}{sign}{label['bullet'] or ''}"
        numbers = _numbers(kind, label[kind])
        abstract, number, counts = self.lists.get(key) or (self.abstract(kind, sign, label["bullet"]), 0, [])
        level = len(numbers) - 1
        if kind != "bullet" and level and numbers[:level] != counts[:level]:
            return None
        follows = numbers[level] == (counts[level] + 1 if level < len(counts) else 1)
        if number == 0 or (kind != "bullet" and not follows):
            if level:
                return None
            if self.apart:
                abstract = self.abstract(kind, sign, label["bullet"], numbers[0])
            number = self.list(abstract, numbers[0])
        self.lists[key] = (abstract, number, numbers)
        return level, number

    def abstract(self, kind: str, sign: str, bullet: str | None, first: int = 1) -> int:
        form = {"roman": "upperRoman", "decimal": "decimal", "letter": "lowerLetter", "bullet": "bullet"}[kind]
        depth = 4 if kind == "decimal" else 1
        levels = "".join(
            f'<w:lvl w:ilvl="{n}"><w:start w:val="{1 if n else first}"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{bullet or ".".join(f"%{i + 1}" for i in range(n + 1)) + sign}"/></w:lvl>'
            for n in range(depth)
        )
        self.made += 1
        root = self.document.part.numbering_part.element
        root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{500 + self.made}">{levels}</w:abstractNum>'))
        return 500 + self.made

    def list(self, abstract: int, first: int) -> int:
        self.made += 1
        start = "" if self.apart else f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{first}"/></w:lvlOverride>'
        root = self.document.part.numbering_part.element
        made = f'<w:num {nsdecls("w")} w:numId="{500 + self.made}"><w:abstractNumId w:val="{abstract}"/>{start}</w:num>'
        root.append(parse_xml(made))
        return 500 + self.made


def _numbers(kind: str, label: str) -> list[int]:
    if kind == "decimal":
        return [int(n) for n in label.split(".")]
    if kind == "roman":
        values = [_ROMAN[c] for c in label]
        return [sum(-v if any(later > v for later in values[i + 1 : i + 2]) else v for i, v in enumerate(values))]
    return [ord(label) - ord("a") + 1] if kind == "letter" else [1]


class Styled(WordFile):
    """A Word file whose headings are set by Word's heading styles."""

    def __init__(self) -> None:
        super().__init__(None)

    def blocks(self, blocks: list[Block], centred: int = 0) -> None:
        self.levels = {b.text: b.level for b in blocks if b.level}
        super().blocks(blocks, centred)

    def paragraph(self, runs: list[tuple[str, bool]], align: int) -> None:
        super().paragraph(runs, align)
        level = getattr(self, "levels", {}).get(runs[0][0])
        if level and align == JUSTIFIED:
            self.document.paragraphs[-1].style = f"Heading {level}"


class Legacy(WordFile):
    """A Word file in fonts of a legacy code: `encode` gives the letters, `font` names the font of a text."""

    def __init__(self, encode: Callable[[str], str], font: Callable[[str], str]) -> None:
        super().__init__(None)
        self.encode, self.font = encode, font

    def put(self, paragraph: Any, text: str, bold: bool) -> None:
        run = paragraph.add_run(self.encode(text))
        run.bold = bold
        run.font.name = self.font(text)
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:cs"), self.font(text))
