"""Which constants of this room can change an outcome? They stand in the Basis table `settings`, so that they are under its digest."""

from __future__ import annotations

from typing import Final

SETTINGS: Final[dict[str, tuple[str, str]]] = {
    "owners.just_under": ("45", "per cent: listed parties that hold this much, and less than the threshold of a measure, raise the signal `just_under`"),
    "owners.transfer_days": ("365", "days: a listed owner that gave up its reach over a party this long ago or less raises the signal `recent_transfer`"),
    "owners.from_lists": ("yes", "Are ties of ownership that the lists themselves state a register of owners? `no` leaves them out."),
}
