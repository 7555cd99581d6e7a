"""Tags put right by a person: units written to a table, the least sure first, and the corrected table taken back as gold."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kehoach.classify.tags.predict import TAGS
from kehoach.curate.table import read_list
from kehoach.errors import KehoachError, Lang
from kehoach.evaluate.match import fold
from kehoach.ingest import contents
from kehoach.records.document import Document
from kehoach.records.label import Tag
from kehoach.records.plan import PlanDict
from kehoach.rules.load import toml
from kehoach.store.export import write_table

TABLE = "labels.toml"
CORRECTION = "correction"
_SHOWN = 160  # characters of the unit before: enough to see what a lead-in leads to


@dataclass(frozen=True, slots=True)
class Corrected:
    """A document whose units a person tagged: its file, how it reads, the tag of each unit (None where none was given)."""

    file: Path
    document: Document
    tags: tuple[Tag | None, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that can't be taken: its line, and why (a row of `why` in data/labels.toml with its values)."""

    line: int
    key: str
    values: Mapping[str, str]

    def explain(self, lang: Lang) -> str:
        """Return in words why the row can't be taken."""
        return str(toml(TABLE)["why"][self.key][lang]).format(**self.values)


def header(lang: Lang) -> tuple[str, ...]:
    """Return the headers of the table in a language."""
    return tuple(names[0 if lang == "vi" else 1] for names in toml(TABLE)["columns"].values())


def write_labels(plans: Iterable[tuple[str, PlanDict]], target: Path, lang: Lang, limit: int | None = None) -> int:
    """Write the units of plans (path and `Plan.to_dict()` of each) to the table `target`, the least sure first; return how many.

    CSV that Excel opens as it is. At most `limit` rows, where one is given. Raises OSError where it can't be written.
    """
    rows = [(unit["score"], name, n, _row(name, plan, n, lang)) for name, plan in plans for n, unit in enumerate(plan["units"])]
    rows.sort(key=lambda row: row[:3])
    write_table(target, header(lang), [row for *_, row in rows[:limit]])
    return len(rows[:limit])


def _row(name: str, plan: PlanDict, n: int, lang: Lang) -> tuple[object, ...]:
    unit, sections = plan["units"][n], {s["id"]: s for s in plan["sections"]}
    path, at = list[str](), unit["section"]
    while at is not None:
        path.insert(0, " ".join(x for x in (sections[at]["label"], sections[at]["title"]) if x))
        at = sections[at]["parent"]
    before = plan["units"][n - 1]["text"] if n and plan["units"][n - 1]["section"] == unit["section"] else ""
    chances = "; ".join(f"{_named(c['tag'], lang)} {c['chance']:.2f}" for c in unit.get("candidates", ()))
    tag = _named(unit["tag"], lang)
    return name, unit["id"], *unit["span"], " > ".join(path), before[:_SHOWN], unit["text"], tag, unit["score"], chances, ""


def _named(tag: Tag, lang: Lang) -> str:
    return str(toml(TABLE)["tags"][tag][0 if lang == "vi" else 1])


def taken(table: Path, read: Callable[[Path], Document]) -> list[Corrected]:
    """Return what a corrected table says, document by document; rows without a correction say nothing.

    Files are looked for where the table names them, then beside the table. Raises CatalogueError where the table can't be read,
    KehoachError `labels.none` where no row is corrected, `labels.refused` where one can't be taken.
    """
    found, refused = take(table, read)
    if refused:
        first = refused[0]
        raise KehoachError("labels.refused", path=str(table), count=len(refused), line=first.line, why=first.explain("vi"))
    return found


def take(table: Path, read: Callable[[Path], Document]) -> tuple[list[Corrected], list[Refused]]:
    """Return what a corrected table says, as `taken` does, and the rows that can't be taken."""
    rows = [(line, row) for line, row in read_list(table, TABLE, CORRECTION) if row.get(CORRECTION)]
    if not rows:
        raise KehoachError("labels.none", path=str(table), column=" / ".join(toml(TABLE)["columns"][CORRECTION]))
    refused: list[Refused] = []
    by_file: dict[str, list[tuple[int, Mapping[str, str], Tag]]] = {}
    for line, row in rows:
        tag = _tags().get(fold(row[CORRECTION]))
        if tag is None:
            known = ", ".join(f"{_named(t, 'vi')} ({t})" for t in TAGS)
            refused.append(Refused(line, "tag", {"value": row[CORRECTION], "known": known}))
        else:
            by_file.setdefault(row.get("file", ""), []).append((line, row, tag))
    found = []
    for name, told in by_file.items():
        opened = _open(table, name, read)
        if isinstance(opened, tuple):
            refused += [Refused(line, *opened) for line, _, _ in told]
            continue
        file, document = opened.file, opened.document
        tags = _placed(document, told, name, refused)
        found.append(Corrected(file, document, tags))
    return found, sorted(refused, key=lambda r: r.line)


