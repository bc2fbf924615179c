"""Which published lists have changed, and did each new version get here whole? One list that fails leaves every other one updated."""

from __future__ import annotations

import datetime as dt
import email.utils
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from enduse.errors import DefinitionError, EnduseError, Refused, UsageError
from enduse.lists import Reader, Source, coverage, store
from enduse.lists.fetch import Edition, Fetched, Limits, fetch
from enduse.lists.held import Manifest, lists_folder, open_raw
from enduse.lists.load import LoadReport
from enduse.lists.sniff import check_kind
from enduse.model.toml_text import parse_toml
from enduse.run import package
from enduse.run.home import locked, write_atomic
from enduse.run.romanise_table import romanise_table
from enduse.run.sources import reader_of
from enduse.tables.definition_file import read_definition

_ENDINGS: Final = {"xml": ".xml", "json": ".json", "ndjson": ".ftm.json", "csv": ".csv", "zip": ".zip"}

_STAYS: Final = "; the version held stays in use"
"""What the rooms below say of a refusal; whether there is such a version is known here."""

Say = Callable[[str], None]


class Publisher(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of the table of publishers (data/sources/publishers.toml, HOME/sources.toml); its keys are explained there."""

    address: str
    reader: str
    title: str = ""
    kind: str = "any"
    max_age_days: int | None = None
    oldest_days: int | None = None
    checksums: str | None = None
    default: bool = True
    cited: str = ""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one list: `state` is updated, unchanged or failed; `said` tells it in words."""

    id: str
    state: str
    said: str
    size: int = 0
    report: LoadReport | None = None
    held: bool = True  # is any version of it in use now


def publishers(home: Path) -> dict[str, Publisher]:
    """The publishers we know, with what the home adds or changes, by list id."""
    rows = tomllib.loads(package.text("sources", "publishers.toml"))
    own = home / "sources.toml"
    if own.is_file():
        mine = parse_toml(read_definition(own), str(own))
        for list_id, row in mine.items():
            if not isinstance(row, dict):
                raise DefinitionError(f"{list_id}: write a table, [{list_id}], with address and reader", file=str(own))
            rows[list_id] = {**rows.get(list_id, {}), **row}
    return {list_id: _publisher(list_id, row, str(own)) for list_id, row in rows.items()}


def _publisher(id: str, row: Mapping[str, Any], file: str) -> Publisher:
    try:
        return msgspec.convert(row, Publisher)
    except msgspec.ValidationError as fault:
        raise DefinitionError(f"[{id}]: {fault}", file=file) from fault


def update(
    home: Path, ids: Sequence[str] = (), *, now: dt.datetime, accept: bool = False, limits: Limits | None = None, say: Say | None = None
) -> tuple[Outcome, ...]:  # fmt: skip
    """Fetch the lists named (without names: those of the table that are default or held) and store what is new.

    Never raises for what one list does; the outcome of each is told. `UsageError` for an id without a publisher.
    """
    known = publishers(home)
    if accept and not ids:
        raise UsageError("--accept is for lists that are named: `enduse lists update ID --accept`")
    unknown = sorted(set(ids) - known.keys())
    if unknown:
        raise UsageError(f"no publisher's address is known for {', '.join(unknown)}; known are {', '.join(known)}; others are added in {home / 'sources.toml'}")
    held = {manifest.list_id: manifest for manifest in store.list_sources(home)}
    chosen = tuple(dict.fromkeys(ids)) or tuple(each for each, row in known.items() if row.default or each in held)
    return tuple(_safely(home, each, known[each], held.get(each), now=now, accept=accept, limits=limits, say=say or _silent) for each in chosen)


def _silent(_: str) -> None:
    return


def _safely(home: Path, id: str, publisher: Publisher, held: Manifest | None, *, now: dt.datetime, accept: bool, limits: Limits | None, say: Say) -> Outcome:
    try:
        with locked(lists_folder(home) / "fetch" / f"{id}.lock", what=f"the update of {id}"):
            return _one(home, id, publisher, held, now=now, accept=accept, limits=limits, say=say)
    except EnduseError as fault:
        said = str(fault)
    except OSError as fault:
        said = f"{fault.filename or 'file system'}: {fault.strerror or fault}"
    except Exception as fault:  # noqa: BLE001  (a fault of ours in one reader must not keep the other lists old; it is told and the exit code is 3)
        said = f"internal failure, please report it: {type(fault).__name__}: {fault}"
    still = store.versions(home, id) if held else ()
    now_used = "the version held stays in use" if still else "no version of it is held, so nothing of it is screened"
    return Outcome(id=id, state="failed", said=f"{said.replace(_STAYS, '')}; {now_used}", held=bool(still))


def _one(home: Path, id: str, publisher: Publisher, held: Manifest | None, *, now: dt.datetime, accept: bool, limits: Limits | None, say: Say) -> Outcome:
    _, reader = reader_of(publisher.reader)
    folder = lists_folder(home) / "fetch"
    name = f"{id}{_ENDINGS.get(publisher.kind.partition(':')[0], '')}"
    say(f"{id}: asking {publisher.address.partition('?')[0]}")

    def progress(size: int, total: int | None) -> None:
        say(f"{id}: {size / 1e6:,.1f} MB" + (f" of {total / 1e6:,.1f}" if total else ""))

    expected = _checksum(publisher, folder, id, limits) if publisher.checksums else None
    edition = _edition(home, id, held)
    came = fetch(publisher.address, folder, name, known=edition, expected=expected, limits=limits, progress=progress)
    try:
        if came.path is None:
            return _still(home, id, reader, held, now=now, accept=accept, say=say)
        check_kind(came.path, publisher.kind, name=id)
        return _store(home, id, publisher, reader, held, came, now=now, accept=accept, say=say)
    finally:
        (folder / name).unlink(missing_ok=True)


def _still(home: Path, id: str, reader: Reader, held: Manifest | None, *, now: dt.datetime, accept: bool, say: Say) -> Outcome:
    """Nothing has changed there. If we have changed (another reader, or the same one mended), the bytes held are read again."""
    assert held is not None  # an edition is only known of what is held
    if (held.reader, held.parser_version) == (reader.name, reader.version):
        store.confirm(home, id, now=now)
        return Outcome(id=id, state="unchanged", said="the publisher has nothing newer")
    report = store.add(home, reader, open_raw(home, held), id=id, now=now, published=held.published, accept=accept, check=checker(id, say))
    return Outcome(id=id, state="updated", said="the publisher has nothing newer; read again by a newer reader", report=report)


def _store(
    home: Path, id: str, publisher: Publisher, reader: Reader, held: Manifest | None, came: Fetched, *, now: dt.datetime, accept: bool, say: Say
) -> Outcome:
    assert came.path is not None
    source = Source.at(came.path)
    same = held is not None and [raw.sha256 for raw in held.raw] == [came.edition.sha256]
    published = None if same else reader.published(source) or _modified(came.edition)
    if published and publisher.oldest_days is not None and not accept:
        age = (now.date() - dt.date.fromisoformat(published)).days
        if age > publisher.oldest_days:
            raise Refused(
                f"{id}: the file that came is of {published}, {age} days old: a mirror or cache serves an old copy; see it, and repeat with --accept if it is right"
            )
    say(f"{id}: reading")
    report = store.add(home, reader, source, id=id, now=now, published=published, accept=accept, check=checker(id, say))
    if publisher.max_age_days is not None and store.terms_of(home, id).max_age_days is None:
        store.set_terms(home, id, store.Terms(max_age_days=publisher.max_age_days))
    write_atomic(lists_folder(home) / id / "edition.json", msgspec.json.encode(came.edition))
    how = [f"{came.size:,} bytes"]
    how += [f"{came.attempts} attempts"] if came.attempts > 1 else []
    how += ["gone on where an earlier attempt broke off"] if came.resumed else []
    how += [f"{came.checked.upper()} agrees with the publisher's"] if came.checked else []
    return Outcome(id=id, state="unchanged" if report.unchanged else "updated", said=", ".join(how), size=came.size, report=report)


def _edition(home: Path, id: str, held: Manifest | None) -> Edition | None:
    """What the server said of the version we hold; None if what we hold came in another way, for then it must be sent whole."""
    if held is None or len(held.raw) != 1:
        return None
    try:
        edition = msgspec.json.decode((lists_folder(home) / id / "edition.json").read_bytes(), type=Edition)
    except (OSError, msgspec.MsgspecError):
        return None
    return edition if edition.sha256 == held.raw[0].sha256 and (edition.etag or edition.last_modified) else None


def _modified(edition: Edition) -> str | None:
    """The day on which the server's file changed, for lists that do not say themselves when they were published."""
    try:
        return email.utils.parsedate_to_datetime(edition.last_modified or "").date().isoformat()
    except (ValueError, TypeError):
        return None


def _checksum(publisher: Publisher, folder: Path, id: str, limits: Limits | None) -> str:
    """The digest that the publisher states for the file, in an index of resources (JSON: resources with url or name, and checksum)."""
    assert publisher.checksums is not None
    came = fetch(publisher.checksums, folder, f"{id}.index", limits=limits)
    assert came.path is not None
    try:
        index = msgspec.json.decode(came.path.read_bytes())
        for row in index["resources"]:
            if row.get("url") == publisher.address or row.get("name") == publisher.address.rpartition("/")[2]:
                return str(row["checksum"])
    except (msgspec.MsgspecError, KeyError, TypeError, AttributeError) as fault:
        raise Refused(f"{publisher.checksums}: no index of checksums ({fault}); the version held stays in use") from fault
    finally:
        came.path.unlink(missing_ok=True)
    raise Refused(f"{publisher.checksums}: states no checksum for {publisher.address}; the version held stays in use")


def checker(id: str, say: Say | None = None) -> store.Check:
    """The self-test of coverage that `store.add` asks for, telling how far it is."""

    def check(entities: Any) -> coverage.Coverage:
        def progress(done: int, total: int) -> None:
            if say:
                say(f"{id}: {done:,} of {total:,} names looked up")

        if say:
            say(f"{id}: compiling {entities.num_rows:,} entities to look up every name")
        return coverage.cover(entities, romanise_table(), progress=progress)

    return check
