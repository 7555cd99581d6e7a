"""Pages as they are found: garbled letters, stray bytes, pages in pages, hidden and struck words, documents that the page only shows."""

from __future__ import annotations

import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.errors import ReadError
from kehoach.ingest import read_bytes
from kehoach.ingest.mojibake import restored
from kehoach.records.text import Pages, Span, edited

BODY = "<p>Thực hiện chủ trương của cấp trên, đơn vị xây dựng kế hoạch năm nay với các nhiệm vụ sau đây.</p>"
SAID = "Thực hiện chủ trương của cấp trên, đơn vị xây dựng kế hoạch năm nay với các nhiệm vụ sau đây."


def read(page: str | bytes, name: str = "a.html") -> Pages:
    return read_bytes(page if isinstance(page, bytes) else page.encode(), name)


def sources(pages: Pages, part: str) -> str:
    at = pages.text.index(part)
    return pages.offsets.span(Span(at, at + len(part))).of(pages.raw)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_utf8_read_in_another_encoding_is_restored(encoding: str) -> None:
    garbled = "".join(bytes([b]).decode(encoding, "ignore") or chr(b) for b in SAID.encode())
    pages = read(f"<meta charset=utf-8><p>{garbled}</p>")
    assert pages.text == SAID
    assert pages.notes == ("letters restored from UTF-8 read in another encoding",)
    assert sources(pages, "Thực") == "Th\u00e1\u00bb\u00b1c"
    assert read(garbled, "a.txt").text == SAID


def test_garbled_letters_written_as_references_are_restored() -> None:
    pages = read(
        "<p>K&aacute;&ordm;&iquest; ho&aacute;&ordm;&iexcl;ch t&aacute;&raquo;&plusmn; ki&aacute;&raquo;&permil;m</p>".replace(
            "&permil;", "&#8222;"
        )
    )
    assert pages.text.startswith("Kế hoạch tự")
    assert sources(pages, "Kế") == "K&aacute;&ordm;&iquest;"


@given(st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạếềệốộớợứừự “”–ẤĐÔƯ", max_size=60))
def test_good_vietnamese_is_no_garbled_text(text: str) -> None:
    assert restored(text) == []


def test_capitals_that_end_as_garbled_letters_do_are_good_text() -> None:
    assert restored("UBND XÃ TÂN LẬP, XÃ HỘI CHỦ NGHĨA, ĐÃ KÝ, MÃ SỐ, XÃ A") == []


@given(st.text("aăâbcdđeêghiklmnoôơuưxyàáảãạếềệốộớợứừự \u2013ẤĐÔƯ.", min_size=1, max_size=60))
def test_garbled_vietnamese_is_what_it_was(text: str) -> None:
    garbled = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in text.encode())
    new = edited(garbled, restored(garbled))[0]
    assert new == (text if restored(garbled) else garbled)


def test_stray_bytes_of_a_page_are_passed_over() -> None:
    body = BODY.encode() * 4
    assert read(body.replace(b"sau", b"s\0au", 1)).text.split("\n")[0] == SAID
    assert read(body + b"<p>A \x96 B</p>").text.split("\n")[-1] == "A \u2013 B"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<style>p{font-family:.VnTime}</style>", "<p>KÕ ho¹ch n&#168;m <b>nay cña c¸c ®¬n vÞ</b></p>"),
        ("", "<p><font face='.VnTime'>KÕ ho&#185;ch n¨m nay</font> <font face=.VnTime>cña c¸c ®¬n vÞ</font></p>"),
        ("", "<p style='font-family:\"VNI-Times\",serif'>Keá hoaïch naêm nay cuûa caùc ñôn vò</p>"),
    ],
)
def test_pages_in_fonts_of_before_unicode_are_read(head: str, body: str) -> None:
    pages = read(f"{head}{body}")
    assert pages.text.replace("**", "") == "Kế hoạch năm nay của các đơn vị"
    assert len(pages.notes) == 1
    assert sources(pages, "K") == "K"


def test_references_escaped_twice_are_read() -> None:
    pages = read("<p>K&amp;#7871; ho&amp;aacute; &amp;nbsp;x &amp; y &amp;lt &amp;foo;</p>")
    assert pages.text == "Kế hoá \u00a0x & y &lt &foo;"
    assert sources(pages, "Kế") == "K&amp;#7871;"


def test_hidden_and_struck_words_and_footnotes_are_kept_aside() -> None:
    page = f"""<style>.an, p.x {{ display: none }} @media print {{ .y {{ display: none }} }} .b {{font-weight:bold}} .u{{text-transform:uppercase}}</style>
    {BODY}<p class=an>ẩn</p><p class=x>mật</p><p class=y>hiện</p><p class=b>đậm</p><p class=u>Kế hoạch</p><p>Giữ <del>bỏ</del> lại
    <s>thôi</s> m<sup>2</sup><a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a></p><div id="ftn1"><p>[1] Chú thích.</p></div>"""
    pages = read(page)
    assert pages.text.split("\n") == [SAID, "hiện", "**đậm**", "KẾ HOẠCH", "Giữ lại m2"]
    assert [(span.of(pages.raw), reason) for span, reason in pages.aside] == [
        ("ẩn", "hidden text"), ("mật", "hidden text"), ("bỏ", "struck out"), ("thôi", "struck out"), ("[1]", "footnote mark"),
        ("[1] Chú thích.", "footnote"),
    ]  # fmt: skip
    assert sources(pages, "KẾ HOẠCH") == "Kế hoạch"


