"""A master text taken apart, for documents to be made from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["paragraph", "heading", "row"]

_RIGHT = re.compile(r"CỘNG H|Độc lập|ĐẢNG CỘNG SẢN|ĐOÀN TNCS|.{2,30}, ngày .*tháng")
_NUMBER = re.compile(r"Số\b")
_RECIPIENTS = re.compile(r"N[ơo]i nhận")


@dataclass
class Block:
    """A paragraph, heading or table row of the body."""

    kind: Kind
    text: str
    level: int = 0
    """Level of a heading, 0 where it is none."""
    lead: int = 0
    """How many characters at its beginning are bold; all of a heading are."""

    @property
    def runs(self) -> list[tuple[str, bool]]:
        """The text in stretches, each bold or not."""
        bold = len(self.text) if self.kind == "heading" else self.lead
        return [(text, is_bold) for text, is_bold in ((self.text[:bold], True), (self.text[bold:], False)) if text]

    @property
    def cells(self) -> list[str]:
        return [c.strip() for c in self.text.strip().strip("|").split("|")]


@dataclass
class Master:
    """A master taken apart: letterhead columns, title, body, recipients and signature, annex."""

    left: list[str] = field(default_factory=list)
    number: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)
    date: list[str] = field(default_factory=list)
    notice: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    signature: list[str] = field(default_factory=list)
    annex: list[Block] = field(default_factory=list)

    @classmethod
    def of(cls, text: str, gold: dict[str, Any], bold: Mapping[int, int] | None = None) -> Master:
        """Take a master apart with the help of its annotation; `bold`: of the lines that start there, how many characters are bold."""
        headings = {s["start"]: s["level"] for s in gold["sections"] if s["title"]}
        lines = [(m.start(), m.group().strip()) for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
        found = cls()
        kind = next(i for i, (_, line) in enumerate(lines) if line == gold["frame"]["type"].upper())
        for _, line in lines[:kind]:
            found._letterhead(line)
        body = kind + 1
        while gold["frame"]["title"].startswith(" ".join(line for _, line in lines[kind + 1 : body + 1])):
            body += 1
        found.title = [line for _, line in lines[kind:body]]
        end = next(i for i, (_, line) in enumerate(lines) if _RECIPIENTS.match(line))
        signed = next(i for i, (_, line) in enumerate(lines) if i > end and line.endswith(gold["frame"]["signer"]))
        found.body = [_block(at, line, headings, bold or {}) for at, line in lines[body:end]]
        for _, line in lines[end : signed + 1]:
            (found.recipients if line.startswith("-") or _RECIPIENTS.match(line) else found.signature).append(line)
        found.annex = [_block(at, line, headings, bold or {}) for at, line in lines[signed + 1 :]]
        return found

    def lines(self) -> list[str]:
        """Return all lines in the order in which documents made of them are read: column after column."""
        head = [*self.left, *self.right, *self.number, *self.date, *self.notice, *self.title]
        return [*head, *(b.text for b in self.body), *self.recipients, *self.signature, *(b.text for b in self.annex)]

    def _letterhead(self, line: str) -> None:
        if self.date:
            self.notice.append(line)
        elif _NUMBER.match(line):
            self.number.append(line)
        elif _RIGHT.match(line):
            (self.date if "ngày" in line else self.right).append(line)
        else:
            self.left.append(line)


def _block(at: int, line: str, headings: Mapping[int, int], bold: Mapping[int, int]) -> Block:
    kind: Kind = "row" if line.startswith("|") else "heading" if at in headings else "paragraph"
    return Block(kind, line, headings.get(at, 0), 0 if kind == "row" else bold.get(at, 0))


def groups(blocks: list[Block]) -> list[Block | list[list[str]]]:
    """Put the rows that follow each other together as tables."""
    found: list[Block | list[list[str]]] = []
    for block in blocks:
        if block.kind != "row":
            found.append(block)
        elif found and isinstance(found[-1], list):
            found[-1].append(block.cells)
        else:
            found.append([block.cells])
    return found
