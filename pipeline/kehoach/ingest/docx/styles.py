"""What Word paragraphs and runs take from their styles: look, heading level, list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kehoach.ingest.docx.xml import OFF, VAL, attribute, value, w, whole

_HEADING = re.compile(r"(?:heading|tiêu đề|đầu đề) ?([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"toc [1-9]", re.IGNORECASE)
_TOGGLES = {w("b"): 0, w("caps"): 1, w("smallCaps"): 1, w("vanish"): 2}
_FONT, _STYLE = w("rFonts"), w("rStyle")
_GONE = frozenset({w("del"), w("moveFrom")})
_P_STYLE, _OUTLINE, _LIST = w("pStyle"), w("outlineLvl"), w("numPr")
_ASCII, _ANSI = w("ascii"), w("hAnsi")
BODY_LEVEL = 9
"""The outline level that says of a paragraph that it is no heading."""


class Look(NamedTuple):
    """How a run looks, as far as it bears on its text."""

    bold: bool
    capitals: bool
    hidden: bool
    font: str


class Given(NamedTuple):
    """The properties of a run as its own or a style's element gives them; None where it leaves one open."""

    bold: bool | None = None
    capitals: bool | None = None
    hidden: bool | None = None
    font: str = ""
    style: str | None = None
    gone: bool = False
    """Whether the paragraph's mark, whose properties these are, is deleted as a tracked change."""

    def over(self, base: Given) -> Given:
        """Return these properties with what they leave open taken from `base`."""
        return Given(
            base.bold if self.bold is None else self.bold,
            base.capitals if self.capitals is None else self.capitals,
            base.hidden if self.hidden is None else self.hidden,
            self.font or base.font,
        )


NOTHING = Given()


class ListUse(NamedTuple):
    """How a paragraph is numbered: the list's id, the level given, and the styles that the paragraph has, its own first."""

    key: str
    level: int | None
    styles: tuple[str, ...]


