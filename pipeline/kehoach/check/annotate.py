"""Findings put into a copy of the draft itself: comments in a Word file, highlights in a PDF."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path

from kehoach.check.fix import CORRECTED
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


def refuse_kinds(source: Path, copies: Mapping[str, Path]) -> None:
    """Refuse, before any work, copies (by option) of a kind of file that takes none, of another kind, in a folder that is not there.

    Raises KehoachError `usage.annotate`, `usage.fix`, `usage.suffix` or `usage.target`.
    """
    kind = MEDIA_TYPES.get(source.suffix.lower())
    if kind is None:
        return  # reading it says what is wrong
    if "annotate" in copies and kind not in (MEDIA_TYPES[".docx"], MEDIA_TYPES[".pdf"]):
        raise KehoachError("usage.annotate", path=source.name)
    if "fix" in copies and kind not in CORRECTED:
        raise KehoachError("usage.fix", path=source.name)
    for target in copies.values():
        if MEDIA_TYPES.get(target.suffix.lower()) != kind:
            raise KehoachError("usage.suffix", path=str(target), suffix=source.suffix)
        if not target.parent.is_dir():
            raise KehoachError("usage.target", path=str(target), what=os.strerror(errno.ENOENT))
