"""What is this thing, and which controls name it?"""

from enduse.goods.against_thresholds import Paragraph, compare_thresholds
from enduse.goods.catalogue import Catalogue, Control, Standing
from enduse.goods.describe import GoodsFacts, describe, named_by
from enduse.goods.entries import Entries, Entry, Threshold, thresholds
from enduse.goods.stated import Stated, read_parameters

__all__ = [
    "Catalogue",
    "Control",
    "Entries",
    "Entry",
    "GoodsFacts",
    "Paragraph",
    "Standing",
    "Stated",
    "Threshold",
    "compare_thresholds",
    "describe",
    "named_by",
    "read_parameters",
    "thresholds",
]
