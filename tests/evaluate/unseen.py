"""Hashes by which texts are known without being held: of a whole text, and of its longer paragraphs.

`PYTHONPATH=pipeline:tests python -m evaluate.unseen FILE.txt … > tests/evaluate/unseen.json` writes them.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from support.formulas import is_formula

LEAST = 80  # characters of a paragraph: shorter ones are set phrases that any two plans may share
SHORT = 16  # hexadecimal digits kept of a paragraph's hash
_SENTENCE = re.compile(r"(?<=[.;])\s+")


def normal(text: str) -> str:
    """Return `text` without differences of case, composition, punctuation and space.

    >>> normal("Kế  hoạch – số 5.") == normal("kế hoạch\\nsố 5")
    True
    """
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold()))


def whole(text: str) -> str:
    """Return the hash of a text."""
    return hashlib.sha256(normal(text).encode()).hexdigest()


def paragraphs(text: str) -> set[str]:
    """Return the shortened hashes of the lines of a text, of its paragraphs (between blank lines) and of their sentences: those that are not
    too short and no set phrase (`Căn cứ Luật …`)."""
    blocks = [part for part in (*re.split(r"\n\s*\n", text), *text.split("\n")) if not is_formula(part)]
    own = {normal(part) for block in blocks for part in (block, *_SENTENCE.split(block))}
    return {hashlib.sha256(n.encode()).hexdigest()[:SHORT] for n in own if len(n) >= LEAST}


def hashes(texts: Iterable[str]) -> dict[str, list[str]]:
    """Return what is to be kept of texts that no model may learn from."""
    listed = list(texts)
    return {"texts": sorted(map(whole, listed)), "paragraphs": sorted(set().union(*map(paragraphs, listed)))}


if __name__ == "__main__":
    print(json.dumps(hashes(Path(name).read_text("utf-8") for name in sys.argv[1:]), indent=0))
