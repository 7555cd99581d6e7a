"""Comparison of plans: parts side by side, directives in common, passages reused, key terms."""

from kehoach.compare.align import compare
from kehoach.compare.html import to_html
from kehoach.compare.model import Comparison

__all__ = ["Comparison", "compare", "to_html"]
