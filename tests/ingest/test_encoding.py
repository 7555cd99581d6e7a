"""Bytes to text, and what is refused."""

from __future__ import annotations

import unicodedata

import pytest

from kehoach.errors import ReadError
from kehoach.ingest import read_bytes
from kehoach.ingest.encoding import decode
from kehoach.ingest.syllables import is_syllable, single_share, vietnamese_share

PLAN = "Căn cứ Quyết định số 749/QĐ-TTg ngày 03/6/2020; Ủy ban nhân dân tỉnh xây dựng kế hoạch chuyển đổi số năm 2023 như sau:\n"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def cp1258(text: str) -> bytes:
    """Encode as Windows-1258, which writes a tone after its letter where it has no letter with that tone."""
    found = b""
    for letter in text:
        try:
            found += letter.encode("cp1258")
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", letter)
            bare = unicodedata.normalize("NFC", "".join(m for m in marks if m not in TONES))
            found += (bare + "".join(m for m in marks if m in TONES)).encode("cp1258")
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_encodings_give_the_text_without_its_mark(encoding: str) -> None:
    assert decode(PLAN.encode(encoding)).text == PLAN


def test_big_endian_with_a_mark() -> None:
    assert decode(b"\xfe\xff" + PLAN.encode("utf-16-be")).text == PLAN


def test_windows_1258_is_read_and_said_so() -> None:
    pages = read_bytes(cp1258(PLAN), "cũ.txt")
    assert unicodedata.normalize("NFC", pages.text) == PLAN
    assert pages.notes == ("read as cp1258",)


def test_tcvn3_stays_in_its_codes_until_it_is_read() -> None:
    tcvn3 = "Céng hßa x· héi chñ nghÜa ViÖt Nam. C¨n cø QuyÕt ®Þnh sè 12 cña Thñ t\u00adíng ChÝnh phñ vÒ viÖc thùc hiÖn"
    assert decode(tcvn3.encode("cp1252")).text == tcvn3
    assert decode(tcvn3.encode("cp1252")).encoding == "cp1252"


def test_other_one_byte_text_is_refused() -> None:
    with pytest.raises(ReadError) as e:
        decode("Les élèves français étaient déçus par l'œuvre du maître".encode("cp1252"))
    assert e.value.key == "file.encoding"


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)),
        b"abc\0def",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\x01\x02\x03 k\xe1\xba\xbf",
        b"\xef\xbb\xbfabc\0",
        b"\x00\x01\x02" * 50,
    ],
)
def test_binary_data_is_named_as_such(data: bytes) -> None:
    with pytest.raises(ReadError) as e:
        decode(data)
    assert e.value.key == "file.binary"


def test_a_stray_control_character_is_no_binary_file() -> None:
    text = PLAN * 10 + "số 5/QĐ\x02UBND"
    assert decode(text.encode()).text == text


def test_a_charset_that_lies_is_not_believed() -> None:
    assert decode(PLAN.encode(), "iso-8859-1").text == PLAN
    assert unicodedata.normalize("NFC", decode(cp1258(PLAN), "utf-8").text) == PLAN
    assert unicodedata.normalize("NFC", decode(cp1258(PLAN), "iso-8859-1").text) == PLAN
    assert decode(PLAN.encode(), "no-such-charset").text == PLAN


def test_syllables() -> None:
    assert all(is_syllable(w) for w in PLAN.lower().replace(";", " ").replace(":", " ").split() if w.isalpha() and w != "qđ")
    assert not any(is_syllable(w) for w in ("nghüa", "viöt", "cñ", "x", "đượć", "straße"))
    assert vietnamese_share(PLAN) > 0.95
    assert vietnamese_share("plain ASCII words") == 1.0


def test_share_of_single_letters() -> None:
    assert single_share(PLAN) == 0
    assert single_share("k ế ho ạ ch c ủ a t ỉ nh") > 0.5
    assert single_share("") == 0
