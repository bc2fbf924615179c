from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Generic, TypeVar

from enduse.native.met import Met

_Variant = TypeVar("_Variant")

class Systems(Generic[_Variant]):
    def __init__(
        self,
        order: Callable[[tuple[int | tuple[str, ...], ...]], tuple[Sequence[object], frozenset[str]]],
        spelt_out: Callable[[tuple[Any, ...], Any], list[Any]],
        of_person: Callable[[list[Any], str], _Variant],
        of_firm: Callable[[list[Any], str, frozenset[str], str, str | None], _Variant],
        keep: Callable[[list[_Variant], _Variant], None],
        variant: type[_Variant],
        in_form: int,
        whole: int,
        most: int,
    ) -> None: ...
    def add(self, variants: list[_Variant], text: object, role: str, systems: Sequence[str], romaniser: object, kind: str | None) -> None: ...
    def add_firm(self, variants: list[_Variant], text: object, words: tuple[object, ...], role: str, romaniser: object, kind: str | None) -> None: ...
    def said(self, words: tuple[object, ...], text: object, role: str, romaniser: object, person: bool, kind: str | None) -> _Variant: ...

class Whole(Generic[_Variant]):
    def __init__(
        self,
        systems: Systems[_Variant],
        met: Met[Any, Any],
        known: tuple[Mapping[tuple[str, bool, str], object], Mapping[tuple[str, str], object]],
        words: tuple[Callable[..., object], ...],
        texts: tuple[Callable[..., object] | Collection[str], ...],
        in_forms: Collection[str],
        said: type[Any],
        scripts: tuple[dict[str, int], dict[str, int]],
        marks: tuple[int, ...],
        sizes: tuple[int, int, int],
    ) -> None: ...
    def read(self, low: str, romaniser: object, kind: str | None) -> list[_Variant] | None: ...
