from collections.abc import Iterable, Sequence
from typing import Final

from numpy import uint8
from numpy.typing import NDArray

HEADS: Final[int]
ODD: Final[int]

class Signs:
    def __init__(
        self,
        words: Iterable[str],
        ends: Iterable[str],
        beginnings: Iterable[str],
        between: Iterable[str],
        parting: str,
        opening: str,
        elsewhere: frozenset[str],
    ) -> None: ...
    def told(self, parties: Sequence[object], keys: Sequence[str]) -> NDArray[uint8]: ...
    def told_of(self, name: str) -> int: ...
