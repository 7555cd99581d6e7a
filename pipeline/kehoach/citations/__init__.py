"""Document → Mentions: the directives that a text cites, with every field's place; and what only looks like a citation."""

from kehoach.citations.find import find_mentions
from kehoach.citations.lookalikes import find_look_alikes

__all__ = ["find_look_alikes", "find_mentions"]
