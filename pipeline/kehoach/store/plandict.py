"""Small readings of a plan dict that several of its users need."""

from __future__ import annotations

from kehoach.records.plan import PlanDict


def unit_roles(plan: PlanDict) -> dict[str, str | None]:
    """Return the role that governs each unit: that of the innermost of its sections that has one, None where none has.

    >>> unit_roles({"sections": [{"id": "s1", "parent": None, "role": "duty"}, {"id": "s2", "parent": "s1", "role": None}],
    ...             "units": [{"id": "u1", "section": "s2"}, {"id": "u2", "section": None}]})
    {'u1': 'duty', 'u2': None}
    """
    sections = {s["id"]: s for s in plan["sections"]}

    def role(section: str | None) -> str | None:
        while section is not None:
            found: str | None = sections[section]["role"]
            if found is not None:
                return found
            section = sections[section]["parent"]
        return None

    return {u["id"]: role(u["section"]) for u in plan["units"]}
