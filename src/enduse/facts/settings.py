"""Which constants of this room can change an outcome? They stand in the Basis table `settings`, so that they are under its digest."""

from __future__ import annotations

from typing import Final

SETTINGS: Final[dict[str, tuple[str, str]]] = {
    "facts.firms_at_building": ("10", "so many firms of different names among the operator's own parties make a building one of many firms"),
}
