"""Text → Document: the frame, the section tree, the units."""

from kehoach.structure.structure import structure

__all__ = ["structure"]
