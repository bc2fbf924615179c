from collections.abc import Sequence
from typing import TypeVar

from numpy import int32, int64, uint8, uint64
from numpy.typing import NDArray

Lead = TypeVar("Lead")

def keys_of_names(
    starts: NDArray[int64],
    counts: NDArray[int64],
    word: NDArray[int32],
    hashes: NDArray[uint64],
    sums: NDArray[uint64],
    letters: NDArray[int64],
    base: int,
    joined: int,
    any_order: int,
) -> NDArray[uint64]: ...
def met(
    parts: Sequence[tuple[NDArray[int64], NDArray[int64], int]], name_of: NDArray[int32], entity_of: NDArray[int32]
) -> tuple[NDArray[int64], NDArray[int64], NDArray[int64], NDArray[int64], NDArray[uint8]]: ...
def by_party(
    party: NDArray[int64],
    row: NDArray[int64],
    name: NDArray[int64],
    entity: NDArray[int64],
    flags: NDArray[uint8],
    whole: NDArray[uint8],
    worthy: NDArray[uint8],
    worth: list[int],
    primary: NDArray[uint8],
    make: type[Lead],
    every: int,
) -> dict[int, list[Lead]]: ...
