"""Names of persons as they stand under a signature (data/layout.toml)."""

from __future__ import annotations

import re
from functools import cache

from kehoach.rules.load import any_of, row_pattern

MOST_RANKS = 5  # ranks, degrees and honours before a name; the most met are four (`PGS.TS.BS.`, `Thiếu tướng, TS.`)


@cache
def signed_name(capitals: bool = True) -> re.Pattern[str]:
    """Return the pattern of a signer's line: the name (group `name`), with ranks, degrees and the words of the seal about it.

    `capitals` says whether the name may be set in capitals: behind other words in capitals it can't be told from them.

    >>> [m and m.group("name") for m in map(signed_name().fullmatch, ("Đại tá Trần Văn Bình", "BS.CKII. Lê Thị Hoa", "GIÁM ĐỐC"))]
    ['Trần Văn Bình', 'Lê Thị Hoa', None]
    """
    rank = any_of("layout.toml", "rank").pattern
    person = (any_of("layout.toml", "person") if capitals else row_pattern("layout.toml", "person", "name")).pattern
    sealed = row_pattern("layout.toml", "rank", "sealed").pattern
    return re.compile(rf"(?:{rank}){{0,{MOST_RANKS}}}(?P<name>{person})(?:\s?{sealed})?")


@cache
def lone_rank() -> re.Pattern[str]:
    """Return the pattern of a line that holds a rank or degree alone, its white space at the end included."""
    return re.compile(rf"(?:{any_of('layout.toml', 'rank').pattern}){{1,{MOST_RANKS}}}")
