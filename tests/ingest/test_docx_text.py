"""What of a Word file is text: tracked changes, hidden text, signs, fields, boxes, tables, headers and notes."""

from __future__ import annotations

import pytest

from kehoach.ingest import read_bytes
from kehoach.records.text import Pages
from support.word import RELATIONS, RULED, field, p, package, packed, parts, r, relationships, tbl, tc, tr

BODY = p("KẾ HOẠCH")


def read(body: str, **parts: str) -> Pages:
    return read_bytes(package(body, **parts), "a.docx")


def lines(body: str, **parts: str) -> list[str]:
    return read(body, **parts).text.split("\n")


def aside(pages: Pages) -> list[tuple[str, str]]:
    return [(span.of(pages.raw), reason) for span, reason in pages.aside]


def style(key: str, name: str, look: str = "", base: str = "", kind: str = "paragraph", more: str = "") -> str:
    inside = f'<w:basedOn w:val="{base}"/>' if base else ""
    return f'<w:style w:type="{kind}" w:styleId="{key}"{more}><w:name w:val="{name}"/>{inside}<w:rPr>{look}</w:rPr></w:style>'


def ins(inner: str) -> str:
    return f'<w:ins w:id="1" w:author="x">{inner}</w:ins>'


def gone(text: str) -> str:
    return f'<w:del w:id="1" w:author="x"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


MARK_DELETED = '<w:rPr><w:del w:id="2" w:author="x"/></w:rPr>'


def test_tracked_changes_are_read_as_if_accepted_and_told() -> None:
    moved = f'<w:moveFrom w:id="3">{r("cũ")}</w:moveFrom><w:moveTo w:id="4">{r(" mới")}</w:moveTo>'
    both = ins('<w:del w:id="5"><w:r><w:delText>thôi</w:delText></w:r></w:del>' + r(" nữa"))
    pages = read(p("a", ins(r("b")), gone("c"), moved, both, properties='<w:rPr><w:ins w:id="6"/></w:rPr>'))
    assert pages.text == "ab mới nữa"
    assert pages.notes == ("tracked changes: 2 insertions, 2 deletions, 1 move, read as if accepted",)


def test_a_deleted_mark_joins_paragraphs() -> None:
    assert lines(p("Giao Sở A ", gone("và"), properties=MARK_DELETED) + p(gone("Sở B"), "chủ trì.") + p("Hết")) == [
        "Giao Sở A chủ trì.",
        "Hết",
    ]
    assert lines(p(gone("x"), properties=MARK_DELETED) * 3 + p("Hết")) == ["Hết"]
    assert lines(p("a", properties=MARK_DELETED) + tbl(tr("b", "c"), properties=RULED)) == ["a", "| b | c |"]


def test_deleted_rows_and_cells() -> None:
    rows = tbl(
        tr("TT", "Việc", "Ai"), tr("1", "bỏ", "Sở A", properties='<w:del w:id="1"/>'), tr("2", "thêm", "Sở B", properties='<w:ins w:id="1"/>'),
        tr("3", tc("bỏ", '<w:cellDel w:id="4"/>'), "Sở C"), tr("4", "ẩn", "Sở D", properties="<w:hidden/>"), properties=RULED,
    )  # fmt: skip
    assert lines(rows) == ["| TT | Việc | Ai |", "| 2 | thêm | Sở B |", "| 3 |  | Sở C |"]


def test_hidden_text() -> None:
    styles = (
        style("An", "Ẩn", "<w:vanish/>", kind="character") + style("Con", "Con", "", "An", "character") + style("Kin", "Kín", "<w:vanish/>")
    )
    pages = read(
        p("a", r("ẩn", "<w:vanish/>"), r("b", '<w:vanish w:val="0"/>'), r("ẩn", '<w:rStyle w:val="Con"/>'), r("c", "<w:webHidden/>"))
        + p("cả đoạn", properties='<w:pStyle w:val="Kin"/>') + p("d"),
        styles=styles,
    )  # fmt: skip
    assert pages.text == "abc\nd"
    assert pages.notes == ("hidden text is left out",)


