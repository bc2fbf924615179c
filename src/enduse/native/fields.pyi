from collections.abc import Callable, Sequence
from typing import Any

from numpy import uint8
from numpy.typing import NDArray

class Fields:
    def __init__(
        self,
        elsewhere: frozenset[str],
        parting: str,
        care_of: tuple[str, ...],
        without_care_of: Callable[[str], str],
        more: int,
        heads: Callable[[Any, Any, str], list[str]],
        pieces: Callable[[Any, Any, str], list[str]],
        key_of: Callable[[str], str | None],
        printed_key: Callable[[str], str],
        shortest: int,
        shortest_name: int,
    ) -> None: ...
    def wanted(self, parties: Sequence[Any], keys: Sequence[str], told: NDArray[uint8], limits: Any, most: int) -> list[tuple[int, str, str]]: ...
