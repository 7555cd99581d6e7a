"""Duties: marked-up cases, what every duty must hold to, and the tables they are read by."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach.classify.duties.find import find_duties
from kehoach.classify.duties.slots import target
from kehoach.classify.duties.words import Prose
from kehoach.records.document import Document, Frame, Section, Unit
from kehoach.records.duty import Duty
from kehoach.records.label import Label
from kehoach.records.text import OffsetMap, Span, Text
from kehoach.rules.load import Rule, rules, toml
from kehoach.structure.roles import role

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "duties.toml").read_text("utf-8"))
MARK = re.compile(r"\[(?P<kind>actor|action|with|deadline|report|target)(?::(?P<numbers>[\d,]+))? |\]")
HEADING = re.compile(r"(?:(?P<label>[IVX]+\.|\d+\.|[a-z]\)) )?(?P<title>.*)")


# ---------------------------------------------------------------- marked text
@dataclass
class Wanted:
    """A duty as a case marks it: spans in the case's plain text."""

    actor: Span | None = None
    action: Span | None = None
    partners: list[Span] = field(default_factory=list)
    deadline: Span | None = None
    report: Span | None = None
    target: Span | None = None

    def put(self, kind: str, span: Span) -> None:
        if kind == "with":
            self.partners.append(span)
        else:
            assert getattr(self, kind) is None, f"two marks of the kind {kind} for one duty"
            setattr(self, kind, span)


def unmarked(text: str) -> tuple[str, list[tuple[str, list[int], Span]]]:
    """Return the text without marks, and the marks in order of their starts; a text without marks is refused."""
    plain, found, opened = "", [], []
    at = 0
    for m in MARK.finditer(text):
        plain += text[at : m.start()]
        at = m.end()
        if m["kind"]:
            opened.append((m["kind"], [int(n) for n in (m["numbers"] or "").split(",") if n], len(plain)))
        else:
            kind, numbers, start = opened.pop()
            found.append((kind, numbers, Span(start, len(plain))))
    assert found and not opened, f"a case without marks, or with one left open, tests nothing: {text!r}"
    return plain + text[at:], sorted(found, key=lambda x: (x[2].start, -x[2].end))


def wanted(marks: Sequence[tuple[str, list[int], Span]]) -> list[Wanted]:
    """Put the marks together to duties."""
    count = 0
    for n, (kind, numbers, _) in enumerate(marks):
        if kind == "action" and not numbers:
            count += 1
            marks[n][1].append(count)
        count = max(count, *numbers) if kind == "action" else count
    duties = [Wanted() for _ in range(count)]
    last, actors = 0, []
    for kind, numbers, span in marks:
        if kind == "action":
            last = numbers[-1]
        if kind == "actor" and not numbers:
            actors.append(span)
            continue
        for number in numbers or [max(last, 1)]:
            duties[number - 1].put(kind, span)
    for duty in duties:
        if duty.actor is None and duty.action is not None:
            duty.actor = next(a for a in reversed(actors) if a.start <= duty.action.start)
    return duties


def test_a_case_without_marks_is_refused() -> None:
    with pytest.raises(AssertionError):
        unmarked("Sở Nội vụ xây dựng kế hoạch")


def test_marks_are_put_together() -> None:
    plain, marks = unmarked("[deadline:1,2 Hằng năm], [actor Sở A] [action họp] và [action báo cáo [report Sở B]]")
    first, second = wanted(marks)
    assert plain == "Hằng năm, Sở A họp và báo cáo Sở B"
    assert (first.deadline, second.deadline) == (Span(0, 8), Span(0, 8))
    assert first.actor == second.actor == Span(10, 14)
    assert (first.report, second.report) == (None, Span(30, 34))


