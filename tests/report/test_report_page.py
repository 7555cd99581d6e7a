"""The page: stands alone, leads from every number to its passages, escapes what documents hold."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kehoach.errors import Lang
from kehoach.report import write
from kehoach.report.page import render
from kehoach.store import Corpus
from support.plans import DIGITAL, SHARED, Draft, drafts


class Page(HTMLParser):
    """Collects elements, attributes and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.sources: list[str] = []
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {k: v or "" for k, v in attrs}
        self.tags.append(tag)
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values["href"]] if "href" in values else []
        self.sources += [values[k] for k in ("src", "srcset", "data", "action") if k in values]
        self.handlers += [k for k in values if k.startswith("on")]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with Corpus.create(tmp_path_factory.mktemp("out"), "0.1") as made:
        for d in drafts():
            made.add(d.plan(), d.raw, d.file)
        made.add_failure("scan <1>.pdf", None, "pdf.no_text", {"pages": 3})
        made.add_failure("odd.pdf", None, "message.of.another.version", {"n": 1})
        yield made


@pytest.fixture(scope="module")
def html(corpus: Corpus) -> str:
    return render(corpus, "vi", ["units.csv"])


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_the_page_needs_nothing_but_itself(page: Page) -> None:
    assert page.sources == []
    assert not {"link", "iframe", "img", "object", "embed", "base"} & set(page.tags)
    assert {link for link in page.links if not link.startswith("#")} == {"units.csv"}


def test_every_link_leads_somewhere(page: Page) -> None:
    assert len(page.ids) == len(set(page.ids))
    targets = {link[1:] for link in page.links if link.startswith("#")}
    assert targets <= set(page.ids)
    assert sum(t.startswith("p") for t in targets) > 10


def test_links_in_the_picture_lead_somewhere(html: str, page: Page) -> None:
    anchors = set(re.findall(r'"anchor":"([^"]+)"', html))
    assert anchors
    assert anchors <= set(page.ids)


def test_what_a_document_holds_is_never_code(html: str, page: Page) -> None:
    assert page.tags.count("script") == 3
    assert page.handlers == []
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "</script><img" not in html
    assert "scan &lt;1&gt;.pdf" in html


def test_failures_are_named_with_their_reason(html: str) -> None:
    assert "tệp PDF (3 trang) không có chữ nào" in html
    assert "message.of.another.version" in html


def test_the_counts_are_those_of_the_plans(html: str) -> None:
    counts = re.findall(r'<a href="#(\w+)"><b>([^<]+)</b>', html)
    assert dict(counts) == {
        "files": "4", "failures": "2", "roles": "13", "relations": "11", "open": "73 %", "directives": "4", "duties": "3",
    }  # fmt: skip


def test_a_number_opens_its_passages(html: str) -> None:
    row = html[html.index(DIGITAL) :]
    row = row[: row.index("</tr>")]
    assert re.findall(r"<summary>(\d+)</summary>", row) == ["2", "3"]
    assert row.count('href="#p') == 3
    assert "ubnd-48.txt" in row


def test_the_passage_marks_the_citation(html: str) -> None:
    assert "Bám sát <mark>Quyết định số 749/QĐ-TTg</mark> và <mark>Nghị quyết số 76/NQ-CP</mark> trong" in html
    assert "Thực hiện <mark>Quyết định số 749/QĐ-TTg</mark> ngày 03/6/2020" in html


def test_the_chain_is_printed_from_the_top_down(html: str) -> None:
    section = html[html.index('<section id="cascades">') : html.index('<section id="graph">')]
    labels = re.findall(r'<span class="node level-(\w+)">([^<]+) <small>', section)
    assert labels == [
        ("central", "QĐ 749/QĐ-TTg (2020)"), ("province", "KH 48/KH-UBND (2023)"), ("department", "KH 512/KH-SGDĐT (2023)"),
        ("unit", "KH 36/KH-THPTCVH (2023)"),
    ]  # fmt: skip
    assert section.count('class="arrow"') == 3


def test_tables_are_made_for_screen_readers_and_phones(html: str, page: Page) -> None:
    assert page.tags.count("h1") == 1
    body = html[: html.index('<script type="application/json"')]
    assert body.count("<td") == body.count("data-label=")
    assert page.tags.count("tr") - page.tags.count("table") == body.count('scope="row"')


@pytest.mark.parametrize(("lang", "word"), [("vi", "Văn bản được dẫn nhiều nhất"), ("en", "Directives most cited")])
def test_the_page_speaks_one_language(corpus: Corpus, lang: Lang, word: str) -> None:
    text = render(corpus, lang, [])
    assert f'<html lang="{lang}">' in text
    assert word in text


def test_the_tables_stand_beside_the_page(corpus: Corpus, tmp_path: Path) -> None:
    target = write(corpus, tmp_path / "out" / "report.html")
    links = {link for link in Page(target.read_text("utf-8")).links if not link.startswith("#")}
    assert links == {"tables/citations.csv", "tables/duties.csv", "tables/units.csv"}
    assert all((target.parent / link).is_file() for link in links)


def test_an_empty_corpus_has_a_page(tmp_path: Path) -> None:
    with Corpus.create(tmp_path, "0.1") as corpus:
        page = Page(render(corpus, "en", []))
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_many_passages_behind_one_number_are_cut_with_a_note(tmp_path: Path) -> None:
    with Corpus.create(tmp_path, "0.1") as corpus:
        for n in range(60):
            d = Draft(f"{n:02}.txt", {"date": f"{2020 + n % 3}-01-01", "level": "province"})
            d.heading("I", "NỘI DUNG", "content")
            d.unit(SHARED)
            corpus.add(d.plan(), d.raw, d.file)
        html = render(corpus, "en", [])
    row = html[html.index('<section id="roles">') :]
    row = row[: row.index("</tr>", row.index("<tbody>"))]
    assert row.count('href="#p') == 25
    assert "and 35 more: see units.csv for all" in row


WRITE = """
import sys
from pathlib import Path
from kehoach.report import write
from kehoach.store import Corpus
with Corpus.open(Path(sys.argv[1])) as corpus:
    write(corpus, Path(sys.argv[2]))
"""


def test_the_hash_seed_leaves_no_trace(corpus: Corpus, tmp_path: Path) -> None:
    made = []
    for seed in ("0", "4242"):
        env = {"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": seed}
        target = tmp_path / seed / "report.html"
        subprocess.run([sys.executable, "-c", WRITE, str(corpus.file), str(target)], check=True, env=env)
        made.append(target.read_bytes())
    assert made[0] == made[1]
