"""`kehoach check` as a person uses it: screens, forms, files, exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from rich.cells import cell_len

from kehoach.cli import console
from kehoach.errors import KehoachError
from support.command import kehoach
from support.word import commented

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"
DRAFT = "KẾ HOẠCH\nTập huấn\n\n- Theo Quyết định số 5/Q\u00d0-UBND của Ủy ban nhân dân huyện.\n"
NOTE = "KẾ HOẠCH\nTập huấn\n\n- ba\u0309ng biểu\n"
LETTERS = ("--only", "letter")


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "du-thao.txt"
    path.write_text(DRAFT, "utf-8")
    return path


def test_the_screen_shows_place_reason_words_and_source(draft: Path) -> None:
    done = kehoach("check", *LETTERS, draft)
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert lines[0].startswith(f"{draft}:4:22: cảnh báo letter.eth: «5/Q\u00d0-UBND»")
    assert lines[1].endswith(DRAFT.splitlines()[3])
    at = lines[2].index("^")
    assert lines[1][at : at + len("5/Q\u00d0-UBND")] == "5/Q\u00d0-UBND"
    assert lines[2].count("^") == len("5/Q\u00d0-UBND")
    assert lines[3].strip() == "= đề xuất: 5/QĐ-UBND (--fix sửa được)"
    assert lines[4].strip().startswith("= căn cứ: TCVN 6909:2001")
    assert lines[-1] == "1 tệp: 0 lỗi, 1 cảnh báo, 0 ghi chú."
    assert "\x1b" not in done.stdout


def test_carets_stand_under_the_words_where_accents_are_loose(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(unicodedata.normalize("NFD", "- Quyết định số 5/Q") + "\u00d0-UBND, tiếng Việt\n", "utf-8")
    lines = kehoach("check", "--only", "letter.eth", path).stdout.splitlines()
    before = lines[1][: lines[1].index("5/Q\u00d0")]
    assert cell_len(before) == lines[2].index("^")
    assert len(before) > lines[2].index("^")


def test_a_long_line_is_cut_round_the_words(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"- {'các đơn vị ' * 40}5/Q\u00d0-UBND{' và các đơn vị' * 40}\n", "utf-8")
    lines = kehoach("check", *LETTERS, path).stdout.splitlines()
    assert cell_len(lines[1]) <= 200
    assert "│ …" in lines[1]
    assert lines[1].endswith("…")
    at = lines[2].index("^")
    assert lines[1][at : at + 9] == "5/Q\u00d0-UBND"


def test_a_draft_cannot_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("- [bold]x[/]\x1b[2J\t5/Q\u00d0-UBND\x1b]0;t\x07\n" + "các đơn vị " * 400, "utf-8")
    out = kehoach("check", *LETTERS, path).stdout
    assert "\x1b" not in out
    assert "[bold]x[/]" in out


def test_a_place_in_word_and_pdf_is_a_paragraph_or_page() -> None:
    out = kehoach("check", *LETTERS, DOCUMENTS / "ls-ubnd-chuyen-doi-so.docx").stdout
    assert "ls-ubnd-chuyen-doi-so.docx: đoạn " in out


def test_exit_codes_follow_the_gravest_finding(tmp_path: Path, draft: Path) -> None:
    note, clean = tmp_path / "note.txt", tmp_path / "clean.txt"
    note.write_text(NOTE, "utf-8")
    clean.write_text("Kế hoạch số 7", "utf-8")
    assert kehoach("check", *LETTERS, clean).returncode == 0
    assert kehoach("check", *LETTERS, note).returncode == 0
    assert kehoach("check", *LETTERS, "--fail-on", "note", note).returncode == 1
    assert kehoach("check", *LETTERS, draft).returncode == 1
    assert kehoach("check", *LETTERS, "--fail-on", "error", draft).returncode == 0


def test_a_file_that_cannot_be_read_does_not_hide_the_others(draft: Path) -> None:
    done = kehoach("check", *LETTERS, "không-có.txt", draft)
    assert done.returncode == 3
    assert "letter.eth" in done.stdout
    assert "Không đọc được 1 tệp." in done.stdout
    assert done.stderr.startswith("không-có.txt: ")


@pytest.mark.parametrize(
    "arguments",
    [
        (), ("--format", "yaml", "x.txt"), ("--fail-on", "grave", "x.txt"), ("--only", "leter", "x.txt"), ("--off", "leter", "x.txt"),
        ("--settings", "không-có.toml", "x.txt"), ("--today", "hôm nay", "x.txt"),
    ],
)  # fmt: skip
def test_wrong_use_exits_2(arguments: tuple[str, ...]) -> None:
    done = kehoach("check", *arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_standard_input(draft: Path) -> None:
    done = kehoach("check", *LETTERS, "-", stdin=draft.read_bytes())
    assert done.returncode == 1
    assert done.stdout.startswith("-:4:22: ")


def test_json_is_one_line_a_file(draft: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.txt"
    other.write_text(NOTE, "utf-8")
    lines = kehoach("check", *LETTERS, "--format", "json", draft, other, draft).stdout.splitlines()
    assert [json.loads(line)["source"]["name"] for line in lines] == ["du-thao.txt", "b.txt"]
    assert [[f["rule"] for f in json.loads(line)["findings"]] for line in lines] == [["letter.eth"], ["letter.mixed"]]


@pytest.mark.parametrize("form", ["terminal", "json", "sarif", "html"])
def test_out_holds_what_would_be_printed(draft: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"out.{form}"
    printed = kehoach("check", *LETTERS, "--format", form, draft)
    written = kehoach("check", *LETTERS, "--format", form, "--out", out, draft)
    assert out.read_text("utf-8") == printed.stdout
    assert written.stdout == ""
    assert written.returncode == printed.returncode == 1


def test_the_draft_is_never_written_over(draft: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(draft)
    for target in (draft, link):
        done = kehoach("check", "--out", target, draft)
        assert done.returncode == 2
        assert draft.read_text("utf-8") == DRAFT


def test_settings_of_the_folder_and_of_a_file(draft: Path, tmp_path: Path) -> None:
    settings = tmp_path / "own.toml"
    settings.write_text('[[check.except]]\nrule = "letter.eth"', "utf-8")
    done = kehoach("check", *LETTERS, "--settings", settings, draft)
    assert done.returncode == 0
    assert "Cài đặt cho qua 1." in done.stdout


def test_the_rules_are_listed_with_their_sources() -> None:
    out = kehoach("check", "--rules").stdout
    listed = json.loads(kehoach("check", "--rules", "--format", "json").stdout)
    assert {r["id"] for r in listed} >= {"letter.eth", "letter.mixed"}
    assert all(r["id"] in out and r["source"]["vi"] for r in listed)
    assert "Composed and decomposed" in kehoach("--lang", "en", "check", "--rules").stdout


def test_a_copy_with_the_corrections_leaves_the_draft(draft: Path, tmp_path: Path) -> None:
    out = tmp_path / "sua.txt"
    done = kehoach("check", *LETTERS, "--fix", out, draft)
    assert done.returncode == 1
    assert "sửa 1 chỗ" in done.stderr
    assert draft.read_text("utf-8") == DRAFT
    assert out.read_text("utf-8") == DRAFT.replace("\u00d0", "Đ")
    assert kehoach("check", *LETTERS, out).returncode == 0


def test_a_copy_with_remarks(tmp_path: Path) -> None:
    source, out = DOCUMENTS / "ls-ubnd-chuyen-doi-so.docx", tmp_path / "nhan-xet.docx"
    done = kehoach("check", *LETTERS, "--annotate", out, source)
    assert "1 nhận xét" in done.stderr
    assert [w for w, _ in commented(out.read_bytes())] == ["42/2022/N\u00d0-CP"]


@pytest.mark.parametrize("option", ["--fix", "--annotate", "--out"])
def test_targets_that_are_refused(draft: Path, tmp_path: Path, option: str) -> None:
    hard = tmp_path / "hard.txt"
    hard.hardlink_to(draft)
    for target, files in (
        (draft, [draft]),
        (hard, [draft]),
        (tmp_path / "nix" / ".." / draft.name, [draft]),
        (tmp_path / "nix" / "a.txt", [draft]),
    ):
        done = kehoach("check", option, target, *files)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
    assert draft.read_text("utf-8") == DRAFT
    if option != "--out":
        assert kehoach("check", option, tmp_path / "a.txt", draft, hard).returncode == 2
        assert kehoach("check", option, tmp_path / "a.txt", "-", stdin=b"x").returncode == 2
        assert kehoach("check", option, tmp_path / "a.txt", "--out", tmp_path / "a.txt", draft).returncode == 2


def test_remarks_and_corrections_need_the_right_kind_of_file(draft: Path, tmp_path: Path) -> None:
    assert "docx hoặc pdf" in kehoach("check", "--annotate", tmp_path / "a.txt", draft).stderr
    done = kehoach("check", "--fix", tmp_path / "a.pdf", DOCUMENTS / "tg-ubnd-tre-em.pdf")
    assert (done.returncode, "--fix" in done.stderr) == (2, True)
    assert not (tmp_path / "a.pdf").exists()


def test_the_table_of_directives(tmp_path: Path) -> None:
    source = DOCUMENTS / "tg-huyen-tre-em.md"
    shown = kehoach("check", "--table", "--today", "2026-01-01", source)
    assert shown.returncode == 0
    assert "28/NQ-CP" in shown.stdout
    for name in ("a.csv", "a.docx"):
        assert kehoach("check", "--table", "--out", tmp_path / name, source, source).returncode == 0
        assert (tmp_path / name).stat().st_size > 1000
    assert kehoach("check", "--table", "--out", tmp_path / "a.ods", source).returncode == 2
    assert kehoach("check", "--table", "không-có.md", source).returncode == 3


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--table", "--annotate", "a.docx"), "--annotate không dùng cùng --table"),
        (("--table", "--fix", "a.txt"), "--fix không dùng cùng --table"),
        (("--table", "--format", "json"), "--format"),
        (("--table", "--only", "letter"), "--only"),
        (("--table", "--off", "letter"), "--off"),
        (("--table", "--fail-on", "error"), "--fail-on"),
        (("--table", "--settings", "a.toml"), "--settings"),
        (("--rules", "--table"), "--table"),
        (("--rules", "--fix", "a.txt"), "--fix"),
        (("--rules", "--format", "sarif"), "sarif"),
        (("--fix", "a.docx"), "đặt đuôi .txt"),
        (("--fix", "a.txt", "--out", "a.txt"), "hai kết quả"),
    ],
)
def test_options_that_would_do_nothing_are_refused(draft: Path, options: tuple[str, ...], said: str) -> None:
    done = kehoach("check", *(str(draft.parent / o) if o.startswith("a.") else o for o in options), draft)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert [p.name for p in draft.parent.iterdir()] == [draft.name]


def test_no_result_is_written_where_another_is_refused(tmp_path: Path) -> None:
    done = kehoach("check", "--annotate", tmp_path / "a.pdf", "--fix", tmp_path / "b.pdf", DOCUMENTS / "tg-ubnd-tre-em.pdf")
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])
    word = DOCUMENTS / "ls-ubnd-chuyen-doi-so.docx"
    done = kehoach("check", "--annotate", tmp_path / "a.pdf", word)
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])


@pytest.mark.parametrize("form", ["json", "terminal"])
def test_the_rules_go_into_a_file(tmp_path: Path, form: str) -> None:
    out = tmp_path / "rules"
    assert kehoach("check", "--rules", "--format", form, "--out", out).returncode == 0
    assert out.read_text("utf-8").rstrip() == kehoach("check", "--rules", "--format", form).stdout.rstrip()


def test_a_full_disk_is_one_line(draft: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no device that is always full")
    for options in (("--format", "json"), (), ("--table",)):
        command = [sys.executable, "-c", "from kehoach.cli import main; main()", "check", *options, str(draft)]
        with full.open("w") as out:
            done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, check=False)
        assert (done.returncode, done.stderr.count(b"\n")) == (3, 1)


def test_nothing_read_is_no_line_of_json() -> None:
    done = kehoach("check", "--format", "json", "không-có.txt")
    assert (done.returncode, done.stdout) == (3, "")


def test_a_word_file_on_standard_input() -> None:
    draft = DOCUMENTS / "ls-ubnd-chuyen-doi-so.docx"
    piped = json.loads(kehoach("check", "--format", "json", "-", stdin=draft.read_bytes()).stdout)
    named = json.loads(kehoach("check", "--format", "json", draft).stdout)
    assert piped["source"] == named["source"] | {"name": "stdin"}
    assert len(piped["findings"]) == len(named["findings"]) > 0


def test_a_file_name_cannot_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m.txt"
    path.write_text(DRAFT, "utf-8")
    done = kehoach("check", path, tmp_path / "b\x1b.txt")
    assert "\x1b" not in done.stdout + done.stderr
    assert "\x1b" not in kehoach("check", "--table", path).stdout


def test_a_draft_that_breaks_the_program_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(name: str, *_: Path | None) -> str:
        if name == "b":
            raise KeyError("slip")
        return name

    monkeypatch.setattr(console, "read_plan", read)
    done, failed = console.read_each(["a", "b", "c"], lambda plan: plan)
    assert list(done) == ["a", "c"]
    assert [(type(e), e.path, e.key) for e in failed] == [(KehoachError, "b", "run.failed")]
