"""Files by the folder: what is new or changed is read, each file under its limits, none stopping the rest."""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from kehoach.classify import load_model, own_model
from kehoach.errors import KehoachError, ReadError, StoreError
from kehoach.ingest import SUFFIXES, contents, find, media_type
from kehoach.ingest.archive import unpacked
from kehoach.ingest.kinds import ARCHIVES, LIGHT
from kehoach.ingest.limits import MEMORY, TRUSTED, seconds
from kehoach.records.plan import Plan, PlanDict
from kehoach.resolve import load_catalogue
from kehoach.run import engine, parse_bytes
from kehoach.store import Corpus
from kehoach.workers import Workers

SERIAL_BELOW = 12  # files; starting a worker takes as long as reading about six plans (2026-11)
AHEAD = 4  # files in work for each worker: enough to keep it busy while the parent writes
BYTES_AHEAD = 64_000_000  # bytes of files in work together, one file aside: scans are large, and each waits here until it is read

Progress = Callable[[int, int, str], None]
"""Called with the number of files done, the number of all and the file just done."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run over a folder did.

    Files found, read now, known before; those that failed now; names of files gone since the last run; files of the same content as an
    earlier one, with its name; members and files that no reader knows, counted by suffix ("" for none).
    """

    found: int
    read: int
    known: int
    failed: tuple[KehoachError, ...]
    gone: tuple[str, ...]
    duplicates: Mapping[str, str]
    passed: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Result:
    """What became of a file: a plan with its source text, an error, the earlier file that it repeats, or nothing (it was known)."""

    file: str
    sha256: str | None = None
    plan: PlanDict | None = None
    raw: str = ""
    error: KehoachError | None = None
    original: str | None = None


@dataclass(frozen=True, slots=True)
class _Task:
    """A file at hand: its bytes, and how it is read."""

    data: bytes
    name: str
    catalogue: Path | None
    model: Path | None = None
    seconds: float | None = None

    @property
    def limit(self) -> float:
        return self.seconds or seconds(len(self.data))

    def is_light(self) -> bool:
        """Say whether Python code alone reads it, in less time than a worker takes to start: such a file needs no guard."""
        try:
            return unpacked(self.data) <= TRUSTED and media_type(self.data, self.name) in LIGHT
        except ReadError:
            return True


def run(
    folder: Path,
    out: Path,
    jobs: int,
    progress: Progress | None = None,
    catalogue: Path | None = None,
    timeout: float | None = None,
    model: Path | None = None,
) -> Outcome:
    """Read every plan below `folder` (a zip counts as one) into the corpus database in `out`, doing only what is new or changed.

    A file that can't be read is noted with its reason and the rest goes on; it is tried again by the next run. A file with the content of
    an earlier one is noted as that, and not read. The database is the same whatever `jobs` is. `timeout`: seconds for one file, in place
    of a limit that grows with its size. `model`: the folder of the user's own tag model.

    Raises StoreError where the folder is missing or holds no readable file, or where `out` holds another kind of database, and
    KehoachError where the package lacks its model or `catalogue`, the user's own table of directives, can't be read.
    """
    if not folder.is_dir() and not (folder.is_file() and folder.suffix.lower() in ARCHIVES):
        raise StoreError("run.no_folder", path=str(folder))
    found = find(folder)
    if not found.files:
        raise StoreError("run.no_files", path=str(folder), known=" ".join(sorted(SUFFIXES)))
    own_model(model) if model else load_model()  # without them every file would fail; better one error, before anything is written
    load_catalogue(catalogue)
    failed: list[KehoachError] = []
    duplicates: dict[str, str] = {}
    count: Counter[str] = Counter()
    with Corpus.create(out, engine(catalogue, model)) as corpus, Workers(jobs, MEMORY) as workers:
        gone = corpus.forget_missing(found.files)
        serial = jobs <= 1 or len(found.files) < SERIAL_BELOW
        coming = _coming(found.files, corpus, workers, serial, partial(_Task, catalogue=catalogue, model=model, seconds=timeout))
        for done, result in enumerate(_in_order(coming, jobs * AHEAD), 1):
            count[_keep(corpus, result)] += 1
            if result.error is not None:
                failed.append(result.error)
            if result.original is not None:
                duplicates[result.file] = result.original
            if progress:
                progress(done, len(found.files), result.file)
    return Outcome(len(found.files), count["read"], count["known"], tuple(failed), tuple(gone), duplicates, dict(found.passed))


