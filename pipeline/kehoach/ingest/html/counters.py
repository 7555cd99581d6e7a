"""The labels that a style sheet counts out before list items (CSS Lists 3), as Google Docs and some editors write their lists."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kehoach.ingest.html.lists import ordinal
from kehoach.ingest.html.styles import sheet_rules
from kehoach.ingest.html.tree import Node

_SELECTOR = re.compile(r"(?:([\w.-]+)(?:\s*>\s*|\s+))?([\w.-]+?)(::?before)?")
_STEP = re.compile(r"counter-(reset|set|increment)\s*:\s*([^;]+)", re.IGNORECASE)
_NAMED = re.compile(r"([A-Za-z_][\w-]*)(?:\s+(-?\d{1,6}))?")
_CONTENT = re.compile(r"(?<![-\w])content\s*:\s*([^;]+)", re.IGNORECASE)
_PIECE = re.compile(
    r"""(?P<quote>["'])(?P<text>.*?)(?P=quote)"""
    r"""|counters?\(\s*(?P<name>[\w-]+)\s*(?:,\s*["'](?P<between>[^"']*)["']\s*)?(?:,\s*(?P<style>[\w-]+)\s*)?\)"""
)
_CODE = re.compile(r"\\([\da-fA-F]{1,6})\s?")
_SIGN = re.compile(r"[^\w\s]{1,2}|o")
"""What is drawn before an item that is not counted: a bullet, a dash, the letter that serves as a ring."""

Counts = defaultdict[str, list[int]]
"""The counters in scope by name, those of outer lists first."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a style sheet says of the elements `own` (inside `around`), or of what is drawn before them; both as tag and classes."""

    order: int
    own: Sequence[str]
    around: Sequence[str]
    before: bool
    body: str

    def fits(self, own: frozenset[str], around: frozenset[str]) -> bool:
        return own.issuperset(self.own) and around.issuperset(self.around)

    @property
    def weight(self) -> tuple[int, int]:
        return len(self.own) + len(self.around), self.order


def set_labels(root: Node) -> None:
    """Give the elements below `root` the labels that the page's style sheets draw before them (`label`)."""
    found: dict[str, list[_Rule]] = {}
    for order, (selector, body) in enumerate(sheet_rules(root)):
        if (_STEP.search(body) or _CONTENT.search(body)) and (m := _SELECTOR.fullmatch(selector)):
            rule = _Rule(order, _names(m[2]), _names(m[1] or ""), m[3] is not None, body)
            found.setdefault(max((*rule.own, *rule.around), key=len), []).append(rule)
    if found:
        _walk(root, found, defaultdict(list))


def _names(selector: str) -> tuple[str, ...]:
    """Return the tag and the classes of a simple selector, a dot before each class."""
    tag, *classes = selector.split(".")
    return (*([tag.lower()] if tag else []), *(f".{c}" for c in classes))


def _names_of(node: Node) -> frozenset[str]:
    return frozenset([node.tag, *(f".{c}" for c in node.attrs.get("class", "").split())])


def _walk(node: Node, rules: dict[str, list[_Rule]], counts: Counts) -> None:
    """Label the elements inside `node`; counters that they start hold for them and those after them there."""
    around = _names_of(node)
    started: set[str] = set()
    for child in node.elements():
        own = _names_of(child)
        fit = sorted((r for name in own | around for r in rules.get(name, ()) if r.fits(own, around)), key=lambda r: r.weight)
        for kind, name, number in _steps([r.body for r in fit]):
            if kind == "reset" and name not in started:
                counts[name].append(number)
                started.add(name)
            elif kind != "increment":
                counts[name][-1:] = [number]
            else:
                counts[name][-1:] = [(counts[name] or [_before_first(node)])[-1] + number]
        contents = [m[1] for r in fit if r.before and (m := _CONTENT.search(r.body))]
        if contents:
            child.label = _label(contents[-1], counts)
        _walk(child, rules, counts)
    for name in started:
        counts[name].pop()


def _steps(bodies: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    """Yield what declarations do to counters: resets first, each with the name of the counter and the number."""
    found = {m[1].lower(): m[2] for body in bodies for m in _STEP.finditer(body)}
    for kind in ("reset", "increment", "set"):
        for m in _NAMED.finditer(found.get(kind, "")):
            if m[1] != "none":
                yield kind, m[1], int(m[2] or (kind == "increment"))


def _before_first(node: Node) -> int:
    """Return from where a list counts that no style sheet has started."""
    start = node.attrs.get("start", "").strip()
    return int(start) - 1 if start.isdecimal() else 0


def _label(content: str, counts: Counts) -> str | None:
    """Return the label that `content` draws, with the blank behind it; None where it is a decoration."""
    text, counted = "", False
    for m in _PIECE.finditer(content):
        if not m["name"]:
            text += _CODE.sub(lambda c: chr(min(int(c[1], 16), 0x10FFFF)), m["text"])
            continue
        counted = True
        numbers = counts[m["name"]] or [0]
        shown = [ordinal(n, m["style"] or "decimal") for n in (numbers if m["between"] is not None else numbers[-1:])]
        text += (m["between"] or "").join(shown)
    text = " ".join(text.split())
    if not text:
        return ""
    if counted or text == "+":
        return f"{text} "
    return "- " if _SIGN.fullmatch(text) else None
