"""Subtags: what a unit is, finer than its tag, where its own words or a heading over it say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kehoach.classify.duties.charged import words_of
from kehoach.classify.duties.words import Prose
from kehoach.records.document import Document, Found, Section, Unit
from kehoach.records.label import Label
from kehoach.records.text import Span
from kehoach.rules.load import rules, rules_from, toml

TABLE = "subtags.toml"


def with_subtags(document: Document, labels: Sequence[Label], prose: Prose) -> tuple[Label, ...]:
    """Return the labels of `document`, one for each unit in order, with the subtags that words say; spans are canonical. `prose`: its text.

    The unit's own words come first, then the nearest governing heading that names one which goes with the unit's tag. A heading that
    names several gives all of them: nothing is chosen that the words leave open.
    """
    text = document.text.canonical
    named = {section.id: tuple(_named(text, section)) for section in document.sections}
    found = (
        _own(prose, unit, label.tag) or _of_headings(document.path(unit.section), named, label.tag)
        for unit, label in zip(document.units, labels, strict=True)
    )
    return tuple(
        Label(label.unit, label.tag, label.score, label.model, subtags, label.candidates) if subtags else label
        for label, subtags in zip(labels, found, strict=True)
    )


@cache
def beside(tag: str) -> frozenset[str]:
    """Return the subtags that go with a tag.

    >>> sorted(beside("duty") - beside("content"))
    ['phân công']
    """
    return frozenset(subtag for subtag, tags in toml(TABLE)["goes_with"].items() if tag in tags)


def _own(prose: Prose, unit: Unit, tag: str) -> tuple[Found[str], ...]:
    start = words_of(prose, unit).start
    words = prose.low[start : unit.span.end]
    for rule in rules_from(TABLE, "own", words[:3]):
        if rule.value in beside(tag) and (m := rule.pattern.match(words)):
            return (Found(rule.value, Span(start, start + len(m[0].rstrip())), f"words:{rule.id}"),)
    return ()


def _of_headings(path: Sequence[Section], named: Mapping[str, Sequence[Found[str]]], tag: str) -> tuple[Found[str], ...]:
    for section in reversed(path):
        found = tuple(f for f in named[section.id] if f.value in beside(tag))
        if found:
            return found
    return ()


def _named(text: str, section: Section) -> Iterator[Found[str]]:
    if not section.title:
        return
    title = text[section.heading.start : section.heading.end].lower()
    for rule in rules(TABLE, "heading"):
        if rule.value and (m := rule.pattern.search(title)):
            yield Found(rule.value, Span(section.heading.start + m.start(), section.heading.start + m.end()), f"heading:{rule.id}")
