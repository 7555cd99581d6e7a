"""Which files of a folder are read, under which names and in which order."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

from kehoach.ingest import SUFFIXES, find
from kehoach.ingest.kinds import MEDIA_TYPES
from kehoach.ingest.reader import _READERS
from support.archives import packed


def test_readable_files_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.PDF", "a/b.docx", "c.md", "a.htm", "x.rtf", "x.xls", "noten", ".an.txt", ".an/x.txt", "~$a.docx", "d.html"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    found = find(tmp_path)
    assert list(found.files) == ["a/b.docx", "a/z.PDF", "a.htm", "b.txt", "c.md", "d.html", "x.rtf"]
    assert found.passed == {".xls": 1, "": 1}


def test_every_suffix_has_a_reader() -> None:
    assert set(_READERS) - {".xml"} == SUFFIXES == set(MEDIA_TYPES)


def test_a_zip_is_a_folder_of_its_members(tmp_path: Path) -> None:
    inner = packed({"5.txt": b"x", "6.md": b"x"})
    (tmp_path / "a.zip").write_bytes(packed({"thu-muc/5.docx": b"x", "trong.zip": inner, "7.rar": b"x", "bang.xlsx": b"x"}))
    (tmp_path / "hong.zip").write_bytes(b"PK\x03\x04")
    found = find(tmp_path)
    assert list(found.files) == ["a.zip/7.rar", "a.zip/thu-muc/5.docx", "a.zip/trong.zip/5.txt", "a.zip/trong.zip/6.md", "hong.zip"]
    assert found.passed == {".xlsx": 1}
    assert list(find(tmp_path / "a.zip").files) == ["7.rar", "thu-muc/5.docx", "trong.zip/5.txt", "trong.zip/6.md"]


def test_links_that_lead_back_end(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").touch()
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "b").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    assert list(find(tmp_path).files) == ["a/x.txt", "self.txt"]


def test_unreadable_files_are_still_named(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.touch(mode=0o000)
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "nowhere.pdf")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.pdf").mkdir()
    assert list(find(tmp_path).files) == ["gone.pdf", "pipe.txt", "x.txt"]


def test_names_are_composed_and_distinct(tmp_path: Path) -> None:
    for form in ("NFC", "NFD"):
        (tmp_path / unicodedata.normalize(form, "kế hoạch.txt")).touch()
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/k\xff.txt")).touch()
    (tmp_path / "hai\ndòng.txt").touch()
    found = find(tmp_path).files
    assert sorted(found) == ["hai dòng.txt", "k\\xff.txt", "kế hoạch (2).txt", "kế hoạch.txt"]
    assert len({p.name for p in found.values()}) == 4


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert not find(tmp_path / "none").files
    assert list(tmp_path.iterdir()) == []
