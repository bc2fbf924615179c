"""Which registers of owners does this home hold, and how do they become part of the Basis?

`HOME/ownership/ID/versions/VERSION` holds the raw bytes, `holders.parquet`, `holdings.parquet` and `manifest.json`, written aside and renamed into place;
`HOME/ownership/ID/current` names the version in use. `HOME/ownership/rules.csv`, if it is there, holds rows that take the place of the package's.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from enduse import __version__
from enduse.basis import Basis as Content
from enduse.errors import DefinitionError, Refused, UsageError
from enduse.lists import store
from enduse.lists.ftm import READER as FTM
from enduse.lists.held import Manifest as ListManifest
from enduse.lists.holdings import Reading, in_ftm, in_notes, read_register, register_tables
from enduse.lists.tables import records_of
from enduse.model.canonical import canonical_json
from enduse.model.nouns import Entity, Listing, Rejected
from enduse.owners import OF_LIST, Register, below, entities, lay, looked_up, node_table, of_lists, rules_table, to_find
from enduse.owners.graph import LINKS, LISTED
from enduse.parties import Index, build, find
from enduse.parties.points import is_held
from enduse.run import package, settings
from enduse.run.home import locked, sync_dir, write_atomic
from enduse.tables import Input
from enduse.text.romanise import Romaniser

RULES: Final = "ownership_rules.csv"
INDEX: Final = "owners.index."
REFUSED_LIMIT: Final = 0.01
"""The part of a register's rows that may be unusable before a person has to accept the loss: a missing owner is a missing warning."""
_ID: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_STAGE: Final = ".stage-"
Records = Sequence[tuple[Entity, tuple[Listing, ...]]]
_FORMAT: Final = 1


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """One stored version of a register: rows = kept + refused + superseded + the sum of `passed`."""

    format: int
    id: str
    version: str
    file: str
    form: str  # bods | ftm | table
    sha256: str
    size: int
    loaded: str
    engine_version: str
    rows: int
    kept: int
    refused: int
    superseded: int
    passed: dict[str, int]
    notes: dict[str, int]
    holders: int
    holdings: int
    parts: dict[str, str]  # file → SHA-256
    previous: str | None
    faults: tuple[Rejected, ...]  # the first of the refused rows; all of them, as far as kept, are in refused.json


def add(home: Path, path: str, *, id: str | None, now: dt.datetime, accept: bool = False) -> tuple[Manifest, bool]:
    """Store the file as the new version of register `id` (default: the name of the file); (manifest, whether anything changed).

    Refused, with figures, if it lost more than the limit (unless `accept`), states no holding or cannot be read; then nothing has changed.
    """
    with Input(path) as source:
        name = id or re.sub(r"[^a-z0-9._-]+", "-", Path(path).name.casefold().split(".")[0]).strip("-.")
        if not _ID.fullmatch(name):
            raise UsageError(f"{name!r} cannot name a register; use --id with small letters, digits, dots and hyphens")
        with locked(_folder(home) / "lock", what=f"{_folder(home)}"):
            place = _folder(home) / name
            before = _current(place)
            sha = source.digest()
            if before is not None and (before.sha256, before.engine_version) == (sha, __version__):
                return before, False
            form, reading = read_register(source)
            _judge(name, reading, accept)
            place.mkdir(parents=True, exist_ok=True)
            _sweep(place)
            stage = place / f"{_STAGE}{os.getpid()}"
            try:
                return _store(place, stage, name, source, sha, form, reading, before, now), True
            finally:
                shutil.rmtree(stage, ignore_errors=True)
                if before is None and not (place / "current").exists():
                    shutil.rmtree(place, ignore_errors=True)


def _judge(name: str, reading: Reading, accept: bool) -> None:
    if reading.refused > REFUSED_LIMIT * reading.rows and not accept:
        first = reading.rejected[0]
        raise Refused(
            f"{name}: {reading.refused:,} of {reading.rows:,} rows cannot be used, more than {REFUSED_LIMIT:.0%}: {first.file}:{first.line}"
            f"{f' column {first.column}' if first.column else ''}: {first.reason}; {first.remedy}. Mend them, or add it again with --accept"
        )


