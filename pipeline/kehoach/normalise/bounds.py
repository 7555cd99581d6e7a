"""Where the document starts and ends on a page that holds more than the document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kehoach.rules.letters import expand
from kehoach.rules.load import any_of
from kehoach.rules.types import by_word

_CAPS_LINE = re.compile(expand(r"[^{LOWER}]*[{UPPER}]{2}[^{LOWER}]*"))
_NAME = re.compile(expand(r"(?:(?:[A-ZĐ]\w{0,4}\.)\s?){0,3}(?:[{UPPER}][{LOWER}]{0,6}\s){1,4}[{UPPER}][{LOWER}]{0,6}(?:\s\|)?"))
_POST_AND_NAME = re.compile(expand(r"[{UPPER}][{UPPER}\s.,/-]{3,80}\s" + _NAME.pattern))
_HEAD_LINE = re.compile(_CAPS_LINE.pattern + r"$|Số\s*:|Số\s*\d|[-*_\s]+$")
_DATED = re.compile(r".{2,40},?\s*ngày\s*[\d.…]{0,8}\s*tháng\s*[\d.…]{0,8}\s*năm")
_NOTE = re.compile(r"\(.*\)|[-_*]+")
_RECIPIENTS = re.compile(r"(?:Nơi nhận|Noi nhận|NƠI NHẬN)\s*:?")
_ATTACHED = re.compile(r"\((?:Ban hành k|K)èm theo")

HEAD_LINES = 40  # lines in which the type of the document stands alone; the latest one met is the 14th
LETTERHEAD_LINES = 5  # issuer, its parent, place and rules before the motto: at most 4 seen


def bounds(paragraphs: Sequence[str]) -> tuple[int, int]:
    """Return the indices of the document's first paragraph and of the one after its last.

    `paragraphs` are the canonical lines of the whole page.
    """
    if not paragraphs:
        return 0, 0
    start = _start(paragraphs)
    return start, max(start + 1, _end(paragraphs, start))


def _start(paragraphs: Sequence[str]) -> int:
    motto = any_of("layout.toml", "motto")
    limit = max(60, len(paragraphs) // 3)
    for i, line in enumerate(paragraphs[:limit]):
        if motto.search(line):
            at = i
            while at > 0 and i - at < LETTERHEAD_LINES and _HEAD_LINE.match(paragraphs[at - 1]):
                at -= 1
            return at
    for i, line in enumerate(paragraphs[:HEAD_LINES]):
        if _CAPS_LINE.fullmatch(line) and (kind := by_word().get(line.strip(" *:").lower())) and kind.own:
            at = i
            while at > 0 and (_HEAD_LINE.match(paragraphs[at - 1]) or _DATED.match(paragraphs[at - 1])):
                at -= 1
            return at
    again = next((i for i, line in enumerate(paragraphs[:12]) if line in paragraphs[i + 1 : i + 4] and len(line) > 20), None)
    if again is not None:
        return again + 1 + paragraphs[again + 1 : again + 4].index(paragraphs[again])
    remains = any_of("layout.toml", "remains")
    return next((i for i, line in enumerate(paragraphs[:12]) if not remains.fullmatch(line)), 0)


def _end(paragraphs: Sequence[str], start: int) -> int:
    remains, annex = any_of("layout.toml", "remains"), any_of("layout.toml", "annex")
    last = _last_signature(paragraphs, start)
    if last is None:
        half = start + (len(paragraphs) - start) // 2
        return next((i for i in range(half, len(paragraphs)) if remains.fullmatch(paragraphs[i])), len(paragraphs))
    for i in range(last + 1, min(last + 4, len(paragraphs))):
        if annex.fullmatch(paragraphs[i]) or _ATTACHED.match(paragraphs[i]):
            return next((j for j in range(i, len(paragraphs)) if remains.fullmatch(paragraphs[j])), len(paragraphs))
    return last + 1


def _last_signature(paragraphs: Sequence[str], start: int) -> int | None:
    """Return the index of the last line of the last closing block (recipients, signature), None where the page has none."""
    signing = any_of("layout.toml", "signing")
    found = None
    i = start + 3
    while i < len(paragraphs):
        line = paragraphs[i]
        opens = _RECIPIENTS.match(line) is not None
        if opens or (len(line) < 90 and signing.fullmatch(line)):
            end = _closing_end(paragraphs, i)
            if opens or end > i or i > start + (len(paragraphs) - start) // 2:
                found = end
            i = end
        i += 1
    return found


def _closing_end(paragraphs: Sequence[str], at: int) -> int:
    """Return the last line of the closing block that holds line `at`: recipients, posts, a seal's words, the name."""
    signing, annex = any_of("layout.toml", "signing"), any_of("layout.toml", "annex")
    end = j = at
    recipients = _RECIPIENTS.match(paragraphs[at]) is not None
    signed = False
    while j + 1 < len(paragraphs):
        j += 1
        text = paragraphs[j]
        if _RECIPIENTS.match(text):
            recipients = True
        elif recipients and text.startswith(("-", "–", "+", "•", "*")):
            signed = False
        elif len(text) > 120 or annex.fullmatch(text) or (signed and not (_NAME.fullmatch(text) or signing.fullmatch(text))):
            break
        elif _NAME.fullmatch(text) or _POST_AND_NAME.fullmatch(text):
            signed = True
        elif _NOTE.fullmatch(text):
            continue
        elif not (signing.fullmatch(text) or _CAPS_LINE.fullmatch(text)):
            break
        end = j
    return end
