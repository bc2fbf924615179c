from typing import Any

class Words:
    total: int
    joined: str
    written: str
    raws: list[str]
    tokens: tuple[Any, ...]
    fits: bool
    def __init__(self, variant: Any, weights: list[int]) -> None: ...
