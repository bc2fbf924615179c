"""What is this thing, and which controls name it?"""

from enduse.goods.catalogue import Catalogue, Control, Standing
from enduse.goods.describe import GoodsFacts, describe, named_by

__all__ = ["Catalogue", "Control", "GoodsFacts", "Standing", "describe", "named_by"]
