"""What a Word paragraph takes from its style: boldness, heading level, list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kehoach.ingest.docx_xml import attribute, flag, value, w

_HEADING = re.compile(r"(?:heading|tiêu đề|đầu đề) ?([1-9])", re.IGNORECASE)


@dataclass(slots=True)
class Styles:
    """The styles of one document by their ids."""

    _styles: dict[str, Any] = field(default_factory=dict)
    _default: str | None = None
    _base: Any = None
    _bold: dict[str | None, bool | None] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Any) -> Styles:
        """Return the styles of a styles part's root element (None: no styles)."""
        found = cls()
        if root is None:
            return found
        for style in root.findall(w("style")):
            key = attribute(style, "styleId")
            found._styles[key] = style
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true"}:
                found._default = key
        found._base = root.find(w("docDefaults/rPrDefault/rPr"))
        return found

    def chain(self, key: str | None) -> Iterator[Any]:
        """Yield a style and those that it is based on."""
        seen: set[str] = set()
        while key is not None and key in self._styles and key not in seen:
            seen.add(key)
            yield self._styles[key]
            key = value(self._styles[key], "basedOn")

    def style_of(self, paragraph: Any) -> str | None:
        """Return the id of a paragraph's style."""
        return value(paragraph, "pPr/pStyle") or self._default

    def bold(self, key: str | None) -> bool | None:
        """Say whether a style makes text bold, None where it leaves it open."""
        if key not in self._bold:
            given = (flag(style.find(w("rPr")), "b") for style in self.chain(key))
            self._bold[key] = next((x for x in given if x is not None), None)
        return self._bold[key]

    def run_is_bold(self, run: Any, paragraph_style: str | None) -> bool:
        """Say whether a run is bold: by itself, its character style, its paragraph's style or the document's default."""
        own = flag(run.find(w("rPr")), "b")
        if own is not None:
            return own
        inherited = (self.bold(value(run, "rPr/rStyle")), self.bold(paragraph_style), flag(self._base, "b"))
        return next((x for x in inherited if x is not None), False)

    def heading(self, paragraph: Any) -> int:
        """Return a paragraph's heading level by its style (Heading 1 … or an outline level), 0 where it is no heading."""
        for style in self.chain(self.style_of(paragraph)):
            found = _HEADING.match(value(style, "name") or "")
            if found:
                return int(found[1])
            outline = value(style, "pPr/outlineLvl")
            if outline is not None:
                return int(outline) + 1 if int(outline) < 9 else 0
        return 0

    def list_of(self, paragraph: Any) -> tuple[str, int | None, str | None] | None:
        """Return a paragraph's list (its id, the level, the style that gave it), None where it is in none; id 0 takes it out of one."""
        level = value(paragraph, "pPr/numPr/ilvl")
        key, style_id = value(paragraph, "pPr/numPr/numId"), None
        if key is None:
            for style in self.chain(self.style_of(paragraph)):
                key = value(style, "pPr/numPr/numId")
                if key is not None:
                    level, style_id = level or value(style, "pPr/numPr/ilvl"), attribute(style, "styleId")
                    break
        if key is None or key == "0":
            return None
        return key, None if level is None else int(level), style_id

    def table_is_ruled(self, table: Any) -> bool:
        """Say whether a table's inner borders show: by itself, its style, or one of its cells."""
        borders = [table.find(w("tblPr/tblBorders"))]
        borders += [style.find(w("tblPr/tblBorders")) for style in self.chain(value(table, "tblPr/tblStyle"))]
        given = next((b for b in borders if b is not None), None)
        cells = table.findall(w("tr/tc/tcPr/tcBorders"))
        return any(_shows(b, ("insideV", "insideH")) for b in (given,)) or any(_shows(b, ("left", "right")) for b in cells)


def _shows(borders: Any, sides: tuple[str, ...]) -> bool:
    return any((value(borders, side) or "nil") not in {"nil", "none"} for side in sides)
