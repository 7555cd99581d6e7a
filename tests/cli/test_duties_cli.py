"""`kehoach duties` as a person uses it: from a corpus or from files, on the screen or into a file."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kehoach.store import Corpus
from support.command import kehoach
from support.duties import due
from support.plans import Draft, drafts

PLAN = Path(__file__).parents[2] / "corpus" / "documents" / "hg-cand-atgt.txt"


def dated() -> Draft:
    d = Draft("b/ke-hoach.txt", {"number": "7", "symbol": "KH-SYT", "date": "2023-01-10", "title": "Phòng dịch"})
    d.heading("III", "TỔ CHỨC THỰC HIỆN", "duty")
    for actor, time in (
        ("Trung tâm Y tế", due("trước ngày 15/12/2023", end="2023-12-15", bound="before")),
        ("Sở Y tế [red]", due("ngày 20 hằng tháng", kind="recurrence", rrule="FREQ=MONTHLY;BYMONTHDAY=20")),
        ("Sở Y tế", due("quý I/2023", start="2023-01-01", end="2023-03-31", kind="quarter")),
    ):
        d.unit(
            f"{actor} báo cáo {time['text']}.", "duty", duty={"actor": actor, "action": "báo cáo", "deadline": time["text"], "due": [time]}
        )
    return d


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    with Corpus.create(folder, "0.1") as corpus:
        for d in (*drafts(), dated()):
            corpus.add(d.plan(), d.raw, d.file)
    return folder


def rows(screen: str) -> list[str]:
    """Return the first lines of the rows of a table on the screen."""
    return [line for line in screen.splitlines() if line.startswith("│") and line.split("│")[-2].strip()]


def test_a_table_by_deadline(out: Path) -> None:
    done = kehoach("duties", out)
    assert done.returncode == 0
    assert [row.split("│")[1].strip() for row in rows(done.stdout)] == ["31/03/2023", "15/12/2023", "định kỳ", "–", "–", "–"]
    assert "Sở Y tế [red]" in done.stdout
    assert done.stdout.splitlines()[-1] == ("6 việc trong 4 kế hoạch: 2 có ngày, 1 định kỳ, 3 có thời hạn bằng lời, 0 không nêu thời hạn.")


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (("--actor", "Sở Y tế"), 2),
        (("--actor", "sgddt"), 0),
        (("--actor", "Sở TT&TT"), 1),
        (("--period", "2023-Q4"), 2),
        (("--period", "..2023-01"), 2),
        (("--plan", "7/KH-SYT"), 3),
        (("--directive", "749/QĐ-TTg"), 1),
        (("--directive", "749/QĐ-TTg", "--period", "2023"), 0),
    ],
)
def test_filters(out: Path, options: tuple[str, ...], count: int) -> None:
    done = kehoach("--lang", "en", "duties", out, *options)
    assert done.returncode == 0
    assert len(rows(done.stdout)) == count
    assert f"{count} duties in" in done.stdout
    assert ("have no date" in done.stdout) is ("--period" in options and "--plan" not in options)


def test_files_in_place_of_the_screen(out: Path, tmp_path: Path) -> None:
    for name in ("a.csv", "a.xlsx", "a.ics"):
        done = kehoach("duties", out, "--out", tmp_path / name)
        assert done.returncode == 0
        assert "│" not in done.stdout
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [r["Ai"] for r in csv.DictReader(file)][:2] == ["Sở Y tế", "Trung tâm Y tế"]
    assert (tmp_path / "a.ics").read_bytes().count(b"BEGIN:VEVENT") == 3
    assert kehoach("duties", out, "--out", tmp_path / "a.ics", "--todo").returncode == 0
    assert (tmp_path / "a.ics").read_bytes().count(b"BEGIN:VTODO") == 3


def test_coverage_as_tables(out: Path, tmp_path: Path) -> None:
    done = kehoach("duties", out, "--coverage", tmp_path / "c.csv", "--matrix", tmp_path / "m.xlsx")
    assert (done.returncode, done.stdout) == (0, "")
    with (tmp_path / "c.csv").open(encoding="utf-8-sig", newline="") as file:
        counts = {r["Tệp"]: r for r in csv.DictReader(file)}
    assert len(counts) == 5
    assert (counts["b/ke-hoach.txt"]["Việc được giao"], counts["b/ke-hoach.txt"]["Việc có thời hạn"]) == ("3", "3")
    assert (tmp_path / "m.xlsx").stat().st_size > 0
    assert kehoach("duties", out, "--coverage", tmp_path / "c.csv", "--actor", "Sở Y tế").returncode == 2
    assert kehoach("duties", out, "--coverage", tmp_path / "c.ics").returncode == 2
    assert kehoach("duties", "không-có.txt", "--matrix", tmp_path / "m.csv").returncode == 3


def test_key_terms_on_the_screen_and_in_a_file(out: Path, tmp_path: Path) -> None:
    shown = kehoach("--lang", "en", "terms", out, "--min-plans", "1")
    assert shown.returncode == 0
    assert "duty" in shown.stdout
    assert "Log-likelihood" in shown.stdout
    assert kehoach("terms", out, "--by", "issuer", "--out", tmp_path / "t.xlsx").returncode == 0
    assert kehoach("terms", out, "--by", "year").returncode == 2
    assert kehoach("terms", out, "--out", tmp_path / "t.pdf").returncode == 2
    assert kehoach("terms", tmp_path).returncode == 3


def test_plan_files_and_their_errors() -> None:
    done = kehoach("duties", PLAN, "không-có.txt", "--limit", "1")
    assert done.returncode == 3
    assert len(rows(done.stdout)) == 1
    assert "việc nữa" in done.stdout
    assert done.stderr.startswith("không-có.txt: ")


def test_wrong_use(out: Path, tmp_path: Path) -> None:
    for wrong in (("--out", tmp_path / "a.docx"), ("--period", "tháng 7"), ("--todo",), ("--todo", "--out", tmp_path / "a.csv")):
        done = kehoach("duties", out, *wrong)
        assert (done.returncode, done.stdout) == (2, "")
    assert kehoach("duties", out, "--plan", "sgddt", "--out", tmp_path / "a.ics").returncode == 2
    assert "kehoach run" in kehoach("duties", tmp_path).stderr
    with Corpus.create(tmp_path / "empty", "0.1"):
        pass
    assert kehoach("--lang", "en", "duties", tmp_path / "empty").stdout.startswith("0 duties in 0 plans")
