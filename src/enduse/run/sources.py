"""Which reader does a source's name mean, and where do its bytes come from?"""

from __future__ import annotations

import contextlib
import re
import tempfile
import urllib.parse
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from enduse.errors import UsageError
from enduse.lists import READERS, Reader, Source, csl_json, mapping
from enduse.lists.connection import check_address
from enduse.lists.fetch import fetch
from enduse.lists.sniff import check_kind
from enduse.run import package
from enduse.tables.definition_file import read_definition


def readers() -> dict[str, Reader]:
    """Every reader and mapping that comes with the package, by the name `lists add` takes."""
    shelf = package.folder("mappings", ".toml")
    mapped = {name.removesuffix(".toml"): mapping.reader(text, name, shelf) for name, text in shelf.items()}
    mapped["us-csl"] = csl_json.either(mapped["us-csl"])
    return {**READERS, **mapped}


def reader_of(source: str) -> tuple[str, Reader]:
    """The reader of that name, or of the mapping file at that path, and the list id it has unless another is given."""
    if source.endswith(".toml"):
        path = Path(source)
        made = mapping.reader(read_definition(path), path.name, package.folder("mappings", ".toml"))
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
    with tempfile.TemporaryDirectory(prefix="enduse-fetch-") as folder:
        name = PurePosixPath(urllib.parse.unquote(urllib.parse.urlsplit(check_address(place)).path)).name
        came = fetch(place, Path(folder), name if re.fullmatch(r"\w[\w.-]*", name) else "download")
        assert came.path is not None
        check_kind(came.path, "any", name=place)
        yield Source.at(came.path)
