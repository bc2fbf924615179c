"""May this source become the new version of that list, and how does it get there whole or not at all?

A version is written beside its place, synced, and renamed into it; then `current` is replaced by rename. Killed anywhere, the version before stays
current, and what was left behind is swept by the next writer. The layout is described in `enduse.lists.held`.
"""

from __future__ import annotations

import datetime
import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from enduse.errors import Refused, UsageError
from enduse.lists.compare import Difference, diff
from enduse.lists.coverage import Coverage
from enduse.lists.held import (
    Manifest,
    RawFile,
    Terms,
    current,
    file_digest,
    fresh_on,
    gone,
    list_sources,
    lists_folder,
    open_raw,
    raw_path,
    read_current,
    read_table,
    read_version,
    terms_of,
    versions,
)
from enduse.lists.load import Load, LoadReport, require_day
from enduse.lists.reader import Reader
from enduse.lists.source import Source, total_digest
from enduse.lists.tables import GONE_SCHEMA, to_tables

__all__ = [
    "Difference", "Manifest", "Terms", "add", "confirm", "diff", "fresh_on", "gone", "list_sources", "open_raw", "read_current", "read_version", "set_terms", "terms_of",
    "versions",
]  # fmt: skip

SHRINK_LIMIT: Final = 0.10
"""A version with this much fewer listings than the one it supersedes is more often a cut file than a mass delisting."""
REFUSED_LIMIT: Final = 0.001
"""The part of the records that may be unusable before a person has to accept the loss."""

_ID: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_RESERVED: Final = frozenset({"raw", "lock", "fetch"})
_STAGE: Final = ".stage-"
_CHUNK: Final = 1 << 20

Check = Callable[[pa.Table], Coverage]
"""Asks the matcher for every name of the entities that are about to be stored."""


def add(
    home: Path, reader: Reader, source: Source, *, id: str, now: datetime.datetime, published: str | None = None, accept: bool = False, check: Check | None = None
) -> LoadReport:  # fmt: skip
    """Store the source as the new version of list `id`. A no-op if the current version holds these very bytes, read by this very parser.

    Refused, with figures, if it shrank or lost more than the limits, holds names that `check` does not find, or is older than what is held (unless
    `accept`); and in any case if it holds no listing, cannot be relied on as a whole, or another writer is at work. Then nothing has changed.
    """
    if not _ID.fullmatch(id) or id in _RESERVED:
        raise UsageError(f"{id!r} cannot name a list; use small letters, digits, dots and hyphens, as in `ofac-sdn`")
    if now.tzinfo is None:
        raise UsageError("the time of retrieval needs a time zone")
    require_day(published)
    with _writing(home) as root:
        place = root / id
        place.mkdir(exist_ok=True)
        held = current(place) if (place / "current").is_file() else None
        _sweep(place, held[0] if held else None)
        stage = place / f"{_STAGE}{os.getpid()}"
        try:
            (stage / "raw").mkdir(parents=True)
            return _add(home, place, stage, reader, source, held=held, now=now.astimezone(datetime.UTC), published=published, accept=accept, check=check)
        except OSError as fault:
            raise Refused(
                f"{home}: the list cannot be stored ({fault.strerror or fault}); the version held before stays; mend that and add it again"
            ) from fault
        finally:
            shutil.rmtree(stage, ignore_errors=True)
            if held is None and not (place / "current").exists():
                shutil.rmtree(place, ignore_errors=True)


