"""Who loaded which list and compiled which Basis, and is that in the ledger?

The ledger is opened before anything is done, so that one that cannot be reached refuses first. What it nevertheless could not take is said, and taken in by the next
command that records: the manifests of the lists say what was loaded.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa

from enduse import __version__
from enduse.errors import EnduseError, Refused
from enduse.ledger.append import append
from enduse.ledger.entries import KEY_BYTES, Entry
from enduse.ledger.schema import records
from enduse.ledger.store import Ledger
from enduse.lists import history
from enduse.lists.held import Manifest, current, fresh_on, list_sources, lists_folder, read_manifest
from enduse.lists.load import LoadReport
from enduse.model.canonical import canonical_json
from enduse.run import bases
from enduse.run.heads import begun, sign_head
from enduse.run.home import ledger_url
from enduse.run.record import context_of, utc_now

PREPARED = "prepare"
"""Under this subject lies when the home's Basis was compiled, by whom, of what."""


class Log:
    """Writes events of the slow river, for one command, into one ledger."""

    def __init__(self, ledger: Ledger, home: Path, actor: str | None) -> None:
        self.ledger, self.home, self.actor = ledger, home, actor

    def catch_up(self) -> int:
        """Record the versions that are held and were not recorded when they were loaded; how many there were."""
        entries = [_loaded(manifest, digest) for place in self._places() for manifest, digest in self._missing(place)]
        self._write(entries)
        return len(entries)

    def loaded(self, report: LoadReport) -> None:
        """Record that a version was stored, or that the publisher's is still the one held."""
        if report.unchanged:
            (held,) = [manifest for manifest in list_sources(self.home) if manifest.list_id == report.list_id]
            self._event(report.list_id, {"event": "unchanged", "version": held.version, "confirmed": fresh_on(self.home, held)})
        else:
            self.catch_up()

    def updated(self, outcomes: Sequence[tuple[str, str, str]], *, accept: bool) -> None:
        """Record what became of each list of an update: its id, its state (updated, unchanged or failed) and what was said of it."""
        self.catch_up()
        held = {manifest.list_id: manifest for manifest in list_sources(self.home)}
        for name, state, said in outcomes:
            if state == "failed":
                self.refused(name, said, accept=accept)
            elif state == "unchanged" and name in held:
                self._event(name, {"event": "unchanged", "version": held[name].version, "confirmed": fresh_on(self.home, held[name])})

    def refused(self, id: str, why: str, *, accept: bool) -> None:
        """Record that what came was not taken."""
        self._event(id, {"event": "refused", "why": why, "accept": accept})

    def prepared(self, basis: bases.Basis, previous: str | None, packs: Mapping[str, str]) -> None:
        """Record that the home's Basis in use was compiled anew."""
        rows = basis.table("lists").to_pylist()
        body = {
            "event": "prepared",
            "digest": basis.digest,
            "previous": previous,
            "compiled": basis.info.get("compiled"),
            "retrieved": basis.info.get("retrieved", {}),
            "lists": [f"{row['id']}@{row['version']}" for row in rows],
            "own_packs": {name: hashlib.sha256(text.encode()).hexdigest() for name, text in packs.items()},
            "engine": __version__,
        }
        self._write([Entry(kind="basis_change", subject=PREPARED, body=msgspec.Raw(canonical_json(body)))])

    def _event(self, id: str, body: dict[str, Any]) -> None:
        told = {"id": id, "at": f"{utc_now():%Y-%m-%dT%H:%M:%SZ}", "engine": __version__, **body}
        self._write([Entry(kind="list_load", subject=f"list:{id}", body=msgspec.Raw(canonical_json(told)))])

    def _write(self, entries: Sequence[Entry]) -> None:
        if entries:
            now = utc_now()
            append(self.ledger, entries, context_of(self.ledger, book=None, actor=self.actor, now=now), now=now)
            sign_head(self.ledger, self.home, now=now)

    def _places(self) -> list[Path]:
        return [lists_folder(self.home) / name for name in history.held_lists(self.home)]

    def _missing(self, place: Path) -> list[tuple[Manifest, str]]:
        """Versions of a list, oldest first, after the last one that is recorded."""
        manifest, digest = current(place)
        found: list[tuple[Manifest, str]] = []
        with self.ledger.reading() as connection:
            while not _held(connection, _loaded(manifest, digest)):
                found.append((manifest, digest))
                if manifest.previous is None or manifest.previous_manifest is None:
                    break
                digest = manifest.previous_manifest
                manifest = read_manifest(place, manifest.previous, digest)
        return found[::-1]


@contextlib.contextmanager
def logging(home: Path, url: str | None, *, actor: str | None, wanted: bool = True) -> Iterator[Log | None]:
    """The log for one command, what is missing in it caught up; None if it is not `wanted`. `Refused` before anything is done if it cannot be written."""
    if not wanted:
        yield None
        return
    ledger = begun(ledger_url(home, url), home)
    try:
        log = Log(ledger, home, actor)
        log.catch_up()
        yield log
    finally:
        ledger.close()


@contextlib.contextmanager
def told(what: str) -> Iterator[None]:
    """A ledger that fails after the deed: the refusal says what was done and is not recorded."""
    try:
        yield
    except EnduseError as fault:
        raise Refused(f"{what}, but this could not be recorded: {fault}; mend the ledger, then `enduse prepare` records it") from fault


def in_use(home: Path) -> str | None:
    """The digest of the Basis in use, None if there is none."""
    try:
        return bases.current(home).name
    except Refused:
        return None


def restore(home: Path, digest: str | None) -> None:
    """Put the Basis back that was in use before."""
    if digest is None:
        (home / "basis" / "current").unlink(missing_ok=True)
    else:
        bases.switch(home, digest)


def _held(connection: sa.Connection, entry: Entry) -> bool:
    key = bytes.fromhex(str(entry.key))[:KEY_BYTES]
    return connection.execute(sa.select(records.c.sequence).where(records.c.key == key)).first() is not None


def _loaded(manifest: Manifest, digest: str) -> Entry:
    """The record of a stored version: the same whenever it is made, so that it is added once."""
    report = manifest.report
    body = {
        "event": "loaded",
        "id": manifest.list_id,
        "version": manifest.version,
        "manifest": digest,
        "previous": manifest.previous,
        "reader": manifest.reader,
        "parser_version": manifest.parser_version,
        "published": manifest.published,
        "retrieved": manifest.retrieved,
        "raw_digest": manifest.raw_digest,
        "accepted": manifest.accepted,
        "entities": manifest.entities,
        "listings": manifest.listings,
        "records": report.records,
        "used": report.used,
        "skipped": report.skipped,
        "refused": report.refused,
        "repaired": report.repaired,
        "names_checked": report.names_checked,
        "names_lost": report.names_lost,
    }
    key = hashlib.sha256(f"list_load\n{manifest.list_id}\n{manifest.version}\n{digest}".encode()).hexdigest()
    return Entry(kind="list_load", key=key, subject=f"list:{manifest.list_id}", body=msgspec.Raw(canonical_json(body)))
