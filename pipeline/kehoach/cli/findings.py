"""Findings on the terminal: where, what, why, the line of the draft with the words marked below it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import get_args

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from kehoach.check import Checked
from kehoach.check.rules import check_rules, reason
from kehoach.check.telling import TABLE, beside, where
from kehoach.cli.console import printable
from kehoach.cli.words import lang, say
from kehoach.records.finding import Finding, Severity
from kehoach.records.text import Span
from kehoach.store.words import Words

COLOURS: Mapping[Severity, str] = {"error": "bold red", "warning": "yellow", "note": "cyan"}
QUIET = "bright_black"
GUTTER = 7  # characters before a line of the draft: its number and a rule


def findings(name: str, checked: Checked, width: int) -> Iterator[Text]:
    """Yield the lines of a draft's findings, for a screen of `width` cells; `name` is what its file was called on the command line."""
    for f in checked.findings:
        yield Text.assemble(
            (f"{printable(name)}:{_place(checked, f.span)}: ", "bold"), (_severity(f.severity), COLOURS[f.severity]),
            (f" {f.rule}: ", QUIET), printable(reason(f, lang())),
        )  # fmt: skip
        yield from _excerpt(checked, f, width - GUTTER)
        yield from (Text.assemble((" " * (GUTTER - 2) + "= ", QUIET), printable(note)) for note in beside(checked, f, lang()))
        yield Text()


def _place(checked: Checked, span: Span) -> str:
    """Return line and column of a text file; the page or paragraph where the lines are not those of a file."""
    spot = checked.spot(span)
    return f" {where(checked, span, lang())}" if checked.text.places else f"{spot.line}:{spot.column}"


def _excerpt(checked: Checked, f: Finding, width: int) -> Iterator[Text]:
    """Yield the finding's first line, cut around its words where it is too long, and carets under them."""
    spot = checked.spot(f.span)
    line = printable(checked.line(spot.line))
    start = spot.column - 1
    end = spot.end_column - 1 if spot.end_line == spot.line else len(line)
    before, marked, after = _window(line[:start], line[start:end], line[end:], width)
    colour = COLOURS[f.severity]
    number = "" if checked.text.places else str(spot.line)
    gutter = (f"{number:>{GUTTER - 3}} │ ", QUIET)
    yield Text.assemble(gutter, before, (marked, colour), after)
    yield Text.assemble((" " * (GUTTER - 3) + " │ ", QUIET), " " * cell_len(before), ("^" * max(1, cell_len(marked)), colour))


def _window(before: str, marked: str, after: str, width: int) -> tuple[str, str, str]:
    """Cut a line, given as what stands before, in and after the marked words, to `width` cells, with an ellipsis where it is cut.

    >>> _window("căn cứ theo ", "QÐ", " của bộ trưởng", 14)
    ('…theo ', 'QÐ', ' của …')
    """
    if cell_len(before + marked + after) <= width:
        return before, marked, after
    marked = _head(marked, max(1, width - 2))
    room = max(0, width - cell_len(marked))
    left = min(cell_len(before), max(room // 2, room - cell_len(after)))
    return _tail(before, left), marked, _head(after, room - left)


def _head(text: str, width: int) -> str:
    """Return the beginning of `text`, `width` cells at most, an ellipsis at its end where it is cut."""
    if cell_len(text) <= width:
        return text
    cut = text[:width]
    while cut and (cell_len(cut) > width - 1 or unicodedata.combining(text[len(cut)])):
        cut = cut[:-1]
    return f"{cut}…" if width else ""


def _tail(text: str, width: int) -> str:
    """Return the end of `text`, `width` cells at most, an ellipsis at its beginning where it is cut."""
    if cell_len(text) <= width:
        return text
    at = len(text) - width + 1
    while at < len(text) and (cell_len(text[at:]) > width - 1 or unicodedata.combining(text[at])):
        at += 1
    return f"…{text[at:]}" if width else ""


def _severity(severity: Severity) -> str:
    return Words(lang(), TABLE).named("severity", severity)


def summary(checked: Mapping[str, Checked], failed: int) -> str:
    """Return one line: files, findings by severity, those that the settings let pass, files that could not be read."""
    of = {s: sum(f.severity == s for c in checked.values() for f in c.findings) for s in get_args(Severity)}
    parts = [say("check.summary", files=len(checked), **of)]
    if hushed := sum(len(c.hushed) for c in checked.values()):
        parts.append(say("check.hushed", n=hushed))
    if failed:
        parts.append(say("check.failed", n=failed))
    return " ".join(parts)


def rules() -> Table:
    """Return the table of all rules: id, severity, whether its correction is safe, what it finds, what it rests on."""
    table = Table(show_lines=True)
    for key in ("rule", "severity", "safe", "finds", "source"):
        table.add_column(say(f"check.column.{key}"), overflow="fold", no_wrap=key in {"rule", "severity"})
    for r in check_rules().values():
        severity = Text(_severity(r.severity), COLOURS[r.severity])
        table.add_row(r.id, severity, say("check.yes") if r.safe else "", r.title[lang()], r.source[lang()])
    return table
