"""The closing block: recipients (nơi nhận), authority, post and name of the signer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from kehoach.records.document import Found
from kehoach.records.text import Span
from kehoach.rules.letters import expand
from kehoach.rules.load import any_of, row_pattern
from kehoach.structure.headings import Row

_CAPITALS = re.compile(expand(r"(?:Q\.\s?)?[{UPPER}]{2,}[{UPPER} ,.-]*"))
_INLINE_ITEM = re.compile(r"(?:(?<=[;:.,])\s*|(?<=:\s)|^)-\s+")

LONGEST_POST = 90  # characters of the line of a post or authority; the longest met has 39
LONGEST_LINE = 120  # characters of a line of the signature; the longest met has 42
NEAR = 5  # lines after an authority or a post in which the name stands, or recipients do; seals and posts stand between
LEAD_LINES = 2  # first lines of the block that may be other than post and name: a deputy's authority set in small letters


@dataclass(frozen=True, slots=True)
class Signature:
    """The closing block.

    `start` is the number of its first line (the number of lines where there is none), `end` that of the line after it.
    """

    start: int
    end: int
    fields: Mapping[str, Found[str]]
    recipients: tuple[Found[str], ...]


@dataclass(slots=True)
class _Signing:
    """What the lines of the signature have given so far; `posts` are the lines in capitals that no name has followed yet."""

    fields: dict[str, Found[str]] = field(default_factory=dict)
    posts: list[Row] = field(default_factory=list)


def read_signature(rows: Sequence[Row], after: int) -> Signature:
    """Read the closing block that stands after line `after`; the first one where several follow (an annex may bear its own)."""
    start = _start(rows, after)
    if start is None:
        return Signature(len(rows), len(rows), {}, ())
    head = any_of("layout.toml", "recipients")
    recipients: list[Found[str]] = []
    listing = False
    signing = _Signing()
    end = len(rows)
    for n in range(start, len(rows)):
        row = rows[n]
        if not listing and head.match(row.text):
            listing = True
            recipients += _inline_recipients(row)
        elif listing and row.item and "signer" not in signing.fields:
            lead = len(row.text) - len(row.text.lstrip("-–+•* "))
            recipients.append(_recipient(row.text[lead:], row.line.span.start + lead))
        elif not _take(row, signing) and (signing.posts or n - start >= LEAD_LINES):
            end = n
            break
    if "signer_role" not in signing.fields:
        _set_role(signing)
    return Signature(start, end, signing.fields, tuple(recipients))


def _start(rows: Sequence[Row], after: int) -> int | None:
    """Return the first line of the closing block: recipients, an authority, or a post right before a name."""
    head, person = any_of("layout.toml", "recipients"), any_of("layout.toml", "person")
    authority, post = row_pattern("layout.toml", "signing", "authority"), row_pattern("layout.toml", "signing", "role")
    for n in range(after, len(rows)):
        row = rows[n]
        if head.match(row.text):
            while n - 1 > after and _is_block(rows[n - 1]):
                n -= 1
            return n
        if len(row.text) >= LONGEST_POST or row.labels or row.line.row:
            continue
        authorised = authority.fullmatch(row.text) is not None
        if authorised or post.fullmatch(row.text):
            near = rows[n + 1 : n + 1 + NEAR]
            named = any(person.fullmatch(r.text) or head.match(r.text) for r in near) or _posts_and_name().fullmatch(row.text)
            if named or (authorised and any(post.fullmatch(r.text) for r in near[:2])):
                return n
    last = len(rows) - 1
    return last if last > after and person.fullmatch(rows[last].text) and not rows[last].labels else None


def _is_block(row: Row) -> bool:
    """Whether a line above the recipients is part of the block too: the signature stands on the left in some papers."""
    patterns = (any_of("layout.toml", table) for table in ("signing", "person", "seal"))
    return not row.labels and any(pattern.fullmatch(row.text) for pattern in patterns)


@cache
def _posts_and_name() -> re.Pattern[str]:
    """The line of a signature that has run together."""
    person = any_of("layout.toml", "person").pattern
    return re.compile(expand(rf"(?P<posts>[{{UPPER}}][{{UPPER}}\s.,/-]{{3,}}?)\s+(?P<name>{person})"))


def _inline_recipients(row: Row) -> list[Found[str]]:
    """Return the recipients that stand on the head's own line (a letterhead table flattened)."""
    head = any_of("layout.toml", "recipients").match(row.text)
    inline = head.end() if head else 0
    if not row.text[inline:].strip():
        return []
    marks = [m.end() for m in _INLINE_ITEM.finditer(row.text, max(0, inline - 2))] or [inline]
    spans = zip(marks, [*marks[1:], len(row.text)], strict=True)
    return [_recipient(row.text[start:stop].rstrip(" -"), row.line.span.start + start) for start, stop in spans]


