"""The numbering of sections: numbers left out, numbers given twice."""

from __future__ import annotations

from collections.abc import Iterator

from kehoach.check.draft import Draft
from kehoach.records.document import Section
from kehoach.records.finding import Finding
from kehoach.records.text import Span
from kehoach.structure.labels import LETTERS, Label, read_labels

FORMS = ("{}. Xem", "{}) Xem", "{} Xem", "({}) Xem")
"""How a label may be set before the words of its heading."""

NEAR = 3  # places by which a label may run ahead and still be a slip; more is another sequence


def check(draft: Draft) -> Iterator[Finding]:
    """Yield the labels that repeat the one before them, or leave one out, among the sections under one heading.

    A sequence that begins anew with 1 (I, a) is right: numbering restarts in each annex and under each plain heading.
    """
    before: dict[tuple[str | None, str, str], tuple[Section, Label]] = {}
    for section in draft.plan.document.sections:
        label = _label(section)
        if label is None or label.value == 0:
            if label and label.kind == "letter":
                yield draft.found("numbering.letter", _span(section, label), label=label.text)
            continue
        key = (section.parent, label.kind, _stem(label.text))
        last = before.get(key)
        before[key] = (section, label)
        if last is not None:
            yield from _step(draft, last, section, label)


def _label(section: Section) -> Label | None:
    """Return the label of a section as the kind under which it was built, None where it has no place in a sequence."""
    kind = section.rule.removeprefix("heading.")
    for form in FORMS:
        for label in read_labels(form.format(section.label or "")):
            if label.kind == kind:
                return label
    return None


def _stem(text: str) -> str:
    """Return what stands before the last number of a decimal label (1.2 of 1.2.3)."""
    return text.rpartition(".")[0]


def _step(draft: Draft, last: tuple[Section, Label], section: Section, label: Label) -> Iterator[Finding]:
    before, now = last[1], label
    span = _span(section, now)
    if now.value == before.value:
        yield draft.found("numbering.repeat", span, related=[last[0].heading], label=now.text, before=before.text)
    elif 1 < now.value - before.value <= NEAR:
        rule = "numbering.letter" if _skips_d(before, now) else "numbering.gap"
        yield draft.found(rule, span, related=[last[0].heading], label=now.text, before=before.text)


def _span(section: Section, label: Label) -> Span:
    return Span(section.heading.start, min(section.heading.end, section.heading.start + len(label.text)))


def _skips_d(before: Label, now: Label) -> bool:
    """Say whether only đ is left out, as many do: a, b, c, d, e."""
    return now.value - before.value == 2 and before.value == LETTERS.index("d") + 1 and not now.text[-1].isdigit() and now.kind != "roman"
