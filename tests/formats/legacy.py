"""Writes Vietnamese in the codes of old fonts: TCVN3 (.VnTime) and VNI (VNI-Times), letters as the code points of Windows-1252."""

from __future__ import annotations

import unicodedata

_TCVN3_LETTERS = "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵĂÂÊÔƠƯĐ"
_TCVN3_CODES = bytes.fromhex(
    "a8a9aaabacadaeb5b6b7b8b9bbbcbdbec6c7c8c9cacbcccecfd0d1d2d3d4d5d6d7d8dcdddedfe1e2e3e4e5e6e7e8e9eaebecedeeeff1f2f3f4f5f6f7f8f9fafbfcfdfea1a2a3a4a5a6a7"
)
_TCVN3 = dict(zip(_TCVN3_LETTERS, _TCVN3_CODES.decode("latin-1"), strict=True))

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT, _BREVE, _CIRCUMFLEX, _HORN = "\u0300\u0301\u0309\u0303\u0323\u0306\u0302\u031b"
_VNI_MARKS = {
    "": dict(zip((_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT), "øùûõï", strict=True)),
    _BREVE: dict(zip(("", _ACUTE, _GRAVE, _HOOK, _TILDE, _DOT), "êéèúüë", strict=True)),
    _CIRCUMFLEX: dict(zip(("", _ACUTE, _GRAVE, _HOOK, _TILDE, _DOT), "âáàåãä", strict=True)),
}
_VNI_WHOLE = dict(zip("đìíỉĩịỵ", "ñìíæóòî", strict=True))
_VNI_HORNED = {"o": "ô", "u": "ö"}


def tcvn3(text: str) -> str:
    """Return the text as a TCVN3 font needs it; capitals with marks have no code of their own and are written as small letters.

    >>> tcvn3("Kế hoạch CỘNG HÒA"), tcvn3("Đường")
    ('KÕ ho¹ch CéNG HßA', '§\\xadêng')
    """
    return "".join(_TCVN3.get(c) or _TCVN3.get(c.lower(), c) for c in unicodedata.normalize("NFC", text))


def vni(text: str) -> str:
    """Return the text as a VNI font needs it: most marks are characters of their own behind the letter.

    >>> vni("Kế hoạch"), vni("ĐƯỜNG")
    ('Keá hoaïch', 'ÑÖÔØNG')
    """
    return "".join(_vni(c) for c in unicodedata.normalize("NFC", text))


def _vni(letter: str) -> str:
    small = letter.lower()
    made = _VNI_WHOLE.get(small) or _vni_marked(small)
    return made.upper() if letter != small else made


def _vni_marked(letter: str) -> str:
    base, *marks = unicodedata.normalize("NFD", letter)
    if not base.isascii() or not base.isalpha() or not marks:
        return letter
    shape = next((m for m in marks if m in (_BREVE, _CIRCUMFLEX, _HORN)), "")
    tone = next((m for m in marks if m != shape), "")
    if shape == _HORN:
        return _VNI_HORNED[base] + (_VNI_MARKS[""][tone] if tone else "")
    return base + _VNI_MARKS[shape][tone]


def tcvn3_font(text: str) -> str:
    """Return the font that shows a text in capitals, or the one that shows it as it is."""
    return ".VnTimeH" if text == text.upper() and any(c.isalpha() for c in text) else ".VnTime"


def in_capitals(text: str) -> str:
    """Return the letters that a font of capitals is given to show `text`: all small where the text is in capitals."""
    return tcvn3(text.lower() if tcvn3_font(text) == ".VnTimeH" else text)


def as_bytes(text: str) -> bytes:
    """Return a text in a legacy code as a plain text file holds it: the codes of Windows-1252, or of Latin 1 where that has none."""
    return b"".join(c.encode("cp1252", "ignore") or c.encode("latin-1", "replace") for c in text)
