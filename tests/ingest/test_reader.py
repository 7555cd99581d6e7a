"""One way in: sources, limits, and errors that name the file."""

from __future__ import annotations

import hashlib
import os
import pickle
import unicodedata
from pathlib import Path

import pytest

from kehoach.errors import ReadError
from kehoach.ingest import MEDIA_TYPES, SUFFIXES, read, read_bytes, reader
from kehoach.ingest.limits import MAX_CHARACTERS
from support.archives import packed
from support.word import make_docx


def failure(path: Path) -> ReadError:
    with pytest.raises(ReadError) as e:
        read(path)
    assert str(path) in e.value.explain("en")
    assert str(path) in e.value.explain("vi")
    return e.value


def test_source_names_the_file_and_its_bytes(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "Kế hoạch 5.TXT")
    path = tmp_path / name
    path.write_bytes("Kế hoạch".encode())
    source = read(path).source
    assert source.name == "Kế hoạch 5.TXT"
    assert source.sha256 == hashlib.sha256("Kế hoạch".encode()).hexdigest()
    assert source.media_type == "text/plain"
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_missing_file(tmp_path: Path) -> None:
    assert failure(tmp_path / "không có.txt").key == "file.missing"
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere.txt")
    assert failure(tmp_path / "link.txt").key == "file.missing"
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert failure(tmp_path / "loop.txt").key == "file.missing"


def test_special_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert failure(tmp_path / "pipe.txt").key == "file.special"
    assert failure(Path("/dev/null")).key == "file.special"


def test_folder_named_as_a_file(tmp_path: Path) -> None:
    (tmp_path / "x.txt").mkdir()
    assert failure(tmp_path / "x.txt").key == "file.folder"


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.txt"
    path.write_text("kế hoạch", "utf-8")
    monkeypatch.setattr(os, "open", lambda *_: (_ for _ in ()).throw(PermissionError()))
    assert failure(path).key == "file.no_permission"


def test_a_file_that_changes_while_being_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.txt"
    path.write_text("kế hoạch", "utf-8")
    opened = os.open

    def late(name: Path, flags: int) -> int:
        with path.open("a") as file:
            file.write(" năm 2024")
        return opened(name, flags)

    monkeypatch.setattr(reader.os, "open", late)
    assert failure(path).key == "file.changed"
    monkeypatch.undo()
    assert read(path).text == "kế hoạch năm 2024"


@pytest.mark.parametrize(
    ("name", "data", "note", "media"),
    [
        ("a.docx", b"%PDF-1.4 x", None, "pdf.broken"),
        ("a.txt", make_docx(lambda d: d.add_paragraph("Một.")), "named .txt, read as .docx", MEDIA_TYPES[".docx"]),
        ("a.DOC", make_docx(lambda d: d.add_paragraph("Một.")), "named .doc, read as .docx", MEDIA_TYPES[".docx"]),
        ("a", make_docx(lambda d: d.add_paragraph("Một.")), None, MEDIA_TYPES[".docx"]),
        ("a.pdf", "<!DOCTYPE html><p>Một.".encode(), "named .pdf, read as .html", "text/html"),
        ("a.doc", "<div>Một.</div>".encode(), "named .doc, read as .html", "text/html"),
        ("a.txt", "<html><p>Một.".encode("utf-16"), "named .txt, read as .html", "text/html"),
        ("a.htm", "<html><p>Một.".encode(), None, "text/html"),
        ("a.doc", "Một.".encode(), "named .doc, read as .txt", "text/plain"),
        ("a", "Một.".encode(), None, "text/plain"),
        ("KH 5.2024", "Một.".encode(), None, "text/plain"),
        ("a.md", "Một.".encode(), None, "text/markdown"),
        ("a.txt", packed({"a.txt": b"x"}), None, "archive.whole"),
        ("a.docx", packed({"xl/a.xml": b"x", "[Content_Types].xml": b""}), None, "file.type"),
        ("a.docx", b"Rar!\x1a\x07\x01", None, "archive.unread"),
        ("a.7z", b"x", None, "archive.unread"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), None, "office.encrypted"),
        ("a.xml", b"<rss>", None, "file.type"),
    ],
)
def test_a_file_is_read_as_what_it_is(name: str, data: bytes, note: str | None, media: str) -> None:
    try:
        pages = read_bytes(data, name)
    except ReadError as e:
        assert e.key == media
        return
    assert pages.text.strip() == "Một."
    assert pages.source.media_type == media
    assert [n for n in pages.notes if n.startswith("named")] == [note] * bool(note)


def test_unknown_suffix_names_the_known_ones(tmp_path: Path) -> None:
    path = tmp_path / "x.xls"
    path.write_text("x", "utf-8")
    error = failure(path)
    assert (error.key, error.values["suffix"]) == ("file.type", ".xls")
    assert str(error.values["known"]).split() == sorted(SUFFIXES)


@pytest.mark.parametrize(("data", "key"), [(b"", "file.empty"), (b" \n\t\r\n ", "file.blank"), (b"\xef\xbb\xbf", "file.blank")])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_nothing_to_read(data: bytes, key: str, name: str) -> None:
    with pytest.raises(ReadError) as e:
        read_bytes(data, name)
    assert e.value.key == key


@pytest.mark.parametrize("name", sorted(f"a{s}" for s in SUFFIXES))
def test_every_reader_refuses_an_empty_file(name: str) -> None:
    with pytest.raises(ReadError) as e:
        read_bytes(b"", name)
    assert e.value.key == "file.empty"


def test_too_large_a_text_is_refused_with_its_size(tmp_path: Path) -> None:
    path = tmp_path / "to.txt"
    path.write_bytes(b"a" * (MAX_CHARACTERS + 1))
    error = failure(path)
    assert error.key == "file.too_large"
    assert str(MAX_CHARACTERS + 1) in str(error)
    with path.open("r+b") as file:
        file.truncate(4 * MAX_CHARACTERS + 4)
    assert failure(path).values["size"] == MAX_CHARACTERS + 1


def test_a_text_at_the_limit_is_read() -> None:
    assert len(read_bytes(b"a" * MAX_CHARACTERS, "a.txt").text) == MAX_CHARACTERS


def test_a_zip_whose_own_kind_is_unreadable_is_told_in_one_line() -> None:
    data = bytearray(packed({"mimetype": b"application/vnd.oasis.opendocument.text" * 9}))
    at = data.index(b"mimetype") + len(b"mimetype")
    data[at : at + 6] = b"\xff" * 6
    with pytest.raises(ReadError) as e:
        read_bytes(bytes(data), "ke-hoach.odt")
    assert e.value.key == "docx.broken"


def test_errors_travel_between_processes(tmp_path: Path) -> None:
    error = failure(tmp_path / "x.txt")
    again = pickle.loads(pickle.dumps(error))
    assert (again.key, again.path) == (error.key, error.path)
