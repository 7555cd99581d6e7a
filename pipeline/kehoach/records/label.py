"""What a unit is (tag)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tag = Literal["objective", "content", "duty", "other"]


@dataclass(frozen=True, slots=True)
class Label:
    """A unit's tag with its calibrated score (0 to 1) and the model that gave it."""

    unit: str
    tag: Tag
    score: float
    model: str
