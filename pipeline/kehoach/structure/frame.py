"""The frame of a document: what its letterhead, title and signature say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kehoach.records.document import Found, Frame
from kehoach.records.text import Span
from kehoach.structure.headings import Row
from kehoach.structure.issuer import from_letterhead, from_preamble, locality, tier
from kehoach.structure.letterhead import issuer_lines, number_and_date
from kehoach.structure.signature import read_signature
from kehoach.structure.titles import type_and_title

HEAD_LINES = 40  # lines in which letterhead and title are looked for; the longest head met has 14
FORMULA_LINES = 3  # last lines before the signature in which a letter may name its issuer


@dataclass(frozen=True, slots=True)
class Framed:
    """A frame and the numbers of the lines it leaves: the first after the title, the closing block's first, the first after that."""

    frame: Frame
    start: int
    closing: int
    after: int


def read_frame(rows: Sequence[Row], first_section: int) -> Framed:
    """Return the frame of a document and where its body lies.

    `first_section` is the number of the first line that looks like a section heading.
    """
    fields: dict[str, Found[str]] = {}
    head = rows[: min(HEAD_LINES, max(first_section, 1))]
    number_at, blank = number_and_date(head, fields)
    start = type_and_title(rows, head, number_at, fields)
    signature = read_signature(rows, start)
    issuer = (
        from_letterhead(issuer_lines(head, number_at))
        or from_preamble(rows[start : max(first_section, start + 1)])
        or from_preamble(rows[max(start, signature.start - FORMULA_LINES) : signature.start])
    )
    if issuer:
        fields["issuer"] = issuer
    fields |= signature.fields
    name = issuer.value if issuer else None
    place = fields["place"].value if "place" in fields else None
    body = _body(rows, start, signature.start)
    frame = Frame(fields, signature.recipients, blank, body, tier(name), locality(name, place))
    return Framed(frame, start, signature.start, signature.end)


def _body(rows: Sequence[Row], start: int, closing: int) -> Span:
    """Return the span from line `start` to line `closing` or the end of the text, empty where there is nothing between."""
    text_end = rows[-1].line.span.end if rows else 0
    end = rows[closing].line.span.start if closing < len(rows) else text_end
    first = rows[start].line.span.start if start < len(rows) else end
    return Span(min(first, end), end)
