"""The only composer of stages: from a document to its plan, and from a corpus to what is made of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import metadata, resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kehoach.citations import find_look_alikes, find_mentions
from kehoach.classify import Charged, label_units, own_model, read_charged, weights_of, with_subtags
from kehoach.classify.duties import Calendar, find_duties, find_funding, find_indicators, plan_period
from kehoach.errors import KehoachError, Lang, ReadError
from kehoach.ingest import MEDIA_TYPES, contents, read, read_bytes, tools
from kehoach.normalise import normalise
from kehoach.records.citation import Mention
from kehoach.records.document import Document, Frame
from kehoach.records.plan import Plan
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
    from kehoach.evaluate.labelling import Refused
    from kehoach.records.duty import Due, Duty
    from kehoach.records.label import Label
    from kehoach.records.link import Link
    from kehoach.views.terms import By, Term

PARTS = ("citations", "tags", "duties")
"""What a plan holds beside its structure."""


class Stages:
    """One document on its way through the stages; each runs when its result is first asked for."""

    def __init__(self, pages: Pages, catalogue: Path | None = None, model: Path | None = None) -> None:
        """Take what was read of a document; `catalogue`: the user's own table beside the package's, `model`: the folder of the user's own
        tag model in place of the package's."""
        self.pages = pages
        self.catalogue = catalogue
        self.model = model

    @cached_property
    def document(self) -> Document:
        """The text with its structure."""
        return structure(normalise(self.pages))

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The citations."""
        return find_mentions(self.document)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The directives that the citations mean. Raises CatalogueError."""
        text = self.document.text.canonical
        return resolve(self.document.frame, self.mentions, load_catalogue(self.catalogue), defined(text))

    @cached_property
    def charged(self) -> Charged:
        """Who is charged with what: tags are told by it, duties are made of it."""
        return read_charged(self.document)

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        """The tags and subtags of the units. Raises KehoachError `model.…`."""
        model = own_model(self.model) if self.model else None
        return with_subtags(self.document, label_units(self.document, model, self.charged), self.charged.prose)

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """Who must do what by when."""
        return find_duties(self.document, self.labels, self.charged, self.mentions, self.calendar)

    @cached_property
    def period(self) -> Due | None:
        """The time that the plan is for."""
        return plan_period(self.document, [m.span for m in self.mentions])

    @cached_property
    def calendar(self) -> Calendar:
        """What the frame tells of time."""
        return Calendar.of(self.document.frame.get("date"), self.period)

    def plan(self, parts: Container[str] = PARTS) -> Plan:
        """Return the plan, with those of PARTS that are asked for. Raises CatalogueError."""
        cited = "citations" in parts
        return Plan(
            self.pages.source,
            self.document,
            self.mentions if cited else (),
            self.links if cited else (),
            self.labels if "tags" in parts else (),
            self.duties if "duties" in parts else (),
            own(self.document.frame),
            self.pages.notes,
            self.pages.repairs,
            find_indicators(self.document, self.labels, self.charged, self.calendar) if "duties" in parts else (),
            find_funding(self.document) if "duties" in parts else (),
            self.period if "duties" in parts else None,
        )


def compose(pages: Pages, catalogue: Path | None = None, model: Path | None = None) -> Plan:
    """Send one document through all stages; `catalogue` and `model` as Stages takes them. Raises CatalogueError, KehoachError `model.…`."""
    return Stages(pages, catalogue, model).plan()


def parse(path: str | Path, catalogue: Path | None = None, model: Path | None = None) -> Plan:
    """Read the plan at `path` (txt, md, html, docx, pdf) through all stages; `catalogue`: a user's own table of directives, `model`: the
    folder of a user's own tag model.

    Raises ReadError where the file can't be read, CatalogueError where `catalogue` can't, KehoachError `model.…` where the model can't.
    """
    return compose(read(Path(path)), catalogue, model)


def parse_bytes(data: bytes, name: str, catalogue: Path | None = None, model: Path | None = None) -> Plan:
    """Read a plan from the bytes of a file; the suffix of `name` says what it is. Raises as `parse` does."""
    return compose(read_bytes(data, name), catalogue, model)


def parse_text(text: str, name: str = "text.txt") -> Plan:
    """Read a plan that is at hand as a string; `name` is what its source is called.

    Raises ReadError where the text is empty.

    >>> plan = parse_text("KẾ HOẠCH\\nTập huấn năm 2024\\n\\nI. MỤC TIÊU\\n\\n- Thực hiện Quyết định số 749/QĐ-TTg ngày 03/6/2020.")
    >>> [(m.kind, m.get("number"), m.get("date"), m.get("relation")) for m in plan.mentions]
    [('numbered', '749', '2020-06-03', 'implements')]
    """
    return parse_bytes(text.encode(), name)


