from collections.abc import Callable, Sequence
from typing import Any

class Words:
    total: int
    joined: str
    written: str
    raws: list[str]
    folds: list[str]
    weights: list[int]
    tokens: tuple[Any, ...]
    fits: bool
    def __init__(self, variant: Any, weigh: Callable[[Any], int]) -> None: ...
    def place(self, other: Words) -> int: ...

def by_name(leads: Sequence[tuple[int, int, int, bool, bool, bool, int]]) -> list[tuple[int, int, list[int], list[int], bool, bool, bool]]: ...
