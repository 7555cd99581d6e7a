"""Parts of the report: words, counts, passages, charts."""

from __future__ import annotations

import pytest

from kehoach.report import charts
from kehoach.report.facts import KEPT, Ref, Tally, collect
from kehoach.report.model import Link
from kehoach.report.passages import AROUND, Passages
from kehoach.report.tables import Tables
from kehoach.store import Corpus
from kehoach.store.words import Words
from support.plans import DIGITAL, LETTER, Q749, Draft, plans


def test_a_tally_counts_all_and_keeps_the_first() -> None:
    tally = Tally()
    for n in range(KEPT + 10):
        tally.add(Ref(n % 7, f"u{n}", None, ""))
    assert (tally.count, len(tally.files), len(tally.refs)) == (KEPT + 10, 7, KEPT)


def test_facts_count_what_the_plans_hold() -> None:
    facts = collect(plans())
    assert [row.name for row in facts.files] == [p["source"]["name"] for p in plans()]
    assert (facts.directives[DIGITAL].count, len(facts.directives[DIGITAL].files)) == (3, 2)
    assert {k: t.count for k, t in facts.resolutions.items()} == {"resolved": 8, "unresolved": 2, "ambiguous": 1}
    assert {k: t.count for k, t in facts.relations.items()} == {"implements": 3, "basis": 1, "mentions": 7}
    assert facts.tags["province", "duty"].count == 1
    assert facts.actors["so thong tin va truyen thong"].refs[0].deadline == "trước ngày 15/12/2023"


def test_a_plan_does_not_cite_itself() -> None:
    d = Draft("x.txt", {"directive": DIGITAL})
    d.unit(Q749["text"], cites=[Q749])
    assert not collect([d.plan()]).directives


def test_bodies_of_one_name_in_two_provinces_stay_two() -> None:
    made = [Draft(f"{at}.txt", {"issuer": "Sở Nội vụ", "locality": at, "date": "2023-01-01"}).plan() for at in ("Lâm Sơn", "Tân Giang")]
    made.append(Draft("z.txt", {"issuer": "SỞ NỘI VỤ (LÂM SƠN)", "locality": "Lâm Sơn", "date": "2023-01-01"}).plan())
    facts = collect(made)
    assert sorted(map(len, facts.issuers.values())) == [1, 2]
    assert [row.cells[0] for row in Tables(facts, Words("vi", "report")).issuers().rows] == ["SỞ NỘI VỤ (LÂM SƠN)", "Sở Nội vụ (Tân Giang)"]


def test_what_is_covered_stands_beside_what_there_is() -> None:
    d = Draft("x.txt")
    d.unit("100% trẻ em học bơi.", "objective")
    d.unit("Trồng cây xanh.", "objective")
    d.unit("Mở lớp học bơi.", "content")
    d.unit("Sở Y tế phát thuốc.", "duty", duty={"actor": "Sở Y tế", "action": "phát thuốc", "deadline": "quý I"})
    d.units[0]["subtags"] = [{"value": "chỉ tiêu", "span": [0, 1], "rule": "test"}]
    first, empty = Tables(collect([d.plan(), Draft("y.txt").plan()]), Words("vi", "report")).coverage().rows
    assert first.cells == (Link("x.txt", "r0"), "1 / 2", "1 / 1", "0 / 1", "1 / 1", "0")
    assert empty.cells == (Link("y.txt", "r1"), "–", "–", "–", "–", "0")


def test_a_citation_outside_the_units_is_shown_with_the_source_round_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    d = Draft("x.html")
    d.preamble(f"<p>{'trước ' * 100}<b>Theo</b> {LETTER['text']}{' sau' * 100}</p>", [LETTER])
    plan = d.plan() | {"source": d.plan()["source"] | {"media_type": "text/html"}}
    passages = Passages()
    assert passages.anchor(Ref(0, None, "c1", "")) == "p0-c1"
    with Corpus.create(tmp_path_factory.mktemp("out"), "0.1") as corpus:
        corpus.add(plan, d.raw, d.file)
        (block,) = passages.blocks(corpus, ["x.html"])
    (passage,) = block.passages
    text = "".join(piece for piece, _ in passage.pieces)
    assert text.startswith("… trước ")
    assert text.endswith(" sau …")
    assert f"Theo {LETTER['text']} sau" in text
    assert [piece for piece, cited in passage.pieces if cited] == [LETTER["text"]]
    assert len(text) < 2 * AROUND + 60


def test_charts_follow_the_page_and_are_left_out_where_they_say_nothing() -> None:
    say = Words("vi", "report")
    few = collect(plans())
    assert charts.plans_by_year(few, say) is None
    rows = [Draft(f"{n}.txt", {"date": f"{2020 + n}-01-01", "level": "province"}) for n in range(4)]
    for d in rows:
        d.unit("x", "duty")
    facts = collect(d.plan() for d in rows)
    for svg in (charts.plans_by_year(facts, say), charts.tags_by_level(facts, say)):
        assert svg is not None
        assert "currentColor" in svg
        assert "#010203" not in svg
        assert "href" not in svg
    assert charts.tags_by_level(collect([]), say) is None
