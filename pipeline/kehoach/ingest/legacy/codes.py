"""The encodings of Vietnamese from before Unicode (TCVN3, VNI) and the fonts that go with them, from data/legacy_fonts.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from kehoach.records.text import Edit
from kehoach.rules.load import rules, toml

TABLE = "legacy_fonts.toml"


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding: the letters for its codes, and one pattern that finds the codes."""

    name: str
    letters: dict[str, str]
    pattern: re.Pattern[str]

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield the edits that put letters for the codes in `text`, in order; what is no code stays."""
        for found in self.pattern.finditer(text):
            letter = self.letters.get(found.group())
            if letter is not None:
                yield Edit(found.start(), found.end(), letter)

    def converted(self, text: str) -> str:
        """Return `text` with letters for its codes.

        >>> encodings()["VNI"].converted("Keá hoaïch")
        'Kế hoạch'
        """
        return self.pattern.sub(lambda m: self.letters.get(m.group(), m.group()), text)


@dataclass(frozen=True, slots=True)
class Claim:
    """What the name of a font says of the text set in it: the encoding, and whether the font shows small letters as capitals."""

    encoding: str
    capitals: bool


@cache
def encodings() -> dict[str, Encoding]:
    """Return the encodings by their names, and each once more as it looks where its bytes were taken for Windows-1258."""
    letters = {row["id"]: _letters(row) for row in toml(TABLE)["encoding"]}
    viewed = {f"{name} in Windows-1258": {_as_1258(code): x for code, x in own.items()} for name, own in letters.items()}
    return {name: _encoding(name.split()[0], own) for name, own in (letters | viewed).items()}


@cache
def alone() -> frozenset[str]:
    """Return the signs that are letters where they stand alone, too."""
    return frozenset(c for row in toml(TABLE)["encoding"] for c in row["alone"])


@lru_cache(1024)
def claim_of(font: str | None) -> Claim | None:
    """Return what the name of a font claims, None where it is no font from before Unicode.

    >>> claim_of("VNI-Times"), claim_of("ABCDEF+.VnTimeH,Bold"), claim_of("Times New Roman")
    (Claim(encoding='VNI', capitals=False), Claim(encoding='TCVN3', capitals=True), None)
    """
    name = font_name(font or "")
    for rule, row in zip(rules(TABLE, "font"), toml(TABLE)["font"], strict=True):
        if rule.pattern.fullmatch(name):
            return Claim(row["value"], row["capitals"])
    return None


_SUBSET = re.compile(r"[A-Z]{6}\+")
_STYLE = re.compile(r"[ ,-]*(?:bold|italic|oblique|regular|normal)")


def font_name(font: str) -> str:
    """Return the name of a font in small letters without quotes, the subset mark of a PDF and its style."""
    name = _SUBSET.sub("", font.strip(" \"'"), count=1).replace("#2e", ".").replace("#2E", ".").lower()
    return _STYLE.split(name, maxsplit=1)[0]


def _letters(row: dict[str, Any]) -> dict[str, str]:
    letters = {entry[:-1]: entry[-1] for entry in row["letters"].split()}
    for base, marks in row.get("marks", {}).items():
        for mark, letter in marks.split():
            letters[base + mark] = letter
            letters[base.upper() + mark] = letters[base.upper() + mark.upper()] = letter.upper()
    return letters


def _encoding(name: str, letters: dict[str, str]) -> Encoding:
    """Return the encoding; characters of the private area (where Word puts those of symbol fonts) stand for codes and ASCII too."""
    private = {"".join(map(_private, code)): letter for code, letter in letters.items()}
    letters = letters | private | {_private(chr(c)): chr(c) for c in range(0x20, 0x7F)}
    pairs = [code for code in letters if len(code) > 1]
    singles = _one_of({code for code in letters if len(code) == 1})
    both = f"{_one_of({c[0] for c in pairs})}{_one_of({c[1] for c in pairs})}|" if pairs else ""
    return Encoding(name, letters, re.compile(f"{both}{singles}"))


def _one_of(characters: set[str]) -> str:
    return f"[{''.join(map(re.escape, sorted(characters)))}]"


def _private(character: str) -> str:
    return chr(0xF000 + ord(character))


def _as_1258(code: str) -> str:
    """Return what Windows-1258 makes of a code's bytes; two of them stand for nothing there and stay."""
    return "".join(c.encode("latin-1").decode("cp1258", "ignore") or c for c in code)
