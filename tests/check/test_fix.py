"""The safe corrections: what they change, what they leave, and that a second check finds none of them."""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from kehoach.check import Settings
from kehoach.check.fix import fixed
from kehoach.errors import KehoachError
from kehoach.records.finding import Finding
from kehoach.run import check_plan, parse, parse_bytes
from support.drafts import LETTERS, TODAY, finding, with_findings
from support.pdf import Text, make_pdf
from support.word import of_xml, parts, shape, texts

DOCUMENTS = sorted(p for p in (Path(__file__).parents[2] / "corpus" / "documents").iterdir() if p.suffix != ".pdf")


def put(data: bytes, name: str, *wanted: tuple[str, str]) -> tuple[bytes, list[str]]:
    """Put corrections in; return the file and the quoted words of those left."""
    plan = parse_bytes(data, name)
    found = fixed(with_findings(plan, *(finding(plan, old, suggestion=new) for old, new in wanted)), data)
    return found.data, [f.quoted for f in found.left]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_a_second_check_finds_none_of_what_was_corrected(path: Path) -> None:
    data = path.read_bytes()
    first = check_plan(parse(path), Settings(), TODAY)
    found = fixed(first, data)
    assert len(found.done) + len(found.left) == sum(f.safe for f in first.findings)
    second = check_plan(parse_bytes(found.data, path.name), Settings(), TODAY)
    assert not {(f.rule, f.quoted) for f in found.done} & {(f.rule, f.quoted) for f in second.findings} - {
        (f.rule, f.quoted) for f in found.left
    }
    assert fixed(second, found.data).data == found.data or found.left
    if not found.done:
        assert found.data == data


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_bytes_elsewhere_stay(mark: bytes, end: str) -> None:
    text = f"KẾ HOẠCH{end}{end}- Theo  Quyết định 5/Q\u00d0-UBND \t{end}- hết" * 3
    data = mark + text.encode()
    out, left = put(data, "a.txt", ("5/Q\u00d0-UBND", "5/QĐ-UBND"))
    assert left == []
    assert out == mark + text.replace("\u00d0", "Đ", 1).encode()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_encodings(encoding: str) -> None:
    text = "KẾ HOẠCH\r\n- Theo Quyết định 5/Q\u00d0-UBND"
    mark = codecs.BOM_UTF16_LE if encoding == "utf-16-le" else codecs.BOM_UTF16_BE
    out, left = put(mark + text.encode(encoding), "a.md", ("5/Q\u00d0", "5/QĐ"))
    assert (out, left) == (mark + text.replace("\u00d0", "Đ").encode(encoding), [])


def test_what_the_encoding_cannot_write_is_left() -> None:
    words = "KẾ HOẠCH tập huấn năm nay của Ủy ban nhân dân huyện Quyết định số năm về việc tổ chức các lớp cho cán bộ xã "
    tone = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    text = "".join(
        unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", x) if c not in tone))
        + "".join(c for c in unicodedata.normalize("NFD", x) if c in tone)
        for x in words * 4
    )
    data = text.encode("cp1258")
    plan = parse_bytes(data, "a.txt")
    at = text.index("h" + "uâ\u0301n")
    found = fixed(with_findings(plan, finding(plan, text[at : at + 5], suggestion="huấn")), data)
    assert (found.data, len(found.left)) == (data, 1)


def test_a_web_page_keeps_its_markup() -> None:
    page = '<p class="a">Theo <b>Quyết&nbsp;định</b> số\n  749 /<i>Q\u00d0</i> - TTg &amp; khác</p>'
    data = page.encode()
    plan = parse_bytes(data, "a.html")
    text = plan.document.text
    start = text.raw.index("749")
    raw = finding(plan, page[start : page.index(" &amp;")])
    canonical = text.of(text.offsets.inverse(raw.span))
    own = Finding("letter.eth", "warning", raw.span, canonical, raw.values, "749/QĐ-TTg", True)
    found = fixed(with_findings(plan, own), data)
    assert found.left == ()
    assert found.data.decode() == page.replace("749 /<i>Q\u00d0</i> - TTg", "749/<i>Q\u00d0</i>-TTg")


def test_letters_of_a_web_page_are_corrected_where_they_are_read() -> None:
    head = "<style>.\u00d0{}</style><script>var \u00d0</script>"
    page = head + '<p id="\u00d0">Số 749/<b>Q&ETH;</b>-TTg và <a href="#\u00d0">Q\u00d0</a>, Bảng ba&#777;ng</p>'
    one = check_plan(parse_bytes(page.encode(), "a.html"), LETTERS, TODAY)
    found = fixed(one, page.encode())
    wanted = page.replace("&ETH;", "Đ").replace(">Q\u00d0<", ">QĐ<").replace("ba&#777;ng", "bảng")
    assert (found.data.decode(), found.left) == (wanted, ())


def test_new_text_in_a_web_page_is_escaped() -> None:
    out, left = put("<p>Sở A và B</p>".encode(), "a.html", ("A và B", "A & <B>"))
    assert (out.decode(), left) == ("<p>Sở A &amp; &lt;B&gt;</p>", [])


