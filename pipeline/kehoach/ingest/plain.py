"""Plain text and markdown: the decoded file as it is."""

from __future__ import annotations

from kehoach.ingest.encoding import decode
from kehoach.ingest.reading import Reading, as_is


def read_plain(data: bytes) -> Reading:
    """Return the text of a .txt or .md file, newlines untouched.

    Raises ReadError `file.binary` or `file.encoding`.
    """
    found = decode(data)
    return as_is(found.text, () if found.encoding == "utf-8" else (f"read as {found.encoding}",))
