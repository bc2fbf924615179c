from numpy import int32, int64, uint8, uint64
from numpy.typing import NDArray

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
def told(ascending: NDArray[int64], bits: int) -> tuple[NDArray[int64], NDArray[uint8]]: ...
def spoken_for(party: NDArray[int64], entity: NDArray[int32], kept: NDArray[uint8], asked: NDArray[uint8], entities: int) -> NDArray[uint8]: ...
