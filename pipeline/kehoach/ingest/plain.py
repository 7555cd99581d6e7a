"""Plain text and markdown: the decoded file as it is, but for garbled text and text in TCVN3 or VNI, which is read in Unicode."""

from __future__ import annotations

from kehoach.ingest.encoding import decode
from kehoach.ingest.legacy.convert import repaired
from kehoach.ingest.mojibake import RESTORED, restored
from kehoach.ingest.reading import Reading
from kehoach.records.text import edited


def read_plain(data: bytes) -> Reading:
    """Return the text of a .txt or .md file, newlines untouched; `raw` holds the characters of the file.

    Raises ReadError `file.binary` or `file.encoding`.
    """
    found = decode(data)
    if garbled := restored(found.text):
        return Reading(found.text, *edited(found.text, garbled), notes=(RESTORED,))
    made = repaired(found.text)
    notes = () if found.encoding == "utf-8" or made.notes else (f"read as {found.encoding}",)
    return Reading(found.text, made.text, made.offsets, notes=(*notes, *made.notes))
