from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from numpy import bool_, int32, int64, uint8, uint16, uint32, uint64
from numpy.typing import NDArray

class _Column(Protocol):
    values: NDArray[Any]

class _Marks(Protocol):
    @property
    def held(self) -> Mapping[str, _Column]: ...
    def numbers(self, tokens: Any, /) -> NDArray[int32]: ...

class _Reading(Protocol):
    @property
    def variants(self) -> tuple[Any, ...]: ...

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
        values: NDArray[uint64],
        powers: NDArray[uint64],
        reach: Sequence[int],
        constants: tuple[int, ...],
        settings: tuple[int, ...],
    ) -> None: ...
    def worth(self, readings: Sequence[_Reading | None], at: NDArray[int64], row: NDArray[int64], marks: _Marks) -> tuple[NDArray[bool_], list[int]]: ...
