"""Work on the catalogue: lists taken in, papers learned from a corpus, contradictions found, a directive found and cited in full."""

from kehoach.curate.desk import FoundPaper, add_from, cite, contradictions, import_list, listed, readable, shown

__all__ = ["FoundPaper", "add_from", "cite", "contradictions", "import_list", "listed", "readable", "shown"]
