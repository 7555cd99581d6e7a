"""A plan as Akoma Ntoso 3.0 (OASIS LegalDocML), the XML in which parliaments and archives exchange official papers.

Sections, units and citations keep the ids that they have in the plan (`eId="s3"`, `eId="u12"`, `eId="c4"`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from kehoach.graph.label import code
from kehoach.records.plan import PlanDict
from kehoach.resolve.urn import slug

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_Item = Mapping[str, Any]


def to_xml(plan: PlanDict) -> str:
    """Return a plan dict (schema kehoach/plan/1) as an Akoma Ntoso document; the same dict always gives the same text.

    Every unit is a `<p>` that refers to its tag. A citation inside a unit, a heading or the title is a `<ref>` to the directive that
    it stands for, a `<span class="ambiguous">` or `<span class="unresolved">` where none can be named. Characters that XML can't hold
    become U+FFFD. The standard wants a date and an author of every document: a plan that gives none has none here either.
    """
    root = ET.Element("akomaNtoso", {"xmlns": NAMESPACE})
    root.text = "\n"
    doc = _block(root, "doc", name="plan")
    _meta(_block(doc, "meta"), plan)
    cited = _by_unit(plan)
    _preface(_block(doc, "preface"), plan["frame"], cited[None])
    _preamble(doc, _above_body(plan, cited[None]))
    _Body(_block(doc, "mainBody"), plan, cited).fill()
    _conclusions(doc, plan["frame"])
    return f'<?xml version="1.0"?>\n{ET.tostring(root, "unicode")}\n'


def _block(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    """Add an element that holds elements, each on a line of its own."""
    return _line(parent, tag, "\n", **attributes)


def _line(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    """Add an element that holds text, on a line of its own."""
    made = ET.SubElement(parent, tag, {k: _clean(v) for k, v in attributes.items()})
    made.text = _clean(text) if text else None
    made.tail = "\n"
    return made


def _clean(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _by_unit(plan: PlanDict) -> dict[str | None, list[_Item]]:
    """Return the citations by the unit that they stand in (None: in the title, the bases or a heading), in the order of the text."""
    found: dict[str | None, list[_Item]] = {None: []}
    for c in sorted(plan["citations"], key=lambda c: c["span"]):
        found.setdefault(c["unit"], []).append(c)
    return found


def _above_body(plan: PlanDict, cited: Iterable[_Item]) -> list[_Item]:
    """Return the citations between the title and the first section or unit: what the plan rests on."""
    starts = [s["heading"][0] for s in plan["sections"]] + [u["span"][0] for u in plan["units"]]
    titled = _titled(plan["frame"], cited)
    return [c for c in cited if c["span"][0] < min(starts, default=0) and c not in titled]


def _titled(frame: _Item, cited: Iterable[_Item]) -> list[_Item]:
    span = frame["spans"].get("title")
    return [c for c in cited if span and _inside(c, span)]


def _meta(meta: ET.Element, plan: PlanDict) -> None:
    frame, sha256 = plan["frame"], plan["source"]["sha256"]
    urn = frame["directive"]
    work = urn or f"/akn/vn/doc/{sha256}"
    expression = f"{urn}@original:vi" if urn else f"{work}/vie@"
    manifestation = f"{expression}$kehoach:application-xml" if urn else f"{expression}.xml"
    identification = _block(meta, "identification", source="#kehoach")
    described = _level(identification, "FRBRWork", work, frame)
    _line(described, "FRBRcountry", value="vn")
    for tag, value in (("FRBRsubtype", frame["type"]), ("FRBRnumber", _number(frame)), ("FRBRname", frame["title"])):
        if value:
            _line(described, tag, value=value)
    _line(_level(identification, "FRBRExpression", expression, frame), "FRBRlanguage", language="vie")
    _line(_level(identification, "FRBRManifestation", manifestation, frame), "FRBRformat", value="application/xml")
    references = _block(meta, "references", source="#kehoach")
    cited = {c["directive"]: c["text"] for c in reversed(plan["citations"]) if c["directive"]}
    for n, directive in enumerate(reversed(cited), 1):
        _line(references, "activeRef", eId=f"d{n}", href=directive, showAs=cited[directive])
    if frame["issuer"]:
        issuer = _issuers(frame)[-1]
        _line(references, "TLCOrganization", eId="issuer", href=f"/akn/ontology/organization/vn/{slug(issuer)}", showAs=issuer)
    for concept in _concepts(plan):
        _line(references, "TLCConcept", eId=concept, href=f"/akn/ontology/concept/kehoach/{concept}", showAs=concept)
    _line(references, "TLCObject", eId="kehoach", href="/akn/ontology/object/kehoach", showAs="kehoach")


def _level(identification: ET.Element, tag: str, uri: str, frame: _Item) -> ET.Element:
    made = _block(identification, tag)
    _line(made, "FRBRthis", value=uri)
    _line(made, "FRBRuri", value=uri)
    if frame["date"]:
        _line(made, "FRBRdate", date=frame["date"], name="issued")
    if frame["issuer"]:
        _line(made, "FRBRauthor", href="#issuer")
    return made


def _number(frame: _Item) -> str | None:
    return code(frame["number"], frame["symbol"]) if frame["number"] else frame["symbol"]


def _issuers(frame: _Item) -> list[str]:
    """Return the bodies of the letterhead, the one above first, the one that issues last."""
    return [x.strip() for x in (frame["issuer"] or "").split("|") if x.strip()]


def _concepts(plan: PlanDict) -> list[str]:
    """Return the roles of sections and the tags of units, each once, in order."""
    roles = [r for s in plan["sections"] for r in (s["role"] or "").split("+") if r]
    return sorted({*roles, *(u["tag"] for u in plan["units"] if u["tag"])})


def _preface(preface: ET.Element, frame: _Item, cited: Iterable[_Item]) -> None:
    for issuer in _issuers(frame):
        _inline(preface, "docProponent", issuer)
    if number := _number(frame):
        _inline(preface, "docNumber", number)
    if frame["date"]:
        _inline(preface, "docDate", frame["date"], date=frame["date"])
    if frame["type"]:
        _inline(preface, "docType", frame["type"])
    if frame["title"]:
        _cited(_inline(preface, "docTitle"), frame["title"], _titled(frame, cited))


def _inline(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    """Add an inline element alone in a paragraph."""
    made = _line(_line(parent, "p"), tag, text, **attributes)
    made.tail = None
    return made


def _inside(citation: _Item, span: Sequence[int]) -> bool:
    start, end = citation["span"]
    return bool(span[0] <= start and end <= span[1])


def _cited(element: ET.Element, text: str, citations: Iterable[_Item]) -> None:
    """Write `text` into `element` with its citations marked; `citations` are in the order of the text."""
    at, last = 0, None
    for c in citations:
        found = text.find(c["text"], at)
        if found < 0:
            continue
        _append(element, last, text[at:found])
        last = _mark(element, c)
        at = found + len(c["text"])
    _append(element, last, text[at:])


def _append(element: ET.Element, last: ET.Element | None, text: str) -> None:
    if last is None:
        element.text = _clean(text)
    else:
        last.tail = _clean(text)


def _mark(element: ET.Element, citation: _Item) -> ET.Element:
    if citation["directive"]:
        made = ET.SubElement(element, "ref", {"eId": citation["id"], "href": citation["directive"]})
    else:
        made = ET.SubElement(element, "span", {"eId": citation["id"], "class": citation["resolution"]})
    made.text = _clean(citation["text"])
    return made


def _preamble(doc: ET.Element, citations: Sequence[_Item]) -> None:
    if citations:
        holder = _block(_block(doc, "preamble"), "citations", eId="bases")
        for c in citations:
            _cited(_line(_block(holder, "citation", eId=f"basis_{c['id']}"), "p"), c["text"], [c])


def _conclusions(doc: ET.Element, frame: _Item) -> None:
    signed = [(k, frame[k]) for k in ("authority", "signer_role") if frame[k]]
    if not (signed or frame["signer"] or frame["recipients"]):
        return
    conclusions = _block(doc, "conclusions")
    for key, text in signed:
        _line(conclusions, "p", text, **{"class": key})
    if frame["signer"]:
        _inline(conclusions, "signature", frame["signer"])
    for recipient in frame["recipients"]:
        _line(conclusions, "p", recipient, **{"class": "recipient"})


class _Body:
    """Fills `<mainBody>`. Akoma Ntoso lets a section hold either text (`<content>`) or other sections.

    Where a plan's section holds both, text before the first section is its `<intro>`, text after one stands in an unnumbered container.
    """

    def __init__(self, main: ET.Element, plan: PlanDict, cited: Mapping[str | None, Sequence[_Item]]) -> None:
        self._plan = plan
        self._citations = cited
        self._nodes: dict[str | None, ET.Element] = {None: main}
        self._texts: dict[str | None, ET.Element] = {None: main}
        self._parents = {s["parent"] for s in plan["sections"]}

    def fill(self) -> None:
        """Write the sections and the units in the order of the text."""
        items = [(s["heading"][0], 0, s) for s in self._plan["sections"]] + [(u["span"][0], 1, u) for u in self._plan["units"]]
        for _, kind, item in sorted(items, key=lambda x: x[:2]):
            if kind == 0:
                self._section(item)
            else:
                self._unit(item)
        if not items:
            _line(self._nodes[None], "p")

    def _section(self, section: _Item) -> None:
        parent = section["parent"]
        if parent is not None:
            self._texts.pop(parent, None)
        roles = {"refersTo": " ".join(f"#{r}" for r in section["role"].split("+"))} if section["role"] else {}
        node = _block(self._nodes[parent], "hcontainer", eId=section["id"], name="section", **roles)
        if section["label"]:
            _line(node, "num", section["label"])
        if section["title"]:
            cited = [c for c in self._citations[None] if _inside(c, section["heading"])]
            _cited(_line(node, "heading"), section["title"], cited)
        self._nodes[section["id"]] = node

    def _unit(self, unit: _Item) -> None:
        tag = {"refersTo": f"#{unit['tag']}"} if unit["tag"] else {}
        _cited(_line(self._text(unit), "p", eId=unit["id"], **tag), unit["text"], self._citations.get(unit["id"], ()))

    def _text(self, unit: _Item) -> ET.Element:
        """Return the element that holds the text of the unit's section at this point."""
        section = unit["section"]
        if section not in self._texts:
            node = self._nodes[section]
            if section not in self._parents:
                self._texts[section] = _block(node, "content", eId=f"{section}_text")
            elif node.find("hcontainer") is None:
                self._texts[section] = _block(node, "intro", eId=f"{section}_text")
            else:
                container = _block(node, "hcontainer", eId=f"{unit['id']}_passage", name="passage")
                self._texts[section] = _block(container, "content", eId=f"{unit['id']}_text")
        return self._texts[section]
