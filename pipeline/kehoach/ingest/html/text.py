"""Writes the text of a page as edits of its source, so that every character leads back to where it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kehoach.ingest.html.tree import Leaf
from kehoach.ingest.marks import BOLD
from kehoach.records.text import Edit

_WORDS = re.compile("[^ \t\n\r\f\u00a0]+(?: [^ \t\n\r\f\u00a0]+)*")


@dataclass(slots=True)
class Writer:
    """Takes words, breaks and marks in order; white space and marks between words are settled when the next word comes."""

    edits: list[Edit] = field(default_factory=list)
    _done: int = 0
    _glue: str = ""
    _break: bool = False
    _space: str = ""
    _fresh: bool = True
    _mark: str = ""
    _bold: bool = False
    _written: bool = False

    def words(self, leaf: Leaf, *, bold: bool, upper: bool, preformatted: bool) -> None:
        """Write the words of a leaf, `upper` in capitals; white space collapses as a browser shows it, no-break spaces are kept."""
        at = 0
        for found in _WORDS.finditer(leaf.text):
            self._white(leaf.text[at : found.start()], preformatted)
            shown = found.group().upper() if upper else found.group()
            if leaf.reference:
                self._word(leaf.start, leaf.end, shown, bold)
            elif shown != found.group():
                self._capitals(leaf.start + found.start(), found.group(), bold)
            else:
                self._word(leaf.start + found.start(), leaf.start + found.end(), None, bold)
            at = found.end()
        self._white(leaf.text[at:], preformatted)

    def _capitals(self, at: int, words: str, bold: bool) -> None:
        """Write words in capitals, each letter led back to its own."""
        self._word(at, at, "", bold)
        self.edits += [Edit(at + i, at + i + 1, c.upper()) for i, c in enumerate(words) if c.upper() != c]
        self._done = at + len(words)

    def line(self) -> None:
        """End the line; empty lines are not written."""
        self._break, self._space, self._fresh = True, "", True

    def space(self) -> None:
        """Part words that only markup parts."""
        self._white(" ", False)

    def mark(self, mark: str) -> None:
        """Put `mark` before the next word; "" takes back one that no word has followed."""
        self._mark = mark

    def literal(self, text: str) -> None:
        """Write `text` (the bars of a table row), also where no word follows."""
        self._space = ""
        self._glue += self._between(False) + text
        self._fresh = self._written = True

    def close(self, end: int) -> None:
        """Write what is left to write; `end` is where the source ends."""
        self._edit(end, self._glue + (BOLD if self._bold else ""))

    def _white(self, white: str, preformatted: bool) -> None:
        if preformatted and "\n" in white:
            self.line()
        elif not self._fresh and white:
            hard = "\u00a0" * white.count("\u00a0")
            self._space = self._space + hard if hard else self._space or " "

    def _word(self, start: int, end: int, new: str | None, bold: bool) -> None:
        self._edit(start, self._glue + self._between(bold))
        if new is not None:
            self.edits.append(Edit(start, end, new))
        self._done, self._glue, self._fresh, self._written = end, "", False, True

    def _between(self, bold: bool) -> str:
        """Return what stands between the last word and the next one: end of bold, break or space, mark, start of bold."""
        found = ""
        if self._bold and (self._break or not bold):
            found, self._bold = BOLD, False
        if self._break:
            found += "\n" if self._written else ""
            self._break = False
        else:
            found += self._space
        found += self._mark
        if bold and not self._bold:
            found, self._bold = found + BOLD, True
        self._space, self._mark = "", ""
        return found

    def _edit(self, to: int, new: str) -> None:
        if to > self._done or new:
            self.edits.append(Edit(self._done, to, new))
        self._done = to
