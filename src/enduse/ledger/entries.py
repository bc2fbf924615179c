"""What is a record, and how are records packed?

A record is canonical JSON with `kind`, `key`, `subject` and `body`. Records lie beside the chain in blocks, compressed together because decisions of one run
repeat each other: about a tenth of their size. A block can be opened, one record taken out by law, and closed again; the chain does not notice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

import msgspec
import pyarrow as pa

from enduse.ledger.chain import SALT_BYTES

KINDS: Final[dict[str, int]] = {
    "genesis": 0,
    "decision": 1,
    "list_load": 2,
    "basis_change": 3,
    "exclusion": 4,
    "review": 5,
    "checkpoint": 6,
    "frame": 7,  # operator, exclusions and allowed stale lists of decisions, once
    "retention": 8,  # hold, release of a hold, extension, erasure
    "rescreen": 9,  # what was looked at again after a change, and what came of it
    "loss": 10,  # what the ledger is known to have held and does not: a person goes on without
}
ERASED: Final = -1
"""In the index, instead of the kind: the record was erased."""

BLOCK_RECORDS: Final = 512
"""Records compressed together: twice as many save 2 %, and one record is found by unpacking them all."""
DAMAGE: Final = (ValueError, TypeError, AttributeError, IndexError, msgspec.MsgspecError, OverflowError, ArithmeticError)
"""What reading a damaged cell may raise: wrong types, wrong lengths, no JSON."""
KEY_BYTES: Final = 16
"""Of a record's key, in the index; the whole key is in the record. Records of one truncated key are compared byte by byte before one is left out."""

_LEVEL: Final = 3
_LARGEST_BLOCK: Final = 1 << 31


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A record to be appended. `key` (hex SHA-256): a second record of the same key is not added. `subject`: what people ask for, such as a transaction's id."""

    kind: str
    body: msgspec.Raw  # canonical JSON
    key: str | None = None
    subject: str | None = None

    def index_key(self) -> bytes | None:
        """The key as the index holds it."""
        return bytes.fromhex(self.key)[:KEY_BYTES] if self.key else None


class Packed(msgspec.Struct, frozen=True):
    """What is in a block: salts and records in their order; None where a record was erased (its salt is zeros)."""

    salts: bytes
    records: list[bytes | None]

    def salt(self, index: int) -> bytes:
        """The salt of one record."""
        return self.salts[index * SALT_BYTES : (index + 1) * SALT_BYTES]


_ENCODER: Final = msgspec.json.Encoder(order="sorted")
_ENTRY: Final = msgspec.json.Decoder(Entry)
_PACKED: Final = msgspec.msgpack.Decoder(Packed)


def encode(entry: Entry) -> bytes:
    """The canonical JSON of a record."""
    return _ENCODER.encode(entry)


def decode(record: bytes) -> Entry:
    """The record of that JSON; `body` keeps its bytes. ValueError if it is none."""
    return _ENTRY.decode(record)


def pack(salts: Sequence[bytes], records: Sequence[bytes | None]) -> bytes:
    """A block: its unpacked length in eight bytes, then zstd over both."""
    plain = msgspec.msgpack.encode(Packed(b"".join(salts), list(records)))
    return len(plain).to_bytes(8, "big") + bytes(pa.Codec("zstd", compression_level=_LEVEL).compress(plain, asbytes=True))


def unpack(data: bytes) -> Packed:
    """What is in a block. ValueError if it is damaged."""
    size = int.from_bytes(data[:8], "big")
    if len(data) < 8 or size > _LARGEST_BLOCK:
        raise ValueError("no block")
    try:
        plain = pa.Codec("zstd").decompress(data[8:], decompressed_size=size, asbytes=True)
    except (OSError, pa.ArrowInvalid) as fault:
        raise ValueError(str(fault)) from fault
    packed = _PACKED.decode(plain)
    if len(packed.salts) != SALT_BYTES * len(packed.records):
        raise ValueError("salts and records differ in number")
    return packed


def block_digest(data: bytes) -> bytes:
    """SHA-256 of a block as stored: finds damage that unpacking might forgive."""
    return hashlib.sha256(data).digest()


def another_person(second: str | None, first: str) -> bool:
    """Whether a second person is named who is not the first, however the two are written: `login:root` and ` Root` are one."""
    return second is not None and _person(second) not in ("", _person(first))


def _person(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("login:").strip()
