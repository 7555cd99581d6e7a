"""The closing block: recipients (nơi nhận), authority, post and name of the signer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from kehoach.records.document import Found
from kehoach.records.text import Span
from kehoach.rules.letters import expand, in_capitals
from kehoach.rules.load import any_of, row_pattern
from kehoach.rules.people import lone_rank, signed_name
from kehoach.structure.headings import Row

_CAPITALS = re.compile(expand(r"(?:Q\.\s?)?[{UPPER}]{2,}[{UPPER}\d ,.&-]*"))
_INLINE_ITEM = re.compile(r"(?:(?<=[;:.,])\s*|(?<=:\s)|^)-\s+")
_AFTER_RECIPIENT = re.compile(expand(r"(?<=[^\s.][^\s.][.;)])\s+(?=[{UPPER}])"))

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
    """What the lines of the closing block have given so far.

    `posts` are the lines in capitals that no name has followed yet, `signed` those over the last name; `named` is the number of the line
    that bears it.
    """

    fields: dict[str, Found[str]] = field(default_factory=dict)
    posts: list[Row] = field(default_factory=list)
    signed: list[Row] = field(default_factory=list)
    named: int | None = None
    recipients: list[Found[str]] = field(default_factory=list)
    listing: bool = False


def read_signature(rows: Sequence[Row], after: int) -> Signature:
    """Read the closing block that stands after line `after`; the first one where several follow (an annex may bear its own)."""
    start = _start(rows, after)
    if start is None:
        return Signature(len(rows), len(rows), {}, ())
    signing = _Signing()
    end = len(rows)
    for n in range(start, len(rows)):
        if not _take_line(rows[n], signing) and (signing.posts or n - start >= LEAD_LINES):
            end = n
            break
    if "signer_role" not in signing.fields:
        _set_role(signing.posts, signing)
    return Signature(start, end, signing.fields, tuple(signing.recipients))


def _take_line(row: Row, signing: _Signing) -> bool:
    """Read one line of the closing block, of the recipients or of the signature; say whether it belongs to it."""
    opens = not signing.recipients and any_of("layout.toml", "recipients").match(row.text) is not None
    if opens or (signing.listing and row.item):
        signing.listing = True
        row, glued = _parted(row)
        signing.recipients += _inline_recipients(row) if opens else [_item(row)]
        return glued is None or _take(glued, signing)
    signing.listing = signing.listing and "signer" not in signing.fields
    return _take(row, signing)


def _start(rows: Sequence[Row], after: int) -> int | None:
    """Return the first line of the closing block: recipients, an authority, or a post right before a name."""
    head, person = any_of("layout.toml", "recipients"), signed_name()
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
    patterns = (any_of("layout.toml", "signing"), any_of("layout.toml", "seal"), signed_name())
    return not row.labels and any(pattern.fullmatch(row.text) for pattern in patterns)


@cache
def _posts_and_name() -> re.Pattern[str]:
    """The line of a signature that has run together."""
    return re.compile(expand(rf"(?P<posts>[{{UPPER}}][{{UPPER}}\s.,/-]{{3,}}?)\s+(?:{signed_name(capitals=False).pattern})"))


def _parted(row: Row) -> tuple[Row, Row | None]:
    """Part a recipient from the line of the signature that stands beside it in the other column and has run into its line."""
    patterns = (any_of("layout.toml", "signing"), signed_name(), _posts_and_name())
    for m in _AFTER_RECIPIENT.finditer(row.text):
        if any(pattern.fullmatch(row.text, m.end()) for pattern in patterns):
            at = row.line.span.start
            return _piece(row, Span(at, at + m.start())), _piece(row, Span(at + m.end(), row.line.span.end))
    return row, None


def _piece(row: Row, span: Span) -> Row:
    """Return the part of a row at `span`."""
    at = row.line.span.start
    text = row.text[span.start - at : span.end - at]
    return replace(row, line=replace(row.line, span=span), text=text, item=row.item and span.start == at, caps=in_capitals(text))


def _inline_recipients(row: Row) -> list[Found[str]]:
    """Return the recipients that stand on the head's own line (a letterhead table flattened)."""
    head = any_of("layout.toml", "recipients").match(row.text)
    inline = head.end() if head else 0
    if not row.text[inline:].strip():
        return []
    marks = [m.end() for m in _INLINE_ITEM.finditer(row.text, max(0, inline - 2))] or [inline]
    spans = zip(marks, [*marks[1:], len(row.text)], strict=True)
    return [_recipient(row.text[start:stop].rstrip(" -"), row.line.span.start + start) for start, stop in spans]


