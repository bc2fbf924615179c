"""How do a publisher's bytes get here over a bad network: whole, unchanged, as asked for, or not at all?

One folder holds, per list, what has come so far (`ID.part`, with `ID.part.json` saying of which edition) so that the next attempt, in this run or the next,
goes on where the last one broke off. A part is only gone on with if the server says that it still has that very edition (If-Range, RFC 9110 section 13.1.5).
"""

from __future__ import annotations

import base64
import errno
import gzip
import hashlib
import http.client
import re
import socket
import ssl
import time
import urllib.error
import zlib
from collections.abc import Callable
from email.message import Message
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from enduse.errors import Refused
from enduse.lists.connection import Answer, ask, check_address
from enduse.model.nouns import Noun

_CHUNK: Final = 1 << 18
_PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that a later attempt may not meet again (RFC 9110, RFC 6585); all others are final."""
_DISK: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO})
_ROUND: Final = "and sends us round in a circle"
_RANGE: Final = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)")
_HASHES: Final = {"sha-512": "sha512", "sha-256": "sha256", "sha": "sha1", "md5": "md5"}

Progress = Callable[[int, int | None], None]
"""Bytes so far, bytes announced (None if not)."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How long, how often and how much. The slowest rate bounds a server that drips: 1 KB/s moves OFAC's largest file in a day, which nobody waits for."""

    read_seconds: float = 30
    total_seconds: float = 3600
    attempts: int = 5
    pause_seconds: float = 1  # before the second attempt, doubled before each further one
    longest_wait_seconds: float = 60  # however long a server asks us to wait
    largest_bytes: int = 2_000_000_000  # the largest published list (a whole OpenSanctions collection) has about 1 GB
    slowest: int = 1024  # bytes a second, measured over each `window_seconds`
    window_seconds: float = 60


class Edition(Noun, frozen=True):
    """What the server said of the bytes it sent, to ask for changes next time; `sha256` is of the file as stored (decoded)."""

    address: str
    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """`path` is None if the server says that the edition known is still the current one."""

    path: Path | None
    edition: Edition
    size: int = 0
    resumed: bool = False
    attempts: int = 1
    checked: str | None = None  # the digest that the publisher states and the bytes agree with, e.g. "sha1"


class _Broken(Exception):
    """The attempt failed in a way that another one may not."""


def fetch(
    address: str, folder: Path, name: str, *, known: Edition | None = None, expected: str | None = None, limits: Limits | None = None, progress: Progress | None = None,
    wait: Callable[[float], None] = time.sleep,
) -> Fetched:  # fmt: skip
    """The file at the address, as `folder/name`, or the news that `known` is still current. Refused, in words, if it cannot be had whole.

    `expected`: hex digest that the publisher states (SHA-1, -256 or -512 by its length). Without a network nothing is waited for longer than the limits.
    """
    limits = limits or Limits()
    check_address(address)
    folder.mkdir(parents=True, exist_ok=True)
    part = _Part(folder, name, address)
    until = time.monotonic() + limits.total_seconds
    said, asked_to_wait = "", 0.0
    for attempt in range(1, limits.attempts + 1):
        if attempt > 1:
            wait(min(max(limits.pause_seconds * 2 ** (attempt - 2), asked_to_wait), max(until - time.monotonic(), 0)))
        left = until - time.monotonic()
        if left <= 0:
            said = said or f"took more than {limits.total_seconds:g} seconds"
            break
        try:
            done = _attempt(part, known, limits, left, progress)
        except _Broken as fault:
            said = str(fault)
            continue
        except urllib.error.HTTPError as fault:
            fault.close()
            said = f"answered {fault.code} {_ROUND if 'infinite loop' in str(fault.reason) else ' '.join(str(fault.reason).split())[:200]}"
            if fault.code not in _PASSING:
                break
            after = str(fault.headers.get("Retry-After", ""))
            asked_to_wait = min(float(after), limits.longest_wait_seconds) if after.isdigit() else 0.0
            continue
        except (http.client.HTTPException, OSError) as fault:
            said = _words(fault)
            if isinstance(fault, OSError) and (fault.filename is not None or fault.errno in _DISK):
                raise  # our own disk, not the network
            if _lasting(fault):
                break
            continue
        if done is None:
            assert known is not None
            return Fetched(path=None, edition=known, attempts=attempt)
        resumed, stated = done
        return _finish(part, folder / name, expected, stated, limits, resumed=resumed, attempts=attempt)
    kept = f"; {part.size:,} bytes are kept and the next update goes on from there" if part.size and part.edition_known else ""
    raise Refused(f"{_brief(address)}: {said}{kept}; the version held stays in use")


