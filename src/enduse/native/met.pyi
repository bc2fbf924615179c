from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Generic, TypeVar

_Token = TypeVar("_Token")
_Spelt = TypeVar("_Spelt")
_Romaniser = TypeVar("_Romaniser")

class Met(Generic[_Token, _Spelt]):
    def __init__(
        self,
        fold: Callable[[str], str | None],
        marks_of: Callable[[str], int],
        look: Callable[[str], int],
        skeleton: Callable[[str], str | None],
        consonants: Callable[[str], str],
        named: Callable[[], Mapping[str, str]],
        of_no_name: Collection[str],
        keys_of_no_name: Collection[str],
        ends: tuple[tuple[str, ...], tuple[str, ...]],
        glued: tuple[str, ...],
        mending: Callable[[], tuple[Collection[str], Collection[str]]],
        parts: Callable[[str], tuple[str, ...]],
        classes: tuple[type[_Token], type[_Spelt]],
        sizes: tuple[int, int, int, int],
        told: tuple[int, int, int, int],
    ) -> None: ...
    def alone(self, text: str, origin: str) -> _Spelt | None: ...
    def made(self, word: str, person: bool, origin: str) -> _Token | None: ...

class Plain(Generic[_Spelt, _Romaniser]):
    def __init__(
        self,
        plain: Mapping[str, _Spelt | None],
        spelt: Mapping[tuple[str, str], _Spelt],
        kept: int,
        met: Met[Any, _Spelt],
        longest: int,
        quoted_least: int,
        for_digits: Callable[[str], tuple[str, ...]],
        far: Sequence[str],
        counted_noun: Callable[[str], object],
        is_ukrainian: Callable[[str], bool],
        told: dict[str, int],
    ) -> None: ...
    def in_words(self, latin: str, origin: str) -> list[_Spelt]: ...
    def european(self, low: str, romaniser: _Romaniser) -> tuple[list[_Spelt], str, list[_Spelt], bool, bool] | None: ...
    def plainly(self, low: str, romaniser: _Romaniser) -> list[_Spelt] | None: ...
