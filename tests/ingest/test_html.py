"""Web pages: text as shown, markup that matters, offsets into the source."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.errors import ReadError
from kehoach.ingest import read_bytes
from kehoach.ingest.html.tree import Leaf, Node, parse
from kehoach.records.text import Span


def text(page: str) -> str:
    return read_bytes(page.encode(), "a.html").text


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>Căn cứ\n   Luật\tA</p><p>Hai</p>", "Căn cứ Luật A\nHai"),
        ("<div>a<div>b</div>c</div>", "a\nb\nc"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<b>a</b> <strong>b</strong> c", "**a b** c"),
        ("<b> a </b>b", "**a** b"),
        ("<b>ỦY BAN<br>TỈNH A</b>", "**ỦY BAN**\n**TỈNH A**"),
        ("<span style='font-weight:bold'>a</span><b style='font-weight: normal'>b</b>", "**a**b"),
        ("<b></b><b> </b>a", "a"),
        ("<h2>I. <b>MỤC</b>\nĐÍCH</h2>b", "## I. MỤC ĐÍCH\nb"),
        ("NC<sub>1</sub> m<sup>2</sup>", "NC1 m2"),
        ("<ul><li>a</li><li>- b</li><li>1. c</li><li><p>d</p></ul>", "- a\n- b\n1. c\n- d"),
        ("<ol><li>a<li>b</ol><ol type=a start=3><li>c</ol>", "1. a\n2. b\nc. c"),
        ("<ul><li></li></ul>a", "a"),
        ("<ul>a<li>b</li><p>c</p></ul>", "a\n- b\nc"),
        ("<table border=1><caption><b>Bảng</b></caption><tr><td>a</td><td>b</td></tr></table>", "**Bảng**\n| a | b |"),
        ("<table border=1>x<tr><td>a</td>y<td>b</td></tr></table>", "x\na\ny\nb"),
        ("a &amp; b &lt;c&gt; &#7879; &#x1ebf; &copy d &foo;", "a & b <c> ệ ế © d &foo;"),
        ("Số:&nbsp;&nbsp; /KH", "Số:\u00a0\u00a0/KH"),
        ("<p>&nbsp;</p>a", "a"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("<head><title>t</title></head><script>x<y</script><style>p{}</style><nav>menu</nav>a<!-- c -->", "a"),
        ("<p style='display:none'>x</p>a", "a"),
        ("<p>a<p>b", "a\nb"),
        ("a < b và 3 > 2", "a < b và 3 > 2"),
    ],
)
def test_text_as_shown(page: str, expected: str) -> None:
    assert text(page) == expected


def test_data_table_is_rows() -> None:
    page = """<table border=1><thead><tr><th>TT</th><th><b>Việc</b></th><th rowspan=2>Hạn</th></tr></thead>
    <tr><td>1</td><td>Rà soát<br>văn bản<p>cũ</p><ul><li>x</li></ul></td></tr>
    <tr><td colspan=2>Nhóm</td><td></td></tr><tr><td></td></tr></table>sau"""
    assert text(page) == "| TT | Việc | Hạn |\n| 1 | Rà soát văn bản cũ - x |  |\n| Nhóm |  |  |\nsau"


def test_layout_tables_are_lines() -> None:
    page = """<table border="0"><tr><td><p><b>UBND TỈNH A<br>SỞ B</b></p></td><td><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b></td></tr>
    <tr><td>Số: 5/KH-SB</td><td><i>A, ngày 5 tháng 6 năm 2023</i></td></tr></table><p>KẾ HOẠCH</p>
    <table><tr><td>Nơi nhận:<br>- Như trên;</td><td>GIÁM ĐỐC</td></tr></table>"""
    assert text(page).split("\n") == [
        "**UBND TỈNH A**", "**SỞ B**", "**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**", "Số: 5/KH-SB", "A, ngày 5 tháng 6 năm 2023", "KẾ HOẠCH",
        "Nơi nhận:", "- Như trên;", "GIÁM ĐỐC",
    ]  # fmt: skip


def test_table_that_lays_out_the_page_holds_others() -> None:
    inner = "<table border=1><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
    assert text(f"<table border=1><tr><td>menu</td><td>{inner}</td></tr></table>") == "menu\n| a | b |\n| c | d |"


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('style="border: none"', "a\nb\nc"),
        ('style="border:solid windowtext 1.0pt"', "| a b | c |"),
        ('style="border: .5pt solid"', "| a b | c |"),
        ('class="table table-bordered"', "| a b | c |"),
        ('border="0"', "a\nb\nc"),
        ('style="border-collapse: collapse"', "a\nb\nc"),
    ],
)
def test_borders_tell_data_from_layout(attributes: str, expected: str) -> None:
    assert text(f"<table {attributes}><tr><td>a<br>b</td><td>c</td></tr></table>") == expected


def test_offsets_lead_to_the_source() -> None:
    page = "<p>Căn cứ <b>Quyết&nbsp;định</b> s&#7889; 5/Q&ETH;-<sub>1</sub>TTg</p>\n<p>Hai</p>"
    pages = read_bytes(page.encode(), "a.html")
    assert pages.raw == page
    assert pages.text == "Căn cứ **Quyết\u00a0định** số 5/QÐ-1TTg\nHai"

    def source(part: str) -> str:
        at = pages.text.index(part)
        return pages.offsets.span(Span(at, at + len(part))).of(page)

    assert source("Căn cứ") == "Căn cứ"
    assert source("số") == "s&#7889;"
    assert source("5/QÐ-1TTg") == "5/Q&ETH;-<sub>1</sub>TTg"
    assert source("Quyết\u00a0định") == "Quyết&nbsp;định"
    assert source("Hai") == "Hai"


TAGS = re.findall(
    r"\S+",
    """<p> </p> <b> </b> <br> <table> <table/border=1> <tr> <td> </td> </tr> </table> <ul> <ol> <li> </ul> <h1> </h1>
    <div> </div> <sub> </sub>
    &nbsp; &amp; &#7879; <pre> </pre> <nav> </nav> <script> </script> <!-- --> < > &""",
)
MARKUP = st.sampled_from([*TAGS, "\n", " ", "  "])
PIECES = st.lists(st.one_of(MARKUP, st.text("kế hoạch 1.-", max_size=6)), max_size=30).map("".join)