def _tags() -> dict[str, Tag]:
    """Return the tags by what a person may write for them."""
    return {fold(name): tag for tag in TAGS for name in toml(TABLE)["tags"][tag]}


def _open(table: Path, name: str, read: Callable[[Path], Document]) -> Corrected | tuple[str, dict[str, str]]:
    """Return the file called `name` as it reads, without tags, or why it doesn't."""
    for path in (Path(name), table.parent / name):
        try:
            document = read(path)
        except KehoachError as e:
            if e.key != "file.missing":
                return "unreadable", {"value": name, "what": e.explain()}
        else:
            return Corrected(path, document, (None,) * len(document.units))
    return "file", {"value": name}


def _placed(
    document: Document, told: Sequence[tuple[int, Mapping[str, str], Tag]], name: str, refused: list[Refused]
) -> tuple[Tag | None, ...]:
    """Return the tag of each unit of the document; rows that fit no unit go to `refused`."""
    at = {unit.id: n for n, unit in enumerate(document.units)}
    tags: dict[int, tuple[Tag, int]] = {}
    for line, row, tag in told:
        n = at.get(row.get("unit", ""))
        if n is None or not _same(document, n, row):
            refused.append(Refused(line, "unit", {"value": name}))
        elif tags.setdefault(n, (tag, line))[0] != tag:
            refused.append(Refused(line, "twice", {"value": str(tags[n][1])}))
    return tuple(tags[n][0] if n in tags else None for n in range(len(document.units)))


def _same(document: Document, n: int, row: Mapping[str, str]) -> bool:
    """Say whether a row is of that unit: the same place and the same words, whatever a spreadsheet made of signs and spaces."""
    span = document.text.source(document.units[n].span)
    words = ("".join(filter(str.isalnum, text)) for text in (row.get("text", ""), document.text.of(document.units[n].span)))
    return (row.get("start"), row.get("end")) == (str(span.start), str(span.end)) and len(set(words)) == 1


def write_gold(found: Sequence[Corrected], out: Path) -> Iterator[Path]:
    """Write documents, tags beside them, into the folder `gold` of `out`, where `train --data` finds them; yield the files of tags.

    Tags that an earlier call wrote for the same document stay where no new one is given. Raises KehoachError `labels.unwritten`.
    """
    folder = out / "gold"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for one in found:
            yield _write(one, folder)
    except OSError as e:
        raise KehoachError("labels.unwritten", path=str(out), what=e.strerror or str(e)) from e


def _write(one: Corrected, folder: Path) -> Path:
    data, name = contents(one.file), _name(one.file)
    copy = folder / name
    gold = copy.with_suffix(".json")
    known: dict[tuple[int, int], Any] = {}
    if gold.is_file() and copy.is_file() and copy.read_bytes() == data:
        known = {(u["start"], u["end"]): u for u in json.loads(gold.read_text("utf-8"))["units"]}
    for unit, tag in zip(one.document.units, one.tags, strict=True):
        span = one.document.text.source(unit.span)
        if tag:
            known[span.start, span.end] = {"start": span.start, "end": span.end, "tag": tag}
    copy.write_bytes(data)
    gold.write_text(json.dumps({"units": [known[key] for key in sorted(known)]}, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return gold


def _name(file: Path) -> str:
    """Return what a document is called in a folder of gold: its path in one name, so that no two are alike.

    >>> _name(Path("../so-noi-vu/2024/5.docx"))
    'so-noi-vu-2024-5-docx.docx'
    """
    parts = [part for part in file.parts if part not in ("..", ".", file.anchor)]
    return "-".join([*parts[:-1], file.stem, file.suffix[1:]]) + file.suffix
