"""Word files made for tests, and what a reader of one must find unchanged."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

from docx import Document
from docx.oxml import parse_xml

from kehoach.ingest.docx_xml import w

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MARKERS = frozenset(map(w, ("commentRangeStart", "commentRangeEnd", "commentReference")))
TEXT = frozenset(map(w, ("t", "tab", "br", "cr", "noBreakHyphen")))


def make_docx(build: Callable[[Any], None]) -> bytes:
    """Return a Word file that `build` fills."""
    document = Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def of_xml(*paragraphs: str) -> bytes:
    """Return a Word file of paragraphs given as the XML inside their `w:p`."""

    def build(document: Any) -> None:
        for inner in paragraphs:
            document.element.body.insert(len(document.element.body) - 1, parse_xml(f"<w:p {NS}>{inner}</w:p>"))

    return make_docx(build)


def paragraphs(data: bytes) -> list[Any]:
    return list(parse_xml(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")).iter(w("p")))


def shape(data: bytes) -> list[list[tuple[str, str]]]:
    """Return each paragraph as its characters and other elements, each with the formatting of its run; marks of comments are left out."""
    return [[x for run in p.iter(w("r")) for x in _run(run)] for p in paragraphs(data)]


def _run(run: Any) -> list[tuple[str, str]]:
    look = run.find(w("rPr"))
    formatting = "" if look is None else "".join(sorted(f"{e.tag}{sorted(e.attrib.items())}" for e in look.iter()))
    found: list[tuple[str, str]] = []
    for e in run:
        if e.tag == w("t"):
            found += [(c, formatting) for c in e.text or ""]
        elif e.tag != w("rPr") and e.tag not in MARKERS:
            found.append((e.tag, formatting))
    return found


def texts(data: bytes) -> list[str]:
    """Return the characters of each paragraph."""
    return ["".join(c for c, _ in p if len(c) == 1) for p in shape(data)]


def parts(data: bytes) -> dict[str, bytes]:
    file = zipfile.ZipFile(io.BytesIO(data))
    return {name: file.read(name) for name in file.namelist()}


def commented(data: bytes) -> list[tuple[str, str]]:
    """Return the words that each comment stands on, with its text, in the order of the comments."""
    file = parts(data)
    comments = parse_xml(file["word/comments.xml"])
    words = dict.fromkeys((c.get(w("id")) for c in comments), "")
    open_now: set[str] = set()
    for e in parse_xml(file["word/document.xml"]).iter():
        number = e.get(w("id"))
        if e.tag == w("commentRangeStart"):
            assert number in words
            open_now.add(number)
        elif e.tag == w("commentRangeEnd"):
            open_now.remove(number)
        elif e.tag in TEXT:
            for n in open_now:
                words[n] += (e.text or "") if e.tag == w("t") else " "
    assert not open_now
    assert sum(e.tag == w("commentReference") for e in parse_xml(file["word/document.xml"]).iter()) == len(words)
    said = {c.get(w("id")): "\n".join("".join(t.text or "" for t in p.iter(w("t"))) for p in c.iter(w("p"))) for c in comments}
    return [(words[n], said[n]) for n in words]
