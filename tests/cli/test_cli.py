"""The command line as a person uses it: arguments, outputs, exit codes, one line for each error."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kehoach.store import Corpus
from support.command import kehoach
from support.pdf import make_locked_pdf

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT / "corpus" / "documents"
PLAN = DOCUMENTS / "hg-danguy-nghi-quyet.txt"


def test_help_speaks_vietnamese_and_english() -> None:
    assert "Đọc kế hoạch" in kehoach("--help").stdout
    assert "Read Vietnamese official plans" in kehoach("--lang", "en", "--help").stdout


def test_parse_gives_one_json_object_a_line() -> None:
    done = kehoach("parse", "--format", "jsonl", PLAN, DOCUMENTS / "hg-xa-chuyen-doi-so.html")
    plans = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [p["source"]["name"] for p in plans] == [PLAN.name, "hg-xa-chuyen-doi-so.html"]
    assert {p["schema"] for p in plans} == {"kehoach/plan/1"}
    raw = PLAN.read_text("utf-8")
    for c in plans[0]["citations"]:
        assert raw[slice(*c["span"])].split() == c["text"].split() or "\u00d0" in raw[slice(*c["span"])]


def test_standard_input_reads_like_the_file() -> None:
    piped = json.loads(kehoach("parse", "--format", "jsonl", "-", stdin=PLAN.read_bytes()).stdout)
    filed = json.loads(kehoach("parse", "--format", "jsonl", PLAN).stdout)
    assert piped["source"]["sha256"] == filed["source"]["sha256"]
    assert piped["citations"] == filed["citations"]


@pytest.mark.parametrize("form", ["tree", "text", "xml", "json"])
def test_other_forms(form: str) -> None:
    done = kehoach("parse", "--format", form, PLAN)
    assert done.returncode == 0
    assert "57-NQ/TW" in done.stdout.replace("57- NQ/TW", "57-NQ/TW")


def test_usage_errors_exit_2() -> None:
    assert kehoach("parse").returncode == 2
    assert kehoach("parse", "--format", "yaml", PLAN).returncode == 2
    assert kehoach("compare", PLAN).returncode == 2
    assert kehoach("--lang", "fr", "parse", PLAN).returncode == 2


def test_a_missing_file_is_named_and_the_rest_is_read() -> None:
    done = kehoach("parse", "--format", "jsonl", "không-có.txt", PLAN)
    assert done.returncode == 3
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr.startswith("không-có.txt: ")
    assert "Traceback" not in done.stderr
    assert "no such file" in kehoach("--lang", "en", "parse", "không-có.txt").stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of good files among every kind of bad one."""
    target = tmp_path / "plans"
    target.mkdir()
    for name in ("hg-danguy-nghi-quyet.txt", "hg-xa-chuyen-doi-so.html", "hg-mamnon-du-thao.docx"):
        (target / name).write_bytes((DOCUMENTS / name).read_bytes())
    (target / "rong.txt").write_bytes(b"")
    (target / "cat.docx").write_bytes((DOCUMENTS / "hg-mamnon-du-thao.docx").read_bytes()[:4000])
    (target / "to.txt").write_text("Kế hoạch. " * 2_100_000, "utf-8")
    (target / "nhi-phan.txt").write_bytes(bytes(range(256)) * 40)
    (target / "khong-trang.pdf").write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \ntrailer<</Size 3/Root 1 0 R>>\nstartxref\n98\n%%EOF\n"
    )
    (target / "khoa.pdf").write_bytes(make_locked_pdf())
    (target / "khong-quyen.txt").write_text("KẾ HOẠCH", "utf-8")
    (target / "khong-quyen.txt").chmod(0)
    return target


BAD = {
    "rong.txt": "rỗng",
    "khoa.pdf": "mật khẩu",
    "cat.docx": "Word",
    "to.txt": "quá lớn",
    "nhi-phan.txt": "không phải văn bản",
    "khong-trang.pdf": "không có trang",
}


def test_a_run_names_every_bad_file_and_does_the_rest(folder: Path, tmp_path: Path) -> None:
    before = {p.name: p.stat().st_mtime_ns for p in folder.iterdir()}
    out = tmp_path / "out"
    done = kehoach("run", folder, "--out", out, "--jobs", "1")
    assert done.returncode == 3
    for name, reason in BAD.items():
        line = next(line for line in done.stderr.splitlines() if name in line)
        assert reason in line
    if os.access(folder / "khong-quyen.txt", os.R_OK) is False:
        assert "không có quyền đọc" in done.stderr
    with Corpus.open(out) as corpus:
        assert {"hg-danguy-nghi-quyet.txt", "hg-mamnon-du-thao.docx", "hg-xa-chuyen-doi-so.html"} <= {
            p["source"]["name"] for p in corpus.plans()
        }
        assert set(BAD) <= {f.file for f in corpus.failures()}
        folded = {hit.unit for hit in corpus.search("nghi quyet")}
        assert folded
        assert folded == {hit.unit for hit in corpus.search("nghị quyết")}
    assert done.stdout.strip().endswith("report.html")
    assert {p.name: p.stat().st_mtime_ns for p in folder.iterdir()} == before


