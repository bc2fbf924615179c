import re
from collections.abc import Callable, Collection, Mapping, Sequence

class Arabic:
    def __init__(
        self,
        word: re.Pattern[str],
        plain: dict[int, str],
        systems: Sequence[str],
        others: Mapping[str, Collection[str]],
        letters: Mapping[str, Mapping[str, str]],
        feminine: str,
        latin: dict[str, str],
        sense_of: dict[str, str],
        before: tuple[str, ...],
        senses: Callable[[str], tuple[str, ...]],
        known: Callable[[str], tuple[str, ...]],
        parted: Callable[[str], tuple[str, str, str, bool] | None],
        unsaid: Collection[str],
        namelike: Collection[str],
        ordinals: Mapping[str, str],
        servant: str,
        spelt: Callable[[str, str, bool, bool], str],
        one_letter: dict[int, int],
        neighbours: Callable[[str], int],
        marks: tuple[int, int, int, int],
        shift: int,
    ) -> None: ...
    def look(self, word: str) -> tuple[str, int] | None: ...
    def readings(self, word: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None: ...

class Hebrew:
    def __init__(
        self,
        systems: Sequence[str],
        letters: Mapping[str, Mapping[str, str]],
        hard: Mapping[str, str],
        german: str,
        latin: dict[str, str],
        sense: Callable[[str], str | None],
    ) -> None: ...
    def readings(self, word: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None: ...
