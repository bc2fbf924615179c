from collections.abc import Callable, Sequence
from typing import Any

class Fields:
    def __init__(
        self,
        elsewhere: frozenset[str],
        parting: str,
        care_of: tuple[str, ...],
        without_care_of: Callable[[str], str],
        told: Callable[[str], int],
        more: int,
        heads: Callable[[Any, Any, str], list[str]],
        pieces: Callable[[Any, Any, str], list[str]],
        key_of: Callable[[str], str | None],
        printed_key: Callable[[str], str],
        shortest: int,
        shortest_name: int,
    ) -> None: ...
    def wanted(self, parties: Sequence[Any], keys: Sequence[str], limits: Any, most: int) -> list[tuple[int, str, str]]: ...
