"""Where the document starts and ends on a page that holds more than the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from kehoach.rules.letters import expand, in_capitals
from kehoach.rules.load import any_of, row_pattern
from kehoach.rules.people import lone_rank, signed_name
from kehoach.rules.types import by_word

_NUMBER_LINE = re.compile(r"Số\s*:|Số\s*\d|[-*_\s]+$")
_DATED = re.compile(r".{2,40},?\s*[Nn]gày\s*[\d.…]{0,8}\s*tháng\s*[\d.…]{0,8}\s*năm")
_NOTE = re.compile(r"\(.*\)|[-_*]+")

MOTTO_LINES = 60  # lines, or a third of all where that is more, in which the motto stands; a portal's menu may fill as many before it
HEAD_LINES = 40  # lines in which the type of the document stands alone; the latest one met is the 14th
LONGEST_NAME = 60  # characters of a body's name that ends in small letters (`TRƯỜNG THCS Nguyễn Du`)
LETTERHEAD_LINES = 5  # issuer, its parent, place and rules before the motto: at most 4 seen
TOP_LINES = 12  # lines of a page without letterhead in which its title stands twice (a portal repeats it) or remains of the portal do
SHORTEST_TITLE = 21  # characters of a title that stands twice; a shorter line may do so by chance
FEW_LINES = 3  # lines behind a signature that make no annex unless they say so; rows and items that make one
LONGEST_POST = 90  # characters of the line of a post or authority; the longest met has 39
LONGEST_CLOSING = 120  # characters of a line of the closing block other than a recipient; the longest met has 42


def bounds(paragraphs: Sequence[str], links: AbstractSet[int] = frozenset()) -> tuple[int, int]:
    """Return the indices of the document's first paragraph and of the one after its last.

    `paragraphs` are the canonical lines of the whole page, `links` the indices of those that are links and nothing else.
    """
    if not paragraphs:
        return 0, 0
    start = _start(paragraphs, links)
    return start, max(start + 1, _end(paragraphs, start, links))


def _start(paragraphs: Sequence[str], links: AbstractSet[int]) -> int:
    motto = any_of("layout.toml", "motto")
    for i, line in enumerate(paragraphs[: max(MOTTO_LINES, len(paragraphs) // 3)]):
        if motto.search(line):
            return _first_above(paragraphs, i, LETTERHEAD_LINES, dated=False)
    for i, line in enumerate(paragraphs[:HEAD_LINES]):
        if in_capitals(line) and (kind := by_word().get(line.strip(" *:").lower())) and kind.own:
            return _first_above(paragraphs, i, i, dated=True)
    for i, line in enumerate(paragraphs[:TOP_LINES]):
        if len(line) >= SHORTEST_TITLE and line in paragraphs[i + 1 : i + 4]:
            return paragraphs.index(line, i + 1)
    remains = any_of("layout.toml", "remains")
    most = TOP_LINES + len(links)
    return next((i for i, x in enumerate(paragraphs[:most]) if not (i in links or remains.fullmatch(x) or _is_doubtful(x))), 0)


def _first_above(paragraphs: Sequence[str], at: int, most: int, dated: bool) -> int:
    """Return the first of the letterhead's lines right above line `at`, `most` of them at most; `dated`: a date line may be one."""
    first = at
    while first > 0 and at - first < most:
        above = paragraphs[first - 1]
        named = in_capitals(above) or (any_of("frame.toml", "body_head").match(above) and len(above) < LONGEST_NAME)
        if not (named or _NUMBER_LINE.match(above) or (dated and _DATED.match(above))):
            break
        first -= 1
    return first


