"""The corpus database: what goes in comes out, and a second run does only what changed."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kehoach.errors import StoreError
from kehoach.store import Corpus
from kehoach.store.schema import VERSION
from support.plans import drafts, province


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus.create(tmp_path / "out", "0.1 m1") as made:
        for d in drafts():
            made.add(d.plan(), d.raw, d.file)
        yield made


def test_what_goes_in_comes_out_in_file_order(corpus: Corpus) -> None:
    assert list(corpus.plans()) == [d.plan() for d in drafts()]
    assert len(corpus) == 4
    assert corpus.plan("lam-son/ubnd-48.txt") == province().plan()
    assert corpus.raw("lam-son/ubnd-48.txt") == province().raw
    assert corpus.plan("no such file") is None
    assert corpus.raw("no such file") is None


def test_the_name_in_the_corpus_is_the_source_name(corpus: Corpus) -> None:
    corpus.add(province().plan(), province().raw, "other/folder.txt")
    plan = corpus.plan("other/folder.txt")
    assert plan is not None
    assert plan["source"]["name"] == "other/folder.txt"


def test_units_carry_section_role_tag_and_span(corpus: Corpus) -> None:
    rows = [u for u in corpus.units() if u.file == "lam-son/ubnd-48.txt"]
    raw = province().raw
    assert [(u.unit, u.role, u.tag) for u in rows] == [
        ("u1", "objective+requirement", "objective"),
        ("u2", "objective+requirement", "objective"),
        ("u3", "content", "content"),
        ("u4", "content", "content"),
        ("u5", "duty", "duty"),
    ]
    assert [u.span.of(raw) for u in rows] == [u.text for u in rows]


def test_done_asks_for_bytes_and_engine(tmp_path: Path) -> None:
    d, out = province(), tmp_path / "out"
    sha256 = d.plan()["source"]["sha256"]
    with Corpus.create(out, "0.1") as corpus:
        assert not corpus.done(d.file, sha256)
        corpus.add(d.plan(), d.raw, d.file)
        assert corpus.done(d.file, sha256)
        assert not corpus.done(d.file, "0" * 64)
        assert not corpus.done("copy.txt", sha256)
    with Corpus.create(out, "0.2") as corpus:
        assert not corpus.done(d.file, sha256)
        corpus.add(d.plan(), d.raw, d.file)
        assert corpus.done(d.file, sha256)
    with Corpus.open(out) as corpus:
        assert corpus.done(d.file, sha256)


def test_reading_a_file_again_replaces_it(corpus: Corpus) -> None:
    d = province()
    before = len(corpus.search("hanh chinh", 100))
    corpus.add(d.plan(), d.raw, d.file)
    assert len(corpus) == 4
    assert len(corpus.search("hanh chinh", 100)) == before == 1


def test_a_failure_takes_the_place_of_the_plan_and_is_tried_again(corpus: Corpus) -> None:
    d = province()
    corpus.add_failure(d.file, "ab" * 32, "pdf.no_text", {"pages": 4})
    assert corpus.plan(d.file) is None
    assert corpus.search("toan trinh", 5) == []
    assert not corpus.done(d.file, "ab" * 32)
    (failure,) = corpus.failures()
    assert (failure.file, failure.sha256, failure.key, failure.values) == (d.file, "ab" * 32, "pdf.no_text", {"pages": 4})
    corpus.add(d.plan(), d.raw, d.file)
    assert list(corpus.failures()) == []


def test_files_no_longer_there_are_forgotten(corpus: Corpus) -> None:
    corpus.add_failure("gone.pdf", None, "file.no_permission", {})
    kept = ["lam-son/thpt-36.txt", "lam-son/ubnd-48.txt"]
    assert corpus.forget_missing(kept) == ["a & <b>.txt", "gone.pdf", "lam-son/sgddt-512.txt"]
    assert [p["source"]["name"] for p in corpus.plans()] == kept
    assert list(corpus.failures()) == []
    assert corpus.forget_missing(kept) == []


def test_a_failed_add_leaves_what_was_there(corpus: Corpus) -> None:
    plan = province().plan()
    plan["units"][1]["text"] = None
    with pytest.raises(AttributeError):
        corpus.add(plan, "", province().file)
    assert corpus.plan(province().file) == province().plan()
    assert len(corpus.search("truc tuyen toan trinh", 5)) == 1


def test_after_closing_one_plain_file_is_left(tmp_path: Path) -> None:
    with Corpus.create(tmp_path / "out", "0.1") as corpus:
        corpus.add(province().plan(), province().raw, "a.txt")
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["kehoach.db"]
    with Corpus.open(tmp_path / "out" / "kehoach.db") as corpus:
        assert len(corpus) == 1


def test_a_corpus_opened_for_reading_can_not_be_written(corpus: Corpus) -> None:
    with Corpus.open(corpus.file) as reader, pytest.raises(sqlite3.OperationalError):
        reader.add_failure("x", None, "file.empty", {})


def test_a_missing_database_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        Corpus.open(tmp_path)
    assert caught.value.key == "store.missing"
    assert "kehoach run" in caught.value.explain("en")
    assert str(tmp_path) in caught.value.explain("vi")


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "kehoach.db").write_text("not a database, only some words that fill more than a header" * 20)
    for attempt in (Corpus.open, lambda p: Corpus.create(p, "0.1")):
        with pytest.raises(StoreError) as caught:
            attempt(tmp_path)
        assert caught.value.key == "store.not_database"


def test_another_database_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "kehoach.db"
    db = sqlite3.connect(file)
    db.execute("CREATE TABLE theirs (x)")
    db.commit()
    db.close()
    before = file.read_bytes()
    for attempt in (Corpus.open, lambda p: Corpus.create(p, "0.1")):
        with pytest.raises(StoreError) as caught:
            attempt(tmp_path)
        assert caught.value.key == "store.not_database"
    assert file.read_bytes() == before


def test_another_version_is_refused_with_both_numbers(tmp_path: Path) -> None:
    Corpus.create(tmp_path, "0.1").close()
    db = sqlite3.connect(tmp_path / "kehoach.db")
    db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()
    for attempt in (Corpus.open, lambda p: Corpus.create(p, "0.1")):
        with pytest.raises(StoreError) as caught:
            attempt(tmp_path)
        assert caught.value.key == "store.schema"
        assert str(VERSION + 1) in caught.value.explain("en")


KILLED = """
import sys
from pathlib import Path
from kehoach.store import Corpus
from support.plans import province
corpus, d = Corpus.create(Path(sys.argv[1]), "0.1"), province()
for n in range(10_000):
    corpus.add(d.plan(), d.raw, f"{n:05}.txt")
    if n == 20:
        print("enough", flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_a_killed_run_leaves_whole_documents_and_goes_on(tmp_path: Path) -> None:
    env = {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, env=env) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"enough\n"
        process.kill()
    with Corpus.open(tmp_path) as corpus:
        files = [p["source"]["name"] for p in corpus.plans()]
        assert files == [f"{n:05}.txt" for n in range(len(files))]
        assert 21 <= len(files) < 10_000
        assert len(list(corpus.units())) == 5 * len(files)
    d = province()
    with Corpus.create(tmp_path, "0.1") as corpus:
        assert corpus.done("00020.txt", d.plan()["source"]["sha256"])
        corpus.add(d.plan(), d.raw, "99999.txt")
        assert len(corpus.search("toan trinh", 100_000)) == len(files) + 1
