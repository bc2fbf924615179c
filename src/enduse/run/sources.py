"""Which reader does a source's name mean, and where do its bytes come from?"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from enduse.errors import Refused, UsageError
from enduse.lists import READERS, Reader, Source, mapping
from enduse.run import package

TIMEOUT_SECONDS: Final = 60
LARGEST_BYTES: Final = 2_000_000_000
"""The largest published list (OFAC's advanced XML) has about 0.1 GB."""


def readers() -> dict[str, Reader]:
    """Every reader and mapping that comes with the package, by the name `lists add` takes."""
    shelf = package.folder("mappings", ".toml")
    return {**READERS, **{name.removesuffix(".toml"): mapping.reader(text, name, shelf) for name, text in shelf.items()}}


def reader_of(source: str) -> tuple[str, Reader]:
    """The reader of that name, or of the mapping file at that path, and the list id it has unless another is given."""
    if source.endswith(".toml"):
        path = Path(source)
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as fault:
            raise UsageError(f"{source}: not UTF-8 text") from fault
        except FileNotFoundError as fault:
            raise UsageError(f"{source}: no such mapping file") from fault
        made = mapping.reader(text, path.name, package.folder("mappings", ".toml"))
        return made.name, made
    known = readers()
    if source not in known:
        near = get_close_matches(source, known, n=1, cutoff=0.4)
        raise UsageError(f"unknown source {source!r}" + (f"; did you mean {near[0]!r}?" if near else "") + " See `enduse lists sources`.")
    return source, known[source]


@contextlib.contextmanager
def bytes_of(place: str) -> Iterator[Source]:
    """The source at a path, or at an address (https; http for this machine only), fetched to a temporary file first."""
    if not place.startswith(("http://", "https://")):
        path = Path(place)
        if not path.exists():
            raise UsageError(f"{place}: no such file or directory")
        yield Source.at(path)
        return
    parts = urllib.parse.urlsplit(place)
    if parts.scheme == "http" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        raise UsageError(f"{place}: a list is fetched over https only")
    with tempfile.TemporaryDirectory(prefix="enduse-fetch-") as folder:
        target = Path(folder) / (Path(urllib.parse.unquote(parts.path)).name or "download")
        _fetch(place, target)
        yield Source.at(target)


def _fetch(address: str, target: Path) -> None:
    """Whole or refused: the length must be the one announced, and a web page is not a list."""
    try:
        with urllib.request.urlopen(address, timeout=TIMEOUT_SECONDS) as answer, target.open("wb") as stream:  # noqa: S310  (scheme checked by the caller)
            announced = answer.headers.get("Content-Length")
            if announced and int(announced) > LARGEST_BYTES:
                raise Refused(f"{address}: {announced} bytes are more than the {LARGEST_BYTES} a list may have")
            shutil.copyfileobj(answer, stream)
            kind = answer.headers.get_content_type()
    except (urllib.error.URLError, TimeoutError, OSError) as fault:
        raise Refused(f"{address}: could not be fetched ({fault}); the lists held stay in use") from fault
    size = target.stat().st_size
    if announced and int(announced) != size:
        raise Refused(f"{address}: {size} of {announced} bytes came; nothing was loaded, try again")
    if kind == "text/html":
        raise Refused(f"{address}: answered with a web page, not a list")
