"""Every value of every citation, in the corpus and in the cases, has the rule that gave it and its place in the text."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from kehoach.citations import find_mentions
from kehoach.ingest import find, read
from kehoach.normalise import normalise
from kehoach.records.citation import FIELDS
from kehoach.records.document import Document
from kehoach.rules.types import by_code, by_word
from kehoach.structure import structure
from support.compose import document

ROOT = Path(__file__).parents[2]
CASES = [c["text"] for c in tomllib.loads((ROOT / "tests" / "cases" / "citations.toml").read_text("utf-8"))["case"] if "fields" in c]
CORPUS = sorted(find(ROOT / "corpus" / "documents").files.values())
MARK = re.compile(r"<(?:numbered|named|congress|short): ([^<>]+)>")

VERBATIM = {"number", "year", "issuer", "name", "subject", "pinpoint"}
INFERRED = {"relation.default"}
"""Rules that give a value which stands nowhere in the text: that nothing governs a mention is seen from no one place."""


def shows(name: str, value: str, surface: str) -> bool:
    """Say whether the characters of a field's span are what its value was read from."""
    if name in VERBATIM:
        return surface == value
    if name == "symbol":
        return re.sub(r"\s", "", surface) == value
    if name == "date":
        day, month, year = (int(x) for x in re.findall(r"\d+", re.sub(r"(?<=\d)\s(?=\d)", "", surface)))
        year += 2000 if year < 45 else 1900 if year < 100 else 0
        return f"{year}-{month:02}-{day:02}" == value
    if name == "type":
        named = {t.name for word, t in by_word().items() if word.replace(" ", "") == "".join(surface.lower().split())}
        return named == {value} if named else surface in by_code() and by_code()[surface][0].name == value
    return bool(surface.strip())  # the words that govern a mention, or the heading or title over it


def holes(doc: Document) -> tuple[list[str], Counter[str]]:
    """Return what is amiss with the fields of the mentions, and how often each field was seen."""
    found, seen = [], Counter[str]()
    for m in find_mentions(doc):
        assert m.rule
        assert m.span.of(doc.text.canonical) == doc.text.of(m.span) != ""
        for name in FIELDS:
            field = getattr(m, name)
            if field is None:
                continue
            seen[f"{m.kind}.{name}"] += 1
            if not field.rule or not field.value:
                found.append(f"{doc.text.of(m.span)}: {name} without value or rule")
            elif field.span is None:
                found += [f"{doc.text.of(m.span)}: {name} by {field.rule} without span"] * (field.rule not in INFERRED)
            elif not shows(name, field.value, doc.text.of(field.span)):
                found.append(f"{doc.text.of(m.span)}: {name} {field.value!r} is not {doc.text.of(field.span)!r}")
    return found, seen


@pytest.mark.parametrize("path", CORPUS, ids=lambda p: p.name)
def test_every_field_in_the_corpus_has_rule_and_place(path: Path) -> None:
    found, seen = holes(structure(normalise(read(path))))
    assert found == []
    assert seen


def test_every_field_in_the_cases_has_rule_and_place() -> None:
    seen = Counter[str]()
    for text in CASES:
        found, here = holes(document(MARK.sub(r"\1", text)))
        assert found == []
        seen += here
    assert {name for name in FIELDS if not any(key.endswith(f".{name}") for key in seen)} == set()
    assert {key.partition(".")[0] for key in seen} == {"numbered", "named", "congress", "short"}


def test_a_hole_is_seen() -> None:
    assert not shows("number", "48", "49")
    assert not shows("date", "2023-02-15", "15/3/2023")
    assert not shows("type", "Luật", "Quyết định")
