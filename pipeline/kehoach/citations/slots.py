"""What stands beside a citation's core: date, issuer, pinpoint, subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kehoach.citations.dates import DATE_WITHIN, date_after, date_before, date_of_passing, part_date_after
from kehoach.citations.draft import Draft
from kehoach.citations.issuers import BEHIND_TITLE, PROPOSER, aside_after, issuer_after, issuer_before, lawmaker_after
from kehoach.citations.pinpoints import pinpoint
from kehoach.citations.sentences import line_start
from kehoach.citations.subjects import subjects
from kehoach.citations.words import leading_type
from kehoach.records.document import Found
from kehoach.records.text import Span
from kehoach.rules.load import any_of, toml

LONGEST_HEAD = 110  # characters of what stands over a row with its issuer
_ROW_JOINT = re.compile(r"\s*(?:,|và|,\s*và)\s*(?:các\s)?")


def fill_slots(text: str, drafts: Sequence[Draft]) -> None:
    """Fill in date, issuer, subject and pinpoint of the drafts, which come in text order, in place."""
    for draft, limit in zip(drafts, [*(d.start for d in drafts[1:]), len(text)], strict=False):
        match draft.kind:
            case "numbered":
                _date_and_issuer(text, draft, limit)
                date_before(text, draft)
                issuer_before(text, draft)
            case "short":
                _date_and_issuer(text, draft, limit)
            case "named":
                date_after(text, draft, draft.end, limit)
                date_after(text, draft, lawmaker_after(text, draft), limit)
                date_of_passing(text, draft)
        pinpoint(text, draft)
    subjects(text, drafts)
    _share_over_rows(text, drafts)
    _share_proposer(text, drafts)
    _share_row_issuer(text, drafts)


def _date_and_issuer(text: str, draft: Draft, limit: int) -> None:
    """Read date and issuer behind the core, in either order."""
    at = aside_after(text, draft, draft.end)
    limit = max(limit, at + DATE_WITHIN) if at > limit else limit
    at = date_after(text, draft, at, limit)
    at = part_date_after(text, draft, at, limit)
    at = aside_after(text, draft, at)
    at = aside_after(text, draft, issuer_after(text, draft, at))
    at = date_after(text, draft, at, limit)
    aside_after(text, draft, issuer_after(text, draft, at))


def _share_over_rows(text: str, drafts: Sequence[Draft]) -> None:
    """Give an issuer after a row (`A và B của X`) to the row's earlier items of the same kind of symbol."""
    for draft, after in reversed(list(pairwise(drafts))):
        if after.rule == "short.listed":
            draft.fields |= {k: after.fields[k] for k in ("date", "issuer") if k in after.fields and k not in draft.fields}
            continue
        if "issuer" in draft.fields or "issuer" not in after.fields or draft.kind != "numbered" or after.kind != "numbered":
            continue
        behind = after.fields["issuer"].rule == BEHIND_TITLE and draft.value("symbol") == after.value("symbol")
        if ("subject" in draft.fields and not behind) or not _ROW_JOINT.fullmatch(text, draft.reach, after.start):
            continue
        if after.listed or draft.value("symbol") == after.value("symbol") or _issuer_code(draft) == _issuer_code(after):
            draft.fields["issuer"] = after.fields["issuer"]


def _share_proposer(text: str, drafts: Sequence[Draft]) -> None:
    """Give the body that proposes (`theo đề nghị của X tại A, B và C`) to the further papers of its row that name none."""
    for draft, after in pairwise(drafts):
        proposer = draft.fields.get("issuer")
        if proposer is None or proposer.rule != PROPOSER or after.kind != "numbered" or "issuer" in after.fields:
            continue
        if "subject" not in draft.fields and _ROW_JOINT.fullmatch(text, draft.reach, after.start):
            after.fields["issuer"] = proposer


def _share_row_issuer(text: str, drafts: Sequence[Draft]) -> None:
    """Give the issuer over a row (`các Thông tư của X: Thông tư số …; …`) to its items, to the end of the line, that name none."""
    shared, kind, end, title = None, None, 0, 0
    for draft in drafts:
        low = line_start(text, draft.start, draft.start - LONGEST_HEAD)
        after_colon = text[max(0, draft.start - 2) : draft.start].strip() == ":"
        m = any_of("citations.toml", "row_issuer").search(text[low : draft.start]) if after_colon else None
        if m and (over := leading_type(m["papers"])):
            shared = Found(m["issuer"], Span(low + m.start("issuer"), low + m.end("issuer")), "issuer over the row")
            kind = None if over in toml("citations.toml")["row"]["open_types"] else draft.value("type")
            end = text.find("\n", draft.start)
        inside = shared is not None and (end < 0 or draft.start < end) and kind in (None, draft.value("type")) and draft.start >= title
        subject = draft.fields.get("subject")
        title = max(title, subject.span.end) if subject and subject.span else title
        if inside and shared and "issuer" not in draft.fields and draft.kind == "numbered":
            draft.fields["issuer"] = shared


def _issuer_code(draft: Draft) -> str:
    return re.split(r"[/\-–]", draft.value("symbol") or "")[-1]
