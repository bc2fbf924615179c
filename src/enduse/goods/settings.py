"""Which constants of this room can change an outcome? They stand in the Basis table `settings`, so that they are under its digest."""

from __future__ import annotations

from typing import Final

from enduse.goods.calibrate import CURVES, WEIGHTS, written

SETTINGS: Final[dict[str, tuple[str, str]]] = {
    "goods.lists.on_chpl": ("chpl", "Control list behind goods.on_chpl and goods.chpl_tier."),
    "goods.lists.critical_item": ("ofac-critical-items", "Control lists behind goods.critical_item."),
    "goods.lists.luxury": ("us-746-supp5 eu-833-xviii", "Control lists behind goods.luxury."),
    "goods.lists.is_uav": ("uav", "Control lists behind goods.is_uav."),
    "goods.lists.military": ("munitions", "Control lists behind goods.military."),
    "goods.lists.ordinary": ("ordinary", "List of ordinary goods: no dual-use or advanced technology is assumed under its codes."),
    "goods.text.weights": (written(WEIGHTS), "How much each kind of evidence weighs where goods are classified by their text."),
    **{
        f"goods.text.curve.{level}": (curve, "Raw probability and share that was right, of what long and short texts were found to be on this level.")
        for level, curve in CURVES.items()
    },
    "goods.text.controlled_lists": ("chpl uav munitions", "Control lists that a text is looked at for: does it point into goods that they name?"),
    "goods.text.controlled_from": ("0.2", "From this raw probability on a text is said to point into controlled goods."),
}
"""Name → (value, meaning). Several list ids are parted by a space."""
