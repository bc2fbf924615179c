from collections.abc import Sequence
from typing import Any

from numpy import int16, int32, int64, uint64
from numpy.typing import NDArray

from enduse.native.listed import Words

def distance(left: str, right: str, most: int) -> int: ...
def text_hashes(texts: Sequence[str], salt: int, base: int) -> NDArray[uint64]: ...

class Keyed:
    def __init__(self, hashes: NDArray[uint64], values: NDArray[int32]) -> None: ...
    def meet(self, asked: NDArray[uint64]) -> tuple[NDArray[int64], NDArray[int32]]: ...

class Neighbours:
    def __init__(
        self,
        words: Words,
        near: Keyed,
        bones: NDArray[uint64],
        start: NDArray[int64],
        weight: NDArray[int16],
        reach: NDArray[int64],
        longest: int,
        least: int,
        by_bones: int,
        full: int,
        salts: tuple[int, int, int],
        base: int,
        unbase: int,
    ) -> None: ...
    def learn(self, words: list[str], bones: list[str], number: int, before: int, most: int) -> tuple[NDArray[Any], ...]: ...
