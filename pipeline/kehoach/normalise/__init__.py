"""Pages → Text: one code point form, one paragraph a line, nothing of the page round it; every span leads back to the source."""

from kehoach.normalise.normalise import normalise

__all__ = ["normalise"]
