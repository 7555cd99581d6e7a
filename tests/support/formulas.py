"""Set phrases of plans, which any two of them share without one being copied from the other (cases/formulas.toml)."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from kehoach.rules.letters import expand

FORMULAS = tomllib.loads((Path(__file__).parents[1] / "cases" / "formulas.toml").read_text("utf-8"))["formula"]
_ANY = re.compile("|".join(f"(?:{expand(row['pattern'])})" for row in FORMULAS))
_MARK = re.compile(r"[\s>#*|+–-]*")


def is_formula(paragraph: str) -> bool:
    """Say whether a paragraph begins as set phrases do, mark and label aside."""
    low = paragraph.lower()
    return _ANY.match(low, _MARK.match(low).end()) is not None  # type: ignore[union-attr]  # it matches nothing too
