"""What style sheets and style attributes say of an element, as far as it changes the text: whether it is shown, a block, bold, struck."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kehoach.ingest.html.tree import Leaf, Node, elements

_COMMENT = re.compile(r"/\*[^*]*(?:\*(?!/)[^*]*)*\*/")
_PIECE = re.compile(r"([^{}]*)([{}])")
_SELECTOR = re.compile(r"(?P<tag>[a-zA-Z][a-zA-Z0-9]*)?(?P<name>[.#][\w-]+)?")
_MATTERS = re.compile(
    r"(?<![-\w])(?:display|visibility|font-weight|font-family|text-decoration(?:-line)?|text-transform|list-style(?:-type)?|float"
    r"|border(?:-[a-z]+)?|content|counter-(?:reset|set|increment)|mso-hide|mso-element|mso-list)\s*:[^;]*",
    re.IGNORECASE,
)
_OTHER_MEDIA = re.compile(r"print|max-(?:device-)?width|speech", re.IGNORECASE)

_WEIGHT = re.compile(r"font-weight\s*:\s*(bold|bolder|[1-9]00|normal|lighter)", re.IGNORECASE)
_DISPLAY = re.compile(r"(?<![-\w])display\s*:\s*([a-z-]+)", re.IGNORECASE)
_FLOATS = re.compile(r"(?<![-\w])float\s*:\s*(?:left|right)", re.IGNORECASE)
_UNSEEN = re.compile(r"visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_CAPITALS = re.compile(r"text-transform\s*:\s*([a-z]+)", re.IGNORECASE)
_LIST = re.compile(r"list-style(?:-type)?\s*:[^;]*?(?<![-\w])([a-z]+(?:-[a-z]+)?)", re.IGNORECASE)
_BORDER = re.compile(r"(?<![-\w])border(?:-[a-z]+)?\s*:(?!\s*(?:none|0(?![.\d])|medium none|initial|inherit|collapse))", re.IGNORECASE)
_IGNORED_MARK = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_SIGN_FONT = re.compile(r"symbol|wingdings|webdings|courier", re.IGNORECASE)

_BLOCKS = frozenset({"block", "flex", "grid", "table", "table-row", "table-cell", "list-item", "flow-root"})
_STRUCK_TAGS = frozenset({"del", "s", "strike"})


def set_styles(root: Node) -> None:
    """Give every element below `root` the declarations that apply to it: its own first, then those of the page's style sheets.

    Only selectors of one element (`p`, `.x`, `#x`, `p.x`) are read, and no rules for print or for narrow screens.
    """
    rules: dict[tuple[str, str], str] = {}
    for selector, body in sheet_rules(root):
        if m := _SELECTOR.fullmatch(selector):
            key = ((m["tag"] or "").lower(), m["name"] or "")
            rules[key] = f"{body};{rules.get(key, '')}"
    _set(root, rules)


def sheet_rules(root: Node) -> Iterator[tuple[str, str]]:
    """Yield each selector of a page's style sheets with those of its declarations that change the text, in order."""
    for sheet in root.below("style"):
        yield from _rules("".join(c.text for c in sheet.children if isinstance(c, Leaf)))


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield each selector of a style sheet with the declarations that matter."""
    heads: list[str] = []
    for piece in _PIECE.finditer(_COMMENT.sub(" ", sheet).replace("<!--", " ").replace("-->", " ")):
        if piece[2] == "{":
            heads.append(piece[1].rsplit(";", 1)[-1].strip())
        elif heads:
            selectors = heads.pop()
            body = ";".join(_MATTERS.findall(piece[1]))
            if body and not selectors.startswith("@") and not any(_OTHER_MEDIA.search(h) for h in heads):
                yield from ((s.strip(), body) for s in selectors.split(","))


def _set(node: Node, rules: dict[tuple[str, str], str]) -> None:
    for child in node.elements():
        names = [f"#{child.attrs.get('id', '')}", *(f".{c}" for c in reversed(child.attrs.get("class", "").split())), ""]
        found = [rules[key] for name in names for key in ((child.tag, name), ("", name)) if key in rules] if rules else []
        child.style = ";".join([child.attrs.get("style", ""), *found])
        _set(child, rules)


def is_block(node: Node) -> bool:
    """Say whether an element stands on lines of its own."""
    shown = _DISPLAY.search(node.style)
    if node.tag in elements("block"):
        return shown is None or not shown[1].lower().startswith("inline") or node.tag in {"table", "li"}
    return (shown is not None and shown[1].lower() in _BLOCKS) or _FLOATS.search(node.style) is not None


def is_hidden(node: Node) -> bool:
    """Say whether a browser does not show an element."""
    shown = _DISPLAY.search(node.style)
    return (shown is not None and shown[1].lower() == "none") or "hidden" in node.attrs or _UNSEEN.search(node.style) is not None


def is_struck(node: Node) -> bool:
    """Say whether the words of an element are struck out."""
    return node.tag in _STRUCK_TAGS or _STRUCK.search(node.style) is not None


def is_ruled(node: Node) -> bool:
    """Say whether a table or cell has a border."""
    return _BORDER.search(node.style) is not None


def is_bold(node: Node, before: bool) -> bool:
    """Say whether an element's words are bold, `before` being what holds around it."""
    weight = _WEIGHT.search(node.style)
    if weight:
        return weight[1].lower() in {"bold", "bolder", "600", "700", "800", "900"}
    return before or node.tag in {"b", "strong"}


def is_upper(node: Node, before: bool) -> bool:
    """Say whether an element's words are shown in capitals, `before` being what holds around it."""
    found = _CAPITALS.search(node.style)
    return found[1].lower() == "uppercase" if found else before


def list_style(node: Node) -> str:
    """Return how a list or its item is marked (`lower-alpha`, `none`, …), "" where no style says."""
    found = _LIST.search(node.style)
    return found[1].lower() if found else ""


def is_drawn_bullet(node: Node) -> bool:
    """Say whether an element is the bullet that Word draws before an item with a letter of a sign font."""
    inner = [node, *node.elements()]
    return any(_IGNORED_MARK.search(n.style) for n in inner[:1]) and any(_SIGN_FONT.search(n.style) for n in inner)
