"""What each unit of a document is, and the duties in it."""

from kehoach.classify.duties.charged import Charged, read_charged
from kehoach.classify.duties.find import find_duties
from kehoach.classify.segment import segment, word_spans
from kehoach.classify.tags.predict import label_units, load_model, own_model, weights_of
from kehoach.classify.tags.subtags import with_subtags

__all__ = [
    "Charged",
    "find_duties",
    "label_units",
    "load_model",
    "own_model",
    "read_charged",
    "segment",
    "weights_of",
    "with_subtags",
    "word_spans",
]
