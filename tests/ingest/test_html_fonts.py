"""Web pages in TCVN3 and VNI fonts."""

from __future__ import annotations

import pytest

from kehoach.ingest import read_bytes
from kehoach.records.text import Pages, Span

PAGE = """<html><head><style>.h {{font-family: ".VnTimeH"}} td {{font-family: VNI-Times, serif}}</style></head><body>
<h1 class="h">kÕ ho¹ch ph¸t triÓn</h1>
<p style="font-family:.VnTime">C¨n cø QuyÕt ®Þnh sè 5/Q§-UB cña <b>Thñ t\u00adíng</b> ChÝnh phñ v&#210; vi&Ouml;c</p>
<p><font face=".VnTime, Arial">sè</font> <font face="Tahoma">Căn cứ Luật Đất đai</font></p>
<table border="1"><tr><td>Nhaø nöôùc</td><td>Coâng ty coå ph<i>a</i>àn</td></tr></table>
</body></html>"""


def source(pages: Pages, word: str) -> str:
    at = pages.text.index(word)
    return pages.offsets.span(Span(at, at + len(word))).of(pages.raw)


def test_text_of_old_fonts_is_read_and_leads_back() -> None:
    pages = read_bytes(PAGE.format().encode(), "cũ.html")
    assert pages.text.splitlines() == [
        "# KẾ HOẠCH PHÁT TRIỂN",
        "Căn cứ Quyết định số 5/QĐ-UB của **Thủ tướng** Chính phủ về việc",
        "số Căn cứ Luật Đất đai",
        "| Nhà nước | Công ty cổ phần |",
    ]
    assert pages.notes == ("converted from TCVN3: .VnTimeH, .VnTime", "converted from VNI: VNI-Times")
    assert source(pages, "Quyết") == "QuyÕt"
    assert source(pages, "việc") == "vi&Ouml;c"
    assert source(pages, "HOẠCH") == "ho¹ch"


def test_a_page_in_a_western_code_page_is_read() -> None:
    page = PAGE.format().replace("Căn cứ Luật Đất đai", "tinh").encode("cp1252")
    pages = read_bytes(page, "cũ.htm")
    assert "Quyết định" in pages.text
    assert pages.notes[0] == "read as cp1252"


@pytest.mark.parametrize("face", [".VnTime", ".VnTimeH", "VNI-Times", "Arial"])
def test_unicode_in_an_old_font_stays(face: str) -> None:
    page = f"<p><font face='{face}'>Căn cứ Quyết định số 5/QĐ-UB, có là và không © 2003</font></p><p>Kế hoạch</p>"
    pages = read_bytes(page.encode(), "a.html")
    assert pages.text.splitlines() == ["Căn cứ Quyết định số 5/QĐ-UB, có là và không © 2003", "Kế hoạch"]
    assert pages.notes == ()


def test_text_in_no_font_is_known_by_its_words() -> None:
    pages = read_bytes("<p>C¨n cø QuyÕt ®Þnh cña ñy ban nh©n d©n</p><p>Kế hoạch</p>".encode(), "a.html")
    assert pages.text.splitlines() == ["Căn cứ Quyết định của ủy ban nhân dân", "Kế hoạch"]
    assert pages.notes == ("converted from TCVN3",)
