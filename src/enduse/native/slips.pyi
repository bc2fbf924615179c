from collections.abc import Callable, Sequence

from numpy import int32, int64, uint8, uint32, uint64
from numpy.typing import NDArray

from enduse.native.near import Keyed

def met(
    readings: Sequence[object], least: int, most: int, syllabic: NDArray[uint32], syllables: frozenset[str], kept: Keyed, base: int, front: int, back: int
) -> tuple[list[str], list[int], NDArray[int64], NDArray[int32]]: ...
def beginnings(texts: list[str], base: int, begins: int, second: int, third: int, beginning: int, middle: int, outer: int, head: int) -> NDArray[uint64]: ...

class Texts:
    def __init__(
        self,
        name_start: NDArray[int32],
        names: NDArray[uint8],
        reading_start: NDArray[int32],
        readings: NDArray[uint8],
        variant_name: NDArray[int32],
    ) -> None: ...
    def slipped(self, texts: list[str], of: NDArray[int64], rows: NDArray[int32], key_of: Callable[[str], str]) -> list[tuple[int, int]]: ...
    def begun(self, texts: list[str], of: NDArray[int64], names: NDArray[int32], key_of: Callable[[str], str]) -> list[int]: ...
