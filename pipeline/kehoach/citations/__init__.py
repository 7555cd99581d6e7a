"""Document → Mentions: the directives that a text cites, with every field's place."""

from kehoach.citations.find import find_mentions

__all__ = ["find_mentions"]
