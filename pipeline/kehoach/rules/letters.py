"""Character classes for Vietnamese letters (a range such as À-Ỹ would hold both cases)."""

from __future__ import annotations

import re

UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
LOWER = UPPER.replace("A-Z", "a-z").lower()
LETTER = "A-Za-zÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ"  # both, in runs: short, for it stands in many patterns


def expand(pattern: str) -> str:
    """Replace `{UPPER}`, `{LOWER}` and `{LETTER}` in a pattern by what stands inside their brackets.

    >>> expand("[{LOWER}]+")[:5]
    '[a-zà'
    """
    return pattern.replace("{UPPER}", UPPER).replace("{LOWER}", LOWER).replace("{LETTER}", LETTER)


_SMALL_LETTER = re.compile(f"[{LOWER}]")
_TWO_CAPITALS = re.compile(f"[{UPPER}]{{2}}")


def in_capitals(line: str) -> bool:
    """Say whether `line` is set in capitals: it holds no small letter, and two capitals side by side.

    >>> in_capitals("II. KINH PHÍ (2023)"), in_capitals("A1"), in_capitals("UBND tỉnh")
    (True, False, False)
    """
    return _SMALL_LETTER.search(line) is None and _TWO_CAPITALS.search(line) is not None
