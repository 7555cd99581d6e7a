"""What a unit is (tag) and who must do what by when (duty)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kehoach.records.document import Found
from kehoach.records.text import Span

Tag = Literal["objective", "content", "duty", "other"]


@dataclass(frozen=True, slots=True)
class Label:
    """A unit's tag with its calibrated score (0 to 1) and the model that gave it."""

    unit: str
    tag: Tag
    score: float
    model: str


@dataclass(frozen=True, slots=True)
class Duty:
    """One actor and one action in a duty unit. `partners` are the bodies to coordinate with."""

    unit: str
    span: Span
    actor: Found[str]
    action: Found[str]
    partners: tuple[Found[str], ...] = ()
    deadline: Found[str] | None = None
    report_to: Found[str] | None = None
    target: Found[str] | None = None