@given(PIECES)
def test_any_page_maps_back_to_itself(page: str) -> None:
    """Every letter of the text is the letter of the source that it maps to, or a character reference; and order is kept."""
    try:
        pages = read_bytes(f"x{page}".encode(), "a.html")
    except ReadError as e:
        assert e.key == "file.blank"
        return
    last = 0
    for i, letter in enumerate(pages.text):
        span = pages.offsets.span(Span(i, i + 1))
        assert last <= span.start <= span.end <= len(pages.raw)
        last = span.start
        if letter.isalpha():
            assert span.of(pages.raw) == letter or span.of(pages.raw).startswith("&")
    assert not any(line != line.strip(" ") for line in pages.text.split("\n"))


@given(PIECES)
def test_leaves_stand_where_they_say(page: str) -> None:
    def leaves(node: Node) -> list[Leaf]:
        return [leaf for c in node.children for leaf in ([c] if isinstance(c, Leaf) else leaves(c))]

    for leaf in leaves(parse(page)):
        assert leaf.reference or page[leaf.start : leaf.end] == leaf.text


@pytest.mark.parametrize("tag", ["<div>", "<ul><li>", "<table><tr><td>", "<table border=1>", "<b>", "<h1>"])
def test_deep_nesting_is_read(tag: str) -> None:
    assert "a" in text(tag * 3000 + "a")


def test_declared_charset_and_its_lies() -> None:
    body = "<p>Kế hoạch của Ủy ban</p>"
    for declared in ("utf-8", "iso-8859-1", "windows-1258"):
        page = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">{body}'
        assert read_bytes(page.encode(), "a.htm").text == "Kế hoạch của Ủy ban"
    old = '<meta charset="iso-8859-1"><p>K&#7871; ho&#7841;ch c\u00f4ng t\u00e1c</p>'
    assert read_bytes(old.encode("latin-1"), "a.html").text == "Kế hoạch công tác"


def test_a_table_in_a_cell_of_data_is_that_cells_text() -> None:
    inner = "<table><tr><td>Rà soát</td><td>Cập nhật</td></tr></table>"
    head = "<tr><th>TT</th><th>Việc</th><th>Chủ trì</th></tr>"
    page = f"<table border=1>{head}<tr><td>1</td><td>{inner}</td><td>Phòng A</td></tr><tr><td>2</td><td>Tập huấn</td><td>Phòng B</td></tr></table>"
    assert read_bytes(page.encode(), "a.html").text.split("\n") == [
        "| TT | Việc | Chủ trì |",
        "| 1 | Rà soát Cập nhật | Phòng A |",
        "| 2 | Tập huấn | Phòng B |",
    ]


def test_a_table_that_lays_out_the_page_is_no_data_for_the_rules_of_one_inside_it() -> None:
    inner = "<table border=1><tr><th>TT<th>Việc<tr><td>1<td>Rà soát</table>"
    page = f"<table><tr><td><p>Đơn vị lập kế hoạch năm nay.</p>{inner}<td><p>Mục khác</p></table>"
    assert read_bytes(page.encode(), "a.html").text.split("\n") == [
        "Đơn vị lập kế hoạch năm nay.",
        "| TT | Việc |",
        "| 1 | Rà soát |",
        "Mục khác",
    ]
