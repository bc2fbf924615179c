from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

_Spelt = TypeVar("_Spelt")
_Romaniser = TypeVar("_Romaniser")

class Apart(Generic[_Spelt, _Romaniser]):
    def __init__(
        self,
        spelt: Mapping[tuple[str, str], _Spelt],
        of_north: Callable[[str], str],
        work_out: Callable[[str, str, _Romaniser, int], tuple[list[_Spelt], frozenset[str], int] | None],
        kept: int,
        longest: int,
    ) -> None: ...
    def forget(self) -> None: ...
    def read(self, text: str, origin: str, romaniser: _Romaniser, how: int) -> tuple[list[_Spelt], frozenset[str]] | None: ...
