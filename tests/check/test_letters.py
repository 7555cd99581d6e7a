"""Words with letters that are not what they look like."""

from __future__ import annotations

import pytest

from support.drafts import checked


@pytest.mark.parametrize(
    ("text", "name", "quoted"),
    [
        ("Theo Quyết định 5/Q\u00d0-UBND, và khác", "a.txt", ["5/Q\u00d0-UBND"]),
        ("(Q\u00d0) \u0110 “Q\u00d0”", "a.txt", ["Q\u00d0", "Q\u00d0"]),
        ("**Q\u00d0** đậm", "a.md", ["Q\u00d0"]),
        ("<p>Theo <b>5/Q\u00d0</b>-UBND&nbsp;Q\u00d0</p>", "a.html", ["5/Q\u00d0-UBND", "Q\u00d0"]),
        ("<style>.\u00d0x{}</style><p id='\u00d0oan'>Xem <a href='\u00d0-1'>mục Q\u00d0</a></p>", "a.html", ["Q\u00d0"]),
        ("<script>var \u00d0 = 1</script><!-- \u00d0 --><p>Xem mục 1</p>", "a.html", []),
        ("<p>Số 749/Q&ETH;-TTg, Q&#208;</p>", "a.html", ["749/Q\u00d0-TTg", "Q\u00d0"]),
        ("Xem https://x.vn/\u00d0e-an.pdf, www.\u00d0.vn, ban.\u00d0@x.vn, x.gov.vn/\u00d0e và Q\u00d0", "a.txt", ["Q\u00d0"]),
        ("Ông Gu\u00f0mundsson, thôn \u00d0ông, \u00f0ường, L\u00d0L\u00d0", "a.txt", ["\u00d0ông", "\u00f0ường", "L\u00d0L\u00d0"]),
        ("\u00d0", "a.txt", ["\u00d0"]),
    ],
)
def test_a_word_is_what_stands_between_signs(text: str, name: str, quoted: list[str]) -> None:
    assert [f.quoted for f in checked(text, name).findings] == quoted


def test_loose_accents_of_a_link_stay() -> None:
    text = "Bảng ba\u0309ng https://x.vn/ba\u0309ng ba\u0309ng"
    assert [(f.quoted, f.suggestion) for f in checked(text, "a.txt").findings] == [("ba\u0309ng", "bảng")] * 2