def _store(place: Path, stage: Path, name: str, source: Input, sha: str, form: str, reading: Reading, before: Manifest | None, now: dt.datetime) -> Manifest:
    holders, holdings = register_tables(reading)
    version = f"{now.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}-{sha[:12]}"
    while (place / "versions" / version).exists():
        version += "x"  # the same bytes again within one second
    built = stage / version
    built.mkdir(parents=True)
    with source.open() as stream, (built / "raw").open("wb") as copy:
        shutil.copyfileobj(stream, copy)
        copy.flush()
        os.fsync(copy.fileno())
    for part, table in (("holders", holders), ("holdings", holdings)):
        pq.write_table(table, built / f"{part}.parquet", compression="zstd")
        with (built / f"{part}.parquet").open("rb") as stream:
            os.fsync(stream.fileno())
    write_atomic(built / "refused.json", canonical_json(reading.rejected))
    manifest = Manifest(
        format=_FORMAT,
        id=name,
        version=version,
        file=reading.file,
        form=form,
        sha256=sha,
        size=source.size,
        loaded=f"{now.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
        engine_version=__version__,
        rows=reading.rows,
        kept=reading.kept,
        refused=reading.refused,
        superseded=reading.superseded,
        passed=dict(sorted(reading.passed.items())),
        notes=dict(sorted(reading.notes.items())),
        holders=holders.num_rows,
        holdings=holdings.num_rows,
        parts={each: _digest(built / each) for each in ("raw", "holders.parquet", "holdings.parquet", "refused.json")},
        previous=before.version if before else None,
        faults=tuple(reading.rejected[:20]),
    )
    write_atomic(built / "manifest.json", msgspec.json.format(msgspec.json.encode(manifest, order="sorted")))
    (place / "versions").mkdir(exist_ok=True)
    built.rename(place / "versions" / version)
    sync_dir(place / "versions")
    write_atomic(place / "current", version.encode())
    sync_dir(place.parent)
    return manifest


def held(home: Path) -> list[Manifest]:
    """The current version of every register, by id."""
    places = [place for place in sorted(_folder(home).glob("*")) if _ID.fullmatch(place.name) and place.is_dir()]
    return [manifest for place in places if (manifest := _current(place)) is not None]


def remove(home: Path, id: str) -> Manifest:
    """Take the register out of use: its folder is renamed away and deleted. `UsageError` if there is none of that id."""
    with locked(_folder(home) / "lock", what=f"{_folder(home)}"):
        place = _folder(home) / id
        manifest = _current(place) if _ID.fullmatch(id) else None
        if manifest is None:
            known = ", ".join(each.id for each in held(home)) or "none is held"
            raise UsageError(f"no register {id!r}; there are: {known}")
        gone = place.with_name(f".gone-{id}-{os.getpid()}")
        place.rename(gone)
        sync_dir(gone.parent)
        shutil.rmtree(gone, ignore_errors=True)
    return manifest


def all_registers(home: Path) -> Iterator[Register]:
    """The user's own registers, and the ties that the lists held state, one at a time."""
    yield from registers(home)
    yield from list_registers(home, ((manifest, list(records_of(*tables))) for manifest, *tables in store.read_current(home)))


def registers(home: Path) -> Iterator[Register]:
    """The registers in use, one at a time, checked against their digests. `Refused` if one is not whole."""
    for manifest in held(home):
        folder = _folder(home) / manifest.id / "versions" / manifest.version
        tables = {}
        for part in ("holders", "holdings"):
            file = folder / f"{part}.parquet"
            if not file.is_file() or _digest(file) != manifest.parts[file.name]:
                raise Refused(f"{file}: missing or changed since it was stored; add the register again")
            tables[part] = pq.read_table(file, columns=["record"] if part == "holders" else None)
        yield Register(id=manifest.id, version=manifest.version, **tables)


def list_registers(home: Path, held: Iterable[tuple[ListManifest, Records]]) -> Iterator[Register]:
    """The ties that the lists themselves state, a register `list:ID` for each list that states any, of the version of the list."""
    if settings.value(home, "owners.from_lists") != "yes":
        return
    for manifest, records in held:
        reading = in_ftm(store.open_raw(home, manifest), manifest.list_id) if manifest.reader == FTM.name else in_notes(records, manifest.list_id)
        if reading.holdings:
            holders, holdings = register_tables(reading)
            yield Register(id=f"{OF_LIST}{manifest.list_id}", version=manifest.version, holders=holders.select(["record"]), holdings=holdings)


