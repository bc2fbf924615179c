from collections.abc import Callable
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
