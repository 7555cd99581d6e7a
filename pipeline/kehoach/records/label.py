"""What a unit is (tag)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kehoach.records.document import Found

Tag = Literal["objective", "content", "duty", "other"]


@dataclass(frozen=True, slots=True)
class Label:
    """A unit's tag with its calibrated score (0 to 1) and the model that gave it."""

    unit: str
    tag: Tag
    score: float
    model: str
    subtags: tuple[Found[str], ...] = ()
    """What the words say beyond the tag (`mục đích`, `chỉ tiêu`, …): several where a heading names several."""
