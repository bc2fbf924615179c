"""What became of each word when two names were aligned?"""

from __future__ import annotations

from collections.abc import Iterable


class Told:
    """What an alignment did with each word, for those who ask: likeness of pairs, one word met by several, initials, and the words left over."""

    def __init__(self) -> None:
        self.pairs: list[tuple[tuple[int, ...], tuple[int, ...], int, str]] = []  # places left, places right, likeness, how: words | joined | initial
        self.left: list[int] = []
        self.right: list[int] = []

    def words(self, pairs: Iterable[tuple[int, int, int]]) -> None:
        """Pairs of one word each."""
        self.pairs += [((i,), (j,), score, "words") for i, j, score in pairs]

    def joined(self, from_left: bool, one: int, many: tuple[int, ...], score: int) -> None:
        """A word that is several of the other side written together."""
        self.pairs.append(((one,), many, score, "joined") if from_left else (many, (one,), score, "joined"))