def _recipient(text: str, at: int) -> Found[str]:
    value = text.strip().rstrip(";., ")
    return Found(value, Span(at, at + len(value)), "recipients")


def _take(row: Row, signing: _Signing) -> bool:
    """Read one line of the signature; say whether it belongs to it."""
    text = row.text
    if any_of("layout.toml", "seal").fullmatch(text):
        return True
    if row.labels or row.line.row or row.item or len(text) > LONGEST_LINE or _opens_annex(text, signed="signer" in signing.fields):
        return False
    if any_of("layout.toml", "person").fullmatch(text):
        if "signer" in signing.fields and not signing.posts:
            return False
        signing.fields["signer"] = Found(text, row.line.span, "name under the signature")
        _set_role(signing)
        signing.posts.clear()
        return True
    if run_together := _posts_and_name().fullmatch(text):
        _take_run_together(run_together, row.line.span.start, signing)
        return True
    return row.caps and _take_capitals(row, signing)


def _opens_annex(text: str, signed: bool) -> bool:
    return text[:7].upper() == "PHỤ LỤC" or (signed and any_of("layout.toml", "annex").fullmatch(text.strip()) is not None)


def _take_capitals(row: Row, signing: _Signing) -> bool:
    """Read a line in capitals: on whose behalf the signature is given, or a post."""
    at = row.line.span.start
    if m := any_of("frame.toml", "behalf").match(row.text):
        authority = m.group().rstrip(" ,-")
        signing.fields["authority"] = Found(authority, Span(at, at + len(authority)), "authority line")
        if m.end() == len(row.text):
            return True
    signing.posts.append(row)
    return True


def _set_role(signing: _Signing) -> None:
    """The post that signs: the last line above the name that is a post of its own (`KT. CHỦ TỊCH` names whom the signer stands in for)."""
    deputy = any_of("frame.toml", "deputy")
    for row in reversed(signing.posts):
        text = row.text.strip(" *")
        if _CAPITALS.fullmatch(text) and not deputy.match(text):
            signing.fields["signer_role"] = Found(text, row.line.span, "post over the name")
            return


def _take_run_together(m: re.Match[str], at: int, signing: _Signing) -> None:
    """Read a line that holds authority, posts and name, beginning at `at`: the last post is the signer's."""
    signing.fields["signer"] = Found(m.group("name"), Span(at + m.start("name"), at + m.end("name")), "name under the signature")
    posts = m.group("posts")
    if collective := any_of("frame.toml", "collective").match(posts):
        signing.fields["authority"] = Found(collective.group(), Span(at, at + collective.end()), "authority line")
    found = [post for post in any_of("frame.toml", "post").finditer(posts) if not _is_deputised(posts[: post.start()])]
    if found:
        start, end = found[0].start(), found[-1].end()
        signing.fields["signer_role"] = Found(posts[start:end], Span(at + start, at + end), "post over the name")


def _is_deputised(before: str) -> bool:
    """Whether the words before a post say that another one signs in its stead (`KT. `)."""
    return any(m.end() == len(before) for m in any_of("frame.toml", "deputy").finditer(before))