# ---------------------------------------------------------------- documents
def document(text: str, columns: Sequence[str] = ()) -> Document:
    """Build a document out of lines: `#` headings, `|` rows with these columns, units."""
    sections: list[Section] = []
    units: list[Unit] = []
    at = 0
    for line in text.split("\n"):
        span = Span(at, at + len(line))
        level = len(line) - len(line.lstrip("#"))
        here = sections[-1].id if sections else None
        if level:
            heading = HEADING.fullmatch(line[level:].strip())
            assert heading
            parent = next((s.id for s in reversed(sections) if s.level < level), None)
            name, title = f"s{len(sections) + 1}", heading["title"]
            sections.append(Section(name, parent, heading["label"], title, level, role(title), span, span, "test"))
        elif line.startswith("|"):
            cells = [Span(at + m.start(), at + m.end()) for m in re.finditer(r"[^|\s](?:[^|]*[^|\s])?", line)]
            units.append(Unit(f"u{len(units) + 1}", here, span, True, tuple(zip(columns, cells, strict=True))))
        elif line.strip():
            units.append(Unit(f"u{len(units) + 1}", here, span))
        at = span.end + 1
    frame = Frame({}, (), False, Span(0, len(text)))
    return Document(Text(text, text, OffsetMap.identity(len(text)), ()), frame, tuple(sections), tuple(units))


def duties_of(doc: Document) -> tuple[Duty, ...]:
    return find_duties(doc, [Label(unit.id, "duty", 1.0, "test") for unit in doc.units])


def shown(text: str, duties: Sequence[Wanted]) -> list[dict[str, Any]]:
    def words(span: Span | None) -> str | None:
        return span.of(text) if span else None

    keys = ("actor", "action", "deadline", "report", "target")
    return [{k: words(getattr(d, k)) for k in keys} | {"with": [words(s) for s in d.partners]} for d in duties]


def as_wanted(duty: Duty) -> Wanted:
    def span(found: Any) -> Span | None:
        return found.span if found else None

    return Wanted(
        span(duty.actor),
        span(duty.action),
        [p.span for p in duty.partners if p.span],
        span(duty.deadline),
        span(duty.report_to),
        span(duty.target),
    )


@pytest.mark.parametrize("case", CASES["case"], ids=lambda c: c["about"])
def test_cases(case: dict[str, Any]) -> None:
    plain, marks = unmarked(case["text"])
    doc = document(plain, case.get("columns", ()))
    assert shown(plain, [as_wanted(d) for d in duties_of(doc)]) == shown(plain, wanted(marks))
    assert [as_wanted(d) for d in duties_of(doc)] == wanted(marks)


@pytest.mark.parametrize("case", CASES["none"], ids=lambda c: c["text"][:40])
def test_texts_that_charge_nobody(case: dict[str, Any]) -> None:
    assert duties_of(document(case["text"])) == ()


def test_lines_of_a_block_say_what_is_led() -> None:
    """The labelled line before them, else the title of their section inside a chapter; a chapter's own title is no task."""
    doc = document(
        """
# II. NỘI DUNG
## 1. Phổ biến Luật Việc làm
### a) Nội dung
- Cơ quan chủ trì: Sở Nội vụ.
- Cơ quan phối hợp: Sở Tư pháp.
## 2. Cải cách thể chế
- Nhiệm vụ: rà soát 67 văn bản.
- Cơ quan chủ trì: Thanh tra Sở.
- Thời gian: Quý II/2024.
- Nhiệm vụ: sửa đổi quy chế.
- Cơ quan chủ trì: Văn phòng Sở.
# III. TỔ CHỨC THỰC HIỆN
- Cơ quan chủ trì: Sở Y tế."""
    )
    found = [(d.actor.value, d.action.value, d.object and d.object.value) for d in duties_of(doc)]
    assert found == [
        ("Sở Nội vụ", "chủ trì", "Phổ biến Luật Việc làm"),
        ("Sở Tư pháp", "phối hợp", "Phổ biến Luật Việc làm"),
        ("Thanh tra Sở", "chủ trì", "rà soát 67 văn bản"),
        ("Văn phòng Sở", "chủ trì", "sửa đổi quy chế"),
        ("Sở Y tế", "chủ trì", None),
    ]
    assert all(doc.text.of(d.object.span) == d.object.value for d in duties_of(doc) if d.object and d.object.span)