@dataclass(slots=True)
class Styles:
    """The styles of one document by their ids."""

    _styles: dict[str, Any] = field(default_factory=dict)
    _default: str | None = None
    _base: Given = NOTHING
    _given: dict[str | None, Given] = field(default_factory=dict)
    _looks: dict[tuple[Given, str | None], Look] = field(default_factory=dict)
    _levels: dict[str | None, int] = field(default_factory=dict)
    _lists: dict[str | None, tuple[str, str | None, tuple[str, ...]]] = field(default_factory=dict)
    _contents: dict[str | None, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Any) -> Styles:
        """Return the styles of a styles part's root element (None: no styles)."""
        found = cls()
        if root is None:
            return found
        for style in root.findall(w("style")):
            key = attribute(style, "styleId")
            found._styles[key] = style
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true", "on"}:
                found._default = key
        found._base = given(root.find(w("docDefaults/rPrDefault/rPr")))
        return found

    def chain(self, key: str | None) -> Iterator[Any]:
        """Yield a style and those that it is based on."""
        seen: set[str] = set()
        while key is not None and key in self._styles and key not in seen:
            seen.add(key)
            yield self._styles[key]
            key = value(self._styles[key], "basedOn")

    def style_of(self, properties: Mapping[str, Any]) -> str | None:
        """Return the id of the style of a paragraph with these properties."""
        named = properties.get(_P_STYLE)
        return (None if named is None else named.get(VAL)) or self._default

    def _of_style(self, key: str | None) -> Given:
        """Return what a style and those that it is based on say of a run."""
        if key not in self._given:
            found = NOTHING
            for style in self.chain(key):
                found = found.over(given(style.find(w("rPr"))))
            self._given[key] = found
        return self._given[key]

    def look(self, own: Given, style: str | None) -> Look:
        """Return how a run with the properties `own` looks in a paragraph of style `style`.

        What both the paragraph's and the run's style set is off again, as ISO/IEC 29500-1, 17.7.3 has it.
        """
        if (own, style) not in self._looks:
            outer, inner, base = self._of_style(style), self._of_style(own.style), self._base
            self._looks[own, style] = Look(
                _toggled(own.bold, outer.bold, inner.bold, base.bold),
                _toggled(own.capitals, outer.capitals, inner.capitals, base.capitals),
                _toggled(own.hidden, outer.hidden, inner.hidden, base.hidden),
                own.font or inner.font or outer.font or base.font,
            )
        return self._looks[own, style]

    def fonts(self, keys: Iterable[str | None]) -> set[str]:
        """Return the fonts that styles give, and those of what is in none of them."""
        return {self._base.font, *(self._of_style(key).font for key in (self._default, *keys))} - {""}

    def heading(self, properties: Mapping[str, Any]) -> int:
        """Return a paragraph's heading level by itself or its style (Heading 1 … or an outline level), 0 where it is no heading."""
        if _OUTLINE in properties:
            return _heading(properties[_OUTLINE].get(VAL))
        key = self.style_of(properties)
        if key not in self._levels:
            self._levels[key] = self._heading_of(key)
        return self._levels[key]

    def _heading_of(self, key: str | None) -> int:
        for style in self.chain(key):
            found = _HEADING.match(value(style, "name") or "")
            if found:
                return int(found[1])
            outline = value(style, "pPr/outlineLvl")
            if outline is not None:
                return _heading(outline)
        return 0

    def is_contents(self, key: str | None) -> bool:
        """Say whether a style is one of those that a table of contents is set in."""
        if key not in self._contents:
            self._contents[key] = any(_CONTENTS.match(value(style, "name") or "") for style in self.chain(key))
        return self._contents[key]

    def list_of(self, properties: Mapping[str, Any]) -> ListUse | None:
        """Return the list of a paragraph with these properties, None where it is in none; id 0 takes it out of one."""
        own, style = properties.get(_LIST), self.style_of(properties)
        if style not in self._lists:
            self._lists[style] = self._list_of_style(style)
        key, level, styles = self._lists[style]
        if own is not None:
            given_level = value(own, "ilvl")
            key, level = value(own, "numId") or key, given_level or level
            styles = () if given_level else styles
        return ListUse(key, None if level is None else whole(level, 0), styles) if whole(key, 0) else None

    def _list_of_style(self, key: str | None) -> tuple[str, str | None, tuple[str, ...]]:
        """Return the list's id and the level that a style and those that it is based on give, and the ids of these styles."""
        chain = list(self.chain(key))
        lists, levels = ([x for style in chain if (x := value(style, f"pPr/numPr/{name}"))] for name in ("numId", "ilvl"))
        return next(iter(lists), ""), next(iter(levels), None), tuple(attribute(style, "styleId") for style in chain)

    def list_of_style(self, key: str) -> str | None:
        """Return the id of the list that a style of type numbering names."""
        return next((found for style in self.chain(key) if (found := value(style, "pPr/numPr/numId"))), None)

    def table_is_ruled(self, table: Any) -> bool:
        """Say whether a table's inner borders show: by itself, its style, or one of its cells."""
        borders = [table.find(w("tblPr/tblBorders"))]
        borders += [style.find(w("tblPr/tblBorders")) for style in self.chain(value(table, "tblPr/tblStyle"))]
        inner = next((b for b in borders if b is not None), None)
        cells = table.findall(w("tr/tc/tcPr/tcBorders"))
        return _shows(inner, ("insideV", "insideH")) or any(_shows(b, ("left", "right", "start", "end")) for b in cells)


def given(properties: Any) -> Given:
    """Return what a w:rPr element (None: nothing) gives."""
    if properties is None:
        return NOTHING
    toggles: list[bool | None] = [None, None, None]
    font, style, gone = "", None, False
    for e in properties:
        tag = e.tag
        if tag in _TOGGLES:
            at = _TOGGLES[tag]
            toggles[at] = toggles[at] or e.get(VAL) not in OFF
        elif tag == _FONT:
            font = e.get(_ASCII) or e.get(_ANSI) or ""
        elif tag == _STYLE:
            style = e.get(VAL)
        elif tag in _GONE:
            gone = True
    bold, capitals, hidden = toggles
    return Given(bold, capitals, hidden, font, style, gone)


def _toggled(own: bool | None, outer: bool | None, inner: bool | None, base: bool | None) -> bool:
    if own is not None:
        return own
    return bool(base) if outer is None and inner is None else bool(outer) ^ bool(inner)


def _heading(outline: str | None) -> int:
    level = whole(outline, BODY_LEVEL)
    return level + 1 if 0 <= level < BODY_LEVEL else 0


def _shows(borders: Any, sides: tuple[str, ...]) -> bool:
    return any((value(borders, side) or "nil") not in {"nil", "none"} for side in sides)
