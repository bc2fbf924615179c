from collections.abc import Collection, Container, Sequence
from typing import Any

from numpy import int32, int64, uint8
from numpy.typing import NDArray

from enduse.native.listed import Words
from enduse.native.spelling import Keys

class Known:
    def __init__(self, listed: Words, trade: Words, keys: Keys) -> None: ...
    def places(
        self,
        starts: NDArray[int64],
        counts: NDArray[int64],
        word: NDArray[int32],
        token: NDArray[int32],
        row: NDArray[int32],
        alpha: NDArray[uint8],
        parts: NDArray[uint8],
        tokens: Sequence[object],
    ) -> tuple[list[tuple[int, bool, str]], set[str], list[str]]: ...
    def parted(self, words: list[str]) -> tuple[dict[str, tuple[str, ...]], list[str]]: ...

def made_of(
    places: list[tuple[int, bool, str]], joined: set[str], parted: dict[str, tuple[str, ...]], tokens: Sequence[object]
) -> list[tuple[int, tuple[str, ...], int]]: ...

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
        readings: Sequence[object],
        known: Container[str],
        mended: dict[str, tuple[str, ...]],
        sorts: frozenset[str],
        origins: frozenset[str],
        least: int,
    ) -> tuple[list[tuple[int, list[Any]]], list[str]]: ...
    def chosen(self, unknown: list[tuple[int, list[Any]]], mended: dict[str, tuple[str, ...]]) -> list[tuple[int, list[Any]]]: ...
