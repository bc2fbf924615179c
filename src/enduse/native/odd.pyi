from collections.abc import Iterable, Sequence
from typing import Final

HEADS: Final[int]
ODD: Final[int]

class Signs:
    def __init__(self, words: Iterable[str], ends: Iterable[str], beginnings: Iterable[str], parting: str, opening: str, elsewhere: frozenset[str]) -> None: ...
    def may(self, parties: Sequence[object], keys: Sequence[str], what: int) -> list[int]: ...
    def told(self, name: str) -> int: ...