def _end(paragraphs: Sequence[str], start: int, links: AbstractSet[int]) -> int:
    last = _last_signature(paragraphs, start)
    if last is None:
        return _remains_from(paragraphs, start + (len(paragraphs) - start) // 2, links)
    cut = _remains_from(paragraphs, last + 1, links)
    rest = paragraphs[last + 1 : cut]
    return last + 1 if rest and not _is_annex(rest) and (cut < len(paragraphs) or len(rest) <= FEW_LINES) else cut


def _remains_from(paragraphs: Sequence[str], first: int, links: AbstractSet[int]) -> int:
    """Return the index from `first` on where the remains of the page begin, the number of paragraphs where none do.

    Doubtful lines are none where the document goes on after them: fields to be filled in (`Điện thoại: …`) in the middle of an annex.
    """
    remains, annex, caption = any_of("layout.toml", "remains"), any_of("layout.toml", "annex"), any_of("headings.toml", "caption")
    found = len(paragraphs)
    opens = any_of("layout.toml", "break")
    doubtful = going_on = 0
    for i in range(len(paragraphs) - 1, first - 1, -1):
        line = paragraphs[i]
        if remains.fullmatch(line):
            found, doubtful, going_on = i, 0, 0
        elif i in links or _is_doubtful(line):
            doubtful += 1
            goes = doubtful > 1 or found == i + 1 < len(paragraphs)
            found = i if goes and going_on < FEW_LINES else found
        elif annex.fullmatch(line) or (caption.match(line) and i > first):
            return max(found, i + 1) if found < len(paragraphs) else found
        else:
            doubtful = 0
            going_on += i < found and (" | " in line or opens.match(line) is not None)
    return found


def _is_doubtful(line: str) -> bool:
    return any(any_of(*table).fullmatch(line) for table in (("layout.toml", "doubtful"), ("page_parts.toml", "attribute")))


def _is_annex(lines: Sequence[str]) -> bool:
    """Say whether what follows a signature is an annex: it names itself as one, has a table, or headings and items of its own."""
    annex, caption = any_of("layout.toml", "annex"), any_of("headings.toml", "caption")
    if any(annex.fullmatch(x) or caption.match(x) for x in lines[:4]):
        return True
    cell, bar, _ = lines[0].partition(" | ")
    if bar and any_of("layout.toml", "table_head").fullmatch(cell):
        return True
    opens = row_pattern("layout.toml", "break", "label")
    return sum(1 for x in lines if " | " in x or opens.match(x)) >= FEW_LINES


def _last_signature(paragraphs: Sequence[str], start: int) -> int | None:
    """Return the index of the last line of the last closing block (recipients, signature), None where the page has none."""
    recipients, signing = row_pattern("layout.toml", "recipients", "head"), any_of("layout.toml", "signing")
    preamble = any_of("frame.toml", "preamble")  # behind a post it begins the bases of a decision: that post decides, it does not sign
    found = None
    i = start + 3
    while i < len(paragraphs):
        line = paragraphs[i]
        opens = recipients.match(line) is not None
        if opens or (len(line) < LONGEST_POST and signing.fullmatch(line)):
            end = _closing_end(paragraphs, i)
            acting = not opens and preamble.match(paragraphs[end + 1]) if end + 1 < len(paragraphs) else None
            if not acting and (opens or end > i or i > start + (len(paragraphs) - start) // 2):
                found = end
            i = end
        i += 1
    return found


@cache
def _signer() -> re.Pattern[str]:
    """The line of the signer: the name, or posts and name run together; a bar may be left of the table that held it."""
    return re.compile(expand(rf"(?:[{{UPPER}}][{{UPPER}}\s.,/-]{{3,80}}\s)?(?:{signed_name(capitals=False).pattern})(?:\s\|)?"))


def _closing_end(paragraphs: Sequence[str], at: int) -> int:
    """Return the last line of the closing block that holds line `at`: recipients, posts, a seal's words, the name."""
    head = row_pattern("layout.toml", "recipients", "head")
    signing, annex = any_of("layout.toml", "signing"), any_of("layout.toml", "annex")
    end = at
    recipients = head.match(paragraphs[at]) is not None
    signed = False
    for j in range(at + 1, len(paragraphs)):
        text = paragraphs[j]
        if head.match(text):
            recipients = True
        elif recipients and text.startswith(("-", "–", "+", "•", "*")):
            signed = False
        elif len(text) > LONGEST_CLOSING or annex.fullmatch(text) or (signed and not (_is_name(text) or signing.fullmatch(text))):
            break
        elif _signer().fullmatch(text) or _is_name(text):
            signed = True
        elif _NOTE.fullmatch(text):
            continue
        elif not (signing.fullmatch(text) or in_capitals(text) or _goes_with_name(text, paragraphs[j - 1])):
            break
        end = j
    return end


def _goes_with_name(text: str, before: str) -> bool:
    """Whether a line is the words of a seal, a rank on a line of its own, or a name of one syllable under a post or a seal."""
    seal = any_of("layout.toml", "seal")
    if seal.fullmatch(text) or lone_rank().fullmatch(text + " "):
        return True
    under = any_of("layout.toml", "signing").fullmatch(before) or seal.fullmatch(before)
    return under is not None and any_of("layout.toml", "lone_name").fullmatch(text) is not None


def _is_name(text: str) -> bool:
    return signed_name().fullmatch(text.removesuffix(" |")) is not None
