"""Frames and mentions made by hand."""

from __future__ import annotations

import re

from kehoach.records.citation import FIELDS, Mention
from kehoach.records.document import Found, Frame
from kehoach.records.text import Span

_FIELD = re.compile(rf"(?:^|\s)({'|'.join(FIELDS)})=")
WIDTH = 100  # characters between two mentions of a made document


def frame(level: str | None = None, locality: str | None = None, **fields: str) -> Frame:
    """Return a frame with these fields."""
    return Frame({k: Found(v, None, "test") for k, v in fields.items()}, (), False, Span(0, 0), level, locality)


def mention(line: str, n: int = 1) -> Mention:
    """Return the nth mention of a document from `kind field=value …`."""
    kind, _, rest = line.partition(" ")
    marks = list(_FIELD.finditer(f" {rest}"))
    ends = [*(m.start() for m in marks[1:]), len(rest) + 1]
    fields = {m[1]: f" {rest}"[m.end() : end].strip() for m, end in zip(marks, ends, strict=True)}
    assert fields, f"a mention without a field: {line!r}"
    span = Span(n * WIDTH, n * WIDTH + 10)
    found = {k: Found(v, span, "test") for k, v in fields.items()}
    return Mention(f"c{n}", span, kind, "test", Found("mentions", None, "test"), **found)  # type: ignore[arg-type]
