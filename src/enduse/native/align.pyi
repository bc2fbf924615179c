from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Generic, TypeVar

A = TypeVar("A")
W = TypeVar("W")

class Aligner(Generic[A, W]):
    limits: Any
    def __init__(
        self,
        limits: Any,
        agreement: type[A],
        plain: Callable[..., A],
        *,
        word_score: Callable[..., int],
        bare: Callable[[str], str],
        replaced: Callable[..., bool],
        misspelt: Callable[[str, str], bool],
        put_otherwise: Callable[..., bool],
        implied: Callable[..., list[int]],
        conflicting: Callable[..., bool],
        named: Callable[[str], bool],
        fold: Callable[[str], str],
        bones: Callable[[str], str],
        directions: AbstractSet[str],
        scant: int,
        reach: tuple[int, ...],
        glued: tuple[int, int],
        vowels: str,
        struck_out: str,
        two_sounds: str,
    ) -> None: ...
    def align(self, left: W, right: W) -> A: ...
    def best(
        self, left: Sequence[W], rights: Sequence[W], worth: Sequence[int] | None, aligned: dict[tuple[W, W], A], tell_apart: AbstractSet[str]
    ) -> tuple[A | None, bool, tuple[W, W] | None, bool, tuple[A, tuple[W, W]] | None, bool]: ...

def may_be_full(left: W, right: W) -> bool: ...
