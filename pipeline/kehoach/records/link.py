"""Links: from a mention to the directive that it stands for, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive (văn bản) as one thing in the world. `id` is its URN:LEX (RFC 9676)."""

    id: str
    type: str | None
    number: str | None
    year: str | None
    symbol: str | None
    date: str | None
    issuer: str | None
    title: str | None
    source: str
    """Where it is known from: catalogue, corpus or mention."""
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """The mention stands for `directive`; `rule` says how it was found, `inferred` what was taken from context."""

    mention: str
    directive: Directive
    rule: str
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several directives fit; none is chosen."""

    mention: str
    candidates: tuple[Directive, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Unresolved:
    """No directive can be named from what the text gives."""

    mention: str
    reason: str


Link = Resolved | Ambiguous | Unresolved
