"""Where do the bytes come from, and can they be read twice?

An input is a path, `-` (standard input) or a binary stream. Ingest reads every input twice, so what cannot be rewound is spooled to a temporary file.
One layer of gzip or Zstandard is taken off; the amount that comes out is limited, so a small file cannot fill a disk.
"""

from __future__ import annotations

import errno
import gzip
import hashlib
import io
import os
import shutil
import stat
import sys
import tempfile
import zlib
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

import pyarrow as pa

from enduse.errors import Refused, UsageError

GZIP: Final = b"\x1f\x8b"
ZSTD: Final = b"\x28\xb5\x2f\xfd"
# deflate cannot exceed 1032:1 (zlib's technical notes); tables of repeated rows stay under 200:1. Small outputs are harmless whatever their ratio.
MAX_RATIO: Final = 500
FREE_BYTES: Final = 64 * 1024 * 1024
HEAD: Final = 4096
_BLOCK: Final = 1 << 18
_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Input:
    """One input of the user's, readable as often as needed; close it, or use `with`, to remove what was spooled."""

    def __init__(self, origin: str | Path | IO[bytes]) -> None:
        self._kept = ExitStack()
        self._plain: Path | None = None
        if isinstance(origin, (str, Path)) and str(origin) != "-":
            self.name = str(origin)
            self._path = self._settle(Path(origin))
        else:
            self.name = "-" if isinstance(origin, (str, Path)) else str(getattr(origin, "name", "stream"))
            self._path = self._spool(sys.stdin.buffer if isinstance(origin, (str, Path)) else origin)
        self.size = self._path.stat().st_size
        with self._path.open("rb") as raw:
            magic = raw.read(4)
        self.compression = "gzip" if magic.startswith(GZIP) else "zstd" if magic == ZSTD else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Remove what was spooled."""
        self._kept.close()

    def digest(self) -> str:
        """SHA-256 (hex) of the bytes as given, before decompression."""
        with self._path.open("rb") as raw:
            return hashlib.file_digest(raw, "sha256").hexdigest()

    def open(self) -> io.BufferedReader:
        """The content from its first byte, decompressed."""
        raw = self._path.open("rb")
        if self.compression is None:
            return raw
        return io.BufferedReader(_Unpacked(raw, self.compression, self.name, self.size), _BLOCK)

    def head(self, size: int = HEAD) -> bytes:
        """The first bytes of the content."""
        with self.open() as stream:
            return stream.read(size)

    def path(self) -> Path:
        """A plain, seekable file with the content (spooled if it was compressed)."""
        if self.compression is None:
            return self._path
        if self._plain is None:
            with self.open() as stream:
                self._plain = self._spool(stream)
        return self._plain

    def _settle(self, path: Path) -> Path:
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError) as error:
            raise UsageError(f"{path}: cannot be read ({_words(error)}); check the path") from error
        if stat.S_ISDIR(mode):
            raise UsageError(f"{path}: is a directory; name the files in it")
        if stat.S_ISBLK(mode) or (stat.S_ISCHR(mode) and path != Path("/dev/stdin")):  # some devices never end, and pipes are no devices
            raise UsageError(f"{path}: is a device, not a file; name a file or a pipe")
        try:
            if not stat.S_ISREG(mode):
                with path.open("rb") as stream:
                    return self._spool(stream)
            with path.open("rb"):
                return path
        except OSError as error:
            raise UsageError(f"{path}: cannot be read ({_words(error)}); check its permissions") from error

    def _spool(self, stream: IO[bytes]) -> Path:
        spool = self._kept.enter_context(tempfile.NamedTemporaryFile(prefix="enduse-"))  # noqa: SIM115  # the exit stack is the context manager
        try:
            shutil.copyfileobj(stream, spool, _BLOCK)
            spool.flush()
        except OSError as error:
            if error.errno not in _FULL:
                raise
            os.ftruncate(spool.fileno(), 0)  # closing writes what is still held
            raise Refused(
                f"{self.name}: cannot be kept in {tempfile.gettempdir()} while it is read ({_words(error)}); make room, or name another directory in TMPDIR"
            ) from error
        return Path(spool.name)


class _Unpacked(io.RawIOBase):
    """The decompressed bytes of `raw`; a broken or explosive stream is refused by name."""

    def __init__(self, raw: IO[bytes], compression: str, name: str, size: int) -> None:
        self._raw, self._name, self._compression = raw, name, compression
        self._limit = max(FREE_BYTES, size * MAX_RATIO)
        self._given = 0
        self._stream = gzip.GzipFile(fileobj=raw) if compression == "gzip" else pa.CompressedInputStream(pa.PythonFile(raw, mode="r"), "zstd")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed's WriteableBuffer is wider than what BufferedReader hands in
        try:
            data = self._stream.read(len(buffer))
        except (EOFError, OSError, zlib.error) as error:
            raise Refused(f"{self._name}: the {self._compression} data is damaged or cut off ({_words(error)}); fetch or export the file again") from error
        self._given += len(data)
        if self._given > self._limit:
            raise Refused(
                f"{self._name}: {self._size()} unpack to more than {self._limit:,} bytes; if that is meant, unpack the file yourself and give the plain file"
            )
        buffer[: len(data)] = data
        return len(data)

    def _size(self) -> str:
        return f"{self._limit // MAX_RATIO:,} bytes" if self._limit > FREE_BYTES else "a few bytes"

    def close(self) -> None:
        if not self.closed:
            self._raw.close()
        super().close()


def _words(error: BaseException) -> str:
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).strip().rstrip(".")
