from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Generic, TypeVar

from enduse.native.met import Plain

_Variant = TypeVar("_Variant")
_Reading = TypeVar("_Reading")

class Names(Generic[_Variant, _Reading]):
    def __init__(
        self,
        words: Plain[Any, Any],
        tokens: Mapping[tuple[str, bool, str], object],
        folded: Mapping[str, str],
        folded_from: int,
        sizes: Mapping[str, Sequence[int]],
        form_of: Mapping[tuple[str, ...], str],
        may_stand: Callable[[tuple[str, ...], int, int, int, Sequence[int]], bool],
        stop: Collection[str],
        acronyms: Mapping[str, tuple[str, ...]],
        together: Callable[[list[Any], str], tuple[list[Any], int]],
        most: int,
        variant: type[_Variant],
        reading: type[_Reading],
    ) -> None: ...
    def read(self, text: str, kind: str | None) -> _Reading | None: ...
    def variants(self, some: Sequence[object], kind: str | None, origin: str) -> list[_Variant] | None: ...
    def people(self, names: Collection[Sequence[str]], origin: str) -> list[_Variant]: ...
    def personal(self, some: Sequence[object], role: str) -> _Variant: ...
    def firm(self, some: Sequence[object], origin: str, forms: frozenset[str], role: str, kind: str | None) -> _Variant | None: ...
