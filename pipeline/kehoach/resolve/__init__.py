"""Mentions + catalogue → Links: the directive that each mention stands for, by its URN:LEX."""

from kehoach.resolve.catalogue import Catalogue, load_catalogue
from kehoach.resolve.match import own, resolve

__all__ = ["Catalogue", "load_catalogue", "own", "resolve"]
