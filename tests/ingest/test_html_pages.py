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
