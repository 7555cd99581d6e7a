"""What the wheel must hold: every package is listed, and every file that is not Python is covered by a glob."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def table() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    return found


def folder(package: str) -> Path:
    """Return the folder of a package, by the longest entry of package-dir that names it."""
    homes = table()["package-dir"]
    head = max((h for h in homes if not h or package == h or package.startswith(f"{h}.")), key=len)
    rest = package.removeprefix(head).strip(".")
    return ROOT.joinpath(homes[head], *rest.split(".")) if rest else ROOT / homes[head]


def files() -> set[Path]:
    roots = (ROOT / "pipeline" / "kehoach", ROOT / "models")
    return {p for root in roots for p in root.rglob("*") if p.is_file() and "__pycache__" not in p.parts}


def test_every_package_is_listed() -> None:
    made = {p.parent for p in files() if p.name == "__init__.py"}
    assert {folder(p) for p in table()["packages"]} == made


def test_no_module_stands_outside_the_packages() -> None:
    homes = {folder(p) for p in table()["packages"]}
    assert {p for p in files() if p.suffix == ".py" and p.parent not in homes} == set()


def test_every_data_file_is_covered() -> None:
    globs: dict[str, list[str]] = table()["package-data"]
    covered = {p for package, patterns in globs.items() for pattern in patterns for p in folder(package).glob(pattern)}
    data = {p for p in files() if p.suffix != ".py"}
    assert any(p.name == "py.typed" for p in data)
    assert data - covered == set()


def test_every_glob_finds_something() -> None:
    empty = {(k, g) for k, globs in table()["package-data"].items() for g in globs if not any(folder(k).glob(g))}
    assert empty == set()
