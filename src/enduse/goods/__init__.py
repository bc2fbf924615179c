"""What is this thing, and which controls name it?"""

from enduse.goods.catalogue import Catalogue, Control, Standing
from enduse.goods.describe import GoodsFacts, describe, named_by
from enduse.goods.entries import Entries, Entry, Threshold, thresholds

__all__ = ["Catalogue", "Control", "Entries", "Entry", "GoodsFacts", "Standing", "Threshold", "describe", "named_by", "thresholds"]
