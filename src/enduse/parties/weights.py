"""How much does one word tell?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from enduse.text.names import Token

FULL: Final = 100  # the weight of a word borne by one listed entity, or by none
SHORTEST: Final = 3  # letters of a word that tells as much as it is rare
DISTINCTIVE, SHORT, GENERIC, PLACE, INITIAL, PARTICLE, OTHER = range(7)
CLASS: Final = {"": DISTINCTIVE, "g": GENERIC, "p": PLACE, "i": INITIAL, "a": PARTICLE, "n": OTHER, "m": OTHER}


def weigh(token: Token, rarity: int, generic_share: int) -> int:
    """The weight of a token of this rarity: generic words, places, initials, particles count a share, numbers and patronymics half."""
    if token.sort == "":
        return rarity if len(token.raw) >= SHORTEST else max(10, rarity // 2)
    if token.sort in "gpi":
        return max(8, FULL * generic_share // 100 if token.sort != "p" else rarity * generic_share // 100)
    if token.sort == "a":
        return 5
    return max(10, rarity // 2)


def classes(tokens: Sequence[Token]) -> NDArray[np.int8]:
    """What `weigh` asks of each token besides its rarity."""
    return np.fromiter([CLASS[word.sort] if word.sort or len(word.raw) >= SHORTEST else SHORT for word in tokens], np.int8, len(tokens))


def weigh_all(classes: NDArray[np.int8], rarity: NDArray[np.int16], generic_share: int) -> NDArray[np.int64]:
    """`weigh` for many tokens at once."""
    return table(generic_share)[classes, rarity]


@cache
def table(generic_share: int) -> NDArray[np.int64]:
    """`weigh` by class and rarity."""
    rare = np.arange(FULL + 1)
    half, share = np.maximum(10, rare // 2), np.full(len(rare), max(8, FULL * generic_share // 100))
    return np.array([rare, half, share, np.maximum(8, rare * generic_share // 100), share, np.full(len(rare), 5), half], np.int64)
