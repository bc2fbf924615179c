"""Which versions of which lists are held, and is each still what was stored?

HOME/lists/
  lock                          one writer at a time (flock: the kernel releases it however the writer ends)
  raw/SHA256                    the bytes as they came, once each
  fetch/                        what `lists update` has fetched so far (ID.part), and of which edition
  ID/checked                    when the publisher last had the current version (it came again, or an update said so)
  ID/terms.json                 on what terms the list is used, where they are its own
  ID/edition.json               what the publisher's server said of the bytes of the current version
  ID/current                    one line: VERSION and the SHA-256 of its manifest; replaced by rename, so it names a whole version or the one before
  ID/versions/VERSION/          entities.parquet, listings.parquet, gone.parquet, manifest.json; never changed once `current` has named it
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from enduse.errors import Refused, UsageError
from enduse.lists.load import LoadReport
from enduse.lists.source import Source
from enduse.model.nouns import Noun

TABLES: Final = ("entities", "listings", "gone")
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class RawFile(Noun, frozen=True):
    """One stream of the source, kept under `raw/SHA256`."""

    name: str
    sha256: str
    size: int


class Manifest(Noun, frozen=True):
    """What a stored version says of itself. `retrieved` is RFC 3339 UTC; `parts` are the digests of its Parquet files."""

    list_id: str
    version: str
    reader: str
    parser_version: str
    title: str
    authority: str
    regime: str
    retrieved: str
    raw_digest: str
    raw: tuple[RawFile, ...]
    parts: dict[str, str]
    entities: int
    listings: int
    report: LoadReport
    published: str | None = None
    previous: str | None = None  # the version that this one superseded
    previous_manifest: str | None = None  # the digest of its manifest, so that the whole chain is verified
    accepted: bool = False  # a person accepted what would have been refused


class Terms(Noun, frozen=True):
    """On what terms a list is used; None: as the settings say for all."""

    max_age_days: int | None = None


def list_sources(home: Path) -> tuple[Manifest, ...]:
    """The current version's manifest of every list, by id."""
    root = lists_folder(home)
    if not root.is_dir():
        return ()
    return tuple(current(place)[0] for place in sorted(root.iterdir()) if (place / "current").is_file())


def versions(home: Path, id: str) -> tuple[Manifest, ...]:
    """The manifests of list `id`, newest first: the current one and all that it superseded."""
    place = _place(home, id)
    found = [current(place)[0]]
    while (previous := found[-1].previous) is not None:
        found.append(read_manifest(place, previous, found[-1].previous_manifest or ""))
    return tuple(found)


def read_current(home: Path) -> Iterator[tuple[Manifest, pa.Table, pa.Table]]:
    """Manifest, entities and listings of every list's current version, by id. Refused if a version is not byte for byte what was stored."""
    for manifest in list_sources(home):
        yield manifest, read_table(home, manifest, "entities"), read_table(home, manifest, "listings")


def read_version(home: Path, id: str, version: str | None = None) -> tuple[Manifest, pa.Table, pa.Table]:
    """One version of list `id`, verified: the current one, or the one whose name begins with `version`."""
    manifest = current(_place(home, id))[0]
    if version is not None:
        chain = versions(home, id)
        chosen = [each for each in chain if each.version.startswith(version)]
        if len(chosen) != 1:
            held = ", ".join(each.version for each in chain)
            raise UsageError(f"{id}: {'more than one' if chosen else 'no'} version {version!r}; held are {held}")
        manifest = chosen[0]
    return manifest, read_table(home, manifest, "entities"), read_table(home, manifest, "listings")


def fresh_on(home: Path, manifest: Manifest) -> str:
    """When the version was last known to be the publisher's: retrieved then, or the same bytes came again (RFC 3339 UTC)."""
    try:
        again = (lists_folder(home) / manifest.list_id / "checked").read_bytes().decode("ascii", "replace").strip()
    except OSError:
        return manifest.retrieved
    return max(manifest.retrieved, again) if _TIME.fullmatch(again) else manifest.retrieved


def terms_of(home: Path, id: str) -> Terms:
    """The terms of list `id`. Refused if they cannot be read: a limit that someone has set must not be forgotten."""
    path = lists_folder(home) / id / "terms.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=Terms)
    except FileNotFoundError:
        return Terms()
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
        raise Refused(f"{id}: its terms cannot be read ({fault}); remove {path} and set them again with `enduse lists add --max-age-days`") from fault


def gone(home: Path, id: str) -> pa.Table:
    """Listings that list `id` held once and no more: listing_id, entity_id, known_from, known_to (the day from which it was not there)."""
    return read_table(home, current(_place(home, id))[0], "gone")


def open_raw(home: Path, manifest: Manifest) -> Source:
    """The bytes a version was read from, verified, as a source with the names they came under."""
    paths = {raw.name: raw_path(home, raw.sha256) for raw in manifest.raw}
    for raw in manifest.raw:
        if not paths[raw.name].is_file() or file_digest(paths[raw.name]) != raw.sha256:
            raise Refused(f"{manifest.list_id}: the stored bytes of {raw.name} are missing or were changed; add the list again")
    return Source.over(paths, manifest.list_id)


def read_table(home: Path, manifest: Manifest, name: str) -> pa.Table:
    """One table of a version. Refused if its file is not what the manifest says."""
    path = lists_folder(home) / manifest.list_id / "versions" / manifest.version / f"{name}.parquet"
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise Refused(f"{manifest.list_id}: {name}.parquet of version {manifest.version} cannot be read ({fault.strerror}); add the list again") from fault
    if hashlib.sha256(data).hexdigest() != manifest.parts.get(name):
        raise Refused(f"{manifest.list_id}: {name}.parquet of version {manifest.version} was changed after it was stored; add the list again")
    return pq.read_table(pa.BufferReader(data))


def lists_folder(home: Path) -> Path:
    """Where the lists of a home stand."""
    return home / "lists"


def raw_path(home: Path, sha256: str) -> Path:
    """Where the bytes of that digest stand."""
    return lists_folder(home) / "raw" / sha256


def current(place: Path) -> tuple[Manifest, str]:
    """The current manifest of the list at `place` and its digest."""
    words = (place / "current").read_text(encoding="ascii", errors="replace").split()
    if len(words) != 2:
        raise Refused(f"{place.name}: the note of its current version is damaged; remove {place / 'current'} and add the list again")
    return read_manifest(place, *words), words[1]


def read_manifest(place: Path, version: str, digest: str) -> Manifest:
    """The manifest of a version. Refused if it is missing, is not of that digest, or is of another make."""
    path = place / "versions" / version / "manifest.json"
    again = f"add the list again or remove {place}"
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise Refused(f"{place.name}: version {version} is half stored (no manifest: {fault.strerror}); {again}") from fault
    if hashlib.sha256(data).hexdigest() != digest:
        raise Refused(f"{place.name}: the manifest of version {version} was changed after it was stored; {again}")
    try:
        return msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise Refused(f"{place.name}: the manifest of version {version} is of another make of enduse ({fault}); {again}") from fault


def file_digest(path: Path) -> str:
    """SHA-256 (hex) of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _place(home: Path, id: str) -> Path:
    place = lists_folder(home) / id
    if not (place / "current").is_file():
        held = ", ".join(each.list_id for each in list_sources(home)) or "none"
        raise UsageError(f"no list {id!r} is held; held are: {held}")
    return place