class _Part:
    """What has come so far, and of which edition."""

    def __init__(self, folder: Path, name: str, address: str) -> None:
        self.path, self._about, self.address = folder / f"{name}.part", folder / f"{name}.part.json", address
        self.edition = self._read()

    def _read(self) -> Edition | None:
        try:
            edition = msgspec.json.decode(self._about.read_bytes(), type=Edition)
        except (OSError, msgspec.MsgspecError):
            return None
        return edition if edition.address == self.address else None

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    @property
    def edition_known(self) -> bool:
        return self.validator is not None

    @property
    def validator(self) -> str | None:
        """What If-Range may carry: a strong ETag, or the date of change."""
        if self.edition is None:
            return None
        etag = self.edition.etag
        return etag if etag and not etag.startswith("W/") else self.edition.last_modified

    def begin(self, edition: Edition) -> None:
        self.drop()
        self._about.write_bytes(msgspec.json.encode(edition))
        self.edition = edition

    def drop(self) -> None:
        self.path.unlink(missing_ok=True)
        self._about.unlink(missing_ok=True)
        self.edition = None


def _attempt(part: _Part, known: Edition | None, limits: Limits, seconds: float, progress: Progress | None) -> tuple[bool, Message] | None:
    """One request. True with the headers if it went on where a part ended; None if nothing has changed since `known`."""
    headers = {"Accept-Encoding": "identity"}  # what is resumed must be the bytes themselves; a server that compresses all the same is understood
    start = part.size if part.validator else 0
    if start and part.validator:
        headers |= {"Range": f"bytes={start}-", "If-Range": part.validator}
    elif known is not None and known.address == part.address:
        headers |= {key: value for key, value in (("If-None-Match", known.etag), ("If-Modified-Since", known.last_modified)) if value}
    try:
        with ask(part.address, headers, read_seconds=limits.read_seconds, seconds=seconds) as answer:
            begin = _placed(answer, part, start)
            _receive(answer, part, begin, limits, progress)
            return begin > 0, answer.headers
    except urllib.error.HTTPError as fault:
        if fault.code == 304 and not start and known is not None:
            fault.close()
            return None
        if fault.code in (412, 416):  # the part is of another edition, or longer than the file is now
            fault.close()
            part.drop()
            raise _Broken(f"answered {fault.code} to a request to go on; begun anew") from fault
        raise


def _placed(answer: Answer, part: _Part, start: int) -> int:
    """Where the bytes that now come belong; the part is begun anew unless they go on where it ends."""
    if answer.status == 206:
        found = _RANGE.fullmatch(answer.headers.get("Content-Range", ""))
        if start and found and int(found[1]) == start:
            return start
        part.drop()
        raise _Broken("sent a piece that was not asked for")
    if answer.status != 200:
        raise Refused(f"{_brief(part.address)}: answered {answer.status} where a file was to come; the version held stays in use")
    part.begin(Edition(address=part.address, etag=answer.headers.get("ETag"), last_modified=answer.headers.get("Last-Modified")))
    return 0


def _receive(answer: Answer, part: _Part, begin: int, limits: Limits, progress: Progress | None) -> None:
    announced = answer.headers.get("Content-Length")
    total = begin + int(announced) if announced and announced.isdigit() else None
    if total is not None and total > limits.largest_bytes:
        part.drop()
        raise Refused(f"{_brief(part.address)}: {total:,} bytes are more than the {limits.largest_bytes:,} a list may have")
    size, window, in_window = begin, time.monotonic(), 0
    with part.path.open("ab") as stream:
        while chunk := answer.read1(_CHUNK):
            stream.write(chunk)
            size += len(chunk)
            in_window += len(chunk)
            if size > limits.largest_bytes:
                stream.close()
                part.drop()
                raise Refused(f"{_brief(part.address)}: more than the {limits.largest_bytes:,} bytes a list may have")
            if (spent := time.monotonic() - window) > limits.window_seconds:
                if in_window < limits.slowest * spent:
                    raise _Broken(f"sent {in_window:,} bytes in {spent:.0f} seconds")
                window, in_window = time.monotonic(), 0
            if progress:
                progress(size, total)
    if total is not None and size != total:
        raise _Broken(f"broke off after {size:,} of {total:,} bytes")


