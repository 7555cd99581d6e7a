"""The spaCy components give what the program itself gives, on tokens that keep citations whole."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import DocBin

from kehoach import parse, parse_text
from kehoach.spacy import COMPONENTS, GROUPS, TOKENIZER, blank, doc_of, picture

CORPUS = Path(__file__).parents[2] / "corpus"
GOLD = CORPUS / "gold"
TEXT = (GOLD / "ls-snv-cai-cach.txt").read_text("utf-8")
CODE = re.compile(r"\d+(?:/\d{4})?[/-][\w&-]+(?:/\w+)?$")
PIECES = [
    "Thực hiện ",
    "Quyết định số 749/QĐ-TTg",
    " ngày 03/6/2020",
    "\n",
    "\n\n",
    "  ",
    "- ",
    "I. MỤC TIÊU",
    "đạt 80%",
    "\r\n",
    "\u00a0",
    "\ufeff",
    "e\u0302",
    "😀",
    ";",
    "“Số: 5”",
]


@cache
def pipeline() -> Language:
    return blank()


def test_the_plan_is_that_of_the_program() -> None:
    plan = pipeline()(TEXT)._.plan
    expected = json.loads(json.dumps(parse_text(TEXT, "doc.txt").to_dict()))
    assert plan == expected


def test_every_span_of_a_citation_is_whole_tokens() -> None:
    for file in sorted(GOLD.glob("*.txt")):
        doc = pipeline()(file.read_text("utf-8"))
        given_spans = [(s.start_char, s.end_char) for s in doc.spans["citations"]]
        assert given_spans == [tuple(c["span"]) for c in doc._.plan["citations"]], file.name
        codes = [m[0] for c in doc._.plan["citations"] if (m := CODE.search(doc.text[slice(*c["span"])]))]
        assert set(codes) <= {t.text for t in doc}, file.name


def test_groups_carry_labels_and_ids() -> None:
    doc = pipeline()(TEXT)
    plan = doc._.plan
    assert set(doc.spans) == set(GROUPS)
    assert [s.label_ for s in doc.spans["units"]] == [u["tag"] for u in plan["units"]]
    assert [s.id_ for s in doc.spans["sections"]] == [s["id"] for s in plan["sections"]]
    assert [s.kb_id_ for s in doc.spans["citations"]] == [c["directive"] or "" for c in plan["citations"]]
    assert len(doc.spans["duties"]) == len(plan["duties"]) > 0


@pytest.mark.parametrize("components", [("kehoach_citations",), ("kehoach_duties", "kehoach_citations"), tuple(reversed(COMPONENTS))])
def test_components_stand_alone_and_in_any_order(components: tuple[str, ...]) -> None:
    part = blank(components)(TEXT)
    whole = pipeline()(TEXT)
    for group in part.spans:
        assert [(s.start, s.end, s.label) for s in part.spans[group]] == [(s.start, s.end, s.label) for s in whole.spans[group]]
    assert part._.plan["citations"] == whole._.plan["citations"]


def test_components_work_after_another_tokenizer() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("kehoach_citations")
    doc = nlp("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020")
    assert [s.text for s in doc.spans["citations"]] == ["Nghị định số 30/2020/NĐ-CP"]


def test_spacy_finds_the_components_by_itself() -> None:
    made = "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('kehoach_structure'); print(nlp('I. MỤC TIÊU')._.plan['schema'])"
    assert subprocess.run([sys.executable, "-c", made], capture_output=True, text=True, check=True).stdout.strip() == "kehoach/plan/1"


def test_two_processes_give_the_same() -> None:
    texts = [TEXT, "", "Xin chào", TEXT + "\n"]
    docs = list(pipeline().pipe(texts, n_process=2, batch_size=1))
    assert [d.text for d in docs] == texts
    assert docs[0]._.plan == pipeline()(TEXT)._.plan
    assert docs[1]._.plan is None


def test_docbin_keeps_plan_and_groups() -> None:
    doc = pipeline()(TEXT)
    data = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    back = next(DocBin(store_user_data=True).from_bytes(data).get_docs(pipeline().vocab))
    assert back._.plan == doc._.plan
    for group in GROUPS:
        assert [(s.start_char, s.end_char, s.label_, s.id_) for s in back.spans[group]] == [
            (s.start_char, s.end_char, s.label_, s.id_) for s in doc.spans[group]
        ]


def test_a_pipeline_is_saved_and_loaded(tmp_path: Path) -> None:
    pipeline().to_disk(tmp_path / "nlp")
    loaded = spacy.load(tmp_path / "nlp")
    assert loaded.config["nlp"]["tokenizer"]["@tokenizers"] == TOKENIZER
    assert [t.text for t in loaded(TEXT)] == [t.text for t in pipeline()(TEXT)]


def test_a_plan_of_any_form_becomes_a_doc() -> None:
    plan = parse(CORPUS / "documents" / "tg-ubnd-tre-em.pdf")
    doc = doc_of(plan, pipeline().vocab)
    assert doc.text == plan.document.text.raw
    assert len(doc.spans["citations"]) == len(plan.mentions)


def test_a_picture_shows_the_spans_and_calls_nothing_from_outside() -> None:
    html = picture(pipeline()(TEXT), "citations", page=True)
    assert "numbered" in html
    assert not re.search(r"(?:src|href)=.?https?:", html)
    with pytest.raises(ValueError, match="none of"):
        picture(pipeline()(TEXT), "entities")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=12).map("".join))
def test_the_text_stays_as_it_is(text: str) -> None:
    doc = pipeline()(text)
    assert doc.text == text
    assert all(0 <= s.start_char < s.end_char <= len(text) for group in doc.spans.values() for s in group)
