"""Text in TCVN3 and VNI becomes Unicode; what is Unicode stays."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach.errors import ReadError
from kehoach.ingest import read_bytes
from kehoach.ingest.encoding import decode
from kehoach.ingest.legacy.codes import claim_of, encodings, font_name
from kehoach.ingest.legacy.convert import Conversion, applied, converted, repaired
from kehoach.ingest.legacy.words import gains
from kehoach.records.text import Edit, Span

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "legacy.toml").read_text("utf-8"))
GOLD = sorted((Path(__file__).parents[2] / "corpus" / "gold").glob("*.txt"))
TABLE = tomllib.loads((resources.files("kehoach") / "data" / "legacy_fonts.toml").read_text("utf-8"))
NOT_CODED = re.compile(r"\S*[Ðð]\S*|[»«©®×·]")
"""What neither encoding has a code for: eth typed for Đ, and signs whose places letters have."""


def coded(text: str, name: str) -> str:
    """Write `text` in an encoding; TCVN3 has no capitals with tones."""
    codes: dict[str, str] = {}
    for code, letter in encodings()[name].letters.items():
        if not letter.isascii() and all(ord(c) < 256 for c in code):
            codes.setdefault(letter, code)
    return "".join(codes.get(c) or codes.get(c.lower(), c) for c in text)


def master(path: Path) -> str:
    """Return a text of the corpus without what can't be coded."""
    return NOT_CODED.sub("", unicodedata.normalize("NFC", path.read_text("utf-8")))


def in_font(text: str, font: str | None) -> str:
    lines = [[(line, font)] for line in text.splitlines(keepends=True)]
    conversion = Conversion.of(lines)
    return "".join("".join(conversion.texts(line)) for line in lines)


@pytest.mark.parametrize("case", CASES["read"], ids=lambda c: c["why"])
def test_coded_text_is_read(case: dict[str, str]) -> None:
    assert converted(case["coded"], case.get("font")) == case["text"]
    if "font" not in case:
        assert repaired(case["coded"]).text == case["text"]


@pytest.mark.parametrize(("font", "text"), [(c.get("font"), t) for c in CASES["same"] for t in c["texts"]])
def test_unicode_stays(font: str | None, text: str) -> None:
    assert converted(text, font) == text


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
@pytest.mark.parametrize("font", [None, "Times New Roman", ".VnTime", ".VnTimeH", "VNI-Times"])
def test_texts_of_the_corpus_stay_in_any_font(path: Path, font: str | None) -> None:
    text = path.read_text("utf-8")
    assert in_font(text, font) == text
    if font is None:
        assert repaired(text).text == text
        decomposed = unicodedata.normalize("NFD", text)
        assert repaired(decomposed).text == decomposed


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_texts_of_the_corpus_come_back_from_vni(path: Path) -> None:
    text = master(path)
    old = coded(text, "VNI")
    assert old != text
    assert repaired(old).text == text
    assert in_font(old, "VNI-Times") == text


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_texts_of_the_corpus_come_back_from_tcvn3_but_for_capitals_with_tones(path: Path) -> None:
    text = master(path)
    for made in (repaired(coded(text, "TCVN3")).text, in_font(coded(text, "TCVN3"), ".VnTime")):
        assert made.lower() == text.lower()
    upper = in_font(coded(text.lower(), "TCVN3"), ".VnTimeH")
    assert upper == text.upper()


@pytest.mark.parametrize("path", GOLD[::5], ids=lambda p: p.stem)
@pytest.mark.parametrize("name", ["TCVN3", "VNI"])
def test_a_text_file_in_an_old_encoding_is_read_with_its_way_back(path: Path, name: str) -> None:
    text = re.sub("[^\x00-\xff]", "?", coded(master(path), name))
    pages = read_bytes(text.encode("latin-1"), "cũ.txt")
    assert pages.raw == text
    assert pages.notes == ("read as cp1252", f"converted from {name}") or pages.notes == (f"converted from {name}",)
    wanted = next(m for m in re.finditer(r"\w+", pages.text) if not m.group().isascii())
    source = pages.offsets.span(Span(*wanted.span())).of(pages.raw)
    assert encodings()[name].converted(source).lower() == wanted.group().lower()
    again = read_bytes(text.encode("utf-8"), "cũ.txt")
    assert again.text == pages.text


def test_an_old_encoding_is_read_whatever_the_file_declares() -> None:
    page = "<html><meta charset='x-user-defined'><p>C¨n cø QuyÕt ®Þnh cña ñy ban nh©n d©n tØnh</p></html>".encode("cp1252")
    assert decode(page, "x-user-defined").encoding == "cp1252"
    assert decode(page, "utf-8").encoding == "cp1252"


def test_western_text_is_still_refused() -> None:
    for text in ("Les élèves français étaient déçus par l'œuvre du maître", "Müller fährt über die Straße nach Köln"):
        with pytest.raises(ReadError) as e:
            read_bytes(text.encode("cp1252"), "a.txt")
        assert e.value.key == "file.encoding"


