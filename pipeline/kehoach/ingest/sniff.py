"""What a file is by its first bytes: many a `.doc` is a web page, an RTF or a .docx file under another name."""

from __future__ import annotations

import io
import re
import zipfile

from kehoach.errors import ReadError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR = 512
_WORD = b"\xec\xa5"
_ENCRYPTED = 0x01
"""Second byte of the flags at offset 10 of the head of a Word document: bit 8 of the flags [MS-DOC 2.5.2]."""

_LOCKED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|meta|body|title|style|div|table|p)\b", re.I | re.S
)
_WORD_XML = re.compile(rb"\s*<\?xml[^>]*>\s*(?:<\?mso-application[^>]*\?>\s*)?<(?:w:wordDocument|office:document)\b")
HEAD = 4096


def kind_of(data: bytes) -> str | None:
    """Return the suffix that a file's bytes call for (`.doc`, `.rtf`, `.odt`, `.docx`, `.html`, `.pdf`, `.xml` for Word's or Writer's flat
    XML), None where they show none of these: plain text, or something else.

    Raises ReadError `office.encrypted` for a Word file under a password.

    >>> kind_of(b"{\\\\rtf1 x}"), kind_of(b"<HTML><body>"), kind_of("Kế hoạch".encode())
    ('.rtf', '.html', None)
    """
    head = data[:HEAD].removeprefix(b"\xef\xbb\xbf")
    if data.startswith(_OLE):
        _refuse_locked(data)
        return ".doc"
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    if head.lstrip().startswith(b"{\\rtf"):
        return ".rtf"
    if head.startswith(b"%PDF-"):
        return ".pdf"
    if _WORD_XML.match(head):
        return ".xml"
    return ".html" if _PAGE.match(head) else None


def _refuse_locked(data: bytes) -> None:
    """Look for the head of the Word document, which begins a sector, and for the stream of a locked .docx file."""
    for at in range(_SECTOR, len(data), _SECTOR):
        if data.startswith(_WORD, at):
            if data[at + 11 : at + 12] and data[at + 11] & _ENCRYPTED:
                raise ReadError("office.encrypted")
            return
    if _LOCKED_PACKAGE in data:
        raise ReadError("office.encrypted")


def _packed(data: bytes) -> str | None:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except zipfile.BadZipFile:
        return ".docx"
    return ".odt" if "content.xml" in names else ".docx" if "word/document.xml" in names else None
