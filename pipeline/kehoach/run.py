"""The only composer of stages: one document, or a folder of them into a corpus."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from importlib import metadata, resources
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kehoach.citations import find_look_alikes, find_mentions
from kehoach.classify import find_duties, label_units, load_model
from kehoach.errors import KehoachError, Lang, StoreError
from kehoach.ingest import SUFFIXES, find, read, read_bytes
from kehoach.normalise import normalise
from kehoach.records.citation import Mention
from kehoach.records.document import Document, Frame
from kehoach.records.plan import Plan, PlanDict
from kehoach.records.text import OffsetMap, Pages, Source, Span, Text
from kehoach.resolve import defined, load_catalogue, own, resolve
from kehoach.store import Corpus
from kehoach.structure import structure

if TYPE_CHECKING:
    from datetime import date

    import networkx as nx

    from kehoach.check import Checked, Settings
    from kehoach.check.cited import CitedTable
    from kehoach.compare import Comparison

SERIAL_BELOW = 12  # files; starting a worker takes as long as reading about six plans (2026-11)
AHEAD = 4  # files in work for each worker: enough to keep it busy while the parent writes

Progress = Callable[[int, int, str], None]
"""Called with the number of files done, the number of all and the file just done."""


def compose(pages: Pages, catalogue: Path | None = None) -> Plan:
    """Send one document through all stages; `catalogue`: the user's own table beside the package's. Raises CatalogueError."""
    document = structure(normalise(pages))
    mentions = find_mentions(document)
    links = resolve(document.frame, mentions, load_catalogue(catalogue), defined(document.text.canonical))
    labels = label_units(document)
    duties = find_duties(document, labels)
    return Plan(pages.source, document, mentions, links, labels, duties, own(document.frame), pages.notes)


def parse(path: str | Path, catalogue: Path | None = None) -> Plan:
    """Read the plan at `path` (txt, md, html, docx, pdf) through all stages; `catalogue`: a user's own table of directives.

    Raises ReadError where the file can't be read, CatalogueError where `catalogue` can't.
    """
    return compose(read(Path(path)), catalogue)


def parse_bytes(data: bytes, name: str, catalogue: Path | None = None) -> Plan:
    """Read a plan from the bytes of a file; the suffix of `name` says what it is. Raises as `parse` does."""
    return compose(read_bytes(data, name), catalogue)


def parse_text(text: str, name: str = "text.txt") -> Plan:
    """Read a plan that is at hand as a string; `name` is what its source is called.

    Raises ReadError where the text is empty.

    >>> plan = parse_text("KẾ HOẠCH\\nTập huấn năm 2024\\n\\nI. MỤC TIÊU\\n\\n- Thực hiện Quyết định số 749/QĐ-TTg ngày 03/6/2020.")
    >>> [(m.kind, m.get("number"), m.get("date"), m.get("relation")) for m in plan.mentions]
    [('numbered', '749', '2020-06-03', 'implements')]
    """
    return parse_bytes(text.encode(), name)


def explain(plan: Plan, lang: Lang) -> dict[str, Any]:
    """Return why each citation of `plan` was taken and each look-alike was not, as plain JSON values (schema kehoach/explain/1)."""
    from kehoach.report.explain import explain as tell

    return tell(plan, find_look_alikes(plan.document), lang)


def engine(catalogue: Path | None = None) -> str:
    """Return what reads the plans: version, hash of code, tables and models, and of the user's catalogue. Other engine, other results."""
    mine = _sha256(catalogue) if catalogue else None
    return f"{_program()}+{mine[:12]}" if mine else _program()


