"""Mentions + catalogue → Links: the directive that each mention stands for, by its URN:LEX, and how it stands on a day."""

from kehoach.resolve.abbreviations import defined
from kehoach.resolve.catalogue import Catalogue, load_catalogue
from kehoach.resolve.match import own, resolve
from kehoach.resolve.standing import Standing, standing

__all__ = ["Catalogue", "Standing", "defined", "load_catalogue", "own", "resolve", "standing"]