def searchable_copy(path: Path) -> tuple[bytes, int]:
    """Return a copy of the scan (PDF) at `path` with its recognised text behind the pictures of its pages, and how many pages got some.

    Raises ReadError where the file can't be read, `ocr.not_pdf` where it is none.
    """
    from kehoach.ingest.ocr.layer import searchable

    data = contents(path)
    pages = read_bytes(data, path.name)
    if pages.source.media_type != MEDIA_TYPES[".pdf"]:
        raise ReadError("ocr.not_pdf", path=str(path))
    return searchable(data, pages)


def explain(plan: Plan, lang: Lang) -> dict[str, Any]:
    """Return why each citation of `plan` was taken and each look-alike was not, as plain JSON values (schema kehoach/explain/1)."""
    from kehoach.report.explain import explain as tell

    return tell(plan, find_look_alikes(plan.document), lang)


def engine(catalogue: Path | None = None, model: Path | None = None) -> str:
    """Return what reads the plans: version, hash of code, tables and models, of the user's catalogue and model and of the programs that
    readers call.

    Other engine, other results.
    """
    other = hashlib.sha256(tools().encode())
    if catalogue:
        other.update(catalogue.read_bytes())
    if model:
        other.update(weights_of(model).read_bytes())
    return f"{_program()}+{other.hexdigest()[:12]}"


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


def corpus_terms(out: Path, by: By, fewest_plans: int) -> Mapping[str, tuple[Term, ...]]:
    """Return the key terms of the corpus in `out` by part or kind of issuer (words segmented by underthesea). Raises StoreError."""
    from kehoach.classify import segment
    from kehoach.classify.duties.bodies import body_of
    from kehoach.rules.home import Home
    from kehoach.views import terms

    with Corpus.open(out) as corpus:
        return terms.corpus_terms(corpus.plans(), by, segment, lambda name: body_of(name.lower(), Home()).kind, fewest_plans)


def check_plan(plan: Plan, settings: Settings, today: date, catalogue: Path | None = None) -> Checked:
    """Check a draft by all rules; `today` is the day of the check, `catalogue` the user's own directives. Raises CatalogueError."""
    from kehoach.check import check

    return check(plan, load_catalogue(catalogue), today, settings)


def cited_directives(plan: Plan, today: date, lang: Lang, catalogue: Path | None = None) -> CitedTable:
    """Return the table of directives that a draft cites, as they stood on its day; on that of `today` where it bears no date."""
    from kehoach.check.cited import cited
    from kehoach.check.draft import Draft

    return cited(Draft(plan, load_catalogue(catalogue), today), lang)


def train(corpus: Path | None, out: Path, data: Sequence[Path] = ()) -> dict[str, Any]:
    """Train the tag model from the gold of `corpus` and a user's own `data`, write it with its card into `out`; return the card."""
    from kehoach.evaluate import train_tags

    return train_tags(corpus, out, _structured, data)


def compare_tags(corpus: Path, out: Path, progress: Callable[[int, int, str], None] | None = None) -> dict[str, Any]:
    """Compare ways to tell tags on the gold of `corpus`, put the comparison into the card of the model in `out` and return it."""
    from kehoach.evaluate import compare_entrants

    return compare_entrants(corpus, out, _structured, progress)


def take_labels(table: Path, out: Path) -> tuple[list[Path], list[Refused]]:
    """Take a corrected table of `kehoach label` back as gold in `out`; return the files of tags, and rows that keep it from being taken."""
    from kehoach.evaluate.labelling import take, write_gold

    found, refused = take(table, _structured)
    return ([] if refused else list(write_gold(found, out))), refused


def _structured(path: Path) -> Document:
    return structure(normalise(read(path)))


def score(corpus: Path, split: str | None) -> dict[str, Any]:
    """Return the scores of the whole program on the gold of `corpus` (or one split of it), with intervals."""
    from kehoach.evaluate import evaluate

    return evaluate(corpus, lambda path: parse(path).to_dict(), split).to_dict()


def annotators_agree(corpus: Path) -> dict[str, Any]:
    """Return how far the gold of `corpus` and its second annotations (folder `agreement`) agree."""
    from kehoach.evaluate.agreement import agreement

    return agreement(corpus)


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
