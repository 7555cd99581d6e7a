"""Full text: folding keeps offsets, any query is allowed, snippets show the letters as printed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.store import Corpus
from kehoach.store.fold import fold
from support.plans import Draft, drafts


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with Corpus.create(tmp_path_factory.mktemp("out"), "0.1") as made:
        for d in drafts():
            made.add(d.plan(), d.raw, d.file)
        long = Draft("long.txt")
        long.unit("mở đầu " * 60 + "phong trào thi đua yêu nước" + " kết thúc" * 60)
        made.add(long.plan(), long.raw, long.file)
        yield made


@pytest.mark.parametrize("query", ["quyết định", "QUYẾT ĐỊNH", "quyet dinh", "Quyêt đinh", '"quyết định"', "định quyết"])
def test_diacritics_and_capitals_make_no_difference(corpus: Corpus, query: str) -> None:
    assert {(h.file, h.unit) for h in corpus.search(query)} == {("lam-son/ubnd-48.txt", "u2"), ("lam-son/sgddt-512.txt", "u1")}


def test_quotation_marks_keep_words_together(corpus: Corpus) -> None:
    assert corpus.search('"định quyết"') == []


def test_a_number_with_its_symbol_is_found(corpus: Corpus) -> None:
    assert {h.unit for h in corpus.search("76/NQ-CP")} == {"u1", "u2"}


def test_the_marks_are_the_words_as_printed(corpus: Corpus) -> None:
    (hit,) = corpus.search("phong trao thi dua")
    assert [m.of(hit.snippet) for m in hit.marks] == ["phong", "trào", "thi", "đua"]
    assert hit.snippet.startswith("… ")
    assert hit.snippet.endswith(" …")
    assert len(hit.snippet) < 200
    assert hit.score > 0


def test_the_best_comes_first_and_the_limit_holds(corpus: Corpus) -> None:
    assert len(corpus.search("thực hiện", 1)) == 1
    assert corpus.search("học sinh")[0].unit == "u1"


@pytest.mark.parametrize("query", ["", "   ", "()", '"', '"" *', "§ — …"])
def test_a_query_without_words_finds_nothing(corpus: Corpus, query: str) -> None:
    assert corpus.search(query) == []


@pytest.mark.parametrize(
    "query", ['a"b', "NEAR(a b)", "folded:x", "a AND", "-z", "z*", "{a b}: c", "^a", "a\x00b", " ".join(map(str, range(500)))]
)
def test_operators_are_plain_words(corpus: Corpus, query: str) -> None:
    assert corpus.search(query) == []


@given(st.text())
def test_no_query_raises(corpus: Corpus, query: str) -> None:
    assert isinstance(corpus.search(query), list)


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert "".join(map(fold, text)) == folded
    assert fold(folded) == folded


def test_folding_meets_the_letters_of_vietnamese() -> None:
    letters = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
    assert set(fold(letters)) == set("abcdeghiklmnopqrstuvxy")
    assert fold(letters.upper()) == fold(letters)
    assert fold(unicodedata.normalize("NFC", "Ð")) == "d"
