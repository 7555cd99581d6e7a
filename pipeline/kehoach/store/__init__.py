"""The corpus database: one SQLite file that holds every plan read from a folder, searchable and resumable."""

from kehoach.store.corpus import Corpus, Failure, UnitRow
from kehoach.store.duties import DutyRow
from kehoach.store.search import Hit

__all__ = ["Corpus", "DutyRow", "Failure", "Hit", "UnitRow"]
