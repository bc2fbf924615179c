"""What did the chain look like then, and who says so? A signed statement of its head that can be kept where the ledger's keeper cannot reach."""

from __future__ import annotations

import base64
import datetime as dt
import os
from pathlib import Path
from typing import Final

import msgspec
import sqlalchemy as sa
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from enduse.errors import Mismatch, Refused
from enduse.ledger.append import head_of
from enduse.ledger.schema import slices
from enduse.model.canonical import canonical_json

KEY_FILE: Final = "ledger.key"
_SIGNED: Final = b"enduse ledger checkpoint 1\n"


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """That the chain of `ledger` (digest of its first slice) had at `made` these many records and ended in slice `slice` of this digest."""

    ledger: str
    slice: int
    digest: str
    records: int
    made: str


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """A statement and its Ed25519 signature (RFC 8032) over a fixed line and the statement's canonical JSON; key and signature in base64."""

    schema_version: int
    statement: Statement
    public_key: str
    signature: str


def genesis_of(connection: sa.Connection) -> str | None:
    """What names a ledger: the digest of its first slice; None while it is empty."""
    first = connection.execute(sa.select(slices.c.digest).where(slices.c.sequence == 0)).scalar_one_or_none()
    return None if first is None else bytes(first).hex()


def state_of(connection: sa.Connection, *, now: dt.datetime) -> Statement:
    """The statement about the ledger as it is now. `Refused` if it is empty."""
    head = head_of(connection)
    genesis = genesis_of(connection)
    if genesis is None:
        raise Refused("the ledger is empty: there is nothing to attest")
    return Statement(
        ledger=genesis,
        slice=head.sequence,
        digest=head.digest.hex(),
        records=head.records,
        made=now.astimezone(dt.UTC).isoformat(timespec="seconds"),
    )


def sign(statement: Statement, key: Ed25519PrivateKey) -> Checkpoint:
    """The signed statement."""
    signature = key.sign(_SIGNED + canonical_json(statement))
    return Checkpoint(schema_version=1, statement=statement, public_key=_raw(key.public_key()), signature=base64.b64encode(signature).decode("ascii"))


def encode_checkpoint(checkpoint: Checkpoint) -> bytes:
    """The file of a checkpoint."""
    return msgspec.json.format(canonical_json(checkpoint)) + b"\n"


def read_checkpoint(data: bytes, name: str, *, trusted: str | None) -> Statement:
    """The statement of a checkpoint file whose signature holds; `Mismatch` if it does not, or if it is signed by another key than the trusted one."""
    try:
        checkpoint = msgspec.json.decode(data, type=Checkpoint)
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(checkpoint.public_key, validate=True))
        key.verify(base64.b64decode(checkpoint.signature, validate=True), _SIGNED + canonical_json(checkpoint.statement))
    except (InvalidSignature, msgspec.MsgspecError, ValueError) as fault:
        raise Mismatch(f"{name}: no checkpoint, or it was changed: its signature does not hold") from fault
    if trusted is not None and checkpoint.public_key != trusted:
        raise Mismatch(f"{name}: signed by key {checkpoint.public_key}, not by {trusted}; name the key you trust with --public-key")
    return checkpoint.statement


def signing_key(folder: Path) -> Ed25519PrivateKey:
    """The key of a home, made on first use, readable by its owner alone. `Refused` if it is no Ed25519 key or others can read it."""
    path = folder / KEY_FILE
    try:
        handle = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return _make_key(folder)
    with os.fdopen(handle, "rb") as stream:
        if os.fstat(handle).st_mode & 0o077:
            raise Refused(f"{path}: others can read this key; `chmod 600` it, and think of whether it was read")
        data = stream.read()
    try:
        key = serialization.load_pem_private_key(data, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as fault:
        raise Refused(f"{path}: no key can be read from it") from fault
    if not isinstance(key, Ed25519PrivateKey):
        raise Refused(f"{path}: not an Ed25519 key")
    return key


def public_key_of(folder: Path) -> str | None:
    """The public key (base64) of a home, None if it never signed."""
    return _raw(signing_key(folder).public_key()) if (folder / KEY_FILE).exists() else None


def _make_key(folder: Path) -> Ed25519PrivateKey:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = Ed25519PrivateKey.generate()
    data = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    part = folder / f".{KEY_FILE}.{os.getpid()}.part"
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.link(part, folder / KEY_FILE)  # fails if another process was first: then its key is the key
    except FileExistsError:
        return signing_key(folder)
    finally:
        part.unlink(missing_ok=True)
    return key


def _raw(key: Ed25519PublicKey) -> str:
    return base64.b64encode(key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)).decode("ascii")
