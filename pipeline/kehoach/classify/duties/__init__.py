"""Who must do what, with whom, by when: what a duty unit orders; what objectives want reached; who pays."""

from kehoach.classify.duties.calendar import Calendar
from kehoach.classify.duties.due import plan_period
from kehoach.classify.duties.find import find_duties
from kehoach.classify.duties.funding import find_funding
from kehoach.classify.duties.indicators import find_indicators

__all__ = ["Calendar", "find_duties", "find_funding", "find_indicators", "plan_period"]
