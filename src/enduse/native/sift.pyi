from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from numpy import bool_, int16, int32, int64, uint8, uint16, uint32, uint64
from numpy.typing import NDArray

from enduse.native.listed import Words

class _Reading(Protocol):
    @property
    def variants(self) -> tuple[Any, ...]: ...

class _Rows(Protocol):
    def get(self, word: str, other: int, /) -> int: ...

def letters_of(
    words: Words, values: NDArray[uint64], sounds_of: NDArray[uint16], powers: NDArray[uint64]
) -> tuple[NDArray[int64], NDArray[uint32], NDArray[uint16], NDArray[uint64]]: ...

class Sieve:
    def __init__(
        self,
        held_start: NDArray[int64],
        held: NDArray[int32],
        variant_name: NDArray[int32],
        first_variant: NDArray[int32],
        lines: tuple[NDArray[int32], NDArray[uint8]],
        bones: NDArray[uint64],
        letters: tuple[NDArray[int64], NDArray[uint32], NDArray[uint16], NDArray[uint64]],
        rarity: NDArray[int16],
        rows: _Rows,
        make_token: Callable[[str, bool, str], tuple[str, str, str, str, str]],
        values: NDArray[uint64],
        sounds: NDArray[uint16],
        powers: NDArray[uint64],
        reach: Sequence[int],
        origins: Mapping[str, int],
        sorts: Mapping[str, int],
        general: frozenset[str],
        tells: NDArray[uint8],
        hashing: tuple[int, int],
        constants: tuple[int, ...],
        settings: tuple[int, ...],
    ) -> None: ...
    def clear(self) -> None: ...
    def worth(self, readings: Sequence[_Reading | None], at: NDArray[int64], row: NDArray[int64]) -> tuple[NDArray[bool_], list[int]]: ...
