"""How often a process of ours looks for garbage that points at itself."""

from __future__ import annotations

import gc

_MADE = 50_000  # objects made since the last look; Python's own 700 to 2,000 are a few sentences of a plan


def collect_seldom() -> None:
    """Let the collector look rarely in this process: records never point back at what holds them, so that it finds next to nothing.

    For programs of ours alone; who uses kehoach as a library keeps the settings of their process.
    """
    gc.set_threshold(_MADE, *gc.get_threshold()[1:])