def _add(
    home: Path,
    place: Path,
    stage: Path,
    reader: Reader,
    source: Source,
    *,
    held: tuple[Manifest, str] | None,
    now: datetime.datetime,
    published: str | None,
    accept: bool,
    check: Check | None,
) -> LoadReport:
    raw = tuple(_keep(source, name, stage / "raw" / f"{i}") for i, name in enumerate(source.names()))
    raw_digest = total_digest({each.name: each.sha256 for each in raw})
    before = held[0] if held else None
    if (
        before
        and (before.raw_digest, before.reader, before.parser_version) == (raw_digest, reader.name, reader.version)
        and published in (None, before.published)
    ):
        # the publisher's file is still the one we hold: it is as fresh as today, though nothing is added
        _mark(place, stage, now)
        return msgspec.structs.replace(before.report, unchanged=True, stored=before.version)
    # what is parsed are the bytes that are kept, whatever becomes of the source meanwhile
    kept = Source.over({each.name: stage / "raw" / f"{i}" for i, each in enumerate(raw)}, source.label)
    run = Load(reader, kept, list_id=place.name, published=published)
    known = _known(home, before)
    entities, listings = to_tables(run, known, now.date())
    report = run.report
    _judge(report, before, accept=accept)
    if check is not None:
        report = _covered(report, check(entities), accept=accept)
    version = f"{now:%Y%m%dT%H%M%SZ}-{hashlib.sha256(f'{raw_digest}{reader.name}{reader.version}{published}'.encode()).hexdigest()[:12]}"
    while (place / "versions" / version).exists():
        version += "x"  # the same bytes again within one second of another version
    built = stage / version
    built.mkdir()
    parts = {}
    for name, table in (("entities", entities), ("listings", listings), ("gone", _gone(home, before, listings, now.date()))):
        parts[name] = _write_table(built / f"{name}.parquet", table)
    report = msgspec.structs.replace(report, stored=version)
    manifest = Manifest(
        list_id=place.name,
        version=version,
        reader=reader.name,
        parser_version=reader.version,
        title=reader.title,
        authority=reader.authority,
        regime=reader.regime,
        published=report.published,
        retrieved=f"{now:%Y-%m-%dT%H:%M:%SZ}",
        raw_digest=raw_digest,
        raw=raw,
        parts=parts,
        entities=entities.num_rows,
        listings=listings.num_rows,
        report=report,
        previous=before.version if before else None,
        previous_manifest=held[1] if held else None,
        accepted=accept,
    )
    data = msgspec.json.format(msgspec.json.encode(manifest, order="sorted"), indent=1)
    _write(built / "manifest.json", data)
    _publish(home, place, stage, built, raw, f"{version} {hashlib.sha256(data).hexdigest()}\n")
    return report


def confirm(home: Path, id: str, *, now: datetime.datetime) -> None:
    """The publisher says that the current version of list `id` is still the newest: it is as fresh as today, though nothing was sent."""
    with _writing(home) as root:
        place = root / id
        current(place)
        stage = place / f"{_STAGE}{os.getpid()}"
        try:
            stage.mkdir(exist_ok=True)
            _mark(place, stage, now.astimezone(datetime.UTC))
        finally:
            shutil.rmtree(stage, ignore_errors=True)


def set_terms(home: Path, id: str, terms: Terms) -> None:
    """Keep beside list `id` on what terms it is used."""
    with _writing(home) as root:
        stage = root / id / f"{_STAGE}{os.getpid()}"
        try:
            stage.mkdir(exist_ok=True)
            _write(stage / "terms.json", msgspec.json.format(msgspec.json.encode(terms)))
            (stage / "terms.json").replace(root / id / "terms.json")
        finally:
            shutil.rmtree(stage, ignore_errors=True)


def _mark(place: Path, stage: Path, now: datetime.datetime) -> None:
    _write(stage / "checked", f"{now:%Y-%m-%dT%H:%M:%SZ}".encode())
    (stage / "checked").replace(place / "checked")


def _covered(report: LoadReport, found: Coverage, *, accept: bool) -> LoadReport:
    if found.lost and not accept:
        raise Refused(
            f"{report.list_id}: {found.lost:,} of {found.names:,} printed names are not found by the matcher ({'; '.join(found.examples[:3])}), so that the parties "
            "could not be screened for; see these names, and add it again with --accept if the list is to be used all the same"
        )
    return msgspec.structs.replace(report, names_checked=found.names, names_lost=found.lost, lost=found.examples)


