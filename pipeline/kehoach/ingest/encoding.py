"""Bytes to text: UTF-8, UTF-16, Windows-1258, TCVN3 or VNI in a Western code page; anything else is refused rather than guessed."""

from __future__ import annotations

import codecs
import html
import re
from dataclasses import dataclass

from kehoach.errors import ReadError
from kehoach.ingest.legacy.convert import repaired
from kehoach.ingest.syllables import vietnamese_share

VIETNAMESE = 0.9
"""Least share of Vietnamese syllables that makes a one-byte reading believable. Measured: Windows-1258 copies of 38 plans 0.99 to 1.0,
three TCVN3 papers read as Windows-1258 0.47 to 0.52."""

CONVERTED = 0.75
"""The same for text that conversion from TCVN3 or VNI changes: Western text is not changed, and web pages mix encodings."""

CONTROLS = 0.005
"""Share of control characters above which a file is no text. Copies from Word or PDF hold a stray one now and then."""

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_UNASSIGNED = re.compile("[\udc80-\udcff]")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text without its byte order mark, and the encoding that it was in: Windows-1252 for text in TCVN3 or VNI, whose codes stay."""

    text: str
    encoding: str


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text of `data`. `declared` is the encoding that the file itself claims; it is believed only where the text bears it out.

    Raises ReadError `file.binary` for data with NULs or many control characters, `file.encoding` for text in none of the known encodings.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _plain(_strict(data[len(bom) :], encoding), encoding)
    wide = _utf16(data)
    if wide is not None:
        return wide
    if b"\0" in data:
        raise ReadError("file.binary")
    text = _strict(data, "utf-8")
    if text is not None:
        return _plain(text, "utf-8")
    found = [d for e in dict.fromkeys((_codec(declared), "cp1258")) if e and (d := _believable(data, e))]
    if found:
        return max(found, key=lambda d: vietnamese_share(html.unescape(d.text)))
    return _legacy(data) or _plain(data.decode("latin-1"), None)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _plain(text: str | None, encoding: str | None) -> Decoded:
    if text is not None and ("\0" in text or len(_CONTROL.findall(text)) > CONTROLS * len(text)):
        raise ReadError("file.binary")
    if text is None or encoding is None:
        raise ReadError("file.encoding")
    return Decoded(text, encoding)


def _utf16(data: bytes) -> Decoded | None:
    """Recognise UTF-16 without a mark: in Vietnamese three of four characters have a zero high byte and none a zero low byte."""
    head = data[:4096]
    if len(data) % 2 or not head:
        return None
    high = {"utf-16-be": head[0::2].count(0), "utf-16-le": head[1::2].count(0)}
    encoding, other = sorted(high, key=lambda e: high[e], reverse=True)
    if high[encoding] * 2 < len(head) // 2 or high[other]:
        return None
    text = _strict(data, encoding)
    return Decoded(text, encoding) if text is not None and not _CONTROL.search(text) else None


def _codec(declared: str | None) -> str | None:
    try:
        return codecs.lookup(declared).name if declared else None
    except LookupError:
        return None


def _legacy(data: bytes) -> Decoded | None:
    """Return the reading as Windows-1252 where it is text in TCVN3 or VNI, which no code page of Windows tells apart."""
    text = _UNASSIGNED.sub(lambda m: chr(ord(m[0]) & 0xFF), data.decode("cp1252", "surrogateescape"))
    if _CONTROL.search(text):
        return None
    made = repaired(html.unescape(text)).text
    return Decoded(text, "cp1252") if made != text and vietnamese_share(made) >= CONVERTED else None


def _believable(data: bytes, encoding: str) -> Decoded | None:
    """Return the reading in a one-byte encoding where its words are Vietnamese; the text may be a web page with character references."""
    text = _strict(data, encoding)
    if text is None or _CONTROL.search(text) or vietnamese_share(html.unescape(text)) < VIETNAMESE:
        return None
    return Decoded(text, encoding)
