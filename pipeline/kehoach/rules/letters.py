"""Character classes for Vietnamese letters (a range such as À-Ỹ would hold both cases)."""

from __future__ import annotations

UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
LOWER = UPPER.replace("A-Z", "a-z").lower()
LETTER = UPPER + LOWER


def expand(pattern: str) -> str:
    """Replace `{UPPER}`, `{LOWER}` and `{LETTER}` in a pattern by what stands inside their brackets.

    >>> expand("[{LOWER}]+")[:5]
    '[a-zà'
    """
    return pattern.replace("{UPPER}", UPPER).replace("{LOWER}", LOWER).replace("{LETTER}", LETTER)
