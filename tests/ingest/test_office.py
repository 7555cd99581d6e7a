"""Old Word files, RTF and OpenDocument: LibreOffice is asked, watched and cleaned up after, whether it is there or not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kehoach.errors import ReadError
from kehoach.ingest import office, read_bytes
from support.word import make_docx

needs_office = pytest.mark.skipif(
    not any(shutil.which(name) for name in office.PROGRAMS), reason="LibreOffice (soffice) is not installed: old Word files can't be read"
)
posix = pytest.mark.skipif(os.name != "posix", reason="the stand-in for LibreOffice is a shell script")
DOC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "WordDocument".encode("utf-16-le") + b"\0" * 488
RTF = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fnil Times New Roman;}{\f1\fnil .VnTime;}{\f2\fnil .VnTimeH;}{\f3\fnil VNI-Times;}}"

Fake = Callable[[str], Path]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Fake]:
    """Put a shell script in LibreOffice's place; `$out` is the folder for its result and `$made` a good one."""
    made = tmp_path / "made.docx"
    made.write_bytes(make_docx(lambda d: d.add_paragraph("Kế hoạch")))
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    office._profile.cache_clear()

    def script(body: str) -> Path:
        path = tmp_path / "soffice"
        path.write_text(f"""#!/bin/sh
made='{made}'
while [ $# -gt 2 ]; do [ "$1" = --outdir ] && out=$2; shift; done
{body}
""")
        path.chmod(0o755)
        monkeypatch.setattr(office, "PROGRAMS", (str(path),))
        return folder

    yield script
    office._profile.cache_clear()


def left(folder: Path) -> list[str]:
    """Return what stands in the folder for temporary files beside the settings, which are kept for the next file."""
    return [p.name for p in folder.iterdir() if not p.name.startswith("kehoach-office-profile-")]


def gone(process: int) -> bool:
    """Say whether a process has ended, or does so soon."""
    for _ in range(100):
        try:
            os.kill(process, 0)
            state = Path(f"/proc/{process}/stat")
            if state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.05)
    return False


def refused(data: bytes, name: str) -> ReadError:
    with pytest.raises(ReadError) as e:
        read_bytes(data, name)
    assert name in e.value.explain("vi")
    assert name in e.value.explain("en")
    return e.value


def test_without_libreoffice_the_message_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "PROGRAMS", ("no-such-program",))
    error = refused(DOC, "cũ.DOC")
    assert error.key == "office.missing"
    assert "libreoffice-writer-nogui" in error.explain("vi")
    assert "libreoffice-writer-nogui" in error.explain("en")
    assert refused(b"{\\rtf1 x}", "a.rtf").key == "office.missing"


@posix
def test_the_result_is_read_and_said_to_be_converted(fake: Fake) -> None:
    folder = fake('cp "$made" "$out/in.docx"')
    pages = read_bytes(DOC, "cũ.doc")
    assert pages.text == "Kế hoạch"
    assert pages.notes == ("converted by LibreOffice",)
    assert pages.source.media_type == "application/msword"
    assert left(folder) == []


@posix
@pytest.mark.parametrize("body", ["exit 1", "exit 0", "kill -9 $$", 'echo "no good" >&2; exit 77', 'mkdir "$out/in.docx"'])
def test_no_result_is_a_broken_file(fake: Fake, body: str) -> None:
    folder = fake(body)
    assert refused(DOC, "cũ.doc").key == "office.broken"
    assert left(folder) == []


@posix
def test_a_result_that_is_no_word_file_is_named_as_broken(fake: Fake) -> None:
    fake('echo x > "$out/in.docx"')
    assert refused(DOC, "cũ.doc").key == "docx.broken"


@posix
def test_a_program_that_can_not_be_run_is_a_broken_file(fake: Fake, tmp_path: Path) -> None:
    fake("exit 0")
    (tmp_path / "soffice").write_text("#!/no/such/interpreter\n")
    assert refused(DOC, "cũ.doc").key == "office.broken"


