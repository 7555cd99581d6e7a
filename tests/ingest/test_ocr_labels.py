"""Roman labels put right by their order, and all that stays as it was read."""

from __future__ import annotations

import pytest

from kehoach.ingest.ocr.labels import in_order
from kehoach.ingest.ocr.repair import fixed, fixes_of
from kehoach.records.text import Edit, edited


def put_right(labels: str, heading: str) -> str:
    text = "\n".join(f"{label} {heading}\nLời dẫn." for label in labels.split())
    new = edited(text, [Edit(span.start, span.end, label) for span, label in in_order(text)])[0]
    return " ".join(line.split()[0] for line in new.split("\n") if line.endswith(heading))


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("I. II. II. IV.", "I. II. III. IV."),
        ("I. I. III.", "I. II. III."),
        ("I1. II. II.", "I. II. III."),
        ("1. II. III.", "I. II. III."),
        ("I II. H IV.", "I. II. III. IV."),
        ("I. H. III.", "I. II. III."),
        ("I. II. III. IV. IV. VI.", "I. II. III. IV. V. VI."),
        ("I. II. III. V. V.", "I. II. III. IV. V."),
        ("I. II. II. I. II.", "I. II. III. I. II."),
        ("I. II. 11. IV.", "I. II. III. IV."),
    ],
)
def test_a_label_is_what_its_neighbours_say(read: str, right: str) -> None:
    assert put_right(read, "NỘI DUNG") == right


@pytest.mark.parametrize(
    "read",
    [
        "I. II. III.",
        "I. II. I. II. III.",
        "I. I. II. IV.",  # which of the three is misread can't be told
        "II. II.",
        "I. I.",
        "I. 1. 2. II. 1. III.",
        "I. 1. 1. III.",
        "1. 2. II.",
        "I. V. III.",
        "I. X. III.",
        "V. V. IX.",
        "I. II. IV.",
    ],
)
@pytest.mark.parametrize("heading", ["NỘI DUNG", "Nội dung"])
def test_what_is_not_certain_stays(read: str, heading: str) -> None:
    assert put_right(read, heading) == read


def test_small_headings_have_roman_labels_only_where_these_are_plain() -> None:
    assert put_right("1. II. III.", "Nội dung") == "1. II. III."
    assert put_right("1. 1I. II.", "Nội dung") == "1. 1I. II."
    assert put_right("I. I. III.", "Nội dung") == "I. II. III."
    assert put_right("I II, II III", "Nội dung") == "I II, II III"


def test_the_repair_is_listed_with_its_rule_and_goes_before_the_tables() -> None:
    text = "I1. MỤC ĐÍCH\nII. NỘI DUNG"
    first = next(fixes_of(text))
    assert (first.span.of(text), first.new, first.rule) == ("I1.", "I.", "label.order")
    assert fixed(text) == "I. MỤC ĐÍCH\nII. NỘI DUNG"


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("1. 1. 2. II. 1. 2.", "I. 1. 2. II. 1. 2."),
        ("A. 1. 1. 2. 3. II. B. 1. 1. 2. II. III.", "A. I. 1. 2. 3. II. B. I. 1. 2. II. III."),
        ("1. 1. 2. 3.", "1. 1. 2. 3."),
        ("1. 2. 3. II.", "1. 2. 3. II."),
        ("1. 1. 2. III.", "1. 1. 2. III."),
    ],
)
@pytest.mark.parametrize("heading", ["Nội dung", "NỘI DUNG"])
def test_a_one_before_another_one_is_roman_where_two_comes_next(read: str, right: str, heading: str) -> None:
    assert put_right(read, heading) == right
