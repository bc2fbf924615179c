"""How much does one word tell?"""

from __future__ import annotations

from typing import Final

from enduse.text.names import Token

FULL: Final = 100  # the weight of a word borne by one listed entity, or by none


def weigh(token: Token, rarity: int, generic_share: int) -> int:
    """The weight of a token of this rarity: generic words, places, initials, particles count a share, numbers and patronymics half."""
    if token.sort == "":
        return rarity if len(token.raw) > 2 else max(10, rarity // 2)
    if token.sort in "gpi":
        return max(8, FULL * generic_share // 100 if token.sort != "p" else rarity * generic_share // 100)
    if token.sort == "a":
        return 5
    return max(10, rarity // 2)
