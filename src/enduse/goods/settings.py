"""Which constants of this room can change an outcome? They stand in the Basis table `settings`, so that they are under its digest."""

from __future__ import annotations

from typing import Final

_SUBHEADINGS: Final = (
    "8457:10,20,30 8458:11,19,91,99 8459:10,21,29,31,39,40,41,49,51,59,61,69,70 8466:10,20,30,91,92,93,94 8471:30,41,49,50,60,70,80,90 "
    "8482:10,20,30,40,50,80,91,99 8486:10,20,30,40,90 8504:10,21,22,23,31,32,33,34,40,50,90 8517:11,12,13,14,18,61,62,69,70,71,79 "
    "8525:50,60,80,81,82,83,89 8526:10,91,92 8529:10,90 8532:10,21,22,23,24,25,29,30,90 8534:00 8536:10,20,30,41,49,50,61,69,70,90 "
    "8541:10,21,29,30,40,41,42,43,49,50,51,59,60,90 8542:31,32,33,39,90 8543:10,20,30,40,70,90 8548:00,10,90 8807:10,20,30,90 "
    "9013:10,20,80,90 9014:10,20,80,90 9027:10,20,30,50,80,81,89,90 9030:10,20,31,32,33,39,40,82,84,89,90"
)

SETTINGS: Final[dict[str, tuple[str, str]]] = {
    "goods.lists.on_chpl": ("chpl", "Control list behind goods.on_chpl and goods.chpl_tier."),
    "goods.lists.critical_item": ("ofac-critical-items", "Control lists behind goods.critical_item."),
    "goods.lists.luxury": ("us-746-supp5 eu-833-xviii", "Control lists behind goods.luxury."),
    "goods.lists.is_uav": ("uav", "Control lists behind goods.is_uav."),
    "goods.lists.military": ("munitions", "Control lists behind goods.military."),
    "goods.lists.ordinary": ("ordinary", "List of ordinary goods: no dual-use or advanced technology is assumed under its codes."),
    "goods.subheadings": (
        _SUBHEADINGS,
        "Subheadings that HS 2012, 2017 or 2022 knows under the headings of the Common High Priority List; another code there is a slip and counts as its heading.",
    ),
}
"""Name → (value, meaning). Several list ids or headings are parted by a space."""
