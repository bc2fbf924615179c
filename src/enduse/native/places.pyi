from collections.abc import Callable, Collection, Iterable

from numpy import int64, uint64
from numpy.typing import NDArray

OF_KIND: int
NAMED: int
BEGINS: int
TOWN: int
LATIN: int
GREEK: int
CYRILLIC: int
ALNUM: int

class Asked:
    def __init__(
        self,
        letter_of: Callable[[str], tuple[bytes, int] | None],
        otherwise: Callable[[str], str | Collection[int]],
        plain: Callable[[str], Collection[int]],
        said_otherwise: Callable[[str], str],
        signs: Iterable[str],
        word_of: Callable[[str], tuple[int, int, int]],
        number_hash: Callable[[str], int],
        between: Callable[[str], Iterable[str]],
        most_words: int,
        most_numbers: int,
        spread: int,
    ) -> None: ...
    def keys(self, text: str) -> set[int]: ...
    def keys_of(self, texts: list[str]) -> tuple[NDArray[uint64], NDArray[int64]]: ...