@cache
def _program() -> str:
    digest = hashlib.sha256()
    for package in ("kehoach", "kehoach.models"):
        root = resources.files(package)
        with resources.as_file(root) as folder:
            found = sorted(p for p in folder.rglob("*") if p.suffix in (".py", ".toml", ".csv", ".gz", ".npz"))
            for file in found:
                digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return f"{metadata.version('kehoach')}+{digest.hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run over a folder did: files found, read now, known before, failed now; names of files gone since the last run."""

    found: int
    read: int
    known: int
    failed: tuple[KehoachError, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Result:
    file: str
    plan: PlanDict | None = None
    raw: str = ""
    error: KehoachError | None = None
    sha256: str | None = None


def run(folder: Path, out: Path, jobs: int, progress: Progress | None = None, catalogue: Path | None = None) -> Outcome:
    """Read every plan below `folder` into the corpus database in `out`, doing only what is new or changed.

    A file that can't be read is noted with its reason and the rest goes on. The database is the same whatever `jobs` is.
    Raises StoreError where the folder is missing or holds no readable file, or where `out` holds another kind of database, and
    KehoachError where the package lacks its model or `catalogue`, the user's own table of directives, can't be read.
    """
    if not folder.is_dir():
        raise StoreError("run.no_folder", path=str(folder))
    paths = find(folder).files
    if not paths:
        raise StoreError("run.no_files", path=str(folder), known=" ".join(sorted(SUFFIXES)))
    load_model()  # without them every file would fail; better one error, before anything is written
    load_catalogue(catalogue)
    failed: list[KehoachError] = []
    read_now = known = 0
    with Corpus.create(out, engine(catalogue)) as corpus:
        gone = corpus.forget_missing(paths)
        todo = {name: path for name, path in sorted(paths.items()) if not _is_done(corpus, name, path)}
        known = done = len(paths) - len(todo)
        for result in _results(todo, jobs, catalogue):
            done += 1
            if result.plan is not None:
                corpus.add(result.plan, result.raw, result.file)
                read_now += 1
            elif result.error is not None:
                corpus.add_failure(result.file, result.sha256, result.error.key, result.error.values)
                failed.append(result.error)
            if progress:
                progress(done, len(paths), result.file)
    return Outcome(len(paths), read_now, known, tuple(failed), tuple(gone))


def _is_done(corpus: Corpus, name: str, path: Path) -> bool:
    sha256 = _sha256(path)
    return sha256 is not None and corpus.done(name, sha256)


def _sha256(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _results(todo: dict[str, Path], jobs: int, catalogue: Path | None) -> Iterator[_Result]:
    """Yield the results in the order of `todo`, from this process or from workers."""
    if jobs <= 1 or len(todo) < SERIAL_BELOW:
        yield from (_one(name, path, catalogue) for name, path in todo.items())
        return
    left = list(todo.items())
    while left:
        done = 0
        try:
            for result in _from_workers(left, jobs, catalogue):
                done += 1
                yield result
        except BrokenProcessPool:
            yield _alone(*left[done], catalogue)
            done += 1
        left = left[done:]


def _from_workers(todo: Sequence[tuple[str, Path]], jobs: int, catalogue: Path | None) -> Iterator[_Result]:
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[_Result]] = deque()
        coming = iter(todo)
        for name, path in coming:
            waiting.append(pool.submit(_one, name, path, catalogue))
            if len(waiting) < jobs * AHEAD:
                continue
            yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _alone(name: str, path: Path, catalogue: Path | None) -> _Result:
    """Read a file in a process of its own, after a worker died over it or over a neighbour."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        try:
            return pool.submit(_one, name, path, catalogue).result()
        except BrokenProcessPool:
            return _Result(name, error=KehoachError("run.failed", path=name, what="the reader died"), sha256=_sha256(path))


def _one(name: str, path: Path, catalogue: Path | None) -> _Result:
    try:
        plan = parse(path, catalogue)
        return _Result(name, plan.to_dict(), plan.document.text.raw, sha256=plan.source.sha256)
    except KehoachError as e:
        error = type(e)(e.key, path=name, place=e.place, values=e.values)
    except MemoryError:
        error = KehoachError("run.failed", path=name, what="out of memory")
    except Exception as e:  # noqa: BLE001  one bad document must not stop a batch; its reason is kept
        error = KehoachError("run.failed", path=name, what=f"{type(e).__name__}: {e}")
    return _Result(name, error=error, sha256=_sha256(path))


def finish(out: Path, lang: Lang) -> Path:
    """Write the tables, the citation graph and the report of the corpus in `out`; return the path of the report."""
    from kehoach.report import write
    from kehoach.store.export import write_plans

    with Corpus.open(out) as corpus:
        write_plans(corpus, out / "tables" / "plans.jsonl")
        report = write(corpus, out / "report.html", lang)
    graph = _graph(out)
    for form in ("graphml", "gexf", "json"):
        _write_graph(graph, out, form)
    return report


def _graph(out: Path) -> nx.MultiDiGraph:
    from kehoach.graph.build import build

    with Corpus.open(out) as corpus:
        return build(corpus.plans())


def _write_graph(graph: nx.MultiDiGraph, out: Path, form: str) -> Path:
    from kehoach.graph import export

    return export.write(graph, out / "graph" / f"citations.{form}")


@dataclass(frozen=True, slots=True)
class Cited:
    """A directive of the citation graph: label, number of plans and of mentions that cite it, PageRank."""

    label: str
    documents: int
    mentions: int
    pagerank: float


@dataclass(frozen=True, slots=True)
class Graphed:
    """A citation graph as written: its file, numbers of nodes and edges, the directives that most plans cite."""

    path: Path
    nodes: int
    edges: int
    most_cited: list[Cited]


def write_graph(out: Path, form: str, top: int) -> Graphed:
    """Write the citation graph of the corpus in `out` as graphml, gexf, json or dot; say what it holds, with its `top` directives."""
    from kehoach.graph import measures

    graph = _graph(out)
    documents, mentions, rank = measures.documents(graph), measures.mentions(graph), measures.pagerank(graph)
    first = sorted(documents, key=lambda n: (-documents[n], -mentions[n], n))[:top]
    cited = [Cited(str(graph.nodes[n]["label"]), documents[n], mentions[n], rank[n]) for n in first]
    return Graphed(_write_graph(graph, out, form), len(graph), graph.number_of_edges(), cited)


def compare_plans(plans: Sequence[Plan]) -> Comparison:
    """Compare plans by roles, directives, reused passages and key terms (words segmented by underthesea).

    Raises KehoachError ("compare.two") for less than two.
    """
    from kehoach.classify import segment
    from kehoach.compare import compare

    if len(plans) < 2:
        raise KehoachError("compare.two")
    return compare([p.to_dict() for p in plans], segment=segment)


def check_plan(plan: Plan, settings: Settings, today: date, catalogue: Path | None = None) -> Checked:
    """Check a draft by all rules; `today` is the day of the check, `catalogue` the user's own directives. Raises CatalogueError."""
    from kehoach.check import check

    return check(plan, load_catalogue(catalogue), today, settings)


def cited_directives(plan: Plan, today: date, lang: Lang, catalogue: Path | None = None) -> CitedTable:
    """Return the table of directives that a draft cites, as they stood on its day; on that of `today` where it bears no date."""
    from kehoach.check.cited import cited
    from kehoach.check.draft import Draft

    return cited(Draft(plan, load_catalogue(catalogue), today), lang)


def train(corpus: Path, out: Path) -> dict[str, Any]:
    """Train the tag model from the gold of `corpus` and write it with its card into `out`; return the card."""
    from kehoach.evaluate import train_tags

    return train_tags(corpus, out, lambda path: structure(normalise(read(path))))


def score(corpus: Path, split: str | None) -> dict[str, Any]:
    """Return the scores of the whole program on the gold of `corpus` (or one split of it), with intervals."""
    from kehoach.evaluate import evaluate

    return evaluate(corpus, lambda path: parse(path).to_dict(), split).to_dict()


def read_passage(text: str) -> tuple[Text, tuple[Mention, ...]]:
    """Read a text that stands alone, without letterhead and structure: return its canonical text and the directives cited in it."""
    read = normalise(Pages(Source("passage", "", "text/plain"), text, text, OffsetMap.identity(len(text))))
    frame = Frame({}, (), draft=False, body=Span(0, len(read.canonical)))
    return read, find_mentions(Document(read, frame, (), ()))


def score_references(path: Path, split: str | None, as_published: bool) -> dict[str, Any]:
    """Return the scores of the citations found in the passages of the data set at `path` (or in one half of it), with intervals."""
    from kehoach.evaluate import evaluate_references

    return evaluate_references(path, read_passage, split, as_published).to_dict()


def open_corpus(path: str | Path) -> Corpus:
    """Open the corpus database that a run wrote into the folder `path`.

    Raises StoreError where there is none.
    """
    return Corpus.open(Path(path))


def failures(corpus: Corpus) -> list[KehoachError]:
    """Return the files of `corpus` that couldn't be read, as the errors they gave."""
    return [KehoachError(f.key, path=f.file, values=f.values) for f in corpus.failures()]