def _item(row: Row) -> Found[str]:
    lead = len(row.text) - len(row.text.lstrip("-–+•* "))
    return _recipient(row.text[lead:], row.line.span.start + lead)


def _recipient(text: str, at: int) -> Found[str]:
    value = text.strip().rstrip(";., ")
    return Found(value, Span(at, at + len(value)), "recipients")


def _take(row: Row, signing: _Signing) -> bool:
    """Read one line of the signature; say whether it belongs to it."""
    text = row.text
    if any_of("layout.toml", "seal").fullmatch(text) or lone_rank().fullmatch(text + " "):
        return True
    if row.labels or row.line.row or row.item or len(text) > LONGEST_LINE or _opens_annex(text, signed="signer" in signing.fields):
        return False
    if (name := signed_name().fullmatch(text)) or (signing.posts and (name := _lone_name().fullmatch(text))):
        return _take_name(name, row, signing)
    if run_together := _posts_and_name().fullmatch(text):
        _take_run_together(run_together, row.line.span.start, signing)
        return True
    return row.caps and _take_capitals(row, signing)


@cache
def _lone_name() -> re.Pattern[str]:
    return re.compile(f"(?P<name>{any_of('layout.toml', 'lone_name').pattern})")


def _take_name(m: re.Match[str], row: Row, signing: _Signing) -> bool:
    """Read the line of a name. Two names right after each other stand under two posts: the columns of a joint paper."""
    posts = signing.posts
    if "signer" in signing.fields and not posts:
        if row.n - 1 != signing.named or sum(_is_post(x.text) for x in signing.signed) < 2:
            return False
        posts = signing.signed[-1:]
    start, end = (row.line.span.start + at for at in m.span("name"))
    signing.fields["signer"] = Found(m.group("name"), Span(start, end), "name under the signature")
    _set_role(posts, signing)
    if signing.posts:
        signing.signed, signing.posts = signing.posts, []
    signing.named = row.n
    return True


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


def _set_role(rows: Sequence[Row], signing: _Signing) -> None:
    """The post that signs: the last one over the name, with the post before it that the signer holds too and the body's name after it.

    `KT. CHỦ TỊCH` names whom the signer stands in for. `rows` are the lines over the name.
    """
    deputy = any_of("frame.toml", "deputy")
    own = [r for r in rows if _CAPITALS.fullmatch(r.text.strip(" *")) and not deputy.match(r.text.strip(" *"))]
    if not own:
        return
    last = first = next((i for i in range(len(own) - 1, -1, -1) if _is_post(own[i].text)), len(own) - 1)
    while first and own[first - 1].n == own[first].n - 1 and _is_post(own[first - 1].text):
        first -= 1
    held = own[first:] if last + 1 == len(own) or _names_body(own[last + 1].text) else own[first : last + 1]
    text = " ".join(r.text.strip(" *") for r in held)
    signing.fields["signer_role"] = Found(text, Span(held[0].line.span.start, held[-1].line.span.end), "post over the name")


def _is_post(line: str) -> bool:
    return any_of("frame.toml", "post").match(line.strip(" *")) is not None


def _names_body(line: str) -> bool:
    return any_of("frame.toml", "body_head").match(line) is not None


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