def test_a_heading_that_runs_into_its_text() -> None:
    """Word's style separator: a paragraph whose mark is hidden."""
    styles = style("H1", "heading 1")
    head = p("Điều 1. Mục đích.", properties='<w:pStyle w:val="H1"/><w:rPr><w:vanish/><w:specVanish/></w:rPr>')
    assert lines(head + p(" Kế hoạch nhằm triển khai nghị quyết."), styles=styles) == [
        "# Điều 1. Mục đích. Kế hoạch nhằm triển khai nghị quyết."
    ]


def test_a_large_first_letter_belongs_to_its_word() -> None:
    assert lines(p("T", properties='<w:framePr w:dropCap="drop" w:lines="2"/>') + p("hực hiện nghị quyết")) == ["Thực hiện nghị quyết"]


def test_capitals() -> None:
    styles = style("D", "Đề", "<w:caps/>")
    body = p(r("Kế hoạch", "<w:caps/>"), r(" nhỏ", "<w:smallCaps/>"), r(" thường", '<w:caps w:val="false"/>'))
    assert lines(body + p("Đề mục", r(" con", '<w:caps w:val="0"/>'), properties='<w:pStyle w:val="D"/>'), styles=styles) == [
        "KẾ HOẠCH NHỎ thường",
        "ĐỀ MỤC con",
    ]


def test_what_two_styles_set_is_off() -> None:
    styles = style("P", "P", "<w:b/>") + style("C", "C", "<w:b/>", kind="character") + style("N", "N", '<w:b w:val="0"/>', "P")
    body = p("a", r(" b", '<w:rStyle w:val="C"/>'), properties='<w:pStyle w:val="P"/>') + p("c", properties='<w:pStyle w:val="N"/>')
    assert lines(body, styles=styles) == ["**a** b", "c"]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ('<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>', "→"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "≥"),
        ('<w:r><w:sym w:font="Wingdings" w:char="00FE"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Times New Roman" w:char="00A9"/></w:r>', "©"),
        ('<w:r><w:sym w:font="Symbol" w:char="zz"/></w:r>', ""),
        (r("\uf0b7"), "•"),
        (r("ü", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), "✓"),
        (r("Giao Sở Tư pháp", '<w:rFonts w:ascii="Symbol"/>'), "Giao Sở Tư pháp"),
        ("<w:r><w:t>khoá</w:t><w:softHyphen/><w:t>ng</w:t></w:r>", "khoáng"),
        ('<w:r><w:t>Số:</w:t><w:ptab w:alignment="right"/><w:t>/KH</w:t></w:r>', "Số:\t/KH"),
        ("<w:r><w:t>QĐ</w:t><w:noBreakHyphen/><w:t>UBND</w:t></w:r>", "QĐ-UBND"),
        ('<w:r><w:t>trang</w:t><w:lastRenderedPageBreak/><w:br w:type="page"/><w:t>sau</w:t></w:r>', "trang\nx sau"),
        ("<w:r><w:ruby><w:rt><w:r><w:t>rubi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>chữ</w:t></w:r></w:rubyBase></w:ruby></w:r>", "chữ"),
        ("<m:oMathPara><m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath></m:oMathPara>", "a+b/2"),
        ('<w:smartTag w:element="place">' + r("Hà Nội") + "</w:smartTag>", "Hà Nội"),
        (f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Bấm để nhập')}</w:sdtContent></w:sdt>", ""),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('đã nhập')}</w:sdtContent></w:sdt>", "đã nhập"),
        ('<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><w:x/></mc:Choice><mc:Fallback><w:t>☺</w:t></mc:Fallback></mc:AlternateContent></w:r>', "☺"),
        (f'<mc:AlternateContent><mc:Choice Requires="x">{r("một")}</mc:Choice><mc:Fallback>{r("hai")}</mc:Fallback></mc:AlternateContent>', "một"),
        ('<w:r><w:t>a</w:t><w:commentReference w:id="1"/></w:r>', "a"),
    ],
)  # fmt: skip
def test_signs(inner: str, text: str) -> None:
    got = read(p("x ", inner, " y")).text
    assert got == f"x {text} y" if "\n" not in text else got.split("\n")[0] == "x trang"


