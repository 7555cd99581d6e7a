"""What each unit of a document is, and the duties in it."""

from kehoach.classify.duties import find_duties
from kehoach.classify.predict import label_units, load_model
from kehoach.classify.segment import segment

__all__ = ["find_duties", "label_units", "load_model", "segment"]
