"""The collector of garbage looks rarely in our programs, as ever in those of others."""

from __future__ import annotations

import gc
import sys

import pytest

from kehoach import cli, garbage
from kehoach.run import parse_text


@pytest.fixture(autouse=True)
def _as_before() -> object:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_a_library_leaves_the_collector_alone() -> None:
    before = gc.get_threshold()
    parse_text("KẾ HOẠCH\nTập huấn năm 2024\n\nI. MỤC TIÊU\n\n- Nâng cao nhận thức.")
    assert gc.get_threshold() == before


def test_the_command_line_collects_seldom(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["kehoach", "--version"])
    with pytest.raises(SystemExit):
        cli.main()
    capsys.readouterr()
    assert gc.get_threshold()[0] == garbage._MADE and gc.isenabled()