@pytest.mark.parametrize(
    ("code", "result", "text"),
    [
        ("PAGE", "3", "3"), ("REF _Ref1 \\h", "Điều 5", "Điều 5"), ("DATE", None, ""), ("XE", "mục từ", ""), ('SET a "b"', "b", ""),
        ('HYPERLINK "x.vn"', "cổng", "cổng"), ("FORMTEXT", "đã điền", "đã điền"),
    ],
)  # fmt: skip
def test_fields(code: str, result: str | None, text: str) -> None:
    assert read(p("x ", field(code, None if result is None else r(result)), " y")).text == f"x {text} y"


def test_a_field_in_the_code_of_another() -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    outer = mark.format("begin") + "<w:r><w:instrText>IF </w:instrText></w:r>" + field("PAGE", r("7")) + mark.format("separate")
    assert read(p("x ", outer, "đúng", mark.format("end"), " y")).text == "x đúng y"


@pytest.mark.parametrize(
    ("inside", "sign"),
    [
        ('<w:default w:val="0"/>', "☐"),
        ('<w:default w:val="1"/>', "☒"),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', "☐"),
        ("<w:checked/>", "☒"),
    ],
)
def test_check_boxes(inside: str, sign: str) -> None:
    begin = f'<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{inside}</w:checkBox></w:ffData></w:fldChar>'
    assert read(p(field("FORMCHECKBOX", None).replace('<w:fldChar w:fldCharType="begin"/>', begin), " Có")).text == f"{sign} Có"


@pytest.mark.parametrize(
    ("chosen", "text"), [('<w:result w:val="1"/>', "KẾ HOẠCH"), ("", "BÁO CÁO"), ('<w:result w:val="7"/>', "kết quả cũ")]
)
def test_drop_down_lists(chosen: str, text: str) -> None:
    entries = '<w:listEntry w:val="BÁO CÁO"/><w:listEntry w:val="KẾ HOẠCH"/>'
    begin = f'<w:fldChar w:fldCharType="begin"><w:ffData><w:ddList>{chosen}{entries}</w:ddList></w:ffData></w:fldChar>'
    listed = field("FORMDROPDOWN", r("kết quả cũ")).replace('<w:fldChar w:fldCharType="begin"/>', begin)
    assert read(p(listed, " năm 2024")).text == f"{text} năm 2024"


def test_a_field_that_does_not_end() -> None:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    begun_only = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
    assert lines(p("a", begun) + p("b") + p(begun_only) + p(field("PAGE", r("1")), "c")) == ["a", "b", "1c"]


def test_a_table_of_contents_is_aside() -> None:
    styles = style("T1", "toc 1") + style("H1", "heading 1")
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    begin = mark.format("begin") + '<w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r>' + mark.format("separate")
    by_field = p(begin, "I. MỤC ĐÍCH\t1") + p("II. NỘI DUNG\t2") + p(mark.format("end"))
    heading = p("I. MỤC ĐÍCH", properties='<w:pStyle w:val="H1"/>')
    pages = read(BODY + by_field + heading, styles=styles)
    assert pages.text == "KẾ HOẠCH\n# I. MỤC ĐÍCH"
    assert aside(pages) == [("I. MỤC ĐÍCH\t1", "table of contents"), ("II. NỘI DUNG\t2", "table of contents")]
    control = '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>'
    pages = read(BODY + control + p("MỤC LỤC") + p("I. MỤC ĐÍCH\t1") + "</w:sdtContent></w:sdt>" + heading, styles=styles)
    assert (pages.text, len(pages.aside)) == ("KẾ HOẠCH\n# I. MỤC ĐÍCH", 2)
    pages = read(BODY + p("I. MỤC ĐÍCH\t1", properties='<w:pStyle w:val="T1"/>') + heading, styles=styles)
    assert (pages.text, len(pages.aside)) == ("KẾ HOẠCH\n# I. MỤC ĐÍCH", 1)