def _judge(report: LoadReport, before: Manifest | None, *, accept: bool) -> None:
    if not report.listings:
        raise Refused(
            f"{report.list_id}: no listing among {report.records:,} records ({_first(report)}); is this the right file for the reader {report.reader!r}?"
        )
    if accept:
        return
    remedy = "see the reasons, and add it again with --accept if this is right"
    if report.refused > REFUSED_LIMIT * report.records:
        raise Refused(
            f"{report.list_id}: {report.refused:,} of {report.records:,} records ({report.refused / report.records:.2%}) cannot be used, "
            f"more than {REFUSED_LIMIT:.1%}: {_first(report)}; {remedy}"
        )
    if before and report.listings < (1 - SHRINK_LIMIT) * before.listings:
        lost = before.listings - report.listings
        raise Refused(
            f"{report.list_id}: {report.listings:,} listings where {before.listings:,} are held ({lost:,} or {lost / before.listings:.1%} fewer, "
            f"more than {SHRINK_LIMIT:.0%}); {remedy}"
        )
    if before and before.published and report.published and report.published < before.published:
        raise Refused(f"{report.list_id}: published {report.published}, and the edition of {before.published} is held already; {remedy}")


def _first(report: LoadReport) -> str:
    reasons = sorted(report.refused_reasons.items(), key=lambda item: -item[1])[:3]
    said = "; ".join(f"{count:,} × {reason}" for reason, count in reasons) or "nothing was refused"
    return f"{said}, e.g. {report.refusals[0].where}" if report.refusals else said


# ---------------------------------------------------------------- what was known when


def _known(home: Path, before: Manifest | None) -> dict[str, datetime.date]:
    if before is None:
        return {}
    listings = read_table(home, before, "listings")
    return dict(zip(listings.column("listing_id").to_pylist(), listings.column("known_from").to_pylist(), strict=True))


def _gone(home: Path, before: Manifest | None, listings: pa.Table, today: datetime.date) -> pa.Table:
    if before is None:
        return GONE_SCHEMA.empty_table()
    earlier = read_table(home, before, "gone")
    held = read_table(home, before, "listings").select(["listing_id", "entity_id", "known_from"])
    now = set(listings.column("listing_id").to_pylist())
    lost = [{**row, "known_to": today} for row in held.to_pylist() if row["listing_id"] not in now]
    return pa.concat_tables([earlier, pa.Table.from_pylist(lost, schema=GONE_SCHEMA)])


# ---------------------------------------------------------------- files


@contextmanager
def _writing(home: Path) -> Iterator[Path]:
    root = lists_folder(home)
    (root / "raw").mkdir(parents=True, exist_ok=True)
    with (root / "lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            raise Refused(f"{root}: another process is adding a list; wait for it to end and try again") from fault
        yield root


def _sweep(place: Path, held: Manifest | None) -> None:
    """Removes what a killed writer left: stages, and versions that `current` never named."""
    for leftover in place.glob(f"{_STAGE}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    home = place.parent.parent
    chain = {each.version for each in versions(home, place.name)} if held else set()
    for version in (place / "versions").glob("*"):
        if version.name not in chain:
            shutil.rmtree(version, ignore_errors=True)


def _keep(source: Source, name: str, path: Path) -> RawFile:
    sha, size = hashlib.sha256(), 0
    with source.open(name) as stream, path.open("wb") as copy:
        while chunk := stream.read(_CHUNK):
            sha.update(chunk)
            size += len(chunk)
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    return RawFile(name=name, sha256=sha.hexdigest(), size=size)


def _write_table(path: Path, table: pa.Table) -> str:
    pq.write_table(table, path, compression="zstd")
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
    return file_digest(path)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _publish(home: Path, place: Path, stage: Path, built: Path, raw: tuple[RawFile, ...], pointer: str) -> None:
    """Raw bytes first, then the version, then the pointer: each step leaves a home that reads as before."""
    for i, each in enumerate(raw):
        (stage / "raw" / f"{i}").replace(raw_path(home, each.sha256))
    _sync(raw_path(home, ""))
    (place / "versions").mkdir(exist_ok=True)
    _sync(built)
    built.rename(place / "versions" / built.name)
    _sync(place / "versions")
    _write(stage / "current", pointer.encode())
    (stage / "current").replace(place / "current")
    _sync(place)
    _sync(place.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
