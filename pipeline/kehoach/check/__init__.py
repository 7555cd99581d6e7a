"""A draft → Findings: what a careful clerk would say of its form, its citations and the directives that it cites."""

from kehoach.check.check import check
from kehoach.check.report import Checked
from kehoach.check.settings import Settings, load_settings

__all__ = ["Checked", "Settings", "check", "load_settings"]
