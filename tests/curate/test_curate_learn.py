"""Papers learned from plans: evidence counted, conflicts told and not settled."""

from __future__ import annotations

from pathlib import Path

from kehoach.curate import add_from, cite
from kehoach.curate.learn import learn
from kehoach.records.plan import PlanDict
from kehoach.resolve import Catalogue, load_catalogue
from kehoach.resolve.catalogue import read_entries
from kehoach.run import parse_text
from kehoach.store import Corpus

HEAD = """ỦY BAN NHÂN DÂN TỈNH LÂM SƠN

Số: {number}/KH-UBND

Lâm Sơn, ngày 15 tháng 02 năm 2023

KẾ HOẠCH
Chuyển đổi số năm 2023

I. MỤC TIÊU

- Thực hiện {cited}.
"""
CIRCULAR = "Thông tư số 99/2022/TT-BNV ngày 05/12/2022 của Bộ Nội vụ hướng dẫn lưu hồ sơ điện tử"
LETTER = "Quyết định số 777/QĐ-UBND ngày {day} của UBND tỉnh về kho dữ liệu dùng chung"


def plan(number: int, cited: str) -> PlanDict:
    return parse_text(HEAD.format(number=number, cited=cited), f"{number}.txt").to_dict()


def test_what_several_plans_cite_alike_is_learned_with_its_evidence() -> None:
    learned, conflicts = learn((plan(n, CIRCULAR) for n in (1, 2)), load_catalogue(), 2)
    assert conflicts == []
    (paper,) = [p for p in learned if not p.own]
    assert paper.entry.directive.id == "urn:lex:vn:bo.noi.vu:thong.tu:2022;99"
    assert (paper.files, paper.mentions) == (("1.txt", "2.txt"), 2)
    assert paper.agreement == {"symbol": (2, 2), "date": (2, 2), "issuer": (2, 2), "subject": (2, 2)}
    assert (paper.entry.source, paper.entry.confidence, paper.entry.status) == ("corpus: 1.txt; 2.txt", "medium", None)


def test_one_plan_is_not_enough_unless_it_is_asked_for() -> None:
    assert [p for p in learn([plan(1, CIRCULAR)], load_catalogue(), 2)[0] if not p.own] == []
    assert len([p for p in learn([plan(1, CIRCULAR)], load_catalogue(), 1)[0] if not p.own]) == 1


def test_a_paper_of_the_corpus_is_learned_from_its_own_letterhead() -> None:
    (own,) = learn([plan(48, "Quyết định số 749/QĐ-TTg ngày 03/6/2020")], load_catalogue(), 2)[0]
    d = own.entry.directive
    assert (d.number, d.symbol, d.date, d.issuer, own.own) == ("48", "KH-UBND", "2023-02-15", "Ủy ban nhân dân tỉnh Lâm Sơn", "48.txt")
    assert own.entry.confidence == "high"


def test_plans_that_disagree_on_a_date_are_a_conflict() -> None:
    plans = [plan(1, LETTER.format(day="05/01/2022")), plan(2, LETTER.format(day="06/01/2022"))]
    learned, (group,) = learn(plans, load_catalogue(), 1)
    assert [p.entry.directive.date for p in group] == ["2022-01-05", "2022-01-06"]
    assert all(p.own for p in learned)


def test_a_date_against_the_catalogue_is_a_conflict() -> None:
    learned, (group,) = learn([plan(1, "Quyết định số 749/QĐ-TTg ngày 04/6/2020 của Thủ tướng Chính phủ")], load_catalogue(), 1)
    assert [p.entry.directive.date for p in group] == ["2020-06-04"]
    assert all(p.own for p in learned)


def test_what_the_catalogue_holds_is_not_learned() -> None:
    cited = "Quyết định số 749/QĐ-TTg ngày 03/6/2020"
    assert all(p.own for p in learn([plan(1, cited)], load_catalogue(), 1)[0])
    assert not all(p.own for p in learn([plan(1, cited)], Catalogue.of(()), 1)[0])


def test_from_a_corpus_to_the_users_table_and_to_a_citation(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    with Corpus.create(tmp_path / "out", "test") as corpus:
        for n in (1, 2):
            text = HEAD.format(number=n, cited=CIRCULAR)
            corpus.add(parse_text(text, f"{n}.txt").to_dict(), text, f"{n}.txt")
    assert [c.table for c in cite("99/2022/TT-BNV", None, tmp_path / "out", 1)] == ["corpus"]
    assert cite("99/2022/TT-BNV lưu hồ sơ điện tử", None, None, 1) == []
    learned, _ = add_from(tmp_path / "out", own, 2, write=False)
    assert len(learned) == 3
    assert not own.exists()
    add_from(tmp_path / "out", own, 2, write=True)
    assert len(read_entries(own)) == 3
    assert add_from(tmp_path / "out", own, 2, write=True)[0] == []
    (found,) = cite("99/2022/TT-BNV", own, None, 1)
    assert (found.table, found.to_dict()["status"], found.citation.missing) == ("user", "unknown", ())