def test_only_duty_units_are_read() -> None:
    doc = document("- Sở Y tế kiểm tra bếp ăn.\n- Sở Nội vụ thẩm định hồ sơ.")
    labels = [Label("u1", "content", 0.9, "test"), Label("u2", "duty", 0.9, "test")]
    assert [d.actor.value for d in find_duties(doc, labels)] == ["Sở Nội vụ"]


def test_a_duty_names_the_rule_of_every_value() -> None:
    (duty,) = duties_of(document("- Giao Sở Y tế phối hợp với Công an tỉnh kiểm tra 100% bếp ăn trước ngày 15/9/2023."))
    assert duty.target is not None and duty.deadline is not None
    assert [duty.actor.rule, duty.partners[0].rule, duty.deadline.rule, duty.target.rule] == [
        "order",
        "cooperation",
        "time:limit",
        "target:share",
    ]


# ---------------------------------------------------------------- properties
PIECES = [
    *("Sở Nội vụ", "các sở, ban, ngành", "UBND xã", "Đề nghị ", "Giao ", "căn cứ ", "Tổ kiểm tra", "Hiệu trưởng"),
    *(
        " chủ trì, phối hợp với ",
        " xây dựng kế hoạch",
        " báo cáo ",
        " kiểm tra",
        " có trách nhiệm ",
        " tham mưu ",
        " và ",
        ", ",
        "; ",
        ". ",
    ),
    *(
        " trước ngày 15/12/2022",
        " hằng năm",
        " định kỳ ",
        " 100% hộ",
        "(",
        ")",
        "“",
        "”",
        ":",
        " qua ",
        " để ",
        " gửi ",
        " của ",
        "İ",
        "\u00a0",
    ),
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@settings(deadline=None, max_examples=150)
def test_every_value_stands_where_its_span_says(text: str) -> None:
    doc = document(f"# 1. Sở Y tế\n- {text}".replace("\n\n", "\n"))
    for duty in duties_of(doc):
        values = [duty.actor, duty.action, *duty.partners, duty.deadline, duty.report_to, duty.target]
        for found in (v for v in values if v is not None):
            assert found.value and found.span is not None
            assert doc.text.of(found.span) == found.value
        assert duty.actor.value.strip() == duty.actor.value
        unit = next(u for u in doc.units if u.id == duty.unit)
        assert unit.span.holds(duty.span)


# ---------------------------------------------------------------- tables
WHOLE = {"cue", "task_label"}


def table_rows() -> list[Any]:
    found = []
    for name in ("bodies.toml", "duties.toml"):
        for table in toml(name):
            for rule in rules(name, table):
                found.append(pytest.param(table, rule, id=f"{table}-{rule.id}"))
    return found


@pytest.mark.parametrize(("table", "rule"), table_rows())
def test_examples_match_and_counter_examples_do_not(table: str, rule: Rule) -> None:
    search = rule.pattern.fullmatch if table in WHOLE else rule.pattern.search
    assert rule.examples, "a row without examples proves nothing"
    assert rule.counter, "a row without counter-examples proves nothing"
    assert [e for e in rule.examples if not search(e)] == []
    assert [e for e in rule.counter if search(e)] == []


def test_ids_are_unique_in_their_table() -> None:
    for name in ("bodies.toml", "duties.toml"):
        for table, rows in toml(name).items():
            ids = [row["id"] for row in rows]
            assert len(ids) == len(set(ids)), table


def test_every_target_holds_what_targets_are_looked_for_by() -> None:
    for row in toml("duties.toml")["target"]:
        for example in row["examples"]:
            words = f"Sở Nội vụ rà soát {example} được giao"
            assert target(Prose.of(words), 0, len(words)), example


def test_no_verb_stands_in_two_rows() -> None:
    """Plain alternatives of the verb rows, split at the bars outside brackets."""
    seen: dict[str, str] = {}
    for row in toml("duties.toml")["verb"]:
        body = row["pattern"].removeprefix("(?:").removesuffix(")(?![{LOWER}])")
        for verb in re.split(r"\|(?![^()]*\))", body):
            if "(" not in verb:
                assert seen.setdefault(verb, row["id"]) == row["id"], verb
