"""kehoach in spaCy: a tokenizer that keeps citations whole, a component for each stage, span groups, a picture.

>>> nlp = blank()
>>> doc = nlp("Triển khai Quyết định số 749/QĐ-TTg ngày 03/6/2020 của Thủ tướng Chính phủ.")
>>> [(span.text, span.label_) for span in doc.spans["citations"]]
[('Quyết định số 749/QĐ-TTg', 'numbered')]
>>> [token.text for token in doc][:4]
['Triển khai', 'Quyết định', 'số', '749/QĐ-TTg']

The components (`kehoach_structure`, `kehoach_citations`, `kehoach_tags`, `kehoach_duties`) are registered as entry points, so that
`nlp.add_pipe("kehoach_citations")` finds them without an import. Each takes what it needs of the stages before it, whether they are in the
pipeline or not. `doc._.plan` is the plan as `Plan.to_dict` gives it, with the parts whose components ran; all its spans are offsets into
`doc.text`; None for a text without words. It lies in `doc.user_data` as JSON: DocBin keeps it with `store_user_data=True`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from kehoach.classify import word_spans
from kehoach.errors import ReadError
from kehoach.ingest import read_bytes
from kehoach.records.text import Span as TextSpan
from kehoach.run import PARTS, Stages

if TYPE_CHECKING:
    from kehoach.records.citation import Mention
    from kehoach.records.document import Document
    from kehoach.records.plan import Plan

TOKENIZER = "kehoach.VietnameseTokenizer.v1"
COMPONENTS = ("kehoach_structure", "kehoach_citations", "kehoach_tags", "kehoach_duties")
GROUPS = ("sections", "units", "citations", "duties")
"""The span groups: label is the section's role, the unit's tag, the citation's kind, `duty`; id is the item's in `doc._.plan`; kb_id of a
citation is the identifier of its directive."""
_KEY = "kehoach.plan"
_COLOURS = {"objective": "#a6cee3", "content": "#b2df8a", "duty": "#fdbf6f", "other": "#dddddd", "numbered": "#fb9a99", "named": "#cab2d6"}
_stages: WeakKeyDictionary[Doc, Stages] = WeakKeyDictionary()  # of documents that are on their way through a pipeline


class VietnameseTokenizer:
    """Parts text into words as underthesea segments it; a number with its symbol, a date, a share is one token, and no token crosses the
    border of a citation. A compound is one token with its spaces; `doc.text` is the text unchanged."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return `text` in tokens."""
        stages = _read(text)
        borders = _borders(stages.document, stages.mentions) if stages else []
        doc = _tokens(self.vocab, text, word_spans(text, borders))
        if stages:
            _stages[doc] = stages
        return doc

    def pipe(self, texts: Iterable[str], **_: Any) -> Iterator[Doc]:
        """Yield each text in tokens."""
        return map(self, texts)

    def __reduce__(self) -> tuple[type[VietnameseTokenizer], tuple[Vocab]]:
        return VietnameseTokenizer, (self.vocab,)

    def to_bytes(self, **_: Any) -> bytes:
        """Return nothing: the tokenizer learns nothing."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> VietnameseTokenizer:
        """Return the tokenizer as it is."""
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Write an empty file, which spaCy expects to find."""
        Path(path).touch()

    def from_disk(self, _path: str | Path, **_: Any) -> VietnameseTokenizer:
        """Return the tokenizer as it is."""
        return self


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], VietnameseTokenizer]:
    """Return what makes the tokenizer of a pipeline (`[nlp.tokenizer]` of a config)."""
    return lambda nlp: VietnameseTokenizer(nlp.vocab)


