"""Passages with marked references, as the data set VNLegalText sets them down: one JSON object a line, words segmented.

A line is `{"data": {"value": TEXT}, "annotations": [{"result": [{"value": {"start": 0, "end": 9, "text": "…", "labels": ["L"]}}]}]}`.
TEXT joins the syllables of a word by `_` and parts punctuation by spaces; `plain` undoes that and keeps the way back.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kehoach.errors import KehoachError
from kehoach.records.text import Edit, OffsetMap, Span, edited
from kehoach.rules.load import toml

HALVES = ("first", "second")
"""The halves of a data set, told by the hash of a passage's text: a passage is in the same half wherever it stands."""

_TAG = re.compile(r"</?(?P<label>\w+)(?:\s[^<>]*)?>")


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """A reference: where it stands in its passage, and its label."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One line of the data set: its text as segmented, and the references marked in it, in order."""

    text: str
    references: tuple[Reference, ...]

    @property
    def half(self) -> str:
        """Return the half of the data set that the passage belongs to."""
        return HALVES[hashlib.sha256(self.text.encode()).digest()[0] % 2]


def read_passages(path: Path) -> Iterator[Passage]:
    """Yield the passages of the file at `path`.

    Empty lines are passed over. Raises KehoachError `references.missing` where there is no file, and `references.broken` (file, line,
    fault) for a line that has another form, a span outside its text or with another text than it says, or an unknown label.
    """
    if not path.is_file():
        raise KehoachError("references.missing", path=str(path))
    known = toml("references.toml")["labels"]
    with path.open("rb") as file:
        for n, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                yield _passage(json.loads(line), known)
            except (ValueError, KeyError, TypeError) as e:
                what = f"{e.args[0]!r} is missing" if isinstance(e, KeyError) else str(e)
                raise KehoachError("references.broken", path=str(path), place=str(n), what=what) from e


def _passage(row: Mapping[str, Any], known: Mapping[str, str]) -> Passage:
    text = row["data"]["value"]
    if not isinstance(text, str):
        raise TypeError(f"the text is {text!r}")
    values = [item["value"] for annotation in row["annotations"] for item in annotation["result"]]
    return Passage(text, tuple(sorted(_reference(text, value, known) for value in values)))


def restored(passage: Passage) -> Passage:
    """Return the passage with its references where the annotators' markup had them; the published offsets lose two things.

    Of a reference inside another one, the markup of the inner one is left in the text and cuts the outer one short: it goes on to the tag
    that closes it. A reference whose words begin an earlier, longer one was looked up there: it is the one other place with these words.
    """
    found = [Reference(Span(r.span.start, _tag_end(passage.text, r.span)), r.label) for r in passage.references]
    return Passage(passage.text, tuple(sorted(Reference(_own_place(passage.text, r.span, found), r.label) for r in found)))


def _tag_end(text: str, span: Span) -> int:
    """Return where a reference ends whose span may hold a tag that is closed only behind it."""
    depth = 0
    for m in _TAG.finditer(text, span.start):
        if m.start() >= span.end and depth <= 0:
            break
        depth += -1 if m.group().startswith("</") else 1
        if depth == 0 and m.start() >= span.end:
            return len(text[: m.start()].rstrip())
    return span.end


def _own_place(text: str, span: Span, references: Sequence[Reference]) -> Span:
    """Return the only place of the words at `span` that no reference touches, where a longer reference begins at `span` too."""
    if not any(r.span.start == span.start and r.span.end > span.end for r in references):
        return span
    places = [Span(*m.span()) for m in re.finditer(re.escape(span.of(text)), text)]
    free = [place for place in places if not any(place.overlaps(r.span) for r in references)]
    return free[0] if len(free) == 1 else span


def _reference(text: str, value: Mapping[str, Any], known: Mapping[str, str]) -> Reference:
    span = Span(value["start"], value["end"])
    if span.of(text) != value["text"]:
        raise ValueError(f"[{span.start}, {span.end}) is {span.of(text)!r}, not {value['text']!r}")
    (label,) = value["labels"]
    if label not in known:
        raise ValueError(f"{label!r} is none of {', '.join(known)}")
    return Reference(span, label)


def plain(text: str) -> tuple[str, OffsetMap]:
    """Return `text` without word segmentation and without tags, and its map back to `text`.

    >>> plain("Căn_cứ Luật An_toàn , vệ_sinh lao_động ( 2015 ) .")[0]
    'Căn cứ Luật An toàn, vệ sinh lao động (2015).'
    """
    return edited(text, [Edit(m.start(), m.end(), " " if m.group() == "_" else "") for m in _segmented().finditer(text)])


@cache
def _segmented() -> re.Pattern[str]:
    marks = {name: re.escape(found) for name, found in toml("references.toml")["marks"].items()}
    return re.compile(rf"_|{_TAG.pattern} ?| (?=[{marks['closing']}])|(?<=[{marks['opening']}]) ")


def own_title(text: str) -> Span:
    """Return where a passage holds the title of the document that it is from: it leads in, not segmented, before the bases (`Căn_cứ`).

    >>> own_title("Thông tư Sửa đổi Thông tư số 1/2010/TT-BTC Căn_cứ Luật Giá .").end, own_title("Thông_tư này Căn_cứ").end
    (42, 0)
    """
    m = _title().match(text)
    return Span(0, m.end() if m else 0)


@cache
def _title() -> re.Pattern[str]:
    table = toml("references.toml")
    return re.compile(rf"(?:{'|'.join(table['labels'].values())}) [^_]*?(?= {table['title']['end']})")
