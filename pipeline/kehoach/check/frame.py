"""The frame: parts that are missing, the draft's own number and day left blank, words of the frame misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from kehoach.check.dates import shown
from kehoach.check.draft import HEAD_LINES, Draft
from kehoach.check.rules import TABLE
from kehoach.graph.label import code
from kehoach.records.document import Frame
from kehoach.records.finding import Finding
from kehoach.records.text import Span
from kehoach.rules.fold import bare, name_key, spelling, symbol_key
from kehoach.rules.load import any_of, toml

NEARLY = 0.85  # likeness from which a line of the head is a motto with a slip in it
LONGEST_CAPTION = 120  # characters before the number in an annex's caption

_WORD = re.compile(r"\w+")


def check(draft: Draft) -> Iterator[Finding]:
    """Yield the parts of the frame (Nghị định 30/2020/NĐ-CP, Điều 8; Quy định 399-QĐ/TW) that are missing, blank or misspelt."""
    lines = [line.span for line in draft.plan.document.text.lines if len(line.span)]
    yield from _misspelt(draft, lines)
    if not lines:
        return
    yield from _blank(draft, lines)
    yield from _captions(draft)
    if not _is_attached(draft):
        yield from _missing(draft, lines)
        yield from _signature(draft, lines)
    if draft.family == "state":
        yield from _ends(draft, lines)


def _is_attached(draft: Draft) -> bool:
    """Say whether the text is an annex of another paper, which bears number, day and signature in its place."""
    frame = draft.plan.document.frame
    head = draft.canonical[: frame.body.start]
    return any_of(TABLE, "attached").search(head) is not None and not frame.get("number")


def _missing(draft: Draft, lines: list[Span]) -> Iterator[Finding]:
    frame, parts = draft.plan.document.frame, toml(TABLE)["parts"]
    head = name_key(draft.head)
    motto = []
    for forms in toml(TABLE)["motto"][draft.family]:
        if any(name_key(form) in head for form in forms):
            continue
        slip = next((s for s in lines[:HEAD_LINES] if _is_nearly(s.of(draft.canonical), forms[0])), None)
        if slip:
            yield draft.found("word.fixed", slip, suggestion=forms[0], safe=False)
        else:
            motto.append(forms[0])
    absent = [p for p in parts["head"] if not _in_head(frame, p) and not (p in ("symbol", "date") and frame.draft)]
    all_motto = len(motto) == len(toml(TABLE)["motto"][draft.family])
    if motto or absent:
        rule = "frame.head" if all_motto or set(absent) - {"title"} else "frame.motto"
        yield draft.found(rule, lines[0], missing="@" + ",".join([*motto, *absent]))
    ending = [p for p in parts["tail"] if not (frame.recipients if p == "recipients" else frame.get(p))]
    if ending:
        yield draft.found("frame.tail", lines[-1], missing="@" + ",".join(ending))


def _is_nearly(line: str, phrase: str) -> bool:
    """Say whether a line is a phrase but for a syllable lost or misspelt."""
    return SequenceMatcher(None, name_key(line), name_key(phrase), autojunk=False).ratio() >= NEARLY


def _in_head(frame: Frame, part: str) -> bool:
    """Say whether the head has a part; an issuer read from the preamble is none of the letterhead."""
    found = frame.fields.get(part)
    return found is not None and (found.span is None or found.span.start < frame.body.start)


def _blank(draft: Draft, lines: list[Span]) -> Iterator[Finding]:
    """The draft's own number, or the day of its date, is still open."""
    frame = draft.plan.document.frame
    if not frame.draft:
        return
    for name, part in (("number", "symbol"), ("date", "place")):
        if not frame.get(name) and (found := frame.fields.get(part)) and found.span:
            line = next(s for s in lines if s.start <= found.span.start < s.end)
            yield draft.found("frame.blank", line, missing=f"@own.{name}")


def _signature(draft: Draft, lines: list[Span]) -> Iterator[Finding]:
    """A plan of a collective body that its head signs in his own name."""
    frame = draft.plan.document.frame
    role, codes = frame.fields.get("signer_role"), re.split(r"[-/]", frame.get("symbol") or "")
    table = toml(TABLE)["collective"]
    head = table["issuers"].get(codes[1]) if len(codes) == 2 and codes[0] in table["types"] else None
    if role and role.span and role.value == head and not frame.get("authority"):
        yield draft.found("frame.authority", next((s for s in lines if s.start <= role.span.start < s.end), role.span))


def _ends(draft: Draft, lines: list[Span]) -> Iterator[Finding]:
    """The end mark of the body, and the marks behind the recipients."""
    frame = draft.plan.document.frame
    body = [s for s in lines if frame.body.start <= s.start and s.end <= frame.body.end]
    if frame.recipients and body and not any_of(TABLE, "end_mark").search(body[-1].of(draft.canonical)):
        yield draft.found("frame.end", body[-1])
    wrong = [
        r.span for r in frame.recipients[:-1] if r.span and not draft.canonical[r.span.end : r.span.end + 3].lstrip(". ").startswith(";")
    ]
    if wrong:
        yield draft.found("frame.recipients", wrong[0], related=wrong[1:])


def _misspelt(draft: Draft, lines: list[Span]) -> Iterator[Finding]:
    """A line, or its words up to a colon, that is a fixed phrase of the frame but for its accents; and type words misspelt in citations."""
    frame, table = draft.plan.document.frame, toml(TABLE)["fixed"]
    always, fixed = ({bare(phrase): phrase for phrase in table[name]} for name in ("always", "phrases"))
    for span in lines:
        words = span.of(draft.canonical).partition(":")[0].strip(" *-–_")
        key, inside = bare(words), frame.body.start <= span.start < frame.body.end
        right = always.get(key) or (fixed.get(key) if words.isupper() and not inside else None)
        if right and _accents(words) != _accents(right):
            start = span.start + span.of(draft.canonical).index(words)
            better = right.upper() if words.isupper() else right
            yield draft.found("word.fixed", Span(start, start + len(words)), suggestion=better, safe=key in always)
    for mention in draft.plan.mentions:
        if mention.type and mention.type.span and mention.type.rule == "type word":
            word, name = mention.type.span.of(draft.canonical), mention.type.value
            if bare(word) == bare(name) and _accents(word) != _accents(name):
                yield draft.found("word.type", mention.type.span, suggestion=name.upper() if word.isupper() else name)


def _captions(draft: Draft) -> Iterator[Finding]:
    """The caption of an annex that gives its own paper another number or date."""
    frame = draft.plan.document.frame
    number, symbol, date = frame.get("number"), frame.get("symbol"), frame.get("date")
    if number is None or symbol is None:
        return
    for mention in draft.plan.mentions:
        line = draft.canonical[draft.canonical.rfind("\n", 0, mention.span.start) + 1 : mention.span.start]
        same = mention.get("type") == frame.get("type") and symbol_key(mention.get("symbol") or "") == symbol_key(symbol)
        if same and len(line) < LONGEST_CAPTION and any_of(TABLE, "attached").match(line.lstrip()):
            yield draft.found("frame.caption", mention.span, own=code(number, symbol) + (f" ({shown(date)})" if date else ""))


def _accents(text: str) -> list[str]:
    """Return the words of a text with their accents, whichever way these are placed (hoà, hòa)."""
    return [spelling(w) for w in _WORD.findall(text)]
