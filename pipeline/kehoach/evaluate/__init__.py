"""How well plans are read: scores on the corpus and on published references, schemas of plan and gold, training of the tag model."""

from kehoach.evaluate.references import ReferenceReport, evaluate_references
from kehoach.evaluate.schema import write_schemas
from kehoach.evaluate.summary import Report, evaluate
from kehoach.evaluate.training import compare_entrants, train_tags

__all__ = ["ReferenceReport", "Report", "compare_entrants", "evaluate", "evaluate_references", "train_tags", "write_schemas"]
