"""Parts of the report: words, counts, passages, charts."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest

from kehoach.report import charts
from kehoach.report.facts import KEPT, Ref, Tally, collect
from kehoach.report.passages import AROUND, Passages
from kehoach.report.tables import Tables
from kehoach.report.words import Words
from kehoach.store import Corpus
from support.plans import DIGITAL, LETTER, Q749, Draft, plans

STRINGS = tomllib.loads((resources.files("kehoach") / "data" / "report.toml").read_text("utf-8"))


@pytest.mark.parametrize("key", sorted(STRINGS))
def test_every_string_is_in_both_languages_with_the_same_values(key: str) -> None:
    both = STRINGS[key]
    assert set(both) == {"vi", "en"}
    assert set(re.findall(r"{(\w+)}", both["vi"])) == set(re.findall(r"{(\w+)}", both["en"]))


def test_every_string_is_used() -> None:
    package = resources.files("kehoach.report")
    files = [p for p in (*package.iterdir(), *(package / "templates").iterdir()) if p.name.endswith((".py", ".html"))]
    code = "".join(p.read_text("utf-8") for p in files)
    groups = {"role", "tag", "level", "relation", "resolution", "kind", "count", "graph", "files", "directives", "roles", "duties"}
    unused = [key for key in STRINGS if f'"{key}"' not in code and key.split(".")[0] not in groups and not key.endswith(".title")]
    assert unused == []


def test_numbers_dates_and_shares_follow_the_language() -> None:
    vi, en = Words("vi"), Words("en")
    assert (vi.number(1234567), en.number(1234567)) == ("1.234.567", "1,234,567")
    assert (vi.date("2023-02-15"), en.date("2023-02-15"), vi.date(None)) == ("15/02/2023", "2023-02-15", "–")
    assert (vi.share(1, 3), en.share(1, 3), vi.share(0, 0), en.share(1, 500), en.share(0, 5)) == ("33 %", "33%", "–", "<1%", "0%")


def test_a_value_without_a_word_is_printed_as_it_is() -> None:
    assert Words("vi").named("role", "strange") == "strange"


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
    assert [row.cells[0] for row in Tables(facts, Words("vi")).issuers().rows] == ["SỞ NỘI VỤ (LÂM SƠN)", "Sở Nội vụ (Tân Giang)"]


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
    say = Words("vi")
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
