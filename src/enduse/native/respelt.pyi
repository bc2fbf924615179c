from collections.abc import Collection, Sequence
from typing import Any

from numpy import int8, int32, int64, uint8
from numpy.typing import NDArray

from enduse.native.listed import Words
from enduse.native.spelling import Keys

class Known:
    def __init__(self, listed: Words, trade: Words, keys: Keys) -> None: ...
    def made_of(
        self,
        starts: NDArray[int64],
        counts: NDArray[int64],
        word: NDArray[int32],
        token: NDArray[int32],
        row: NDArray[int32],
        alpha: NDArray[uint8],
        parts: NDArray[int8],
        tokens: Sequence[object],
        parted: dict[str, tuple[str, ...]],
    ) -> tuple[list[tuple[int, int, tuple[str, ...], int]], tuple[list[int], list[bool], list[bool]] | None]: ...

class Mender:
    def __init__(
        self,
        shorter: Collection[str],
        ends: frozenset[str],
        ending: int,
        shapes: Sequence[tuple[str, str]],
        vowels: str,
        vocabulary: Words,
        keys: Keys,
        may_be_known: int,
        may_end: int,
        may_be_struck: int,
    ) -> None: ...
    def look(self, words: list[str], listed: Words) -> tuple[list[int], list[tuple[str, str]], list[str]]: ...
    def unknown(
        self,
        owner: NDArray[int64],
        starts: NDArray[int64],
        counts: NDArray[int64],
        token: NDArray[int32],
        word: NDArray[int32],
        row: NDArray[int32],
        mends: NDArray[int8],
        tokens: Sequence[object],
        mended: dict[str, tuple[str, ...]],
        sorts: frozenset[str],
        origins: frozenset[str],
        least: int,
    ) -> list[str]: ...
    def chosen(
        self,
        owner: NDArray[int64],
        starts: NDArray[int64],
        counts: NDArray[int64],
        token: NDArray[int32],
        word: NDArray[int32],
        row: NDArray[int32],
        mends: NDArray[int8],
        tokens: Sequence[object],
        mended: dict[str, tuple[str, ...]],
    ) -> list[tuple[int, list[Any]]]: ...
