"""The gold of the corpus: what annotators set down, read and checked."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kehoach.errors import KehoachError
from kehoach.evaluate.match import overlap, pair
from kehoach.evaluate.schema import Schema, gold_schema, thing
from kehoach.records.document import Document
from kehoach.records.label import Tag

Item = Mapping[str, Any]

SECOND = "agreement"
"""The folder of second annotations."""
_PARTS = ("frame", "sections", "units", "citations", "duties")
_LEAST_OVERLAP = 0.5  # of a read unit and a gold one, for the tag to be passed on
_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}


@dataclass(frozen=True, slots=True)
class Gold:
    """One document's gold: the path of its text and its parts, with offsets into that text."""

    id: str
    path: Path
    frame: Item
    sections: Sequence[Item]
    units: Sequence[Item]
    citations: Sequence[Item]
    duties: Sequence[Item]


def read_splits(corpus: Path) -> dict[str, tuple[str, ...]]:
    """Return the splits of the corpus folder: name → ids of documents; raises KehoachError `gold.missing` where there are none."""
    file = corpus / "splits.toml"
    if not file.is_file():
        raise KehoachError("gold.missing", path=str(corpus), name=file.name)
    return {name: tuple(ids) for name, ids in tomllib.loads(file.read_text("utf-8")).items()}


def ids_of(corpus: Path, split: str | None) -> tuple[str, ...]:
    """Return the documents of a split, sorted, or all of the corpus; raises KehoachError `usage.split` where there is no such split."""
    splits = read_splits(corpus)
    if split is None:
        return tuple(sorted(i for ids in splits.values() for i in ids))
    if split not in splits:
        raise KehoachError("usage.split", path=str(corpus), name=split, known=", ".join(splits))
    return tuple(sorted(splits[split]))


def read_gold(corpus: Path, document: str) -> Gold:
    """Return the gold of one document; raises KehoachError `gold.missing` or `gold.broken` (naming the place)."""
    content = _content(corpus, "gold", document, gold_schema())
    return Gold(document, _text(corpus, document), *(content[part] for part in _PARTS))


def read_second(corpus: Path, document: str) -> tuple[Gold, frozenset[str]]:
    """Return the second annotation of a document (agreement/ID.json), and which parts it has; units it must have.

    Raises as `read_gold` does.
    """
    content = _content(corpus, SECOND, document, {**gold_schema(), "required": ["units"]})
    return Gold(document, _text(corpus, document), *(content.get(part, []) for part in _PARTS)), frozenset(content)


def _text(corpus: Path, document: str) -> Path:
    return corpus / "gold" / f"{document}.txt"


def _content(corpus: Path, folder: str, document: str, schema: Schema) -> dict[str, Any]:
    path, text = corpus / folder / f"{document}.json", _text(corpus, document)
    for file in (path, text):
        if not file.is_file():
            raise KehoachError("gold.missing", path=str(corpus), name=file.name)
    try:
        content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except json.JSONDecodeError as e:
        raise KehoachError("gold.broken", path=str(path), where=f"{e.lineno}:{e.colno}", what=e.msg) from e
    fault = next(_faults(content, schema, "$"), None) or next(_misplaced(content, len(text.read_text("utf-8"))), None)
    if fault:
        raise KehoachError("gold.broken", path=str(path), where=fault[0], what=fault[1])
    return content


def _faults(value: Any, schema: Schema, at: str) -> Iterator[tuple[str, str]]:
    """Yield where `value` is not as `schema` wants it, for the means of expression that `gold_schema` uses."""
    kinds = schema.get("type", ())
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    if kinds and not any(isinstance(value, _TYPES[k]) and not (k == "integer" and value is True) for k in kinds):
        yield at, f"{json.dumps(value, ensure_ascii=False)[:40]} is no {' or '.join(kinds)}"
    elif "enum" in schema and value not in schema["enum"]:
        yield at, f"{value!r} is none of {', '.join(map(str, schema['enum']))}"
    elif isinstance(value, int) and value < schema.get("minimum", value):
        yield at, f"{value} is below {schema['minimum']}"
    elif isinstance(value, dict):
        known = schema["properties"]
        yield from ((f"{at}.{name}", "missing") for name in (schema.get("required") or known) if name not in value)
        yield from ((f"{at}.{name}", "unknown field") for name in value if name not in known)
        for name in (n for n in value if n in known):
            yield from _faults(value[name], known[name], f"{at}.{name}")
    elif isinstance(value, list):
        for n, item in enumerate(value):
            yield from _faults(item, schema["items"], f"{at}[{n}]")


def _misplaced(content: Mapping[str, Any], length: int) -> Iterator[tuple[str, str]]:
    """Yield spans that lie outside the text or are empty, and references to nothing."""
    for part in ("sections", "units", "citations"):
        for n, item in enumerate(content.get(part, ())):
            if not item["start"] < item["end"] <= length:
                yield f"$.{part}[{n}]", f"[{item['start']}, {item['end']}) is no span of a text of {length} characters"
    for n, item in enumerate(content.get("sections", ())):
        if item["parent"] is not None and item["parent"] >= n:
            yield f"$.sections[{n}].parent", f"{item['parent']} does not stand before"
    for n, item in enumerate(content.get("duties", ())):
        if item["unit"] >= len(content["units"]):
            yield f"$.duties[{n}].unit", f"there is no unit {item['unit']}"


def unit_tags(document: Document, gold: Gold) -> tuple[Tag | None, ...]:
    """Return the gold tag of each unit of the document as read from the gold's text, None where no gold unit is at least half the same."""
    return tags_of(document, gold.units)


def tags_of(document: Document, units: Sequence[Item]) -> tuple[Tag | None, ...]:
    """Return the tag of each unit of the document by gold `units`, as `unit_tags` does."""
    spans = [document.text.source(unit.span) for unit in document.units]
    ends = [(item["start"], item["end"]) for item in units]
    tags: list[Tag | None] = [None] * len(spans)
    for i, j in pair(ends, spans, lambda a, b: overlap(a, (b.start, b.end)), _LEAST_OVERLAP):
        tags[j] = units[i]["tag"]
    return tuple(tags)


def read_tags(path: Path, length: int) -> Sequence[Item]:
    """Return the units of a gold file that may hold nothing else, for a text of so many characters. Raises KehoachError `gold.broken`."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except ValueError as e:
        raise KehoachError("gold.broken", path=str(path), where="$", what=str(e)) from e
    wanted = thing({"units": gold_schema()["properties"]["units"]})
    units = content.get("units") if isinstance(content, dict) else None
    fault = next(_faults({"units": units}, wanted, "$"), None) or next(_misplaced({"units": units}, length), None)
    if fault or units is None:
        where, what = fault or ("$.units", "missing")
        raise KehoachError("gold.broken", path=str(path), where=where, what=what)
    return list(units)


def sha256(corpus: Path) -> str:
    """Return the SHA-256 of the gold and the splits: any change of either changes it."""
    return sha256_of(sorted([*(corpus / "gold").glob("*.json"), *(corpus / "gold").glob("*.txt"), corpus / "splits.toml"]))


def sha256_of(files: Iterable[Path]) -> str:
    """Return the SHA-256 of the names and contents of files, in that order."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
