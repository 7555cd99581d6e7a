"""Marks that items bring along, rows, bold beginnings."""

from __future__ import annotations

import pytest

from kehoach.ingest.marks import OWN_MARK, bold_lead, row, with_bold


@pytest.mark.parametrize("item", ["- a", "+ a", "-A", "1. a", "1.2.3. a", "a) b", "đ) b", "(2) a", "IV. A", "3/ a", "• a"])
def test_items_with_a_mark(item: str) -> None:
    assert OWN_MARK.match(item)


@pytest.mark.parametrize("item", ["(b/c);", "a/c", "1.200 sản phẩm", "24/7", "ab) c", "-5", "năm 2023", "UBND", "(Đã ký)", ""])
def test_items_without_one(item: str) -> None:
    assert not OWN_MARK.match(item)


def test_rows_stay_on_one_line() -> None:
    assert row(["a\n b", " ", "c"]) == "| a b |  | c |"


@pytest.mark.parametrize(
    ("text", "bold", "lead"),
    [
        ("abc", "111", 3),
        ("abc", "000", 0),
        ("a b c", "11100", 3),
        ("a: b", "1100", 2),
        ("a.", "10", 2),
        ("- a", "100", 0),
        ("ab c", "1000", 2),
    ],
)
def test_where_bold_ends(text: str, bold: str, lead: int) -> None:
    flags = [b == "1" for b in bold]
    assert bold_lead(text, flags) == lead
    assert with_bold(text, flags).replace("**", "") == text