def parse_file(path: Path, catalogue: Path | None = None, model: Path | None = None) -> Plan:
    """Read a plan as `run.parse` does, under the limits of a batch. Raises as that one does, and KehoachError as `Workers.start`."""
    return parse_data(contents(path), str(path), catalogue, model)


def parse_data(data: bytes, name: str, catalogue: Path | None = None, model: Path | None = None) -> Plan:
    """Read a plan from the bytes of a file, in a process of its own where the file could take this one down. Raises as `parse_file`."""
    task = _Task(data, name, catalogue)
    if task.is_light():
        return parse_bytes(data, name, catalogue, model)
    try:
        return _guard().start(task.limit, parse_bytes, data, name, catalogue, model)()
    except KehoachError as e:
        raise e.named(name) from e


def bytes_of(path: Path) -> bytes:
    """Return the bytes of a file, or of a file in a zip. Raises ReadError."""
    return contents(path)


def below(path: Path) -> list[Path]:
    """Return the files below a folder or in a zip that a reader knows; of any other path itself."""
    return list(find(path).files.values()) if path.is_dir() else members(path)


def members(path: Path) -> list[Path]:
    """Return the files in a zip as paths that lead into it; of a path that leads to anything else, or to a broken zip, itself."""
    found = list(find(path).files.values()) if path.suffix.lower() in ARCHIVES and path.is_file() else []
    return found or [path]


@cache
def _guard() -> Workers:
    return Workers(1, MEMORY)


def _keep(corpus: Corpus, result: _Result) -> str:
    """Write what became of a file; return the word under which it is counted."""
    if result.plan is not None:
        corpus.add(result.plan, result.raw, result.file)
        return "read"
    if result.error is not None:
        corpus.add_failure(result.file, result.sha256, result.error.key, result.error.values)
        return "failed"
    if result.original is not None:
        corpus.add_duplicate(result.file, result.sha256 or "", result.original)
        return "duplicate"
    return "known"


def _coming(
    files: Mapping[str, Path], corpus: Corpus, workers: Workers, serial: bool, task_of: Callable[[bytes, str], _Task]
) -> Iterator[tuple[int, Callable[[], _Result]]]:
    """Yield for each file how many bytes are held for it, and what waits for its result: the bytes that are hashed are those read."""
    first: dict[tuple[str, str], str] = {}
    for name, path in files.items():
        try:
            data = contents(path)
        except ReadError as e:
            yield 0, partial(_Result, name, error=e.named(name))
            continue
        sha256 = hashlib.sha256(data).hexdigest()
        original = first.setdefault((sha256, Path(name).suffix.lower()), name)
        task = task_of(data, name)
        if original != name:
            yield 0, partial(_Result, name, sha256, original=original)
        elif corpus.done(name, sha256):
            yield 0, partial(_Result, name, sha256)
        elif serial and task.is_light():
            yield len(data), partial(_done, partial(_read, task), name, sha256)
        else:
            yield len(data), partial(_done, workers.start(task.limit, _read, task), name, sha256)


def _in_order(coming: Iterator[tuple[int, Callable[[], _Result]]], ahead: int) -> Iterator[_Result]:
    """Yield the results in order, with so many files in work, and so many bytes held, that memory stays flat."""
    waiting: deque[tuple[int, Callable[[], _Result]]] = deque()
    held = 0
    for size, wait in coming:
        waiting.append((size, wait))
        held += size
        while len(waiting) > ahead or (held > BYTES_AHEAD and len(waiting) > 1):
            size, wait = waiting.popleft()
            held -= size
            yield wait()
    while waiting:
        yield waiting.popleft()[1]()


def _read(task: _Task) -> _Result:
    plan = parse_bytes(task.data, task.name, task.catalogue, task.model)
    return _Result(task.name, plan.source.sha256, plan.to_dict(), plan.document.text.raw)


def _done(work: Callable[[], _Result], name: str, sha256: str) -> _Result:
    """Return the result of `work`, its error as a result."""
    try:
        return work()
    except KehoachError as e:
        return _Result(name, sha256, error=e.named(name))
    except MemoryError:
        return _Result(name, sha256, error=KehoachError("work.memory", path=name, limit=MEMORY // 1_000_000_000))
    except Exception as e:  # noqa: BLE001  one bad document must not stop a batch; its reason is kept
        return _Result(name, sha256, error=KehoachError("run.failed", path=name, what=f"{type(e).__name__}: {e}"))
