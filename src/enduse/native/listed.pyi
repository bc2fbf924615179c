from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from numpy import bool_, int16, int32, int64, uint8
from numpy.typing import NDArray

_Token = TypeVar("_Token", bound=tuple[object, ...])

class Words:
    def __init__(self, starts: NDArray[int32], text: NDArray[uint8]) -> None: ...
    def __len__(self) -> int: ...
    def __getitem__(self, row: int, /) -> str: ...
    def __contains__(self, word: object, /) -> bool: ...
    def get(self, word: str, other: int, /) -> int: ...

class Numbers:
    def __len__(self) -> int: ...
    def of(self, tokens: Sequence[_Token]) -> tuple[NDArray[int32], list[_Token]]: ...

def laid_flat(
    variants: Sequence[tuple[tuple[_Token, ...], frozenset[str], str, int, bool]], short: str, initial: str, letters: int, words: int
) -> tuple[list[_Token], NDArray[int64], NDArray[int64], NDArray[int64], NDArray[bool_], NDArray[bool_]]: ...
def told(
    tokens: Sequence[tuple[str, str, str, str, str]],
    numbers: Mapping[str, int],
    row: NDArray[int32],
    rarity: NDArray[int16],
    weights: NDArray[int64],
    classes: Mapping[str, int],
    short: int,
    distinctive: int,
    letters: int,
    parted: int,
) -> tuple[NDArray[Any], ...]: ...
