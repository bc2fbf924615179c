"""In which bytes are records chained, and what proves that one of them is untouched?

A record's leaf is a digest over a random salt and the record, so that the digest tells nothing once salt and record are erased. The leaves of a slice
(at most 4,096 records) are bound by a Merkle tree as in RFC 6962, section 2.1 (leaves and nodes are told apart, an odd node goes up as it is); the slice's
header holds the root and the digest of the header before it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

import msgspec

from enduse.model.canonical import canonical_json

SLICE_RECORDS: Final = 4096
DIGEST_BYTES: Final = 32
SALT_BYTES: Final = 16
"""128 random bits: nobody guesses the record behind a leaf by trying likely records."""

NOTHING_BEFORE: Final = bytes(DIGEST_BYTES)
_LEAF: Final = b"\x00"
_NODE: Final = b"\x01"
_SLICE: Final = b"enduse ledger slice 1\n"


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What the records of one slice have in common. `book`: tenant or desk; `actor`: who ran it; `channel`: cli or api; `run`: the run's id."""

    book: str
    actor: str
    channel: str
    run: str
    engine: str
    retain_until: str  # ISO date, inclusive


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What a slice's digest is over. `first`: the sequence of its first record; digests are hex."""

    sequence: int
    first: int
    count: int
    previous: str
    root: str
    written: str  # RFC 3339, UTC, as the clock told; the order is that of `sequence`
    context: Context


def leaf_of(salt: bytes, record: bytes) -> bytes:
    """The salted digest of a record."""
    return hashlib.sha256(_LEAF + salt + record).digest()


def slice_digest(header: Header) -> bytes:
    """The digest of a slice: over its header, and by its root over every record."""
    return hashlib.sha256(_SLICE + canonical_json(header)).digest()


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """The root over the leaves, in their order. ValueError if there are none."""
    if not leaves:
        raise ValueError("a slice holds at least one record")
    level = list(leaves)
    while len(level) > 1:
        level = _next_level(level)
    return level[0]


def proof_of(leaves: Sequence[bytes], index: int) -> tuple[tuple[str, str], ...]:
    """What it takes to get from a leaf to the root without the other leaves: the side and the digest (hex) of each sibling, from below."""
    path: list[tuple[str, str]] = []
    level, at = list(leaves), index
    while len(level) > 1:
        sibling = at ^ 1
        if sibling < len(level):
            path.append(("left" if sibling < at else "right", level[sibling].hex()))
        level, at = _next_level(level), at // 2
    return tuple(path)


def root_by(leaf: bytes, path: Sequence[tuple[str, str]]) -> bytes:
    """The root that a leaf and its proof lead to."""
    for side, sibling in path:
        other = bytes.fromhex(sibling)
        leaf = hashlib.sha256(_NODE + (other + leaf if side == "left" else leaf + other)).digest()
    return leaf


def split_leaves(data: bytes) -> list[bytes]:
    """The leaves of a slice as stored, one after the other. ValueError if a part of one is left over."""
    if len(data) % DIGEST_BYTES:
        raise ValueError(f"{len(data)} bytes are no whole number of digests")
    return [data[at : at + DIGEST_BYTES] for at in range(0, len(data), DIGEST_BYTES)]


def _next_level(level: Sequence[bytes]) -> list[bytes]:
    sha = hashlib.sha256
    pairs = [sha(_NODE + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)]
    return [*pairs, level[-1]] if len(level) % 2 else pairs
