"""The report: one self-contained HTML page over a corpus, where every number leads to the passages behind it."""

from kehoach.report.page import write

__all__ = ["write"]
