"""Markdown as people have it: HTML inside it, tables that lay out the page, the marks of pandoc."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.ingest import read_bytes
from kehoach.normalise import normalise
from kehoach.records.text import Pages, Span, Text


def read(text: str) -> Pages:
    return read_bytes(text.encode(), "x.md")


def canonical(text: str) -> Text:
    return normalise(read(text))


def lines(text: str) -> list[str]:
    return canonical(text).canonical.split("\n")


def test_a_table_written_in_html_is_lines_or_rows() -> None:
    source = (
        "# KẾ HOẠCH\n\nI. MỤC ĐÍCH\n\nTrồng 2.000 cây.\n\n"
        "<table><tr><td>Nơi nhận:<br>- UBND tỉnh;<br>- Lưu: VT.</td><td>TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH<br><br>Lê Văn Ba</td></tr></table>\n\n"
        "<table>\n<tr><th>TT</th><th>Việc</th></tr>\n<tr><td>1</td><td>Trồng<br>cây</td></tr></table>\n"
    )
    found = canonical(source)
    assert found.canonical.split("\n")[-8:] == [
        "Nơi nhận:",
        "- UBND tỉnh;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Lê Văn Ba",
        "TT | Việc",
        "1 | Trồng cây",
    ]
    assert found.removed == ()
    at = found.canonical.index("Lê Văn Ba")
    assert found.source(Span(at, at + 9)).of(found.raw) == "Lê Văn Ba"


def test_a_table_after_the_signature_is_an_annex_and_a_line_is_none() -> None:
    signed = "KẾ HOẠCH\n\nTrồng cây\n\nI. MỤC ĐÍCH\n\nTrồng cây.\n\nTM. ỦY BAN NHÂN DÂN\n\nCHỦ TỊCH\n\nLê Văn Ba\n\n"
    assert lines(signed + "| STT | Việc |\n|---|---|\n| 1 | Trồng cây |")[-2:] == ["STT | Việc", "1 | Trồng cây"]
    assert lines(signed + "Xã vui tươi đón xuân")[-1] == "Lê Văn Ba"


def test_cells_of_a_letterhead_are_lines_and_cells_of_data_stay_in_one() -> None:
    head = (
        "| TỈNH ỦY A<br>**ĐẢNG ỦY XÃ B**<br>*<br>Số 21-KH/ĐU | **ĐẢNG CỘNG SẢN VIỆT NAM**<br>*B, ngày 14 tháng 3 năm 2026* |\n|:--|:-:|\n\n"
    )
    data = "| TT | Việc | Chủ trì |\n|---|---|---|\n| 1 | - Rà soát;<br/>- Trồng cây | Phòng<br>Kinh tế |\n"
    assert lines(head + "# KẾ HOẠCH\n\n" + data) == [
        "TỈNH ỦY A",
        "ĐẢNG ỦY XÃ B",
        "Số 21-KH/ĐU",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "B, ngày 14 tháng 3 năm 2026",
        "KẾ HOẠCH",
        "TT | Việc | Chủ trì",
        "1 | - Rà soát; - Trồng cây | Phòng Kinh tế",
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["<br>", "<BR />", "\\\n", "</p><p align=center>"])
def test_a_break_ends_the_line_and_bold_goes_on_behind_it(mark: str, end: str) -> None:
    found = canonical(f"**TM. ỦY BAN NHÂN DÂN{mark}KT. CHỦ TỊCH{mark}PHÓ CHỦ TỊCH**\n\nCâu thường.".replace("\n", end))
    assert found.canonical.split("\n") == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Câu thường."]
    assert [line.all_bold for line in found.lines] == [True, True, True, False]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("nước thải 50 m^3^/ngày, khí CO~2~", "nước thải 50 m3/ngày, khí CO2"),
        ("18 cơ sở[^1] chế biến", "18 cơ sở chế biến"),
        ("theo [Quyết định số 12](https://example.vn/a_(1 'b') thôi", "theo [Quyết định số 12](https://example.vn/a_(1 'b') thôi"),
        ("theo [Quyết định số 12](https://example.vn/12.html) thôi", "theo Quyết định số 12 thôi"),
        ("từ [gạch chân]{.underline} và $37$ hộ", "từ gạch chân và 37 hộ"),
        ("cao &gt; 5&nbsp;m <span style='x'>rộng</span>", "cao > 5 m rộng"),
        ("> Nơi gửi:\n>\n> \\- UBND tỉnh;\n> \\- Lưu: VT.", "Nơi gửi:\n- UBND tỉnh;\n- Lưu: VT."),
        ("> 90% hộ dân có điện", "> 90% hộ dân có điện"),
        ('::: {custom-style="Ky"}\nLê Văn Ba\n:::', "Lê Văn Ba"),
        ("```markdown\n# KẾ HOẠCH\n```", "KẾ HOẠCH"),
        ("KẾ HOẠCH {#ke-hoach .unnumbered}", "KẾ HOẠCH"),
        ('Một ![](media/a.png){width="1in"}<!-- page 3 - a -->\n\nHai', "Một\nHai"),
        ("Điện &khongcogi; 5 ^ 3 ~ 2 $x$", "Điện &khongcogi; 5 ^ 3 ~ 2 $x$"),
    ],
)
def test_marks_are_shown_as_they_are_meant(source: str, shown: str) -> None:
    assert canonical(source).canonical == shown


def test_the_text_of_a_footnote_is_aside() -> None:
    source = "18 cơ sở[^1] chế biến.\n\n[^1]: Theo Công văn số 755/SNN\n    ngày 02/10/2025.\n\nHết."
    pages = read(source)
    assert pages.text.split() == ["18", "cơ", "sở", "chế", "biến.", "Hết."]
    assert [(span.of(pages.raw), why) for span, why in pages.aside] == [
        ("[^1]", "footnote mark"),
        ("[^1]: Theo Công văn số 755/SNN\n    ngày 02/10/2025.", "footnote"),
    ]


@given(
    st.lists(
        st.sampled_from(
            [
                "Số 12",
                "**",
                "*",
                "<br>",
                "|",
                " | ",
                "\n",
                "\n\n",
                "<table><tr><td>",
                "</td></tr></table>",
                "\\\n",
                "[^1]",
                "> ",
                "^",
                "&nbsp;",
            ]
        )
    ).map("".join)
)
def test_every_word_is_kept_and_leads_back(text: str) -> None:
    text += "\nđuôi"
    pages = read(text)
    assert pages.text.count("Số 12") + sum(span.of(text).count("Số 12") for span, _ in pages.aside) == text.count("Số 12")
    for at in (i for i in range(len(pages.text)) if pages.text.startswith("Số 12", i)):
        assert pages.offsets.span(Span(at, at + 5)).of(pages.raw) == "Số 12"


@pytest.mark.parametrize("piece", ["<br>", "<!-- ", "<table>", "| ", "|\n", "**a<br>", "[^1]: a\n", "[a", "> ", "<a b", "![a](", "\\\n"])
def test_marks_that_nothing_closes_keep_what_stands_behind_them(piece: str) -> None:
    pages = read(piece * 500 + "\n\nđuôi")
    assert "đuôi" in pages.text + "".join(span.of(pages.raw) for span, _ in pages.aside)


def test_a_blank_line_inside_html_parts_paragraphs() -> None:
    head = "<td align=center>\n\n**UBND XÃ A**\n\nSố: 12/KH-UBND\n\n</td>\n<td>\n\n**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**<br/>\n**Độc lập - Tự do - Hạnh phúc**\n</td>"
    assert lines(f"<table>\n<tr>\n{head}\n</tr>\n</table>\n\n# KẾ HOẠCH") == [
        "UBND XÃ A",
        "Số: 12/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "KẾ HOẠCH",
    ]


def test_bold_that_has_ended_is_not_open_at_a_break() -> None:
    assert lines("1. **Mục đích**\n   - Trồng cây<br>- Chăm sóc\n2. **Yêu cầu**") == [
        "1. Mục đích",
        "- Trồng cây",
        "- Chăm sóc",
        "2. Yêu cầu",
    ]


def test_links_are_left_to_the_normaliser_which_tells_menus_by_them() -> None:
    assert read("[Trang chủ](/)\n\ntheo [Luật Lâm nghiệp](https://example.vn/1)").text.count("](") == 2
