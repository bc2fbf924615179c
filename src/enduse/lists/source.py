"""Which named streams of bytes does this file, directory or zip hold, and may we trust their names and sizes?"""

from __future__ import annotations

import hashlib
import io
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from enduse.errors import Refused, UsageError

MAX_MEMBERS: Final = 10_000
"""A published list comes in at most some dozens of files; more is a wrong directory or a bomb."""
MAX_MEMBER_BYTES: Final = 4 << 30
"""The largest public export in use (a whole FollowTheMoney collection) is under 3 GB."""
MAX_TOTAL_BYTES: Final = 8 << 30
MAX_RATIO: Final = 200
"""Lists in XML shrink about 10 to 30 times, CSV 4 to 10; deflate cannot exceed 1,032."""
RATIO_FLOOR: Final = 1 << 20
"""Below one MiB of content the ratio says nothing."""
_ZIP_BUT_NOT_ARCHIVE: Final = frozenset({".xlsx", ".xlsm", ".ods", ".docx", ".parquet"})
_CHUNK: Final = 1 << 20


class Source:
    """Named binary streams, read-only. Make one with `Source.at(path)` or, from bytes at hand, `Source.of({name: bytes})`.

    `label` is what messages and records call the whole; names are relative, with forward slashes, sorted.
    """

    def __init__(self, label: str, members: Mapping[str, Callable[[], BinaryIO]]) -> None:
        self.label = label
        self._members = dict(sorted(members.items()))
        self._digests: dict[str, tuple[str, int]] | None = None

    @classmethod
    def at(cls, path: Path | str) -> Source:
        """The source at a path: a file, a directory, or a zip. UsageError if there is none, Refused if it is not safe to read."""
        path = Path(path)
        if not path.exists():
            raise UsageError(f"{path}: no such file or directory; give the path of the list as it was downloaded")
        if path.is_dir():
            return cls(path.name or str(path), _directory(path))
        if not path.is_file():
            raise UsageError(f"{path}: neither a file nor a directory")
        if path.suffix.lower() not in _ZIP_BUT_NOT_ARCHIVE and zipfile.is_zipfile(path):
            return cls(path.name, _archive(path))
        return cls(path.name, {path.name: lambda: path.open("rb")})

    @classmethod
    def of(cls, members: Mapping[str, bytes], label: str = "memory") -> Source:
        """A source of bytes at hand (lists shipped with the package, tests)."""
        return cls(label, {name: _opener(data) for name, data in members.items()})

    @classmethod
    def over(cls, paths: Mapping[str, Path], label: str) -> Source:
        """A source of files of our own (the store), each under a name of its own."""
        return cls(label, {name: _path_opener(path) for name, path in paths.items()})

    def names(self) -> tuple[str, ...]:
        """Relative names of the streams, sorted."""
        return tuple(self._members)

    def find(self, *wanted: str) -> str | None:
        """The stream whose last name part is the first of `wanted` that is present, whatever the case; None if there is none, Refused if there are several."""
        for name in wanted:
            held = [member for member in self._members if PurePosixPath(member).name.lower() == name.lower()]
            if len(held) > 1:
                raise Refused(f"{self.label}: holds {name} more than once ({', '.join(held)}); give the directory of one edition")
            if held:
                return held[0]
        return None

    def having(self, *suffixes: str) -> tuple[str, ...]:
        """The streams whose names end in one of `suffixes` (lower case)."""
        return tuple(name for name in self._members if name.lower().endswith(suffixes))

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """The stream of that name. A damaged archive is Refused where it is found out, even while it is being read."""
        try:
            stream = self._members[name]()
        except KeyError:
            raise UsageError(f"{self.label}: holds no {name!r}; it holds {', '.join(self.names()[:8]) or 'nothing'}") from None
        except (OSError, ValueError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as fault:
            raise Refused(f"{self.label}: {name} cannot be opened ({fault}); download it again") from fault
        try:
            with stream:
                yield stream
        except (zipfile.BadZipFile, zlib.error, EOFError) as fault:
            raise Refused(f"{self.label}: {name} is damaged ({fault}); download it again") from fault

    def read(self, name: str) -> bytes:
        """The whole stream of that name."""
        with self.open(name) as stream:
            return stream.read()

    def digests(self) -> Mapping[str, tuple[str, int]]:
        """SHA-256 (hex) and size in bytes of every stream, by name."""
        if self._digests is None:
            found = {}
            for name in self._members:
                sha, size = hashlib.sha256(), 0
                with self.open(name) as stream:
                    while chunk := stream.read(_CHUNK):
                        sha.update(chunk)
                        size += len(chunk)
                found[name] = (sha.hexdigest(), size)
            self._digests = found
        return self._digests

    def digest(self) -> str:
        """One digest over names and contents: the same for a directory and for a zip of it."""
        return total_digest({name: sha for name, (sha, _) in self.digests().items()})


def total_digest(digests: Mapping[str, str]) -> str:
    """SHA-256 (hex) over the sorted names and digests of the parts."""
    return hashlib.sha256("".join(f"{name}\0{digests[name]}\n" for name in sorted(digests)).encode()).hexdigest()


def _opener(data: bytes) -> Callable[[], BinaryIO]:
    return lambda: io.BytesIO(data)


def _is_clutter(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith(".") or part == "__MACOSX" for part in parts) or parts[-1].lower() == "thumbs.db"


def _too_many(label: str) -> Refused:
    return Refused(f"{label}: holds more than {MAX_MEMBERS:,} files; give the directory that holds the list alone")


def _too_large(label: str, what: str) -> Refused:
    return Refused(f"{label}: {what}; this is no list as published, unpack it by hand and give the directory if you trust it")


def _directory(root: Path) -> dict[str, Callable[[], BinaryIO]]:
    members: dict[str, Callable[[], BinaryIO]] = {}
    home = root.resolve()
    total = 0
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for file in files:
            path = Path(folder) / file
            name = path.relative_to(root).as_posix()
            if _is_clutter(name):
                continue
            target = path.resolve()
            if not target.is_relative_to(home):
                raise Refused(f"{root.name}: {name} is a link that leaves the directory; copy the file into it")
            try:
                about = target.stat()
            except OSError as fault:
                raise Refused(f"{root.name}: {name} cannot be read ({fault.strerror}); remove it or mend the link") from fault
            if not stat.S_ISREG(about.st_mode):
                raise Refused(f"{root.name}: {name} is no ordinary file; remove it from the directory")
            total += about.st_size
            if about.st_size > MAX_MEMBER_BYTES or total > MAX_TOTAL_BYTES:
                raise _too_large(root.name, f"{name} brings the content over {MAX_TOTAL_BYTES:,} bytes")
            members[name] = _path_opener(target)
            if len(members) > MAX_MEMBERS:
                raise _too_many(root.name)
    return members


def _path_opener(path: Path) -> Callable[[], BinaryIO]:
    return lambda: os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb")


def _archive(path: Path) -> dict[str, Callable[[], BinaryIO]]:
    label = path.name
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
        raise Refused(f"{label}: the zip is damaged ({fault}); download it again") from fault
    if len(infos) > MAX_MEMBERS:
        raise _too_many(label)
    members: dict[str, Callable[[], BinaryIO]] = {}
    total = 0
    for info in infos:
        name = info.filename
        if name.endswith("/"):
            continue
        pure = PurePosixPath(name)
        if pure.is_absolute() or ".." in pure.parts or "\\" in name or ":" in name or "\0" in name or not pure.parts:
            raise Refused(f"{label}: the member {name!r} points outside the archive; this is no list as published")
        if stat.S_ISLNK(info.external_attr >> 16):
            raise Refused(f"{label}: the member {name!r} is a link; unpack it by hand and give the directory")
        if _is_clutter(name):
            continue
        if info.flag_bits & 0x1:
            raise Refused(f"{label}: the member {name!r} is encrypted; unpack it by hand and give the directory")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused(f"{label}: the member {name!r} is packed in a way that no publisher uses; unpack it by hand and give the directory")
        total += info.file_size
        if info.file_size > MAX_MEMBER_BYTES or total > MAX_TOTAL_BYTES:
            raise _too_large(label, f"{name} would unpack to more than {MAX_TOTAL_BYTES:,} bytes")
        if info.file_size > RATIO_FLOOR and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise _too_large(label, f"{name} would unpack to {info.file_size // max(info.compress_size, 1):,} times its size")
        if name in members:
            raise Refused(f"{label}: holds {name!r} twice; download it again")
        members[name] = _member_opener(path, name)
    return members


def _member_opener(path: Path, name: str) -> Callable[[], BinaryIO]:
    def open_member() -> BinaryIO:
        archive = zipfile.ZipFile(path)
        # zipfile never yields more than the size the directory declares (checked above) and verifies the CRC at the end
        stream = archive.open(name)
        archive.close()  # the open member keeps its own reference to the file
        return stream  # type: ignore[return-value]  # IO[bytes] with everything a BinaryIO reader uses

    return open_member
