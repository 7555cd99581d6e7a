"""Options that several commands share, and what stands for them where they are not given."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from kehoach.cli.words import say

Out = Annotated[Path, typer.Argument(help=say("graph.out"))]
UserCatalogue = Annotated[Path | None, typer.Option("--catalogue", help=say("option.catalogue"))]
UserModel = Annotated[Path | None, typer.Option("--model", help=say("option.model"))]
Limit = Annotated[int, typer.Option("--limit", min=1, help=say("option.limit"))]


def default_catalogue() -> Path:
    """Return where the user's catalogue is kept if no option names another place: the platform's folder for the program."""
    return Path(typer.get_app_dir("kehoach")) / "catalogue.csv"


def user_catalogue(given: Path | None) -> Path | None:
    """Return the user's catalogue to read: the one given, else the one in its own place, None where there is none.

    Raises CatalogueError where it can't be read: once, before any draft is.
    """
    own = given or (default_catalogue() if default_catalogue().is_file() else None)
    if own is not None:
        from kehoach.curate import readable

        readable(own)
    return own


def today() -> str:
    """Return the day (ISO)."""
    return datetime.now().astimezone().date().isoformat()
