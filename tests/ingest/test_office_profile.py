"""The folder in which LibreOffice keeps its settings for a process."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from kehoach.ingest import office


def test_folders_left_by_dead_processes_go_and_others_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    names = ("kehoach-office-profile-999999999-ab", f"kehoach-office-profile-{os.getpid()}-cd", "kehoach-office-profile-x")
    for name in names:
        (tmp_path / name).mkdir()
    office._profile.cache_clear()
    made = office._profile(os.getpid())
    office._profile.cache_clear()
    assert made.is_dir()
    assert {p.name for p in tmp_path.iterdir()} == {*names[1:], made.name}
