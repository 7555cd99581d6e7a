"""What the tag model learns from: the corpus, and a user's own documents with tags beside them or corrected in a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kehoach.classify.tags import train
from kehoach.classify.tags.predict import TAGS
from kehoach.errors import KehoachError
from kehoach.evaluate import labelling
from kehoach.evaluate.gold import ids_of, read_gold, read_tags, sha256, sha256_of, tags_of, unit_tags
from kehoach.ingest.kinds import SUFFIXES
from kehoach.records.document import Document

Reader = Callable[[Path], Document]
"""Turns a file into a document, as the parser does."""

SPLITS = ("train", "dev", "test")
_LEAST_DOCUMENTS = 3  # with a tag: fewer leave folds that never saw it


@dataclass(frozen=True, slots=True)
class Source:
    """Samples of one origin by split, its name and the SHA-256 of its gold."""

    name: str
    sha256: str
    splits: dict[str, list[train.Sample]]

    @property
    def samples(self) -> list[train.Sample]:
        return [s for split in SPLITS for s in self.splits.get(split, ())]

    def counts(self) -> dict[str, object]:
        """Return what the card says of it."""
        return {
            "name": self.name,
            "sha256": self.sha256,
            "documents": {split: len({s.document for s in found}) for split, found in self.splits.items()},
            "units": {split: len(found) for split, found in self.splits.items()},
        }


def corpus_source(corpus: Path, read: Reader) -> Source:
    """Return the gold of a corpus folder by its splits. Raises KehoachError `gold.missing`, `gold.broken`."""
    return Source(corpus.name, sha256(corpus), {split: read_samples(corpus, split, read) for split in SPLITS})


def read_samples(corpus: Path, split: str, read: Reader) -> list[train.Sample]:
    """Return the tagged units of a split, as the parser parts them."""
    found: list[train.Sample] = []
    for name in ids_of(corpus, split):
        gold = read_gold(corpus, name)
        document = read(gold.path)
        found += train.samples(name, document, unit_tags(document, gold))
    return found


def user_source(data: Path, read: Reader) -> Source:
    """Return a user's own samples: of a folder that holds documents with their tags beside them (ID.docx and ID.json, in it or in its
    `gold`), or of a table that `kehoach label` wrote and a person corrected.

    Raises KehoachError `train.no_data`, `gold.broken`, and as `labelling.taken` does.
    """
    if data.is_file():
        found = labelling.taken(data, read)
        samples = [s for one in found for s in train.samples(f"{data.name}/{one.file.name}", one.document, one.tags)]
        return Source(data.name, sha256_of([data]), {"train": samples})
    folder = data / "gold" if (data / "gold").is_dir() else data
    pairs = [(gold, text) for gold in sorted(folder.glob("*.json")) if (text := _beside(gold))]
    if not pairs:
        raise KehoachError("train.no_data", path=str(data))
    samples = []
    for gold, text in pairs:
        document = read(text)
        units = read_tags(gold, len(document.text.raw))
        samples += train.samples(f"{data.name}/{gold.stem}", document, tags_of(document, units))
    return Source(data.name, sha256_of([file for pair in pairs for file in pair]), {"train": samples})


def gather(sources: Iterable[Source]) -> dict[str, list[train.Sample]]:
    """Return the samples of all sources by split. Units of a document that an earlier source holds too are taken from the later one, and
    counted as that document's, so that no fold has it on both sides.

    Raises KehoachError `train.few` where a tag stands in too few documents to be learned.
    """
    by_split: dict[str, list[train.Sample]] = {split: [] for split in SPLITS}
    for source in sources:
        known = {s.text: (split, s.document) for split, found in by_split.items() for s in found}
        home = _homes(source.samples, known)
        again = {(home[s.document][1], s.text) for s in source.samples if s.document in home}
        for split in SPLITS:
            by_split[split] = [s for s in by_split[split] if (s.document, s.text) not in again]
        for split, found in source.splits.items():
            for s in found:
                place, document = home.get(s.document, (split, s.document))
                by_split[place].append(replace(s, document=document))
    every = [s for split in SPLITS for s in by_split[split]]
    for tag in TAGS:
        count = len({s.document for s in every if s.tag == tag})
        if count < _LEAST_DOCUMENTS:
            raise KehoachError("train.few", tag=tag, count=count, least=_LEAST_DOCUMENTS)
    return by_split


def _homes(samples: Sequence[train.Sample], known: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Return for each document whose units are mostly `known` (text → split and document) where they are known from."""
    places: dict[str, list[tuple[str, str] | None]] = {}
    for s in samples:
        places.setdefault(s.document, []).append(known.get(s.text))
    found = {}
    for document, at in places.items():
        place, count = Counter(at).most_common(1)[0]
        if place and 2 * count > len(at):
            found[document] = place
    return found


def _beside(gold: Path) -> Path | None:
    """Return the document whose tags stand in the file `gold`."""
    found = (gold.with_suffix(suffix) for suffix in sorted(SUFFIXES) if suffix != ".json")
    return next((path for path in found if path.is_file()), None)
