"""The shipped way to tell tags beside simpler and costlier ones: same folds, intervals, sizes, speeds; what more documents give."""

from kehoach.evaluate.contest.comparison import compare
from kehoach.evaluate.contest.table import told

__all__ = ["compare", "told"]
