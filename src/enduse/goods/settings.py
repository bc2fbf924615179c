"""Which constants of this room can change an outcome? They stand in the Basis table `settings`, so that they are under its digest."""

from __future__ import annotations

from typing import Final

from enduse.goods.calibrate import CURVES, WEIGHTS, written

SETTINGS: Final[dict[str, tuple[str, str]]] = {
    "goods.lists.on_chpl": ("chpl", "Control list behind goods.on_chpl and goods.chpl_tier."),
    "goods.lists.critical_item": ("ofac-critical-items", "Control lists behind goods.critical_item."),
    "goods.lists.eu_industrial": ("eu-833-xxiii", "Control lists behind goods.eu_industrial."),
    "goods.lists.eu_luxury": ("eu-833-xviii", "Control lists behind goods.eu_luxury."),
    "goods.lists.eu_aviation": ("eu-833-xi eu-833-xx", "Control lists behind goods.eu_aviation."),
    "goods.lists.eu_no_reexport": ("eu-833-xi eu-833-xx eu-833-xxxv eu-833-xl", "Control lists behind goods.eu_no_reexport."),
    "goods.lists.eu_belarus": ("eu-765", "Control lists behind goods.eu_belarus."),
    "goods.lists.us_industrial": ("us-746-supp4 us-746-supp7", "Control lists behind goods.us_industrial."),
    "goods.lists.us_luxury": ("us-746-supp5", "Control lists behind goods.us_luxury."),
    "goods.lists.uk_restricted": ("uk-2019-855", "Control lists behind goods.uk_restricted."),
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
    "goods.mismatch.texts": ("yes", "Are descriptions set against codes in screening? `no` leaves the facts unknown that follow from them."),
    "goods.mismatch.sure": ("0.98", "From this raw probability of a chapter on a text is sure enough of it to contradict the declared code."),
    "goods.mismatch.kinds": (
        "01-24 25-38 39-83,94-96 84-92 93-93 97-97",
        "Chapters of one kind: a text that names no material cannot contradict a code of the same kind.",
    ),
    "goods.mismatch.below": (
        "0.005",
        "Below this raw probability, by the text alone, the declared chapter (for goods.mismatch_direction: heading) does not fit.",
    ),
    "goods.mismatch.fits": ("0.3", "From this raw probability of the declared heading, by the text alone, on code and text fit together."),
    "goods.mismatch.controlled": ("0.9", "From this probability on a text is held to mean controlled goods where it is set against the declared code."),
    "goods.mismatch.likely": (
        "0.5",
        "From this raw probability of controlled goods on a text disguises them (goods.text_doubt) though the declared heading fits its words too.",
    ),
    "goods.mismatch.unlike": ("0.1", "Below this raw probability of the declared chapter a text that names no thing is vague (goods.text_doubt)."),
    "goods.values.outlier": ("5", "Robust z-score of the unit value from which on it is far from the user's own history."),
}
"""Name → (value, meaning). Several list ids are parted by a space."""
