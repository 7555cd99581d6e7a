"""The page of findings: the draft with marks, the list beside it, nothing from outside."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from kehoach.check import Checked, Settings
from kehoach.check.html import to_html
from kehoach.errors import ReadError
from kehoach.run import check_plan, parse
from support.drafts import TODAY, checked, finding, with_findings

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"
DRAFT = "KẾ HOẠCH\nTập huấn <b>&\n\n- Theo Quyết định số 5/Q\u00d0-UBND và Quyết định số 6/Q\u00d0-UBND."
TEXT = re.compile(r'<div class="text"[^>]*>(.*?)</div>', re.S)


def shown(page: str) -> list[str]:
    """Return the drafts' texts as a reader sees them."""
    return [html.unescape(re.sub(r"<[^>]*>", "", found)) for found in TEXT.findall(page)]


def marked(page: str) -> list[tuple[str, str]]:
    """Return each marked stretch with the anchor that it leads to."""
    return [(html.unescape(text), to) for to, text in re.findall(r'<a class="[\w-]+" href="#(f[\d-]+)">(.*?)</a>', page)]


def test_the_text_is_whole_and_the_words_are_marked() -> None:
    page = to_html({"a.txt": checked(DRAFT)}, "vi")
    assert shown(page) == [DRAFT]
    assert marked(page) == [("5/Q\u00d0-UBND", "f0-0"), ("6/Q\u00d0-UBND.", "f0-1")]


def test_overlapping_findings_show_the_gravest_and_each_has_its_mark() -> None:
    plan = checked(DRAFT).plan
    inner = finding(plan, "số 5", rule="letter.eth")
    outer = finding(plan, "Quyết định số 5/Q\u00d0-UBND", rule="letter.mixed")
    page = to_html({"a.txt": with_findings(plan, outer, inner)}, "vi")
    assert shown(page) == [DRAFT]
    assert marked(page) == [("Quyết định ", "f0-0"), ("số 5", "f0-1"), ("/Q\u00d0-UBND", "f0-0")]
    assert re.findall(r'<span id="(m[\d-]+)">', page) == ["m0-0", "m0-1"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_stands_alone(lang: str) -> None:
    page = to_html({"a<b>.txt": checked(DRAFT), "b.txt": checked("Kế hoạch số 7")}, "vi" if lang == "vi" else "en")
    assert "://" not in page
    assert "<script" not in page
    assert "<b>&\n" not in page
    assert "a<b>" not in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


@pytest.mark.parametrize("path", sorted(DOCUMENTS.iterdir()), ids=lambda p: p.name)
def test_every_document_is_shown_whole(path: Path) -> None:
    one = check_plan(parse(path), Settings(), TODAY)
    page = to_html({path.name: one}, "vi")
    text = one.text.raw if path.suffix in (".txt", ".md") else one.text.canonical
    assert shown(page) == [text.replace("\r\n", "\n")]
    assert len(re.findall(r'<li id="f0-\d+"', page)) == len(one.findings)


def test_a_web_page_is_shown_as_its_text() -> None:
    one = checked("<p>Theo <b>Quyết định</b> số 5/Q\u00d0-UBND &amp; nghị quyết</p>", "a.html")
    plan = one.plan
    page = to_html({"a.html": with_findings(plan, finding(plan, "Quyết định</b> số 5"))}, "vi")
    assert shown(page) == ["Theo Quyết định số 5/QĐ-UBND & nghị quyết"]
    assert marked(page) == [("Quyết định số 5", "f0-0")]


def test_a_draft_without_findings_says_so() -> None:
    empty = Checked(checked("Kế hoạch số 7").plan, ())
    assert "Không có gì." in to_html({"a.txt": empty}, "vi")


def test_files_that_could_not_be_read_are_told() -> None:
    page = to_html({"a.txt": checked(DRAFT)}, "vi", [ReadError("file.empty", path="<b>.txt")])
    assert "Không đọc được 1 tệp" in page
    assert "&lt;b&gt;.txt: tệp rỗng" in page
    assert "Không đọc được" not in to_html({"a.txt": checked(DRAFT)}, "vi")
