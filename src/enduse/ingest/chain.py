"""What did the revision before this one say?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from enduse.model.canonical import previous_of
from enduse.model.nouns import Previous, Transaction


class Chains:
    """Holds a revision back until the next lower one of its id is known, and gives it that one's `Previous`.

    A lower revision that was rejected is passed over: the one below it is what is known. `previous` given in the input stays.
    """

    def __init__(self, expected: Mapping[int, tuple[int, ...]]) -> None:
        self.expected = expected
        self._done: dict[int, dict[int, Previous | None]] = {}
        self._held: dict[int, dict[int, tuple[Transaction, int]]] = {}

    def offer(self, key: int, tx: Transaction, rows: int) -> Iterator[tuple[Transaction, int]]:
        """A complete transaction of `rows` rows under its hashed id; yields what is free to go now."""
        if key not in self.expected:
            yield tx, rows
            return
        self._held.setdefault(key, {})[tx.revision] = (tx, rows)
        yield from self._advance(key)

    def refuse(self, key: int, revision: int) -> Iterator[tuple[Transaction, int]]:
        """A revision that was rejected; yields what it had held back."""
        if key in self.expected:
            self._done.setdefault(key, {})[revision] = None
            yield from self._advance(key)

    def rest(self) -> Iterator[tuple[Transaction, int]]:
        """What is left when all rows were seen (only after a collision of hashes)."""
        for key, held in self._held.items():
            done = self._done.get(key, {})
            for revision in sorted(held):
                yield self._release(held[revision], done)
        self._held.clear()

    def _advance(self, key: int) -> Iterator[tuple[Transaction, int]]:
        done = self._done.setdefault(key, {})
        held = self._held.setdefault(key, {})
        for revision in self.expected[key]:
            if revision in held:
                yield self._release(held.pop(revision), done)
            elif revision not in done:
                break

    @staticmethod
    def _release(item: tuple[Transaction, int], done: dict[int, Previous | None]) -> tuple[Transaction, int]:
        tx, rows = item
        before = max((revision for revision, said in done.items() if said is not None and revision < tx.revision), default=None)
        done[tx.revision] = previous_of(tx)
        if before is None or tx.previous is not None:
            return tx, rows
        return msgspec.structs.replace(tx, previous=done[before]), rows