def test_a_document_that_only_scripts_show_is_read() -> None:
    head = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    page = f'<p>Chọn thẻ để xem nội dung.</p><div style="display:none"><p>{head}</p><p>KẾ HOẠCH</p>{BODY}<p>Nơi nhận:</p></div>'
    assert read(page).text.split("\n") == [head, "KẾ HOẠCH", SAID, "Nơi nhận:"]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<ol style='list-style-type:lower-roman'><li>a<li value=5>b</ol>", "i. a\nv. b"),
        ("<style>ol.x{list-style:none}</style><ol class=x><li>a</ol>", "a"),
        ("<ol reversed><li>a<li>b</ol>", "2. a\n1. b"),
        ("<ol><li style='list-style-type: upper-alpha'>a</ol>", "A. a"),
        (
            "<p><![if !supportLists]><span style='font-family:Symbol;mso-list:Ignore'>·<span>&nbsp;</span></span><![endif]>Việc</p>",
            "- Việc",
        ),
        ("<p><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>Việc</p>", "1.\u00a0Việc"),
        ("<span style='display:block'>a</span><span style='float:left'>b</span><div style='display:inline'>c</div>d", "a\nb\ncd"),
        ("a<!-- b", "a b"),
        ("a<![CDATA[ b ]]>c<![x>d", "acd"),
        ("<details><summary>a</summary>b</details><template>c</template>", "a\nb"),
        ("<center><font face=Arial>a</font></center><o:p>b</o:p>", "a\nb"),
    ],
)
def test_markup_as_browsers_and_word_leave_it(page: str, expected: str) -> None:
    assert read(page).text == expected


@pytest.mark.parametrize(
    "shown",
    [
        "<iframe src='/files/ke-hoach.pdf'></iframe>",
        "<p><a href='/files/ke-hoach.pdf?v=2'>Tải về</a></p>",
        "<p><img src='/files/ke-hoach.jpg' alt='Ảnh'></p>",
    ],
)
def test_a_page_that_only_shows_the_document_says_so(shown: str) -> None:
    with pytest.raises(ReadError) as e:
        read(f"<div><h1>Kế hoạch tổ chức Tháng thanh niên của Đoàn trường năm nay</h1>{shown}</div>")
    assert (e.value.key, str(e.value.values["what"])[:9]) == ("html.no_text", "ke-hoach.")
    assert SAID in read(f"{BODY}{shown}").text


def test_a_page_inside_an_attribute_is_read() -> None:
    inner = BODY.replace("chủ", "ch&#7911;").replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    pages = read(f'<p>Khung:</p><iframe title="x" srcdoc="{inner}" width=1></iframe>')
    assert pages.text == f"Khung:\n{SAID}"
    assert sources(pages, "Thực hiện") == "Thực hiện"
    assert sources(pages, "chủ") == "ch&amp;#7911;"


def test_a_page_saved_with_its_frames_is_read() -> None:
    main = quopri.encodestring('<html><body><p>Trang chính</p><iframe src="cid:f1@x"></iframe></body></html>'.encode()).decode()
    frame = quopri.encodestring(BODY.encode()).decode()
    data = (
        'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="==b"\r\n\r\n'
        "--==b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: http://a.example/\r\n\r\n"
        f"{main}\r\n--==b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
        "--==b\r\nContent-Type: text/html\r\nContent-ID: <f1@x>\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        f"{frame}\r\n--==b--\r\n"
    ).encode()
    pages = read(data, "a.mhtml")
    assert pages.text == f"Trang chính\n{SAID}"
    assert sources(pages, "chủ trương") == "chủ trương"
    assert pages.source.media_type == "multipart/related"
    with pytest.raises(ReadError) as e:
        read(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x--\r\n", "a.mht")
    assert e.value.key == "html.broken"


@pytest.mark.parametrize(
    "page", ["<div>" * 50_000 + "a", "<!--" * 100_000 + "a", "<p>a " * 20_000, "<td>a<br>" * 20_000, "<ul><li>a" * 20_000]
)
def test_a_page_of_one_element_without_end_is_read(page: str) -> None:
    assert "a" in read(page).text


def test_a_servers_notice_is_no_document_and_a_plan_under_any_title_is_one() -> None:
    said = "<p>This website is using a security service to protect itself from online attacks.</p>"
    page = f"<title>Attention Required! | Cloudflare</title><h1>Sorry, you have been blocked</h1>{said}"
    with pytest.raises(ReadError) as found:
        read(page)
    assert found.value.key == "html.notice"
    assert "Attention Required!" in str(found.value)
    assert read(f"<title>404 Not Found</title><p>KẾ HOẠCH</p>{BODY}").text == f"KẾ HOẠCH\n{SAID}"
    assert read(f"<title>Kế hoạch 404</title>{BODY}").text == SAID
