"""`kehoach ocr`: a searchable copy of a scan."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kehoach.cli.console import FINDINGS, usage
from kehoach.cli.words import say


def ocr(
    file: Annotated[Path, typer.Argument(help=say("ocr.file"))],
    out: Annotated[Path, typer.Option("--out", help=say("ocr.out"))],
) -> None:
    """Write the copy; where no page needs one, say so and write none."""
    from kehoach.run import searchable_copy

    if out.exists() and file.exists() and out.samefile(file):
        raise usage("wrong.ocr_out")
    copy, pages = searchable_copy(file)
    if not pages:
        print(say("ocr.none"), file=sys.stderr)
        raise typer.Exit(FINDINGS)
    out.write_bytes(copy)
    print(say("ocr.done", path=out, pages=pages))
