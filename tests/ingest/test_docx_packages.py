"""Word files that are odd, broken or hostile: read as far as they can be, or refused in one clear line."""

from __future__ import annotations

import io
import warnings
import zipfile

import pytest

from kehoach.errors import ReadError
from kehoach.ingest import read_bytes
from kehoach.ingest.docx.package import parse
from kehoach.ingest.docx.reader import read_docx
from support.word import RELATIONS, p, package, packed, parts, r, relationships, tbl, tc, tr

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def text(data: bytes) -> str:
    return read_bytes(data, "a.docx").text


DATA = package(
    p("KẾ HOẠCH") + p("x", properties='<w:pStyle w:val="H"/>'),
    styles='<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/></w:style>',
)


def test_a_package_without_styles_lists_or_content_types() -> None:
    assert text(DATA) == "KẾ HOẠCH\n# x"
    assert text(package(p("a", properties='<w:pStyle w:val="Q"/><w:numPr><w:numId w:val="4"/></w:numPr>'))) == "a"


@pytest.mark.parametrize("main", ["word/document2.xml", "document.xml", "Word/Document.xml", "a/b/c.xml"])
def test_the_document_may_be_any_part(main: str) -> None:
    assert text(package(p("a"), main)) == "a"


@pytest.mark.parametrize(
    "root", [None, relationships(""), "<x", relationships(f'<Relationship Id="r" Type="{RELATIONS}/officeDocument" Target="NULL"/>')]
)
def test_without_a_lead_the_usual_part_is_taken(root: str | None) -> None:
    files: dict[str, str | bytes] = dict(parts(DATA))
    files.pop("_rels/.rels")
    if root is not None:
        files["_rels/.rels"] = root
    if root == "<x":
        with pytest.raises(ReadError):
            text(packed(files))
    else:
        assert text(packed(files)) == "KẾ HOẠCH\n# x"


def test_relationships_that_lead_nowhere() -> None:
    links = (
        f'<Relationship Id="a" Type="{RELATIONS}/styles" Target="gone.xml"/><Relationship Id="b" Type="{RELATIONS}/image" Target="NULL"/>'
    )
    links += f'<Relationship Id="c" Type="{RELATIONS}/attachedTemplate" Target="http://example.invalid/t.dotm" TargetMode="External"/>'
    links += f'<Relationship Id="d" Type="{RELATIONS}/numbering" Target="../../../../etc/passwd"/>'
    files: dict[str, str | bytes] = dict(parts(DATA)) | {"word/_rels/document.xml.rels": relationships(links)}
    assert text(packed(files)) == "KẾ HOẠCH\nx"


def test_a_part_that_is_no_xml_is_left_and_told() -> None:
    files: dict[str, str | bytes] = dict(parts(DATA)) | {"word/styles.xml": "<w:styles"}
    pages = read_bytes(packed(files), "a.docx")
    assert (pages.text, pages.notes) == ("KẾ HOẠCH\nx", ("part word/styles.xml can't be read",))


def test_strict_files() -> None:
    files: dict[str, str | bytes] = {
        name: content.decode()
        .replace(TRANSITIONAL, "http://purl.oclc.org/ooxml/wordprocessingml/main")
        .replace(RELATIONS, "http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, content in parts(DATA).items()
    }
    assert text(packed(files)) == "KẾ HOẠCH\n# x"


def test_names_with_backslashes_and_entries_twice() -> None:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as target:
        warnings.simplefilter("ignore")
        for name, content in (*parts(DATA).items(), *parts(DATA).items()):
            target.writestr(name.replace("/", "\\"), content)
    assert text(out.getvalue()) == "KẾ HOẠCH\n# x"


@pytest.mark.parametrize("name", ["a.docm", "a.dotx", "A.DOTM"])
def test_templates_and_files_with_macros_are_read_alike(name: str) -> None:
    assert read_bytes(DATA, name).text == "KẾ HOẠCH\n# x"


def refused(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        text(data)
    return caught.value.key


def test_entities_are_refused() -> None:
    body = f'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/hostname">]><w:document xmlns:w="{TRANSITIONAL}"><w:body>{p("&a;&c;")}</w:body></w:document>'
    files: dict[str, str | bytes] = dict(parts(DATA)) | {"word/document.xml": body}
    assert refused(packed(files)) == "docx.entities"
    with pytest.raises(ReadError) as caught:
        read_docx(packed(files))
    assert caught.value.key == "docx.broken"
    files = dict(parts(DATA)) | {"word/styles.xml": f'<!DOCTYPE x><w:styles xmlns:w="{TRANSITIONAL}"/>'}
    assert read_docx(packed(files)).text == "KẾ HOẠCH\nx"


@pytest.mark.parametrize("depth", [10, 60, 2000])
def test_deep_nesting(depth: int) -> None:
    begin, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    data = package(begin * depth + p("trong cùng") + end * depth)
    assert (text(data) if depth < 100 else refused(data)) == ("trong cùng" if depth < 100 else "docx.broken")
    controls = package("<w:sdt><w:sdtContent>" * depth + p("x") + "</w:sdtContent></w:sdt>" * depth)
    assert (text(controls) if depth < 100 else refused(controls)) == ("x" if depth < 100 else "docx.broken")


def test_what_is_no_document() -> None:
    assert refused(packed({"word/document.xml": f'<w:hdr xmlns:w="{TRANSITIONAL}"/>'})) == "docx.broken"
    assert refused(packed({"word/document.xml": "x"})) == "docx.broken"
    assert refused(packed({"a.txt": "x"})) == "docx.broken"
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")) == "office.encrypted"


def test_pictures_alone() -> None:
    blip = '<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></w:drawing></w:r>'
    with pytest.raises(ReadError) as caught:
        text(package(p(blip) + p(blip)))
    assert (caught.value.key, caught.value.values) == ("docx.pictures", {"count": 2})
    assert "2 ảnh" in caught.value.explain("vi")


def test_a_large_attribute_and_odd_values() -> None:
    assert text(package(f'<w:p w:rsidR="{"0" * 3_000_000}">{r("a")}</w:p>')) == "a"
    odd = tbl(tr(tc("a", '<w:gridSpan w:val="-3"/>'), tc("b", '<w:gridSpan w:val="x"/>'), properties='<w:gridBefore w:val="9999999999"/>'))
    assert text(package(odd)) == "a\nb"


def test_parts_are_parsed_without_what_they_refer_to() -> None:
    with pytest.raises(ValueError, match="document type"):
        parse(b'<!DOCTYPE a SYSTEM "http://example.invalid/a.dtd"><a/>')
