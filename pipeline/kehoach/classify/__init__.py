"""What each unit of a document is, and the duties in it."""

from kehoach.classify.duties.calendar import Calendar
from kehoach.classify.duties.charged import Charged, read_charged
from kehoach.classify.duties.due import plan_period
from kehoach.classify.duties.find import find_duties
from kehoach.classify.duties.funding import find_funding
from kehoach.classify.duties.indicators import find_indicators
from kehoach.classify.segment import segment, word_spans
from kehoach.classify.tags.predict import label_units, load_model
from kehoach.classify.tags.subtags import with_subtags

__all__ = [
    "Calendar", "Charged", "find_duties", "find_funding", "find_indicators", "label_units", "load_model", "plan_period", "read_charged",
    "segment", "with_subtags", "word_spans",
]  # fmt: skip
