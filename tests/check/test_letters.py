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
        ("<p>Theo <b>5/Q\u00d0</b>-UBND&nbsp;Q\u00d0</p>", "a.html", ["5/Q\u00d0", "Q\u00d0"]),
        ("\u00d0", "a.txt", ["\u00d0"]),
    ],
)
def test_a_word_is_what_stands_between_signs(text: str, name: str, quoted: list[str]) -> None:
    assert [f.quoted for f in checked(text, name).findings] == quoted
