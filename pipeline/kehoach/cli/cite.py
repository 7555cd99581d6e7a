"""`kehoach cite`: a directive found by what one remembers of it, and the text by which it is cited."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kehoach.cli.console import FINDINGS, usage
from kehoach.cli.options import Limit, UserCatalogue, today, user_catalogue
from kehoach.cli.words import lang, say

if TYPE_CHECKING:
    from kehoach.curate import FoundPaper
    from kehoach.store.words import Words

FORMS = ("text", "json")


def cite(
    query: Annotated[list[str], typer.Argument(help=say("cite.query"))],
    corpus: Annotated[Path | None, typer.Option("--corpus", help=say("cite.corpus"))] = None,
    limit: Limit = 5,
    form: Annotated[str, typer.Option("--format", help=say("cite.format"))] = "text",
    own: UserCatalogue = None,
) -> None:
    """Print the directives that the words may mean, the best first."""
    from kehoach.curate import cite as find
    from kehoach.store.words import Words

    if form not in FORMS:
        raise usage("wrong.format", form=form, known=", ".join(FORMS))
    found = find(" ".join(query), user_catalogue(own), corpus, limit, today())
    if form == "json":
        print(json.dumps([c.to_dict() for c in found], ensure_ascii=False, indent=1))
    else:
        words = Words(lang(), "report")
        for n, cited in enumerate(found, 1):
            print(f"{n}. {cited.citation.full}")
            for line in lines(cited, words):
                print(f"   {line}")
    if not found:
        print(say("cite.none"), file=sys.stderr)
        raise typer.Exit(FINDINGS)


def lines(cited: FoundPaper, words: Words) -> Iterator[str]:
    """Yield what is known of a directive found, a line each: other forms, what is missing, status, source, id."""
    text, entry = cited.citation, cited.entry
    if text.numbered:
        yield say("cite.numbered", text=text.numbered)
    yield say("cite.short", text=text.short)
    if text.missing:
        yield say("cite.missing", parts=", ".join(words.named("part", m) for m in text.missing))
    yield say("cite.status", status=status(cited, words))
    sure = words.named("confidence", entry.confidence)
    yield say("cite.source", table=words.named("table", cited.table), source=words.source(entry.source), confidence=sure)
    if cited.table == "core" and not text.numbered:
        yield say("cite.abridged")
    yield entry.directive.id


def status(cited: FoundPaper, words: Words) -> str:
    """Return a directive's status in words: by what it was replaced, since when, when that was last known."""
    known, checked = cited.standing, cited.entry.checked
    told = words.named("status", known.status if known else "unknown")
    if known is None or known.status == "unknown":
        return say("cite.known", status=told, day=words.date(checked)) if checked else told
    if known.status == "not yet in force":
        return say("cite.from", status=told, day=words.date(known.entry.in_force))
    if known.successors:
        told = say("cite.replaced", by="; ".join(c.numbered or c.short for c in cited.successors))
    if known.since:
        told = say("cite.since", status=told, day=words.date(known.since))
    return say("cite.checked", status=told, day=words.date(checked)) if checked and not known.ended else told
