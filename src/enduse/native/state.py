"""Of which state are the loops? A digest of their sources, written by `hatch_build.py` whenever it compiles them."""

from __future__ import annotations

from typing import Final

STATE: Final = 0x4F448ABE58C3A94
