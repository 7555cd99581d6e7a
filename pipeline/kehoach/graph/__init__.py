"""The citation graph of many plans: what cites what, and what that says. Works on plan dicts (`Plan.to_dict()`) alone."""

from kehoach.graph.build import build
from kehoach.graph.levels import LEVELS

__all__ = ["LEVELS", "build"]
