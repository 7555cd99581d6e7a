"""Citations: mentions of directives (văn bản) in a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kehoach.records.document import Found
from kehoach.records.text import Span

Kind = Literal["numbered", "named", "congress", "short"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an identifiable directive. Fields that the text does not give are None.

    `span` is the core: type word, number and symbol, or the whole name. `number` keeps its leading zeros, `symbol` its misprints.
    """

    id: str
    span: Span
    kind: Kind
    rule: str
    relation: Found[str]
    type: Found[str] | None = None
    number: Found[str] | None = None
    year: Found[str] | None = None
    symbol: Found[str] | None = None
    date: Found[str] | None = None
    issuer: Found[str] | None = None
    name: Found[str] | None = None
    subject: Found[str] | None = None
    pinpoint: Found[str] | None = None
    unit: str | None = None

    def get(self, field: str) -> str | None:
        """Return the value of a field, None where the text does not give it.

        Raises AttributeError for a name that is no field.
        """
        found: Found[str] | None = getattr(self, field)
        return found.value if found else None


@dataclass(frozen=True, slots=True)
class LookAlike:
    """What looks like a citation and is none; `rule` is the row of data/lookalikes.toml that says why."""

    span: Span
    rule: str


FIELDS = ("type", "number", "year", "symbol", "date", "issuer", "name", "subject", "relation", "pinpoint")