@posix
def test_a_conversion_that_hangs_is_ended_with_all_that_it_started(fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "TIME_LIMIT", 1.0)
    folder = fake(f'sleep 1000 & echo $! > "{tmp_path}/one"; echo $$ > "{tmp_path}/two"; sleep 1000')
    start = time.monotonic()
    error = refused(DOC, "cũ.doc")
    assert error.key == "office.timeout"
    assert "1 giây" in error.explain("vi")
    assert time.monotonic() - start < 20
    assert all(gone(int((tmp_path / name).read_text())) for name in ("one", "two"))
    assert left(folder) == []


@posix
def test_what_a_conversion_leaves_running_is_ended(fake: Fake, tmp_path: Path) -> None:
    fake(f'cp "$made" "$out/in.docx"; sleep 1000 & echo $! > "{tmp_path}/one"')
    assert read_bytes(DOC, "cũ.doc").text == "Kế hoạch"
    assert gone(int((tmp_path / "one").read_text()))


@posix
def test_a_conversion_ends_with_the_process_that_asked_for_it(fake: Fake, tmp_path: Path) -> None:
    fake(f'echo $$ > "{tmp_path}/pid.part"; mv "{tmp_path}/pid.part" "{tmp_path}/pid"; sleep 1000')
    code = f"from kehoach.ingest import office; office.PROGRAMS = ({str(tmp_path / 'soffice')!r},); office.as_docx(b'x', '.doc')"
    asking = subprocess.Popen([sys.executable, "-c", code])
    pid = tmp_path / "pid"
    while not pid.exists() and asking.poll() is None:
        time.sleep(0.05)
    asking.kill()
    asking.wait()
    assert gone(int(pid.read_text()))


@posix
def test_settings_are_kept_for_the_process_and_those_of_dead_ones_removed(fake: Fake, tmp_path: Path) -> None:
    folder = fake(f'echo "$@" > "{tmp_path}/asked"; cp "$made" "$out/in.docx"')
    ended = subprocess.Popen(["true"])
    ended.wait()
    (folder / f"kehoach-office-profile-{ended.pid}-x").mkdir()
    (folder / f"kehoach-office-profile-{os.getpid()}-mine").mkdir()
    (folder / "kehoach-office-profile-other").mkdir()
    for _ in range(2):
        read_bytes(DOC, "cũ.doc")
    names = sorted(p.name for p in folder.iterdir())
    assert not any(name.startswith(f"kehoach-office-profile-{ended.pid}-") for name in names)
    assert len([n for n in names if n.startswith(f"kehoach-office-profile-{os.getpid()}-")]) == 2, "one made here, and one made once"
    assert "kehoach-office-profile-other" in names


def test_settings_are_removed_at_the_end_of_the_process(tmp_path: Path) -> None:
    code = (
        "import os, tempfile, sys; tempfile.tempdir = sys.argv[1]; from kehoach.ingest.office import _profile; print(_profile(os.getpid()))"
    )
    made = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, capture_output=True, text=True).stdout.strip()
    assert made.startswith(str(tmp_path))
    assert not Path(made).exists()


def test_settings_forbid_macros_links_and_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    office._profile.cache_clear()
    settings = (office._profile(os.getpid()) / "user" / "registrymodifications.xcu").read_text("utf-8")
    office._profile.cache_clear()
    for name, value in (
        ("MacroSecurityLevel", "3"),
        ("DisableMacrosExecution", "true"),
        ("BlockUntrustedRefererLinks", "true"),
        ("Link", "0"),
    ):
        assert f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>' in settings


@pytest.mark.parametrize("name", ["a.doc", "a.DOC", "a.dot", "a.rtf", "a.odt"])
def test_a_file_is_read_as_what_it_is(name: str) -> None:
    word = read_bytes(make_docx(lambda d: d.add_paragraph("Kế hoạch")), name)
    assert word.text == "Kế hoạch"
    page = read_bytes("<html><body><p>Kế hoạch</p></body></html>".encode(), name)
    assert page.text.strip() == "Kế hoạch"
    plain = read_bytes("Kế hoạch số 5".encode(), name)
    assert plain.text == "Kế hoạch số 5"
    old = read_bytes("C¨n cø QuyÕt ®Þnh cña ñy ban nh©n d©n tØnh".encode("cp1252"), name)
    assert old.text == "Căn cứ Quyết định của ủy ban nhân dân tỉnh"


