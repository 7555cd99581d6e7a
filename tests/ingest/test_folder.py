"""Which files of a folder are read, and in which order."""

from __future__ import annotations

from pathlib import Path

from kehoach.ingest import SUFFIXES, files


def test_readable_files_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.PDF", "a/b.docx", "c.md", "a.htm", "x.rtf", "x.xls", "noten", ".an.txt", ".an/x.txt", "~$a.docx", "d.html"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    found = [p.relative_to(tmp_path).as_posix() for p in files(tmp_path)]
    assert found == ["a/b.docx", "a/z.PDF", "a.htm", "b.txt", "c.md", "d.html", "x.rtf"]
    assert {".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".doc", ".dot", ".rtf", ".odt"} == SUFFIXES


def test_links_that_lead_back_end(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").touch()
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "b").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    found = [p.relative_to(tmp_path).as_posix() for p in files(tmp_path)]
    assert found == ["a/x.txt", "self.txt"]


def test_unreadable_files_are_still_named(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.touch(mode=0o000)
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "nowhere.pdf")
    assert [p.name for p in files(tmp_path)] == ["gone.pdf", "x.txt"]


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert list(files(tmp_path / "none")) == []
    assert list(tmp_path.iterdir()) == []
