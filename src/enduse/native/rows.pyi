from collections.abc import Callable, Sequence
from typing import Any

def split(
    readline: Callable[[int], str],
    most: int,
    longest: int,
    delimiter: str,
    damaged: tuple[tuple[str, str], ...],
    width: int,
    rows: list[list[str]],
    size: int,
) -> str | None: ...
def texts(cells: Sequence[Any], memo: Any, least: int, most: int, doubtful: str) -> list[Any]: ...
def numbers(cells: Sequence[Any], memo: Any, whole: int, parts: int) -> list[Any]: ...
