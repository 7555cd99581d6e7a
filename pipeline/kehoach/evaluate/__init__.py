"""How well plans are read: scores on the corpus with intervals, the schemas of plan and gold, and the training of the tag model."""

from kehoach.evaluate.schema import write_schemas
from kehoach.evaluate.summary import Report, evaluate
from kehoach.evaluate.training import train_tags

__all__ = ["Report", "evaluate", "train_tags", "write_schemas"]
