"""How a directive of the catalogue stands on a day: in force, or replaced by what and since when."""

from __future__ import annotations

from dataclasses import dataclass

from kehoach.resolve.catalogue import Catalogue, Entry

ENDED = ("replaced", "expired", "repealed")
UNKNOWN = "unknown"
IN_FORCE = "in force"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the catalogue knows of a directive's validity on a day.

    `status`: in force, amended, replaced, expired, repealed, not yet in force, or unknown. `successors` and `since` (the day from
    which the successors stand for it; None where not known) are told of a directive that has ended, on a day before its end too.
    """

    entry: Entry
    status: str
    successors: tuple[Entry, ...] = ()
    since: str | None = None

    @property
    def ended(self) -> bool:
        """Whether it was no longer in force on that day."""
        return self.status in ENDED


def standing(catalogue: Catalogue, directive: str, day: str | None = None) -> Standing | None:
    """Return how the directive with the id `directive` stood on `day` (ISO date; None: by all that the catalogue knows).

    None where the catalogue does not hold it. Nothing is guessed: a directive that has ended counts as in force on an earlier day only
    where the day of the end is known, or where no successor had been issued by then; one in force, only up to the day on which that
    was last known.

    >>> from kehoach.resolve.catalogue import load_catalogue
    >>> old = "urn:lex:vn:quoc.hoi:luat:2003;15"
    >>> found = standing(load_catalogue(), old, "2024-03-01")
    >>> found.status, [e.directive.symbol for e in found.successors], found.since
    ('replaced', ['QH15'], '2024-01-01')
    >>> standing(load_catalogue(), old, "2023-03-01").status
    'in force'
    """
    entry = catalogue.get(directive)
    if entry is None:
        return None
    successors = tuple(e for name in entry.replaced_by if (e := catalogue.get(name)))
    since = entry.since or (min((e.in_force or "" for e in successors), default="") or None)
    return Standing(entry, _status(entry, successors, since, day), successors, since)


def _status(entry: Entry, successors: tuple[Entry, ...], since: str | None, day: str | None) -> str:
    if entry.status is None:
        return UNKNOWN
    if day and entry.in_force and day < entry.in_force:
        return "not yet in force"
    if day and entry.status in ENDED and day < (since or min((e.directive.date or "" for e in successors), default="")):
        return IN_FORCE
    if entry.status == IN_FORCE and (day or "9") > (entry.checked or ""):
        return UNKNOWN if day else IN_FORCE
    return entry.status
