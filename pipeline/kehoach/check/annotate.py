"""Findings put into a copy of the draft itself: comments in a Word file, highlights in a PDF."""

from __future__ import annotations

from kehoach.check.report import Checked
from kehoach.errors import KehoachError, Lang
from kehoach.ingest import MEDIA_TYPES


def annotated(checked: Checked, data: bytes, lang: Lang) -> bytes:
    """Return the draft `data` with its findings: Word comments where it is a Word file, highlights where it is a PDF.

    Raises KehoachError `usage.annotate` for a file of another kind, which has no place for remarks.
    """
    kind = checked.plan.source.media_type
    if kind == MEDIA_TYPES[".docx"]:
        from kehoach.check.comments import with_comments

        return with_comments(checked, data, lang)
    if kind == MEDIA_TYPES[".pdf"]:
        from kehoach.check.highlights import with_highlights

        return with_highlights(checked, data, lang)
    raise KehoachError("usage.annotate", path=checked.plan.source.name)
