"""How many rows has each transaction, does it stand in one file only, and which revisions has it?

The first pass over the inputs. It keeps 8 bytes per row (12 with revisions), so the second pass can let a transaction go as soon as its last row was seen.
Ids are compared by a 64-bit hash here: two ids of one hash only wait for each other; among ten million ids that happens once in 300,000 inputs.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

_ODD: Final = 0x9E3779B97F4A7C15  # 2^64 divided by the golden ratio: spreads small revision numbers over the hash space
_MASK: Final = (1 << 64) - 1
Hashes = npt.NDArray[np.uint64]


def hash_id(identifier: str) -> int:
    """64 bits of the id."""
    return int.from_bytes(hashlib.blake2b(identifier.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def hash_key(identifier: int, revision: int) -> int:
    """64 bits of the id (already hashed) and the revision; a revision that is no number counts as negative."""
    return (identifier + revision * _ODD) & _MASK


class FileCount:
    """The rows of one file, counted."""

    def __init__(self) -> None:
        self.ids = array("Q")
        self.revisions: array[int] | None = None
        self.rows = 0

    def add(self, ids: Sequence[int], revisions: Sequence[int] | None) -> None:
        """Hashed ids of some rows, with their revisions (None: all 0)."""
        if revisions is not None and self.revisions is None and any(revisions):
            self.revisions = array("i", bytes(4 * len(self.ids)))
        self.ids.extend(ids)
        if self.revisions is not None:
            self.revisions.extend(revisions if revisions is not None else [0] * len(ids))

    def keys(self) -> Hashes:
        """Hash of (id, revision) per row."""
        ids = np.frombuffer(self.ids, dtype=np.uint64) if self.ids else np.zeros(0, np.uint64)
        if self.revisions is None:
            return ids
        return ids + np.frombuffer(self.revisions, dtype=np.int32).astype(np.int64).view(np.uint64) * np.uint64(_ODD)


class Census:
    """What the first pass has found."""

    def __init__(self, files: Sequence[FileCount]) -> None:
        several = [np.unique(file.keys(), return_counts=True) for file in files]
        self.many = [dict(zip(keys[counts > 1].tolist(), counts[counts > 1].tolist(), strict=True)) for keys, counts in several]
        if len(files) > 1:
            keys, counts = np.unique(np.concatenate([keys for keys, _ in several]), return_counts=True)
            self.shared = frozenset(keys[counts > 1].tolist())
        else:
            self.shared = frozenset()
        self.revisions = _revisions(files)


def _revisions(files: Sequence[FileCount]) -> dict[int, tuple[int, ...]]:
    """Hashed id → its revisions in order, for ids that have several."""
    if all(file.revisions is None for file in files):
        return {}
    ids = np.concatenate([np.frombuffer(file.ids, dtype=np.uint64) for file in files if file.ids])
    revisions = np.concatenate(
        [np.frombuffer(file.revisions, dtype=np.int32) if file.revisions is not None else np.zeros(len(file.ids), np.int32) for file in files if file.ids]
    )
    known = revisions >= 0
    order = np.lexsort((revisions[known], ids[known]))
    ids, revisions = ids[known][order], revisions[known][order]
    if not len(ids):
        return {}
    first = np.flatnonzero(np.concatenate([[True], ids[1:] != ids[:-1]]))
    ends = np.append(first[1:], len(ids))
    mixed = revisions[first] != revisions[ends - 1]
    return {int(ids[begin]): tuple(np.unique(revisions[begin:end]).tolist()) for begin, end in zip(first[mixed], ends[mixed], strict=True)}
