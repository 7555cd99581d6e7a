"""Rows of duties, and what their words mean, as the plans' JSON form has them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from kehoach.store import DutyRow
from kehoach.store.duties import duty_rows
from support.plans import Draft

DUE: dict[str, Any] = dict.fromkeys(("start", "end", "rrule", "relative")) | {
    "bound": "by",
    "inferred": [],
    "candidates": [],
    "rule": "due:date",
}
BODY: dict[str, Any] = {"level": "province", "place": None, "collective": False, "rule": "kind:department", "inferred": []}


def midnight(day: date) -> datetime:
    """Return the beginning of a day, without a zone, as readers of recurrence rules want it."""
    return datetime.fromisoformat(day.isoformat())


def due(text: str, **fields: Any) -> dict[str, Any]:
    """Return a time of a deadline."""
    return DUE | {"kind": "date", "span": [0, len(text)], "text": text} | fields


def body(name: str, kind: str, **fields: Any) -> dict[str, Any]:
    """Return a body."""
    return BODY | {"name": name, "kind": kind, "text": name, "span": [0, len(name)]} | fields


def row(actor: str = "Sở Nội vụ", action: str = "tổng hợp kết quả", *times: dict[str, Any], file: str = "a.txt", **fields: Any) -> DutyRow:
    """Return the row of a duty with these times, in a plan of 20 February 2023."""
    frame = {"issuer": "UBND TỈNH LÂM SƠN", "number": "48", "symbol": "KH-UBND", "date": "2023-02-20", "title": "Cải cách năm 2023"}
    draft = Draft(file, frame | fields.pop("frame", {}))
    draft.heading("III", "TỔ CHỨC THỰC HIỆN", "duty")
    printed = "; ".join(t["text"] for t in times) or None
    draft.unit(
        f"{actor} {action} {printed or ''}.",
        "duty",
        duty={"actor": actor, "action": action, "deadline": printed, "due": list(times)} | fields,
    )
    (found,) = duty_rows(draft.plan())
    return found
