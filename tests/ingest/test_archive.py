"""Packed folders: names as people read them, bytes in memory alone, limits that no zip can lie its way past."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from pathlib import Path

import pytest

from kehoach.errors import ReadError
from kehoach.ingest import archive as module
from kehoach.ingest import contents, find, read
from kehoach.ingest.archive import Archive, check_package
from support.archives import locked, lying, overlapping, packed, renamed
from support.word import make_docx

TEXT = "Kế hoạch năm 2024.".encode()


def names(data: bytes) -> list[str]:
    return list(Archive(io.BytesIO(data)).files())


def key_of(data: bytes, name: str) -> str:
    with pytest.raises(ReadError) as e:
        Archive(io.BytesIO(data)).read(name)
    return e.value.key


def test_members_are_read_by_name(tmp_path: Path) -> None:
    path = tmp_path / "plans.zip"
    path.write_bytes(packed({"thư mục/5.txt": TEXT, "trong.zip": packed({"6.txt": TEXT + b" "})}))
    before = sorted(tmp_path.rglob("*"))
    pages = read(path / "thư mục" / "5.txt")
    assert (pages.text, pages.source.name) == ("Kế hoạch năm 2024.", "5.txt")
    assert read(path / "trong.zip" / "6.txt").text.strip() == pages.text
    assert sorted(tmp_path.rglob("*")) == before
    for name, key in (
        ("7.txt", "file.missing"),
        ("trong.zip/7.txt", "file.missing"),
        ("trong.zip", "archive.whole"),
        ("", "archive.whole"),
    ):
        with pytest.raises(ReadError) as e:
            contents(path / name)
        assert (e.value.key, e.value.path) == (key, str(path / name))


def test_a_zip_that_changed_is_opened_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    for text in (b"one", b"another"):
        path.write_bytes(packed({"a.txt": text}))
        assert contents(path / "a.txt") == text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/a.txt", "etc/a.txt"),
        ("/etc/a.txt", "etc/a.txt"),
        ("C:\\Users\\a.txt", "Users/a.txt"),
        ("a/./b//c.txt", "a/b/c.txt"),
        (unicodedata.normalize("NFD", "kế hoạch.txt"), "kế hoạch.txt"),
        ("hai\ndòng\x1b[31m.txt", "hai dòng [31m.txt"),
        ("a" * 3000 + ".txt", "a" * 3000 + ".txt"),
    ],
)
def test_names_are_names_only(name: str, shown: str) -> None:
    data = packed({name: TEXT})
    assert names(data) == [shown]
    assert Archive(io.BytesIO(data)).read(shown) == TEXT


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Kế hoạch số 5.txt".encode(), "Kế hoạch số 5.txt"),
        (unicodedata.normalize("NFD", "Kế hoạch số 5.txt").encode(), "Kế hoạch số 5.txt"),
        (b"K\xea\xec hoa\xf2ch.txt", "Kế hoạch.txt"),
        (b"Th\xf4ng b\xe1o_K\xea\xec hoa\xf2ch.txt", "Thông báo_Kế hoạch.txt"),
        ("Übersicht £5.txt".encode("cp437"), "Übersicht £5.txt"),
    ],
)
def test_names_without_a_flag(raw: bytes, shown: str) -> None:
    stand_in = "x" * (len(raw) - 4) + ".txt"
    assert names(renamed(packed({stand_in: TEXT}), stand_in, raw)) == [shown]


def test_same_names_are_numbered_and_what_is_no_file_is_left_out() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file, pytest.warns(UserWarning):
        for name in ("a.txt", "a.txt", "__MACOSX/a.txt", ".an/a.txt", "~$a.docx", "b/"):
            file.writestr(name, TEXT)
    assert names(out.getvalue()) == ["a (2).txt", "a.txt"]


def test_what_can_not_be_read_says_why() -> None:
    assert key_of(locked(packed({"a.txt": TEXT})), "a.txt") == "archive.locked"
    cut = packed({"a.txt": TEXT * 100}).replace(packed({"a.txt": TEXT * 100})[40:50], b"\xff" * 10)
    assert key_of(cut, "a.txt") == "archive.broken"
    method = bytearray(packed({"a.txt": TEXT}, zipfile.ZIP_STORED))
    method[8] = method[method.index(b"PK\x01\x02") + 10] = 97
    assert key_of(bytes(method), "a.txt") == "archive.method"
    for data, key in ((b"PK\x03\x04 no zip", "archive.broken"), (overlapping(packed({"a.txt": bytes(999_999)}), 40), "archive.overlaps")):
        with pytest.raises(ReadError) as e:
            Archive(io.BytesIO(data))
        assert e.value.key == key


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_FILE", 1000)
    assert key_of(packed({"a.txt": bytes(1001)}), "a.txt") == "file.big"
    assert key_of(lying(packed({"a.txt": bytes(100_000)}), 10), "a.txt") in ("archive.broken", "file.big")
    monkeypatch.setattr(module, "MAX_MEMBERS", 2)
    with pytest.raises(ReadError) as e:
        names(packed(dict.fromkeys("abc", b"")))
    assert e.value.values == {"count": 3, "limit": 2}
    deep = {"a.txt": TEXT}
    for _ in range(3):
        deep = {"b.zip": packed(deep)}
    assert names(packed(deep)) == ["b.zip/b.zip/b.zip"]
    assert key_of(packed(deep), "b.zip/b.zip/b.zip") == "archive.deep"
    monkeypatch.setattr(module, "MAX_NESTED", 100)
    assert key_of(packed({"b.zip": packed({"a.txt": TEXT})}), "b.zip/a.txt") == "archive.nested"


def test_a_zip_of_zips_that_grow_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_NESTED", 10_000)
    inner = packed({"a.txt": TEXT})
    data = packed({f"{i}.zip": inner for i in range(200)})
    assert len(names(data)) == 200
    assert sum("/" in n for n in names(data)) < 100


@pytest.mark.parametrize("part", ["word/document.xml", "word/extra.xml"])
def test_a_word_file_is_measured_before_it_is_opened(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    good = make_docx(lambda d: d.add_paragraph("Một."))
    check_package(good)
    members = {i.filename: zipfile.ZipFile(io.BytesIO(good)).read(i) for i in zipfile.ZipFile(io.BytesIO(good)).infolist()}
    monkeypatch.setattr(module, "MAX_XML", 1_000_000)
    with pytest.raises(ReadError) as e:
        check_package(packed(members | {part: b" " * 1_000_001}))
    assert e.value.key == "file.unpacked"
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    for data in (bomb, bomb.decode().encode("utf-16")):
        with pytest.raises(ReadError) as e:
            check_package(packed(members | {part: data}))
        assert (e.value.key, e.value.place) == ("docx.entities", part)


def test_find_takes_no_harm_from_a_bad_zip(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(overlapping(packed({"a.txt": bytes(999_999)}), 40))
    assert list(find(tmp_path).files) == ["a.zip"]
    with pytest.raises(ReadError) as e:
        contents(tmp_path / "a.zip")
    assert (e.value.key, e.value.path) == ("archive.overlaps", str(tmp_path / "a.zip"))
