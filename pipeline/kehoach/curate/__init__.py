"""Work on the catalogue: lists taken in, papers learned from a corpus, contradictions found, a directive found and cited in full."""

from kehoach.curate.desk import Cited, add_from, cite, contradictions, import_list, listed, shown

__all__ = ["Cited", "add_from", "cite", "contradictions", "import_list", "listed", "shown"]
