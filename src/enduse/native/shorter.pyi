from collections.abc import Sequence
from typing import Protocol

from numpy import bool_, int8, int16, int32, int64, uint8
from numpy.typing import NDArray

class _Variant(Protocol):
    @property
    def tokens(self) -> tuple[tuple[str, str, str, str, str], ...]: ...
    @property
    def person(self) -> bool: ...

class Lists:
    def __init__(
        self,
        held_start: NDArray[int64],
        held: NDArray[int32],
        anchor_start: NDArray[int64],
        anchors: NDArray[int32],
        weight: NDArray[int16],
        bounds: NDArray[int32],
        text: NDArray[uint8],
    ) -> None: ...
    def contained(
        self,
        variants: Sequence[_Variant],
        starts: NDArray[int64],
        counts: NDArray[int64],
        word: NDArray[int32],
        searched: NDArray[uint8],
        sort: NDArray[int8],
        row_of: NDArray[int32],
        rarity: NDArray[int16],
        distinctive: int,
        rare: int,
        most: int,
    ) -> tuple[tuple[NDArray[int64], NDArray[int64]], tuple[NDArray[int64], NDArray[int64]]]: ...
    def no_accident(
        self,
        variants: Sequence[_Variant],
        readings: NDArray[int64],
        at: NDArray[int64],
        found: NDArray[int64],
        no_names: frozenset[str],
        address_book: frozenset[str],
        offices: frozenset[str],
        rare: int,
        contained_rare: int,
        letters: int,
        letters_plain: int,
    ) -> NDArray[bool_]: ...
