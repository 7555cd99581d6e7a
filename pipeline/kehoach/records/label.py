"""What a unit is (tag)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kehoach.records.document import Found

Tag = Literal["objective", "content", "duty", "other"]


@dataclass(frozen=True, slots=True)
class Label:
    """A unit's tag with its calibrated score (0 to 1) and the model that gave it.

    `candidates` are all tags with their chances, the likeliest first, where the score is too low for the tag to be relied on: the label
    abstains. `tag` is the likeliest one all the same.
    """

    unit: str
    tag: Tag
    score: float
    model: str
    subtags: tuple[Found[str], ...] = ()
    """What the words say beyond the tag (`mục đích`, `chỉ tiêu`, …): several where a heading names several."""
    candidates: tuple[tuple[Tag, float], ...] = ()

    @property
    def abstains(self) -> bool:
        """Whether the tag is not to be relied on: a person should decide."""
        return bool(self.candidates)
