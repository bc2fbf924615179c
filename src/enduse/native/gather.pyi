from numpy import int16, int32, int64, uint8
from numpy.typing import NDArray

class Lists:
    def __init__(
        self,
        start: NDArray[int64],
        postings: NDArray[int32],
        variant_weight: NDArray[int32],
        least_first: NDArray[int16],
        held_start: NDArray[int64],
        held: NDArray[int32],
    ) -> None: ...
    def gather(
        self,
        starts: NDArray[int64],
        counts: NDArray[int64],
        word: NDArray[int32],
        weight: NDArray[int64],
        searched: NDArray[uint8],
        initials: NDArray[uint8],
        first: NDArray[int64],
        near_key: NDArray[int64],
        near_score: NDArray[int16],
        best: NDArray[int16],
        cost: NDArray[int64],
        query_cover: int,
        listed_cover: int,
        candidates: int,
    ) -> tuple[NDArray[int64], NDArray[int64]]: ...
