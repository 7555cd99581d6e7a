"""Who must do what by when (duty), what is to be reached (indicator), who pays (funding). Spans are canonical."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kehoach.records.document import Found
from kehoach.records.text import Span

Level = Literal["national", "province", "district", "commune", "unit"]
Bound = Literal["on", "in", "by", "before", "from", "after"]
TimeKind = Literal["date", "period", "quarter", "month", "year", "school year", "recurrence", "event", "duration"]
LengthUnit = Literal["minute", "hour", "half day", "day", "working day", "week", "month", "year"]
Comparator = Literal["=", "≈", "≥", ">", "≤", "<", "between"]
Change = Literal["increase by", "decrease by", "increase to", "decrease to"]


@dataclass(frozen=True, slots=True)
class Body:
    """A body or post as its printed words name it.

    `name` is written out, without the name of its place: `Sở Giáo dục và Đào tạo`, `Ủy ban nhân dân huyện`; `kind` is a row of
    data/body_kinds.toml. `collective` holds for several bodies named at once (`các sở, ban, ngành`). `inferred` says what was taken from
    the plan's frame and not from the words.
    """

    span: Span
    name: str
    kind: str
    rule: str
    level: Level | None = None
    place: str | None = None
    collective: bool = False
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a time of which several are possible: first and last day (ISO)."""

    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Due:
    """One time of a deadline. `start` and `end` are first and last day (ISO), None where open; `bound` says how the words hold to them.

    `trước ngày 15/12/2024` ends 2024-12-15, bound `before`. `rrule` is a recurrence rule (RFC 5545, 3.3.10) without DTSTART.
    `times` is how often in each period of it where that is more than once. `length` and `unit` say how long a duration is (`05 ngày làm
    việc`).
    `relative` is the event that the time hangs on. `inferred` says what was filled in from where; `candidates` are the readings where none
    was chosen.
    """

    span: Span
    kind: TimeKind
    rule: str
    bound: Bound = "in"
    start: str | None = None
    end: str | None = None
    rrule: str | None = None
    times: int | None = None
    length: int | None = None
    unit: LengthUnit | None = None
    relative: str | None = None
    inferred: tuple[str, ...] = ()
    candidates: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit. Either `number`, or `low` and `high` where the comparator is `between`.

    `change` says that it is how much, or what value, something rises or falls by or to, `before` the value it starts from. `of` is what is
    counted or measured.
    """

    span: Span
    unit: str
    rule: str
    comparator: Comparator = "="
    number: float | None = None
    low: float | None = None
    high: float | None = None
    change: Change | None = None
    before: float | None = None
    of: Found[str] | None = None


@dataclass(frozen=True, slots=True)
class Execution:
    """The directive, by the id of its mention, that a duty carries out, and the rule that says so."""

    mention: str
    rule: str


@dataclass(frozen=True, slots=True)
class Duty:
    """One actor and one action in a duty unit. `partners` are the bodies to coordinate with.

    Beside what is printed stands what it means: the bodies of the actor, of the partners and of `report_to`, the times of the deadline,
    the amounts of the target. `object` is what the action is done to; that of a block's line (`Cơ quan chủ trì: X`) is the block's task,
    which stands outside the unit.
    """

    unit: str
    span: Span
    actor: Found[str]
    action: Found[str]
    partners: tuple[Found[str], ...] = ()
    deadline: Found[str] | None = None
    report_to: Found[str] | None = None
    target: Found[str] | None = None
    verb: Found[str] | None = None
    object: Found[str] | None = None
    funding: Found[str] | None = None
    bodies: tuple[Body, ...] = ()
    partner_bodies: tuple[Body, ...] = ()
    report_bodies: tuple[Body, ...] = ()
    due: tuple[Due, ...] = ()
    amounts: tuple[Amount, ...] = ()
    executes: tuple[Execution, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a plan wants to reach (chỉ tiêu): `name` is measured, `amounts` say how much, `due` by when, `area` the field it belongs to."""

    unit: str
    span: Span
    name: Found[str]
    amounts: tuple[Amount, ...]
    due: tuple[Due, ...] = ()
    area: Found[str] | None = None


@dataclass(frozen=True, slots=True)
class Funding:
    """What a unit says of the money for the plan: its source."""

    unit: str
    source: Found[str]