def test_of_corrections_that_meet_the_first_wins_and_the_other_is_told() -> None:
    data = "KẾ HOẠCH\n- một hai ba".encode()
    assert put(data, "a.txt", ("một hai", "một HAI"), ("hai ba", "Hai ba")) == ("KẾ HOẠCH\n- một HAI ba".encode(), ["hai ba"])
    assert put(data, "a.txt", ("một hai", "Một hai"), ("hai ba", "hai Ba")) == ("KẾ HOẠCH\n- Một hai Ba".encode(), [])
    assert put(data, "a.txt", ("một hai", "một HAI"), ("hai ba", "HAI ba")) == ("KẾ HOẠCH\n- một HAI ba".encode(), [])


def test_unsafe_suggestions_are_not_put_in() -> None:
    data = "KẾ HOẠCH\n- một hai ba".encode()
    plan = parse_bytes(data, "a.txt")
    unsafe = Finding("letter.eth", "warning", finding(plan, "hai").span, "hai", (("quoted", "hai"),), "HAI", False)
    found = fixed(with_findings(plan, unsafe), data)
    assert (found.data, found.done, found.left) == (data, (), ())


WORD = {
    "a letter": ("<w:r><w:t>Quyết định 5/Q\u00d0-UBND nay</w:t></w:r>", ("5/Q\u00d0-UBND", "5/QĐ-UBND"), "Quyết định 5/QĐ-UBND nay"),
    "spaces": ("<w:r><w:t>số 749 / QĐ - TTg nay</w:t></w:r>", ("749 / QĐ - TTg", "749/QĐ-TTg"), "số 749/QĐ-TTg nay"),
    "over runs": (
        "<w:r><w:t>số 749 </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>/ QĐ</w:t></w:r><w:r><w:t> -TTg nay</w:t></w:r>",
        ("749 / QĐ -TTg", "749/QĐ-TTg"),
        "số 749/QĐ-TTg nay",
    ),
    "put in": ("<w:r><w:t>ngày 5/7/2020 nay</w:t></w:r>", ("5/7/2020", "05/7/2020"), "ngày 05/7/2020 nay"),
    "put in at the start": ("<w:r><w:t>5/7</w:t></w:r><w:r><w:t>/2020</w:t></w:r>", ("5/7/2020", "05/7/2020"), "05/7/2020"),
    "longer": ("<w:r><w:t>theo QD 5</w:t></w:r>", ("QD 5", "Quyết định 5"), "theo Quyết định 5"),
    "a tab goes": ("<w:r><w:t>QĐ</w:t><w:tab/><w:t>-TTg</w:t></w:r>", ("QĐ\t-TTg", "QĐ-TTg"), "QĐ-TTg"),
    "bold": ("<w:r><w:rPr><w:b/></w:rPr><w:t>Điều 1 .</w:t></w:r><w:r><w:t> Giao Sở</w:t></w:r>", ("1 .", "1."), "Điều 1. Giao Sở"),
}


@pytest.mark.parametrize(("inner", "wanted", "text"), WORD.values(), ids=WORD)
def test_word_files(inner: str, wanted: tuple[str, str], text: str) -> None:
    data = of_xml("<w:r><w:t>KẾ HOẠCH</w:t></w:r>", inner)
    out, left = put(data, "a.docx", wanted)
    assert left == []
    assert texts(out)[:2] == ["KẾ HOẠCH", text]
    assert {n: b for n, b in parts(out).items() if n != "word/document.xml"} == {
        n: b for n, b in parts(data).items() if n != "word/document.xml"
    }
    looks = {look for p in shape(data) for _, look in p}
    assert {look for p in shape(out) for _, look in p} <= looks


def test_formatting_stays_with_its_letters() -> None:
    data = of_xml("<w:r><w:t>số 749 </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>/ QĐ</w:t></w:r><w:r><w:t> -TTg</w:t></w:r>")
    out, _ = put(data, "a.docx", ("749 / QĐ -TTg", "749/QĐ-TTg"))
    slanted = ["".join(c for c, look in p if look) for p in shape(out)]
    assert slanted[0] == "/QĐ"


def test_a_label_that_word_draws_is_not_the_files_own() -> None:
    from support.word import make_docx

    def build(document: Any) -> None:
        document.add_paragraph("KẾ HOẠCH")
        document.add_paragraph("Rà soát", style="List Number")

    data = make_docx(build)
    assert put(data, "a.docx", ("1. Rà", "I. Rà")) == (data, ["1. Rà"])


def test_a_pdf_is_refused() -> None:
    data = make_pdf([Text(72, 700, "KẾ HOẠCH số 5/Q\u00d0-UBND của huyện")])
    with pytest.raises(KehoachError) as caught:
        fixed(check_plan(parse_bytes(data, "a.pdf"), LETTERS, TODAY), data)
    assert caught.value.key == "usage.fix"
