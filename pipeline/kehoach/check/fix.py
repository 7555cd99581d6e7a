"""The safe corrections put into a copy of the draft: normal forms, letters, spaces; nothing else of the file changes."""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kehoach.check.printed import printed
from kehoach.check.report import Checked
from kehoach.errors import KehoachError
from kehoach.ingest import MEDIA_TYPES, decode_file
from kehoach.records.finding import Finding
from kehoach.records.text import Edit, Span, Text, edited

_TAG = re.compile(r"<[^<>]+>")

HTML = MEDIA_TYPES[".html"]
CORRECTED = frozenset(MEDIA_TYPES[s] for s in (".txt", ".md", ".html", ".docx"))
"""Media types of the files that can be written again with corrections."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """The corrected file, the findings whose corrections it holds, and the safe ones that could not be put in: they meet another
    correction, or their words are not the file's own.
    """

    data: bytes
    done: tuple[Finding, ...]
    left: tuple[Finding, ...]


def fixed(checked: Checked, data: bytes) -> Fixed:
    """Return the draft `data` with the safe corrections of its findings; where two meet, the first is put in.

    Raises KehoachError `usage.fix` for a kind of file that can't be written again (PDF, old Word), and ReadError where the data are not
    those that were checked.
    """
    kind = checked.plan.source.media_type
    if kind not in CORRECTED:
        raise KehoachError("usage.fix", path=checked.plan.source.name)
    if kind == MEDIA_TYPES[".docx"]:
        from kehoach.check.corrections import corrected

        return corrected(checked, data)
    before = decode_file(data, kind)
    mark = data[: len(data) - len(before.text.encode(before.encoding))]
    taken, done, left = chosen(checked, lambda e: _is_writable(e.new, before.encoding))
    return Fixed(mark + edited(before.text, taken)[0].encode(before.encoding), done, left)


def _is_writable(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


Chosen = tuple[list[Edit], tuple[Finding, ...], tuple[Finding, ...]]
"""Edits of the source text in order, the findings that they correct, the safe findings that stay."""


def chosen(checked: Checked, may: Callable[[Edit], bool]) -> Chosen:
    """Return the edits of the source text that put in the safe corrections, as far as `may` allows each."""
    taken: list[Edit] = []
    done, left = list[Finding](), list[Finding]()
    for finding in checked.findings:
        if not finding.safe:
            continue
        own = edits(checked, finding)
        if own and all(may(e) and _has_room(e, taken) for e in own):
            for e in own:
                at = bisect_left(taken, _place(e), key=_place)
                taken[at:at] = [e] if e not in taken[at : at + 1] else []
            done.append(finding)
        else:
            left.append(finding)
    return taken, tuple(done), tuple(left)


def _place(edit: Edit) -> tuple[int, int]:
    return edit.start, edit.end


def _has_room(edit: Edit, taken: Sequence[Edit]) -> bool:
    """Say whether an edit may join those taken (in order, none meeting another): it is one of them, or meets none."""
    at = bisect_left(taken, _place(edit), key=_place)
    near = taken[max(0, at - 1) : at + 2]
    return edit in near or not any(_meet(edit, other) for other in near)


def _meet(one: Edit, other: Edit) -> bool:
    """Say whether two edits touch the same characters or put something in at the same place."""
    if one.start == one.end or other.start == other.end:
        return max(one.start, other.start) <= min(one.end, other.end)
    return one.start < other.end and other.start < one.end


def edits(checked: Checked, finding: Finding) -> list[Edit]:
    """Return the smallest edits of the source text that turn a finding's words into its suggestion.

    None of them where it has no suggestion, or where its words can't be traced to the source text character by character. In a web page
    new text is escaped.
    """
    own = _traced(checked.text, finding)
    if own is None or finding.suggestion is None:
        return []
    written = html.escape if checked.plan.source.media_type == HTML else str
    found: list[Edit] = []
    changes = SequenceMatcher(None, finding.quoted, finding.suggestion, autojunk=False).get_opcodes()
    for _, start, end, new_start, new_end in (c for c in changes if c[0] != "equal"):
        new = written(finding.suggestion[new_start:new_end])
        if _is_inside(own, start) or _is_inside(own, end):
            return []
        if start == end:
            at = own[start - 1].end if start else own[0].start
            found.append(Edit(at, at, new))
            continue
        spans = list(dict.fromkeys(own[start:end]))
        kept = [_markup(span.of(checked.text.raw)) for span in spans]
        if None in kept:
            return []
        found += (Edit(s.start, s.end, (new if i == 0 else "") + (tags or "")) for i, (s, tags) in enumerate(zip(spans, kept, strict=True)))
    return found


def _markup(source: str) -> str | None:
    """Return the tags in what one character stands for in the source, which must stay where it goes; None where they can't be told.

    >>> _markup("&nbsp;"), _markup("</i>\\n"), _markup("** ")
    ('', '</i>', None)
    """
    rest = _TAG.sub("", source)
    sign = unicodedata.normalize("NFC", html.unescape(rest)).strip()
    return "".join(_TAG.findall(source)) if len(sign) <= 1 and not ("<" in rest and ">" in rest) else None


def _is_inside(own: Sequence[Span], at: int) -> bool:
    """Say whether a cut before the character `at` would part characters that come from one stretch of the source."""
    return 0 < at < len(own) and own[at - 1] == own[at]


def _traced(text: Text, finding: Finding) -> list[Span] | None:
    """Return where each character of a finding's words stands in the source text, None where that is not known."""
    span, quoted = finding.span, finding.quoted
    if span.of(text.raw) == quoted:
        return [Span(i, i + 1) for i in range(span.start, span.end)]
    canonical = text.offsets.inverse(span)
    if text.of(canonical) == quoted:
        return [text.source(Span(i, i + 1)) for i in range(canonical.start, canonical.end)]
    seen, back = printed(text, canonical)
    return [text.source(back.span(Span(i, i + 1)).shift(canonical.start)) for i in range(len(seen))] if seen == quoted else None
