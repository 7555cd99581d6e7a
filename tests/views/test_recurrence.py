"""Recurring deadlines on days: what the rules of RFC 5545 say, told against another reader of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from kehoach.views.recurrence import placed
from support.duties import midnight

LONG = timedelta(days=366 * 9)

RULES = st.one_of(
    st.builds("FREQ=DAILY;INTERVAL={}".format, st.integers(1, 9)),
    st.builds("FREQ=WEEKLY;INTERVAL={};BYDAY={}".format, st.integers(1, 4), st.sampled_from(["MO", "TU,FR", "SA,SU"])),
    st.builds("FREQ=MONTHLY;INTERVAL={};BYMONTHDAY={}".format, st.integers(1, 7), st.sampled_from(["1", "20", "-1", "10,25", "31"])),
    st.builds("FREQ=MONTHLY;BYDAY={}".format, st.sampled_from(["1MO", "-1FR", "2TU,4TU", "SA"])),
    st.builds("FREQ=YEARLY;BYMONTH={};BYMONTHDAY={}".format, st.sampled_from(["6", "3,6,9,12", "2"]), st.sampled_from(["15", "-1", "29"])),
    st.sampled_from(
        ["FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=3", "FREQ=MONTHLY;INTERVAL=6", "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=4,5,6"]
    ),
)


@given(RULES, st.dates(date(2000, 1, 1), date(2040, 1, 1)))
def test_the_days_are_those_of_the_standard(rule: str, since: date) -> None:
    found = placed(rule, since)
    assert found is not None
    expected = rrulestr(found.rule, dtstart=midnight(found.start))
    last = found.start + LONG
    days = [d.date() for d in expected.between(midnight(date(1999, 1, 1)), midnight(last), inc=True)]
    assert list(found.days(found.start, last)) == days
    assert days[0] == found.start >= since


@pytest.mark.parametrize(
    ("rule", "since", "start", "assumed"),
    [
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20", "2023-03-21", "2023-06-20", False),
        ("FREQ=MONTHLY;BYMONTHDAY=20", "2023-03-20", "2023-03-20", False),
        ("FREQ=MONTHLY", "2023-02-01", "2023-02-28", True),
        ("FREQ=MONTHLY;INTERVAL=6", "2023-07-01", "2023-12-31", True),
        ("FREQ=YEARLY", "2023-07-01", "2023-12-31", True),
        ("FREQ=YEARLY;BYMONTH=1,2,3", "2023-01-15", "2023-03-31", True),
        ("FREQ=WEEKLY", "2023-03-20", "2023-03-24", True),
        ("FREQ=DAILY", "2023-03-20", "2023-03-20", False),
    ],
)
def test_where_a_rule_begins(rule: str, since: str, start: str, assumed: bool) -> None:
    found = placed(rule, date.fromisoformat(since))
    assert found is not None
    assert (found.start.isoformat(), found.assumed) == (start, assumed)


@pytest.mark.parametrize(
    "rule",
    ["FREQ=HOURLY", "FREQ=DAILY;COUNT=3", "FREQ=YEARLY;BYDAY=1MO", "FREQ=WEEKLY;BYDAY=XX", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", ""],
)
def test_a_rule_that_cannot_be_placed_is_left_alone(rule: str) -> None:
    assert placed(rule, date(2023, 1, 1)) is None
