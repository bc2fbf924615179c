"""Which constants of this room can change an outcome? They stand in the Basis table `settings`, so that they are under its digest."""

from __future__ import annotations

from typing import Final

SETTINGS: Final[dict[str, tuple[str, str]]] = {
    "goods.lists.on_chpl": ("chpl", "Control list behind goods.on_chpl and goods.chpl_tier."),
    "goods.lists.critical_item": ("ofac-critical-items", "Control lists behind goods.critical_item."),
    "goods.lists.luxury": ("us-746-supp5 eu-833-xviii", "Control lists behind goods.luxury."),
    "goods.lists.is_uav": ("uav", "Control lists behind goods.is_uav."),
    "goods.lists.military": ("munitions", "Control lists behind goods.military."),
    "goods.lists.ordinary": ("ordinary", "List of ordinary goods: no dual-use or advanced technology is assumed under its codes."),
}
"""Name → (value, meaning). Several list ids are parted by a space."""
