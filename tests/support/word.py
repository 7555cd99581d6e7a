"""Word files made for tests, and what a reader of one must find unchanged."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

from docx import Document
from docx.oxml import parse_xml

from kehoach.ingest.docx.xml import w

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


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006"
SPACES = " ".join(
    (
        NS,
        f'xmlns:r="{RELATIONS}"',
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
        'xmlns:v="urn:schemas-microsoft-com:vml"',
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
    )
)


def packed(files: dict[str, str | bytes]) -> bytes:
    """Return a zip file of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return out.getvalue()


def package(body: str, main: str = "word/document.xml", **parts: str) -> bytes:
    """Return a Word file made by hand: the XML inside w:body, and that inside the root of other parts by their kind.

    `header1="…"` makes a header whose relationship's id is its name.
    """
    roots = {"styles": "styles", "numbering": "numbering", "settings": "settings", "footnotes": "footnotes", "endnotes": "endnotes"}
    named = {name: roots.get(name, {"h": "hdr", "f": "ftr"}[name[0]] if name[-1].isdigit() else name) for name in parts}
    folder = main.rpartition("/")[0]
    links = "".join(f'<Relationship Id="{name}" Type="{RELATIONS}/{name.rstrip("0123456789")}" Target="{name}.xml"/>' for name in parts)
    files: dict[str, str | bytes] = {
        "_rels/.rels": relationships(f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="{main}"/>'),
        main: f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        f"{folder}/_rels/{main.rpartition('/')[2]}.rels": relationships(links),
    }
    files |= {f"{folder}/{name}.xml": f"<w:{named[name]} {SPACES}>{inner}</w:{named[name]}>" for name, inner in parts.items()}
    return packed(files)


def relationships(inner: str) -> str:
    """Return a part of relationships."""
    return f'<Relationships xmlns="{TYPES}/relationships">{inner}</Relationships>'


def r(text: str, properties: str = "") -> str:
    """Return a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*inner: str, properties: str = "") -> str:
    """Return a paragraph of the XML of its runs; what is no XML is the text of one."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(x if x.startswith('<') else r(x) for x in inner)}</w:p>"


def tbl(*rows: str, properties: str = "") -> str:
    """Return a table of rows."""
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"


RULED = '<w:tblBorders><w:insideH w:val="single"/><w:insideV w:val="single"/></w:tblBorders>'


def tr(*cells: str, properties: str = "") -> str:
    """Return a row of cells; what is no w:tc or w:sdt is the inside of one."""
    inside = "".join(c if c.startswith(("<w:tc>", "<w:sdt>")) else tc(c) for c in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def tc(inner: str, properties: str = "") -> str:
    """Return a cell of paragraphs, or of one given by its text."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner if inner.startswith('<') else p(inner)}</w:tc>"


def field(code: str, result: str | None) -> str:
    """Return the runs of a field; None: one without a result."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = f'{mark.format("begin")}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return code + ("" if result is None else mark.format("separate") + result) + mark.format("end")
