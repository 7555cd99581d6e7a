"""A folder as people have them: copies, packed folders, names of all kinds, files that break the reader."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from kehoach import batch
from kehoach.batch import members, parse_data, parse_file, run
from kehoach.errors import KehoachError
from kehoach.store import Corpus
from support.archives import locked, packed
from support.command import kehoach
from support.pdf import Text, make_pdf

PLAN = "KẾ HOẠCH\nTập huấn năm 2024\n\nI. MỤC TIÊU\n\n- Thực hiện Quyết định số 749/QĐ-TTg ngày 03/6/2020."
OTHER = PLAN.replace("2024", "2025")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "plans"
    target.mkdir()
    (target / "b.txt").write_text(PLAN, "utf-8")
    (target / "c.txt").write_text(PLAN, "utf-8")
    (target / "d.zip").write_bytes(packed({"sâu/e.txt": PLAN.encode(), "f.txt": OTHER.encode(), "x.xlsx": b"x"}))
    (target / "g.zip").write_bytes(locked(packed({"h.txt": PLAN.encode()})))
    (target / "i.rar").write_bytes(b"Rar!\x1a\x07\x01\x00")
    (target / "j.pdf").write_bytes(make_pdf([Text(72, 700, "Kế hoạch năm 2026.")]))
    for name in (b"k\xff.txt", unicodedata.normalize("NFD", "kế.txt").encode(), "kế.txt".encode()):
        (target / os.fsdecode(name)).write_text(PLAN + f" {name!r}", "utf-8")
    return target


def kept(out: Path) -> tuple[list[str], dict[str, str], list[str]]:
    with Corpus.open(out) as corpus:
        return [p["source"]["name"] for p in corpus.plans()], corpus.duplicates(), [f"{f.file} {f.key}" for f in corpus.failures()]


def test_a_folder_of_all_kinds(folder: Path, tmp_path: Path) -> None:
    outcome = run(folder, tmp_path / "out", 1)
    plans, duplicates, failed = kept(tmp_path / "out")
    assert plans == ["b.txt", "d.zip/f.txt", "j.pdf", "k\\xff.txt", "kế (2).txt", "kế.txt"]
    assert duplicates == outcome.duplicates == {"c.txt": "b.txt", "d.zip/sâu/e.txt": "b.txt"}
    assert failed == ["g.zip/h.txt archive.locked", "i.rar archive.unread"]
    assert (outcome.found, outcome.read, outcome.known, dict(outcome.passed)) == (10, 6, 0, {".xlsx": 1})
    again = run(folder, tmp_path / "out", 2)
    assert (again.read, again.known, len(again.failed), len(again.duplicates)) == (0, 6, 2, 2)


def test_jobs_change_nothing(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "SERIAL_BELOW", 0)
    for jobs in (1, 2):
        run(folder, tmp_path / f"out{jobs}", jobs)
    with Corpus.open(tmp_path / "out1") as one, Corpus.open(tmp_path / "out2") as two:
        assert list(one._db.iterdump()) == list(two._db.iterdump())


def test_a_copy_whose_original_goes_is_read(folder: Path, tmp_path: Path) -> None:
    run(folder, tmp_path / "out", 1)
    (folder / "b.txt").unlink()
    outcome = run(folder, tmp_path / "out", 1)
    plans, duplicates, _ = kept(tmp_path / "out")
    assert plans[0] == "c.txt"
    assert duplicates == {"d.zip/sâu/e.txt": "c.txt"}
    assert (outcome.read, outcome.gone) == (1, ("b.txt",))


def test_a_zip_is_run_as_a_folder(folder: Path, tmp_path: Path) -> None:
    assert run(folder / "d.zip", tmp_path / "out", 1).found == 2
    assert kept(tmp_path / "out")[0] == ["f.txt", "sâu/e.txt"]


def test_a_file_past_its_time_is_noted_and_the_rest_read(folder: Path, tmp_path: Path) -> None:
    outcome = run(folder, tmp_path / "out", 1, timeout=0.001)
    assert [(e.path, e.key) for e in outcome.failed if e.key == "work.time"] == [("j.pdf", "work.time")]
    assert outcome.read == 5
    assert run(folder, tmp_path / "out", 1).read == 1  # tried again


def test_little_is_held_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def coming(sizes: list[int]) -> object:
        for i, size in enumerate(sizes):
            asked.append(i)
            yield size, lambda i=i: i

    monkeypatch.setattr(batch, "BYTES_AHEAD", 10)
    done = batch._in_order(coming([8, 8, 1, 1, 1, 1, 1, 40, 1]), 4)  # type: ignore[arg-type]
    seen = [(r, max(asked)) for r in done]
    assert [r for r, _ in seen] == list(range(9))
    assert seen[0] == (0, 1)
    assert max(ahead - r for r, ahead in seen) <= 4  # type: ignore[operator]


def test_files_of_other_programs_are_read_in_a_process_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf([Text(72, 700, "Kế hoạch năm 2026.")]))
    assert parse_file(path).document.text.canonical == "Kế hoạch năm 2026."
    with pytest.raises(KehoachError) as e:
        parse_data(b"%PDF-1.4 broken", "x/a.pdf")
    assert (e.value.key, e.value.path) == ("pdf.broken", "x/a.pdf")


def test_members_of_a_zip(folder: Path) -> None:
    assert members(folder / "d.zip") == [folder / "d.zip" / "f.txt", folder / "d.zip" / "sâu" / "e.txt"]
    assert members(folder / "b.txt") == [folder / "b.txt"]
    assert members(folder) == [folder]
    (folder / "leer.zip").write_bytes(packed({}))
    assert members(folder / "leer.zip") == [folder / "leer.zip"]


def test_the_command_line_reads_zips(folder: Path, tmp_path: Path) -> None:
    done = kehoach("parse", "--format", "text", folder / "d.zip", "-", stdin=make_pdf([Text(72, 700, "Từ ống.")]))
    assert done.returncode == 0
    heads = [line for line in done.stdout.splitlines() if line.startswith("==>")]
    assert heads == [f"==> {folder}/d.zip/f.txt <==", f"==> {folder}/d.zip/sâu/e.txt <==", "==> - <=="]
    assert "Từ ống." in done.stdout
    assert "==>" not in kehoach("parse", "--format", "text", folder / "b.txt").stdout
    ran = kehoach("run", folder, "--out", tmp_path / "out", "--timeout", "60")
    assert ran.returncode == 3
    assert "  c.txt: trùng với b.txt" in ran.stdout
    assert ".xlsx 1" in ran.stdout
    assert "i.rar: chưa mở được tệp nén loại .rar" in ran.stderr
    assert "c.txt" in (tmp_path / "out" / "report.html").read_text("utf-8")
    checked = kehoach("check", "--format", "json", folder / "d.zip")
    assert len(checked.stdout.splitlines()) == 2
    copy = tmp_path / "sua.txt"
    assert kehoach("check", folder / "d.zip" / "f.txt", "--fix", copy).returncode in (0, 1)
    assert copy.read_text("utf-8").startswith("KẾ HOẠCH")