def exported(out: Path) -> dict[str, str]:
    files = [p for p in out.rglob("*") if p.is_file() and p.suffix != ".db"]
    return {p.relative_to(out).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the plans of one province and one school, in every form."""
    folder = tmp_path_factory.mktemp("province")
    for file in (*DOCUMENTS.glob("tg-*"), DOCUMENTS / "hg-mamnon-du-thao.docx", DOCUMENTS / "hg-xa-chuyen-doi-so.html"):
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


def test_jobs_change_nothing_and_a_second_run_reads_only_what_changed(tmp_path: Path, province: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    assert kehoach("run", province, "--out", one, "--jobs", "1").returncode == 0
    assert kehoach("run", province, "--out", two, "--jobs", "2").returncode == 0
    assert exported(one) == exported(two)
    again = kehoach("run", province, "--out", one)
    assert "đọc mới 0" in again.stdout
    assert exported(one) == exported(two)


def test_a_killed_run_goes_on_where_it_stopped(tmp_path: Path, province: Path) -> None:
    out = tmp_path / "out"
    program = (
        "import os, sys; from pathlib import Path; from kehoach import batch\n"
        "def stop(done, total, name):\n    if done == 5: os.kill(os.getpid(), 9)\n"
        f"batch.run(Path({str(province)!r}), Path({str(out)!r}), 1, stop)"
    )
    killed = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)
    assert killed.returncode == -9
    with Corpus.open(out) as corpus:
        assert len(corpus) == 5
    done = kehoach("run", province, "--out", out, "--jobs", "1")
    assert done.returncode == 0
    assert "đã có 5" in done.stdout
    whole = tmp_path / "whole"
    assert kehoach("run", province, "--out", whole, "--jobs", "1").returncode == 0
    assert exported(out) == exported(whole)


def test_compare_search_graph_and_report(tmp_path: Path, province: Path) -> None:
    out = tmp_path / "out"
    kehoach("run", province, "--out", out, "--jobs", "1")
    a, b = DOCUMENTS / "tg-ubnd-tre-em.pdf", DOCUMENTS / "tg-huyen-tre-em.md"
    compared = kehoach("compare", a, b, "--html", tmp_path / "compare.html")
    assert compared.returncode == 0
    assert "Văn bản cùng viện dẫn" in compared.stdout
    assert "://" not in (tmp_path / "compare.html").read_text("utf-8").replace("http://www.w3.org", "")
    assert "Kế hoạch số 163" in kehoach("search", out, "ke hoach so 163").stdout
    graph = kehoach("graph", out, "--format", "gexf", "--top", "5")
    assert (out / "graph" / "citations.gexf").is_file()
    assert graph.returncode == 0
    assert kehoach("report", out).stdout.strip().endswith("report.html")


def test_a_database_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kehoach.db").write_bytes(b"not a database at all" * 100)
    done = kehoach("report", tmp_path)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def test_evaluate_prints_a_table_and_warns_of_tags_learned_here() -> None:
    done = kehoach("evaluate", "--split", "test")
    assert done.returncode == 0
    assert "sections.tree" in done.stdout
    assert "models/unit_tags/README.md" in done.stdout
    assert kehoach("evaluate", "--split", "xyz").returncode == 2


def test_evaluate_scores_the_references_of_a_data_set(tmp_path: Path) -> None:
    data = Path(__file__).parents[1] / "evaluate" / "references.jsonl"
    done = kehoach("--lang", "en", "evaluate", "--references", data)
    assert done.returncode == 0
    assert [line.split("│")[-2].strip() for line in done.stdout.splitlines() if "numbered" in line] == ["8"]
    assert "2 references were put back" in done.stdout
    assert json.loads(kehoach("evaluate", "--references", data, "--as-published", "--json").stdout)["restored"] is None
    assert kehoach("evaluate", "--references", data, "--split", "train").returncode == 2
    assert kehoach("evaluate", "--as-published").returncode == 2
    broken = tmp_path / "broken.jsonl"
    broken.write_text("{}\n", "utf-8")
    refused = kehoach("evaluate", "--references", broken)
    assert refused.returncode == 3
    assert f"{broken}: 1: " in refused.stderr


def test_explain_tells_what_was_taken_and_what_was_not() -> None:
    tree = kehoach("parse", "--explain", PLAN).stdout
    assert "Đã lấy:" in tree
    assert "[own.letterhead]" in tree
    assert "Not taken:" in kehoach("--lang", "en", "parse", "--explain", PLAN).stdout
    found = json.loads(kehoach("parse", "--explain", "--format", "json", PLAN).stdout)
    assert found["schema"] == "kehoach/explain/1"
    raw = PLAN.read_text("utf-8")
    assert all(raw[: x["span"][0]].count("\n") + 1 == x["line"] for x in found["citations"] + found["look_alikes"])
    refused = kehoach("parse", "--explain", "--format", "xml", PLAN)
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