def rule_texts(home: Path | None) -> list[tuple[str, str]]:
    """The package's table of rules, and the user's own rows."""
    texts = [(RULES, package.text("tables", RULES))]
    own = _folder(home) / "rules.csv" if home else None
    if own is not None and own.is_file():
        try:
            texts.append((str(own), own.read_text(encoding="utf-8-sig")))
        except UnicodeDecodeError as fault:
            raise DefinitionError(f"not UTF-8: {fault}", file=str(own)) from fault
    return texts


def compile_registers(held: Iterable[Register], rules: Sequence[tuple[str, str]], tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """The tables `owners.*` beside the others of a Basis: ties, who of the holders is or may be listed, and an index of all that listings can come to; none without registers. Each is let go once it is laid down."""
    laid = lay(held)
    if not laid.registers.num_rows:
        return {}
    content = Content(tables, dict.fromkeys(tables, ""))
    links: dict[tuple[int, int], dict[str, object]] = {}
    met = ((node, found) for nodes, parties in looked_up(laid) for node, found in zip(nodes, find(parties, Index.of(content)), strict=True))
    for node, found in met:
        for one in found:
            if one.address_only:
                continue
            row = {
                "node": node, "entity": one.entity, "established": one.band == "established", "score": round(one.score * 1000), "matched": one.matched_name,
                "held": is_held(one),
            }  # fmt: skip
            known = links.get((node, one.entity))
            if known is None or (row["established"], row["score"]) > (known["established"], known["score"]):
                links[node, one.entity] = row
    on_lists = of_lists(laid, tables["entities"].column("entity_id").to_pylist())
    stand_for = sorted({(int(laid.same[node]), entity) for node, entity in on_lists})
    for node, entity in stand_for:
        links[node, entity] = {"node": node, "entity": entity, "established": True, "score": 1000, "matched": laid.holders[node].name, "held": True}
    all_scope = below(laid.edges, len(laid.holders), (node for node, _ in links))
    romanise = tables["text.romanise"]
    reachable = set(all_scope.tolist())
    listed = [(entity, node) for node, entity in stand_for if node in reachable]
    scope = to_find(laid, all_scope, [node for node, _ in on_lists])
    found_by = entities(laid, scope)
    index = build(found_by, romanise)
    return {
        "owners.registers": laid.registers,
        "owners.nodes": node_table(laid, all_scope, Romaniser(romanise)),
        "owners.edges": laid.edges,
        "owners.links": pa.Table.from_pylist([links[key] for key in sorted(links)], schema=LINKS),
        "owners.scope": pa.table({"node": pa.array(scope, pa.int32())}),
        "owners.listed": pa.Table.from_pylist([{"entity": entity, "node": node} for entity, node in sorted(listed)], schema=LISTED),
        "owners.rules": rules_table(rules),
        f"{INDEX}entities": pa.table(
            {
                "entity_id": [entity.entity_id for entity in found_by],
                "kind": pa.array([entity.kind.value if entity.kind else None for entity in found_by], pa.string()),
                "record": pa.array([canonical_json(entity) for entity in found_by], pa.large_binary()),
            }
        ),
        **{INDEX + name: table for name, table in index.items()},
    }


def _folder(home: Path) -> Path:
    return home / "ownership"


def _current(place: Path) -> Manifest | None:
    try:
        version = (place / "current").read_text("ascii").strip()
    except OSError:
        return None
    file = place / "versions" / version / "manifest.json"
    try:
        manifest = msgspec.json.decode(file.read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as fault:
        raise Refused(f"{file}: cannot be read ({fault}); add the register again, or remove it with `enduse ownership remove {place.name}`") from fault
    if manifest.format != _FORMAT:
        raise Refused(f"{file}: format {manifest.format}, this version reads {_FORMAT}; add the register again")
    return manifest


def _sweep(place: Path) -> None:
    """Remove what a killed writer left."""
    for left in place.glob(f"{_STAGE}*"):
        shutil.rmtree(left, ignore_errors=True)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
