from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from numpy import bool_, int8, int16, int32, int64, uint8
from numpy.typing import NDArray

_Token = TypeVar("_Token", bound=tuple[object, ...])

class Words:
    def __init__(self, starts: NDArray[int32], text: NDArray[uint8]) -> None: ...
    def __len__(self) -> int: ...
    def __getitem__(self, row: int, /) -> str: ...
    def __contains__(self, word: object, /) -> bool: ...
    def get(self, word: str, other: int, /) -> int: ...

def coded(starts: NDArray[int32], text: NDArray[uint8], most: int) -> tuple[list[str], NDArray[int8]] | None: ...

class Numbers:
    def __len__(self) -> int: ...
    held: list[Any]
    def of(self, tokens: Sequence[_Token]) -> tuple[NDArray[int32], list[_Token]]: ...
    def laid(self, variants: Sequence[tuple[Any, ...]]) -> tuple[NDArray[int64], NDArray[int64], NDArray[int32], list[Any]]: ...

def variants_of(readings: Sequence[object]) -> tuple[list[Any], NDArray[int64]]: ...
def ways(
    variants: Sequence[tuple[Any, ...]],
    starts: NDArray[int64],
    counts: NDArray[int64],
    numbers: NDArray[int32],
    sort: NDArray[int8],
    letters_of: NDArray[int32],
    initial: int,
    short: str,
    letters: int,
    words: int,
) -> tuple[NDArray[bool_], NDArray[bool_]]: ...
def words_of(
    tokens: Sequence[tuple[str, str, str, str, str]], numbers: dict[str, int], bones_of: Callable[[str], str]
) -> tuple[NDArray[int32], list[str], list[str]]: ...
def told(
    tokens: Sequence[tuple[str, str, str, str, str]],
    words: NDArray[int32],
    row: NDArray[int32],
    rarity: NDArray[int16],
    weights: NDArray[int64],
    classes: Mapping[str, int],
    short: int,
    distinctive: int,
    letters: int,
    parted: int,
) -> tuple[NDArray[Any], ...]: ...