def test_a_file_under_a_password_is_named_as_such() -> None:
    head = bytearray(b"\xec\xa5\xc1\x00" + b"\0" * 508)
    head[11] = 0x01
    assert refused(DOC + bytes(head), "cũ.doc").key == "office.encrypted"
    locked = DOC.replace("WordDocument".encode("utf-16-le"), b"\0" * 24) + "EncryptedPackage".encode("utf-16-le")
    assert refused(locked, "cũ.doc").key == "office.encrypted"


@needs_office
def test_rtf_in_old_fonts() -> None:
    lines = "\\f2 kÕ ho¹ch\\f1\\par\\pard C¨n cø QuyÕt ®Þnh cña Thñ t\u00adíng ChÝnh phñ\\par\\pard \\f3 Nhaø nöôùc phaùp quyeàn\\par}"
    data = RTF + b"".join(b"\\'%02x" % c if c > 127 else bytes([c]) for c in lines.encode("latin-1"))
    pages = read_bytes(data, "cũ.RTF")
    assert pages.text.splitlines() == ["KẾ HOẠCH", "Căn cứ Quyết định của Thủ tướng Chính phủ", "Nhà nước pháp quyền"]
    assert pages.notes[0].startswith("converted by LibreOffice ")
    assert pages.notes[1:] == ("converted from TCVN3: .VnTimeH, .VnTime", "converted from VNI: VNI-Times")
    assert [place.paragraph for _, place in pages.places] == [0, 1, 2]


@needs_office
@pytest.mark.parametrize("charset", [0, 1, 2, 163])
def test_rtf_whatever_character_set_its_fonts_name(charset: int) -> None:
    data = b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fnil\\fcharset%d .VnTime;}}\\f0 " % charset
    data += b"".join(b"\\'%02x" % c if c > 127 else bytes([c]) for c in "§iÒu lÖ tæ chøc ®\u00adîc phª duyÖt\\par}".encode("latin-1"))
    assert read_bytes(data, "a.rtf").text == "Điều lệ tổ chức được phê duyệt"


@needs_office
@pytest.mark.parametrize("form", ["doc", "odt", "rtf"])
def test_word_files_in_their_older_forms(form: str, tmp_path: Path) -> None:
    def build(document: object) -> None:
        for text, style in (("Kế hoạch", "Heading 1"), ("Mục đích", "List Number"), ("Yêu cầu", "List Number"), ("Tổ chức", "Normal")):
            document.add_paragraph(text, style)  # type: ignore[attr-defined]
        table = document.add_table(2, 2, "Table Grid")  # type: ignore[attr-defined]
        for i, text in enumerate(("Số", "Việc", "1", "Kiểm tra")):
            table.cell(i // 2, i % 2).text = text
        document.add_paragraph("Nơi nhận")  # type: ignore[attr-defined]

    program = next(found for name in office.PROGRAMS if (found := shutil.which(name)))
    (tmp_path / "in.docx").write_bytes(make_docx(build))
    command = [
        program,
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        form,
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, str(tmp_path / "in.docx")], check=True, capture_output=True, timeout=120)
    text = read_bytes((tmp_path / f"in.{form}").read_bytes(), f"a.{form}").text
    assert text.splitlines() == ["# Kế hoạch", "1. Mục đích", "2. Yêu cầu", "Tổ chức", "| Số | Việc |", "| 1 | Kiểm tra |", "Nơi nhận"]


@needs_office
def test_a_cut_file_is_refused() -> None:
    assert refused(DOC, "cũ.doc").key == "office.broken"


@needs_office
def test_nothing_is_fetched_from_the_network(tmp_path: Path) -> None:
    import socket

    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.1)
    link = f"http://127.0.0.1:{server.getsockname()[1]}/x.png"
    page = f'<html><head><link rel="stylesheet" href="{link}"></head><body><img src="{link}">Kế hoạch</body></html>'
    office.as_docx(page.encode(), ".html")
    with pytest.raises(TimeoutError):
        server.accept()
    server.close()