def box(inner: str, top: str = "") -> str:
    both = f"<w:txbxContent>{inner}</w:txbxContent>"
    offset = f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{top}</wp:posOffset></wp:positionV>' if top else ""
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>{offset}<wps:wsp><wps:txbx>{both}</wps:txbx></wps:wsp>'
        f"</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{both}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def test_text_boxes_are_read_once_where_they_are_seen() -> None:
    nested = p("ngoài", box(p("trong")))
    assert lines(p("a", box(p("DỰ THẢO"))) + p("b")) == ["a", "DỰ THẢO", "b"]
    assert lines(p("a", box(p("Số: 5/KH"), "-400000")) + p("b")) == ["Số: 5/KH", "a", "b"]
    assert lines(p("a", box(p("cùng dòng"), "-60000"))) == ["a", "cùng dòng"]
    assert lines(p("a", box(nested))) == ["a", "ngoài", "trong"]
    assert lines(p("a", box(tbl(tr("TT", "Việc"), tr("1", "Rà soát"), properties=RULED)))) == ["a", "| TT | Việc |", "| 1 | Rà soát |"]
    above = '<w:r><w:pict><v:shape style="position:absolute;margin-top:-40.5pt"><v:textbox><w:txbxContent>'
    assert lines(p("a", above + p("trên") + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>")) == ["trên", "a"]


def test_words_drawn_as_a_picture() -> None:
    assert lines(p("a", '<w:r><w:pict><v:shape><v:textpath string="DỰ THẢO"/></v:shape></w:pict></w:r>')) == ["a", "DỰ THẢO"]
    both = '<mc:Fallback><w:pict><v:shape><v:textpath string="KHẨN"/></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>'
    assert lines(p("a", box(p("KHẨN")).partition("<mc:Fallback>")[0] + both)) == ["a", "KHẨN"]


def test_words_of_a_diagram() -> None:
    space = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    shape = f'<w:r><w:drawing><d:relIds xmlns:d="{space}" r:dm="diagramData1"/></w:drawing></w:r>'
    files: dict[str, str | bytes] = dict(parts(package(p("Sơ đồ", shape), header1=p("x"))))
    links = f'<Relationship Id="diagramData1" Type="{RELATIONS}/diagramData" Target="diagrams/data1.xml"/>'
    points = "".join(f'<d:pt><d:t><a:p xmlns:a="a"><a:r><a:t>{x}</a:t></a:r></a:p></d:t></d:pt>' for x in ("Trưởng ban", "Phó ban", ""))
    files |= {
        "word/_rels/document.xml.rels": relationships(links),
        "word/diagrams/data1.xml": f'<d:dataModel xmlns:d="{space}">{points}</d:dataModel>',
    }
    assert read_bytes(packed(files), "a.docx").text == "Sơ đồ\nTrưởng ban\nPhó ban"
    assert lines(p("Sơ đồ", shape)) == ["Sơ đồ"]


HEAD = tbl(
    tr("UBND XÃ A", p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + p("Độc lập - Tự do - Hạnh phúc")),
    tr("Số: 5/KH-UBND", "A, ngày 5 tháng 6 năm 2024"),
)
LETTERHEAD = [
    "UBND XÃ A",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: 5/KH-UBND",
    "A, ngày 5 tháng 6 năm 2024",
]


def section(*references: str, first: bool = False) -> str:
    links = "".join(f'<w:{kind}Reference w:type="{pages}" r:id="{key}"/>' for kind, pages, key in (x.split() for x in references))
    return f"<w:sectPr>{links}{'<w:titlePg/>' if first else ''}</w:sectPr>"


def test_headers_and_footers_are_aside_once() -> None:
    ends = p(properties=section("header default header1")) + p("b") + section("header default header1", "footer default footer1")
    pages = read(p("a") + ends, header1=p("Trang ", field("PAGE", r("2"))), footer1=p("Đường dây nóng 0299"))
    assert (pages.text, pages.raw.startswith("\nTrang 2\n"), aside(pages)) == (
        "a\nb",
        True,
        [("Trang 2", "header"), ("Đường dây nóng 0299", "footer")],
    )


@pytest.mark.parametrize(
    ("kind", "first", "shown"), [("first", True, True), ("first", False, False), ("default", False, True), ("even", False, False)]
)
def test_a_letterhead_in_a_header_is_text_if_it_is_shown(kind: str, first: bool, shown: bool) -> None:
    got = lines(BODY + section(f"header {kind} header1", first=first), header1=HEAD)
    assert got == ([*LETTERHEAD, "KẾ HOẠCH"] if shown else ["KẾ HOẠCH"])


def test_headers_of_even_pages_are_shown_where_the_settings_say_so() -> None:
    pages = read(BODY + section("header even header1"), header1=p("chẵn"), settings="<w:evenAndOddHeaders/>")
    assert aside(pages) == [("chẵn", "header")]


def test_a_letterhead_in_body_and_header_is_text_once() -> None:
    pages = read(HEAD + BODY + section("header default header1"), header1=HEAD)
    assert pages.text.split("\n") == [*LETTERHEAD, "KẾ HOẠCH"]
    assert [reason for _, reason in pages.aside] == ["header"]


def test_a_signature_in_a_footer_is_text() -> None:
    end = tbl(tr(p("Nơi nhận:") + p("- Như trên;"), p("TM. ỦY BAN NHÂN DÂN") + p("CHỦ TỊCH")))
    assert lines(BODY + section("footer default footer1"), footer1=end) == [
        "KẾ HOẠCH",
        "Nơi nhận:",
        "- Như trên;",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
    ]


def test_notes_are_aside_at_their_reference() -> None:
    separator = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    notes = separator + f'<w:footnote w:id="1">{p("<w:r><w:footnoteRef/></w:r>", " Luật năm 2010.")}{p("Xem thêm.")}</w:footnote>'
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    own = '<w:r><w:endnoteReference w:customMarkFollows="1" w:id="3"/><w:t>(*)</w:t></w:r>'
    endnotes = f'<w:endnote w:id="3">{p("Tính đến tháng 6.")}</w:endnote>'
    pages = read(
        p("theo Luật", mark, " và nghị định", own) + p("b", '<w:r><w:footnoteReference w:id="9"/></w:r>'),
        footnotes=notes,
        endnotes=endnotes,
    )
    assert pages.text == "theo Luật và nghị định\nb"
    assert aside(pages) == [("Luật năm 2010.\nXem thêm.", "footnote"), ("Tính đến tháng 6.", "endnote")]
    at = {span.start: place for span, place in pages.places}
    assert [at[span.start].to_dict() for span, _ in pages.aside] == [{"paragraph": 0, "run": 1}, {"paragraph": 0, "run": 3}]


def test_old_fonts_in_headers_and_notes() -> None:
    def old(text: str) -> str:
        return r(text, '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>')

    note = f'<w:footnote w:id="1">{p(old("KÕ ho¹ch n¨m häc cña huyÖn"))}</w:footnote>'
    body = p("KẾ HOẠCH", '<w:r><w:footnoteReference w:id="1"/></w:r>') + section("header default header1")
    assert [text for text, _ in aside(read(body, footnotes=note, header1=p(old("KÕ ho¹ch n¨m häc"))))] == [
        "Kế hoạch năm học",
        "Kế hoạch năm học của huyện",
    ]


def test_notes_of_rows_stand_behind_them() -> None:
    note = f'<w:footnote w:id="1">{p("chú")}</w:footnote>'
    row = tr("TT", p("Việc", '<w:r><w:footnoteReference w:id="1"/></w:r>'))
    pages = read(tbl(row, tr("1", "Rà soát"), properties=RULED), footnotes=note)
    assert (pages.text, aside(pages)) == ("| TT | Việc |\n| 1 | Rà soát |", [("chú", "footnote")])


def test_cells() -> None:
    rows = tbl(
        tr("TT", tc("Việc", '<w:gridSpan w:val="2"/>'), "Ai"),
        tr("a", "b", properties='<w:gridBefore w:val="2"/>'),
        tr(tc("gộp", '<w:vMerge w:val="restart"/>'), "x", "y", "z"),
        tr(tc(p(), "<w:vMerge/>"), "x", "y", tc("riêng", '<w:vMerge w:val="continue"/>')),
        tr(tc("ngang", '<w:hMerge w:val="restart"/>'), tc(p(), '<w:hMerge w:val="continue"/>'), "y", "z"),
        tr("1", p("- việc một;") + p() + p("- việc hai."), "", tc("rộng", '<w:gridSpan w:val="2000000000"/>')),
        properties=RULED,
    )
    assert lines(rows) == [
        "| TT | Việc |  | Ai |", "|  |  | a | b |", "| gộp | x | y | z |", "|  | x | y | riêng |", "| ngang |  | y | z |",
        "| 1 | - việc một; - việc hai. |  | rộng |",
    ]  # fmt: skip


def test_rows_and_cells_in_controls() -> None:
    def control(inner: str, more: str = "") -> str:
        return f"<w:sdt><w:sdtPr>{more}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    rows = tbl(
        tr("TT", "Việc"),
        control(tr("1", control(tc("a")))),
        tr("2", tc(control(p("b")))),
        tr("3", tc(control(p("Chọn"), "<w:showingPlcHdr/>"))),
        properties=RULED,
    )
    assert lines(rows) == ["| TT | Việc |", "| 1 | a |", "| 2 | b |", "| 3 |  |"]


def test_tables_in_tables() -> None:
    inner = tbl(tr("Quý I", "Quý II"), properties=RULED) + p()
    grid = tbl(tr("TT", "Thời gian"), tr("1", inner), tr("2", "cả năm"), properties=RULED)
    assert lines(grid) == ["| TT | Thời gian |", "| 1 | Quý I Quý II |", "| 2 | cả năm |"]
    frame = tbl(tr(p("Phụ lục") + grid))
    assert lines(frame) == ["Phụ lục", *lines(grid)]
    sides = tbl(tr(tbl(tr("TT", "Việc"), tr("1", "a"), properties=RULED) + p(), "Ghi chú"))
    assert lines(sides) == ["| TT | Việc |", "| 1 | a |", "Ghi chú"]


def test_rules_that_only_cells_draw() -> None:
    drawn = '<w:tcBorders><w:start w:val="single"/><w:end w:val="single"/></w:tcBorders>'
    assert lines(tbl(tr(tc("TT", drawn), tc("Việc", drawn)), tr("1", "a"))) == ["| TT | Việc |", "| 1 | a |"]


def test_embedded_documents_are_told() -> None:
    assert read(BODY + '<w:altChunk r:id="x"/>').notes == ("embedded documents that are not read: 1",)


def test_each_run_has_its_place() -> None:
    link = f'<w:hyperlink w:anchor="x">{r("hai")}</w:hyperlink>'
    pages = read(
        p()
        + p(r("một ", "<w:b/>"), gone("x"), link, "<w:r><w:tab/><w:br/></w:r>", "ba")
        + tbl(tr("c", "d"), properties=RULED)
        + p(box(p("e")))
    )
    found = [(span.of(pages.raw), place.paragraph, place.run) for span, place in pages.places]
    assert found == [("một", 1, 0), (" ", 1, 0), ("hai", 1, 1), ("ba", 1, 3), ("c", 2, 0), ("d", 3, 0), ("e", 5, 0)]
    assert pages.text == "**một** hai\nba\n| c | d |\ne"