def test_what_is_open_follows_the_rest_of_its_font() -> None:
    paragraphs = [[("C¨n cø QuyÕt ®Þnh cña ñy ban", "Arial")], [("Sè", "Arial")], [("Sè", "Tahoma")], [("cña c¸c huyÖn", "Arial")]]
    conversion = Conversion.of(paragraphs)
    assert [conversion.texts(p) for p in paragraphs] == [["Căn cứ Quyết định của ủy ban"], ["Số"], ["Sè"], ["của các huyện"]]
    assert conversion.notes == ("converted from TCVN3: Arial",)


def test_a_document_of_both_kinds_keeps_its_unicode() -> None:
    paragraphs = [
        [("Căn cứ Luật Đất đai; ", ".VnTime"), ("thùc hiÖn c¸c nhiÖm vô", ".VnTime")],
        [("Kế hoạch này", ".VnTime")],
        [("KÕ ho¹ch nµy", ".VnTime")],
        [("Coäng hoøa", "VNI-Times"), (" xã hội ", "Times New Roman"), ("chñ nghÜa", ".VnTimeH")],
    ]
    conversion = Conversion.of(paragraphs)
    assert ["".join(conversion.texts(p)) for p in paragraphs] == [
        "Căn cứ Luật Đất đai; thực hiện các nhiệm vụ",
        "Kế hoạch này",
        "Kế hoạch này",
        "Cộng hòa xã hội CHỦ NGHĨA",
    ]
    assert conversion.notes == ("converted from TCVN3: .VnTime, .VnTimeH", "converted from VNI: VNI-Times")


def test_letters_coded_across_pieces() -> None:
    pieces = [("Ke", "VNI-Times"), ("á hoa", "VNI-Times"), ("ïch", "VNI-Times")]
    assert Conversion.of([pieces]).texts(pieces) == ["Kế", " hoạ", "ch"]


def test_edits_are_dealt_out_to_their_texts() -> None:
    assert applied(["ab", "", "cd"], [Edit(1, 3, "x"), Edit(3, 4, "y")]) == ["ax", "", "y"]
    assert applied([], []) == []


syllables = st.sampled_from(sorted({w for p in GOLD[:6] for w in re.findall(r"[^\W\d_]+", p.read_text("utf-8"))}))


@given(st.lists(syllables, max_size=30).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_vietnamese_words_stay(text: str) -> None:
    assert repaired(text).text == text


@given(st.text(st.characters(max_codepoint=0x17F), max_size=60), st.sampled_from([None, ".VnTime", ".VnTimeH", "VNI-Times", "Arial"]))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_edits_in_order_that_lead_back(text: str, font: str | None) -> None:
    edits = Conversion.of([[(text, font)]]).edits([(text, font)])
    assert all(a.end <= b.start for a, b in pairwise(edits))
    assert all(0 <= e.start < e.end <= len(text) for e in edits)
    made = repaired(text)
    assert made.offsets.length == len(made.text)


@pytest.mark.parametrize("row", TABLE["font"], ids=lambda r: r["id"])
def test_names_of_fonts(row: dict[str, Any]) -> None:
    for font in row["examples"]:
        found = claim_of(font)
        assert found is not None
        assert (found.encoding, found.capitals) == (row["value"], row["capitals"]), font
    pattern = re.compile(row["pattern"])
    assert not [font for font in row["counter"] if pattern.fullmatch(font_name(font))]


@pytest.mark.parametrize("font", ["ABCDEF+.VnTimeH,Bold", "'.VnTimeH'", "#2eVnTimeH", ".VnTimeH Bold Italic", ".VNTIMEH"])
def test_names_of_fonts_in_their_many_forms(font: str) -> None:
    found = claim_of(font)
    assert found is not None
    assert (found.encoding, found.capitals) == ("TCVN3", True)


@pytest.mark.parametrize("row", TABLE["encoding"], ids=lambda r: r["id"])
def test_encodings_read_their_examples(row: dict[str, Any]) -> None:
    assert row["examples"]
    assert {c: encodings()[row["id"]].converted(c) for c in row["examples"]} == row["examples"]


def test_every_letter_with_a_mark_has_a_code() -> None:
    vowels = "aăâeêioôơuưy"
    small = {unicodedata.normalize("NFC", v + t) for v in vowels for t in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")} | {"đ"}
    small -= set("aeiouy")
    letters = {name: set(encodings()[name].letters.values()) for name in ("TCVN3", "VNI")}
    assert small <= letters["TCVN3"]
    assert small | {c.upper() for c in small} <= letters["VNI"]
    assert set("ĂÂĐÊÔƠƯ") <= letters["TCVN3"]


def test_what_a_word_says() -> None:
    assert gains("ho¹ch")["TCVN3"] == 1
    assert gains("hoaïch")["VNI"] == 1
    assert gains("hoạch")["TCVN3"] < -1
    assert not gains("Q§")