def _finish(part: _Part, target: Path, expected: str | None, headers: Message, limits: Limits, *, resumed: bool, attempts: int) -> Fetched:
    """Digests, then decoding, then the rename. What does not agree with its digest is thrown away, not gone on with."""
    edition = part.edition
    assert edition is not None
    name = _brief(part.address)
    checked = None if resumed and not _whole(headers) else _stated(part, headers, name)
    encoding = headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        part.drop()
        raise Refused(f"{name}: sent in the encoding {encoding!r}, which was not asked for")
    if encoding in ("gzip", "x-gzip"):
        try:
            _unpack(part.path, target, limits.largest_bytes)
        except (OSError, EOFError, zlib.error) as fault:
            target.unlink(missing_ok=True)
            part.drop()
            raise Refused(f"{name}: compressed by the server and damaged ({fault}); the version held stays in use") from fault
    else:
        part.path.replace(target)
    part.drop()
    if expected is not None:
        algorithm = {40: "sha1", 64: "sha256", 128: "sha512"}.get(len(expected))
        if algorithm is None:
            raise Refused(f"{name}: the publisher's checksum {expected!r} is of no kind that is known")
        if _digest(target, algorithm) != expected.lower():
            target.unlink(missing_ok=True)
            raise Refused(f"{name}: the bytes do not have the {algorithm.upper()} digest that the publisher states; the version held stays in use")
        checked = algorithm
    return Fetched(
        path=target, edition=msgspec.structs.replace(edition, sha256=_digest(target, "sha256")), size=target.stat().st_size, resumed=resumed, attempts=attempts, checked=checked,
    )  # fmt: skip


def _whole(headers: Message) -> bool:
    return headers.get("Repr-Digest") is not None  # the one digest that is of the whole file also in a partial answer (RFC 9530)


def _stated(part: _Part, headers: Message, name: str) -> str | None:
    """The digest that the server sends along, checked. Repr-Digest (RFC 9530), Digest (RFC 3230) or Content-MD5 (RFC 1864)."""
    stated: dict[str, str] = {}
    for header in ("Repr-Digest", "Digest"):
        for item in headers.get(header, "").split(","):
            algorithm, _, value = item.strip().partition("=")
            stated.setdefault(algorithm.lower(), value.strip(":"))
    if md5 := headers.get("Content-MD5"):
        stated.setdefault("md5", str(md5).strip())
    for algorithm, function in _HASHES.items():
        if algorithm in stated:
            if base64.b64encode(bytes.fromhex(_digest(part.path, function))).decode() != stated[algorithm]:
                part.drop()
                raise Refused(f"{name}: the bytes do not have the {algorithm} digest sent with them; the version held stays in use")
            return function
    return None


def _unpack(packed: Path, target: Path, largest: int) -> None:
    written = 0
    with packed.open("rb") as raw, gzip.GzipFile(fileobj=raw) as stream, target.open("wb") as out:
        while chunk := stream.read(_CHUNK):
            written += len(chunk)
            if written > largest:
                raise EOFError(f"unpacks to more than {largest:,} bytes")
            out.write(chunk)


def _digest(path: Path, algorithm: str) -> str:
    stream: BinaryIO
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, algorithm).hexdigest()


def _lasting(fault: Exception) -> bool:
    """Will another attempt meet the same? A certificate that does not hold and a name that nobody has are asked once."""
    reason = getattr(fault, "reason", None) or fault
    return isinstance(reason, ssl.SSLCertVerificationError) or (isinstance(reason, socket.gaierror) and reason.errno != socket.EAI_AGAIN)


def _words(fault: Exception) -> str:
    reason = getattr(fault, "reason", None) or fault
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"its certificate does not hold ({reason.verify_message})"
    if isinstance(reason, socket.gaierror):
        return f"its name is not known here ({reason.strerror}); is there a network?"
    if isinstance(reason, TimeoutError):
        return str(reason) if "seconds" in str(reason) else "did not answer in time"
    return f"could not be reached or broke off ({reason or type(fault).__name__})"


def _brief(address: str) -> str:
    """The address without its query, which may hold a token."""
    return address.partition("?")[0]