def blank(components: Sequence[str] = COMPONENTS) -> Language:
    """Return a Vietnamese pipeline with the tokenizer and `components`, in that order."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    for name in components:
        nlp.add_pipe(name)
    return nlp


def doc_of(plan: Plan, vocab: Vocab) -> Doc:
    """Return a plan, read from a file of any form, as a Doc of its source text, with span groups and `doc._.plan`."""
    text = plan.document.text.raw
    doc = _tokens(vocab, text, word_spans(text, _borders(plan.document, plan.mentions)))
    _keep(doc, plan, GROUPS)
    return doc


def picture(doc: Doc, group: str = "citations", *, page: bool = False) -> str:
    """Return the spans of a group over the text of `doc` as HTML drawn by displaCy, a whole page where `page` is set.

    Raises ValueError where `group` is none of GROUPS.
    """
    if group not in GROUPS:
        raise ValueError(f"{group!r} is none of {', '.join(GROUPS)}")
    options = {"spans_key": group, "colors": {span.label_: _COLOURS.get(span.label_, "#ffff99") for span in doc.spans.get(group, ())}}
    return str(displacy.render(doc, style="span", options=options, page=page, jupyter=False))


def _component(name: str, part: str, groups: Sequence[str]) -> None:
    """Register the component `name`: it adds `part` to the plan and fills the span groups `groups`."""

    def add(doc: Doc) -> Doc:
        stages = _stages.get(doc) or _read(doc.text)
        if stages:
            _stages[doc] = stages
            _keep(doc, stages.plan({part, *_parts(doc)}), groups)
        return doc

    def factory(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001 - what spaCy calls a factory with
        return add

    Language.factory(name, assigns=["doc.spans", "doc._.plan"])(factory)


_component("kehoach_structure", "structure", ["sections", "units"])
_component("kehoach_citations", "citations", ["citations"])
_component("kehoach_tags", "tags", ["units"])
_component("kehoach_duties", "duties", ["duties"])
Doc.set_extension("plan", getter=lambda doc: json.loads(doc.user_data.get(_KEY, "null")), force=True)


def _parts(doc: Doc) -> Iterator[str]:
    """Yield the parts that components before this one have added."""
    yield from (part for part in PARTS if part in doc.spans)
    if any(span.label for span in doc.spans.get("units", ())):
        yield "tags"


def _read(text: str) -> Stages | None:
    """Return the stages of a text, None where it holds no words or can't be read as it stands."""
    try:
        stages = Stages(read_bytes(text.encode(), "doc.txt"))
        return stages if stages.document.text.raw == text else None
    except ReadError:
        return None


def _borders(document: Document, mentions: Iterable[Mention]) -> list[int]:
    """Return where the citations start and end, as offsets into the source text."""
    raw = [document.text.source(mention.span) for mention in mentions]
    return [at for span in raw for at in (span.start, span.end)]


def _tokens(vocab: Vocab, text: str, spans: Iterable[TextSpan]) -> Doc:
    """Return a Doc of `text`, a token for each span; white space but for single spaces is a token of its own."""
    words: list[str] = []
    spaces: list[bool] = []
    at = 0
    for span in (*spans, TextSpan(len(text), len(text))):
        gap = text[at : span.start]
        if words and gap.startswith(" "):
            spaces[-1] = True
            gap = gap[1:]
        for token in (gap, span.of(text)):
            if token:
                words.append(token)
                spaces.append(False)
        at = span.end
    return Doc(vocab, words=words, spaces=spaces)


def _keep(doc: Doc, plan: Plan, groups: Iterable[str]) -> None:
    """Put a plan into the data of `doc` and fill its span groups `groups` from it."""
    values = plan.to_dict()
    doc.user_data[_KEY] = json.dumps(values, ensure_ascii=False)
    for group in groups:
        _group(doc, values, group)


def _group(doc: Doc, values: Mapping[str, Any], group: str) -> None:
    """Fill the span group `group` from the plan `values`."""
    found = []
    for n, item in enumerate(values[group]):
        start, end = item.get("heading") or item["span"]
        label = {"sections": item.get("role"), "units": item.get("tag"), "citations": item.get("kind"), "duties": "duty"}[group]
        identity = item.get("id") or f"d{n + 1}"
        span = doc.char_span(start, end, label or "", item.get("directive") or "", alignment_mode="expand", span_id=identity)
        if span is not None:
            found.append(span)
    doc.spans[group] = found
