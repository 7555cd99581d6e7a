"""Old Word files, RTF and OpenDocument, made from Word files by LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

FILTERS = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format", "odt": "odt:writer8", "pdf": "pdf:writer_pdf_Export"}


def office() -> str | None:
    """Return the command of LibreOffice, None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(files: Sequence[Path], form: str, folder: Path) -> None:
    """Write the files into `folder` in another form (doc, rtf, odt, pdf), all in one start of the program. Raises CalledProcessError."""
    command = office()
    assert command, "LibreOffice is not installed"
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(
            [
                command,
                f"-env:UserInstallation={Path(home).as_uri()}",
                "--headless",
                "--convert-to",
                FILTERS[form],
                "--outdir",
                folder,
                *files,
            ],
            check=True,
            capture_output=True,
            timeout=600,
        )
