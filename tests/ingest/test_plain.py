"""Plain text is taken as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.errors import ReadError
from kehoach.ingest import read_bytes
from kehoach.records.text import Span

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), min_size=1).filter(str.strip)


@given(TEXT)
def test_the_text_is_the_file(text: str) -> None:
    pages = read_bytes(text.encode(), "x.txt")
    assert pages.raw == pages.text == text
    assert pages.offsets.span(Span(0, len(text))) == Span(0, len(text))
    assert pages.places == ()


def test_line_ends_and_marks_stay() -> None:
    text = "**KẾ HOẠCH**\r\n\r\n| a | b |\r\n# Một\t hai\n"
    pages = read_bytes(text.encode("utf-8-sig"), "x.txt")
    assert pages.raw == text
    assert pages.source.media_type == "text/plain"


@pytest.mark.parametrize("name", ["x.md", "x.txt"])
def test_the_answer_of_a_machine_is_no_text(name: str) -> None:
    for answer in ('{"data":null,"code":422}', ' [{"a": 1}]\n'):
        with pytest.raises(ReadError) as found:
            read_bytes(answer.encode(), name)
        assert (found.value.key, found.value.values["suffix"]) == ("file.type", ".json")
    for text in ("[Trang chủ] Kế hoạch", "{}", "[1]", '{"a": 1} và chữ'):
        assert read_bytes(text.encode(), name).raw == text
