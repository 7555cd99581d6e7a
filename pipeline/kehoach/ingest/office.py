"""Old Word files, RTF and OpenDocument: turned into .docx by LibreOffice, which must be installed, and read as such.

LibreOffice runs without a window, macros, the network or the user's own settings, and not longer than TIME_LIMIT.
"""

from __future__ import annotations

import atexit
import contextlib
import io
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from kehoach.errors import ReadError
from kehoach.ingest.docx.reader import read_docx
from kehoach.ingest.reading import Reading
from kehoach.rules.load import text

TIME_LIMIT = 120.0
"""Seconds that a conversion may take. A plan takes two, a project of 400 pages with 250 text boxes eight."""

PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_PROFILE = "kehoach-office-profile-"  # then the process and some letters
_GUARD = 'exec 3<&0; (read -r _; kill -KILL 0) <&3 >/dev/null 2>&1 & exec "$@" 3<&- </dev/null'
"""Runs a command in a process group that ends when the pipe from here does: by our will, or because this process was killed."""

_VERSION = re.compile(rb"<Application>LibreOffice/([0-9.]+)")
_MACHINE_CHARSET = re.compile(rb"\\fcharset1(?![0-9])")
_ONE_AT_A_TIME = threading.Lock()


def read_office(data: bytes, suffix: str) -> Reading:
    """Return the text of an old Word file (`suffix` .doc), of .rtf, .odt or flat .xml: that of the .docx file that LibreOffice makes of it.

    Places are paragraphs of the converted file.

    Raises ReadError `office.missing` where LibreOffice is not installed, `office.broken`, `office.timeout`, and those of `read_docx`.
    """
    converted = as_docx(data, suffix)
    reading = read_docx(converted)
    return replace(reading, notes=(f"converted by LibreOffice {_version(converted)}".rstrip(), *reading.notes))


def as_docx(data: bytes, suffix: str) -> bytes:
    """Return the .docx file that LibreOffice makes of `data`; raises ReadError as `read_office` does."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise ReadError("office.missing")
    settings = _profile(os.getpid())
    with _ONE_AT_A_TIME, tempfile.TemporaryDirectory(prefix="work-", dir=settings) as name:
        folder = Path(name)
        source = folder / f"in{suffix}"
        source.write_bytes(_with_charsets(data) if suffix == ".rtf" else data)
        _run([program, f"-env:UserInstallation={settings.as_uri()}", *_OPTIONS, str(folder), str(source)], folder)
        target = source.with_suffix(".docx")
        if not target.is_file():
            raise ReadError("office.broken")
        return target.read_bytes()


def _with_charsets(rtf: bytes) -> bytes:
    """Return an RTF file whose fonts name their character set: that of the machine, which some leave it to, is UTF-8 today."""
    return _MACHINE_CHARSET.sub(rb"\\fcharset163" if b"\\ansicpg1258" in rtf[:1024] else rb"\\fcharset0", rtf)


_OPTIONS = ("--headless", "--norestore", "--nologo", "--convert-to", "docx:Office Open XML Text", "--outdir")


def _run(command: list[str], folder: Path) -> None:
    """Run a command to its end, in `folder`; whatever it started ends with it. Raises ReadError `office.timeout`."""
    environment = {"TMPDIR": str(folder), "HOME": str(folder)}
    guarded = ["env", *(f"{k}={v}" for k, v in environment.items()), "sh", "-c", _GUARD, "sh", *command]
    process = subprocess.Popen(  # noqa: S603 - the program is LibreOffice, the arguments are ours
        guarded, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired:
        raise ReadError("office.timeout", seconds=round(TIME_LIMIT)) from None
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


@cache
def _profile(own: int) -> Path:
    """Return the folder of LibreOffice's settings for this process, whose number is `own`: made once, since a new one takes time.

    Those of processes that were killed are removed.
    """
    for old in Path(tempfile.gettempdir()).glob(f"{_PROFILE}*"):
        process = old.name.removeprefix(_PROFILE).partition("-")[0]
        if process.isdecimal() and not _runs(int(process)):
            shutil.rmtree(old, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{_PROFILE}{own}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(text("office.xcu"), "utf-8")
    return folder


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _version(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as parts:
        found = _VERSION.search(parts.read("docProps/app.xml")) if "docProps/app.xml" in parts.namelist() else None
    return found[1].decode() if found else ""
