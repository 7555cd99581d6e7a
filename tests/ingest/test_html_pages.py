"""Saved pages of portals and legal sites: the document comes out whole and alone, however its editor has set it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from kehoach.ingest import read_bytes
from kehoach.normalise import normalise
from kehoach.records.text import Text
from support.pages import SETTINGS, SITES, lines_of, master, page, parts_of
from support.render import Block, Master

TABLE = [Block("row", f"| {n} | Rà soát nhóm việc thứ {n} | Phòng {n} |") for n in ("TT", "1", "2", "3", "4")]


def bare(lines: list[str]) -> list[str]:
    """Return lines without bars, rules and double spaces."""
    found = [re.sub(r"[\s|]+", " ", line).strip(" *-_").replace("Ð", "Đ") for line in lines]
    return sorted(line for line in found if line)


def read_page(parts: Master, name: str, site: str, setting: str) -> Text:
    return normalise(read_bytes(page(parts, master(name)[1], site, setting).encode(), "a.html"))


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("name", ["hg-xa-chuyen-doi-so", "tg-tinhuy-to-chuc-dang", "ls-ubnd-chuyen-doi-so"])
def test_the_document_comes_out_whole_and_alone(name: str, site: str, setting: str) -> None:
    parts = parts_of(name)
    text = read_page(parts, name, site, setting)
    assert bare(text.canonical.split("\n")) == bare(lines_of(parts))
    assert {reason for _, reason in text.removed} <= {"web page", "hidden text", "page furniture"}


def headless(parts: Master) -> None:
    parts.left, parts.right, parts.number, parts.date = [], [], [], []


def unsigned(parts: Master) -> None:
    parts.recipients, parts.signature, parts.annex = [""], [], []


def headless_and_unsigned(parts: Master) -> None:
    headless(parts)
    unsigned(parts)


def with_form(parts: Master) -> None:
    parts.annex = [Block("paragraph", "Biểu số 01"), Block("paragraph", "TỔNG HỢP KẾT QUẢ"), *TABLE]


def with_unnamed_annex(parts: Master) -> None:
    parts.annex = [Block("paragraph", "CÁC VIỆC TRỌNG TÂM"), *TABLE, Block("paragraph", "Ghi chú: các đơn vị chủ động bố trí.")]


CUTS: tuple[Callable[[Master], None], ...] = (headless, unsigned, headless_and_unsigned, with_form, with_unnamed_annex)


@pytest.mark.parametrize("cut", CUTS, ids=lambda f: f.__name__)
@pytest.mark.parametrize("site", SITES)
def test_no_text_is_lost_of_documents_that_lack_a_part(site: str, cut: Callable[[Master], None]) -> None:
    for setting in ("tables", "word", "breaks"):
        parts = parts_of("hg-xa-chuyen-doi-so")
        cut(parts)
        found, wanted = bare(read_page(parts, "hg-xa-chuyen-doi-so", site, setting).canonical.split("\n")), bare(lines_of(parts))
        assert [line for line in wanted if line not in found] == []
        assert len([line for line in found if line not in wanted]) <= 2


def broken(text: str) -> str:
    """Return a text with a break in the page after each fourteenth word."""
    return re.sub(r"((?:\S+ ){13}\S+) ", r"\1<br>\n", text)


def test_lines_broken_by_hand_are_paragraphs_again() -> None:
    parts = parts_of("hg-xa-chuyen-doi-so")
    wanted = [line for line in lines_of(parts) if not line.startswith("|")]
    found = normalise(read_bytes("".join(f"<p>{broken(line)}</p>" for line in wanted).encode(), "a.html")).canonical.split("\n")
    assert found == ["ỦY BAN NHÂN DÂN XÃ BÌNH THẠNH ĐÔNG", *wanted[2:]]


NEWS = """<div class="menu"><a href="/">Trang chủ</a><a href="/t">Tin tức</a></div><div><div class="left">
<h1>Huyện triển khai kế hoạch chuyển đổi số</h1><div class="sapo"><p>Ngày 10/3, Ủy ban nhân dân huyện ban hành Kế hoạch số 15/KH-UBND.</p></div>
<div class="body"><p>Theo đó, đến hết tháng 11 có 90% hồ sơ công việc được xử lý trên môi trường mạng.</p><p>Kế hoạch nhấn mạnh việc theo dõi
lượt truy cập cổng thông tin và các văn bản liên quan.</p><p>Kinh phí do ngân sách huyện bảo đảm trong dự toán được giao.</p></div>
<div class="rel"><h3>Tin cùng chuyên mục</h3><a href="/1">Hội nghị giao ban tháng 3 của Ủy ban nhân dân huyện</a></div></div>
<div class="right"><h3>Tin mới</h3><p><a href="/3">Ra quân trồng cây</a></p><p>Sáng 09/3, hơn 200 đoàn viên tham gia trồng cây xanh.</p></div></div>"""


def test_news_of_a_plan_are_read_whole() -> None:
    assert normalise(read_bytes(NEWS.encode(), "a.html")).canonical.split("\n") == [
        "Huyện triển khai kế hoạch chuyển đổi số", "Ngày 10/3, Ủy ban nhân dân huyện ban hành Kế hoạch số 15/KH-UBND.",
        "Theo đó, đến hết tháng 11 có 90% hồ sơ công việc được xử lý trên môi trường mạng.",
        "Kế hoạch nhấn mạnh việc theo dõi lượt truy cập cổng thông tin và các văn bản liên quan.",
        "Kinh phí do ngân sách huyện bảo đảm trong dự toán được giao.",
    ]  # fmt: skip


def test_the_state_is_named_in_a_letterhead_as_it_was_before_1976() -> None:
    head = "<td>BỘ NỘI THƯƠNG</td><td><b>VIỆT NAM DÂN CHỦ CỘNG HÒA<br>Độc lập – Tự do – Hạnh phúc</b></td>"
    number = "<tr><td>Số: 375-NT</td><td>Hà Nội, ngày 04 tháng 07 năm 1963</td></tr>"
    page = f"<p>Trang chủ</p><table><tr>{head}</tr>{number}</table><p>QUYẾT ĐỊNH</p><p>Điều 1. Nay ban hành chế độ cân, đo.</p>"
    assert normalise(read_bytes(page.encode(), "a.html")).canonical.split("\n")[:4] == [
        "BỘ NỘI THƯƠNG",
        "VIỆT NAM DÂN CHỦ CỘNG HÒA",
        "Độc lập – Tự do – Hạnh phúc",
        "Số: 375-NT",
    ]
