from collections.abc import Callable, Mapping, Sequence
from typing import Any

from numpy import int16, int32, int64, uint8
from numpy.typing import NDArray

from enduse.native.listed import Words as Rows

class Words:
    total: int
    joined: str
    written: str
    raws: list[str]
    folds: list[str]
    weights: list[int]
    tokens: tuple[Any, ...]
    fits: bool
    def place(self, other: Words) -> int: ...

class Weights:
    def __init__(self, rows: Rows, rarity: NDArray[int16], table: NDArray[int64], classes: Mapping[str, int], short: int, least: int, unknown: int) -> None: ...
    def __call__(self, token: tuple[str, str, str, str, str], /) -> int: ...

class Making:
    def __init__(
        self,
        tokens: Mapping[tuple[str, bool, str], tuple[str, str, str, str, str]],
        variant: type,
        later: Mapping[str, Callable[[Any], object]],
        unpack: Callable[[str], Any],
    ) -> None: ...
    def worded(self, variant: Any, weigh: Callable[[Any], int]) -> Any: ...

class Readings:
    def __init__(self, lines: tuple[NDArray[int32], NDArray[uint8]], making: Making, weigh: Callable[[Any], int], most: int) -> None: ...
    def of(self, rows: Sequence[int]) -> list[Any]: ...
