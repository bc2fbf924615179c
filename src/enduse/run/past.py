"""Was it on the list we held then, and on the list in force then?

An index over every wording that any held version has of anyone is compiled once for all versions and kept in `past/` of the home, which may be deleted at any time.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from enduse import __version__
from enduse.basis import Basis as Content
from enduse.errors import Refused, UsageError
from enduse.lists import history
from enduse.lists.held import current, lists_folder, read_table, terms_of, versions
from enduse.lists.history import Edition, Episode, Life
from enduse.lists.tables import records_of
from enduse.model.canonical import canonical_json
from enduse.model.nouns import Entity, Listing, Noun, Party
from enduse.parties import Found, Index, build, find
from enduse.run import bases, package
from enduse.run.home import write_atomic
from enduse.run.prepare import list_row, list_tables
from enduse.run.romanise_table import romanise_table

LIST_TABLES: Final = re.compile(r"lists|entities|listings|parties\..*")


class Moment(Noun, frozen=True):
    """What `--date` means: the day for the law, and the instant (RFC 3339 UTC) up to which what was held counts; for a bare day its end."""

    day: str
    until: str


class Then(msgspec.Struct, frozen=True, kw_only=True):
    """A list at that moment: the version current in the home (None: none yet), the oldest that is held and the newest."""

    id: str
    held: Edition | None
    oldest: Edition
    newest: Edition


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """About one listing. `answer` is one of held_in_force, held_not_in_force, not_held_in_force, neither, held_unknown, not_held_unknown.

    `named_then`: whether what we held resembled the name asked for (None: asked by id); a listing held under other names alone counts as not held.
    `known_from`: the first version that had the listing (asked by name: with a name that is found); `timing` says what that means for the day.
    """

    answer: str
    listing_id: str
    entity_id: str
    name: str
    listing: Listing
    held: Edition | None
    named_then: bool | None
    in_force: str
    why: str
    since: str | None
    until: str | None
    stated_by: Edition
    known_from: Edition
    timing: str | None = None
    score: int | None = None
    band: str | None = None
    matched_name: str | None = None


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked, and what we know. `lists` bounds it: nothing is known of what a list said before the oldest version that is held."""

    schema_version: int = 1
    asked: str
    day: str
    held_until: str
    answers: tuple[Answer, ...]
    lists: tuple[Then, ...]


def moment_of(text: str, *, now: dt.datetime, what: str = "--date") -> Moment:
    """A day (its end, UTC) or an instant with a zone; `UsageError` for anything else, and for what is still to come."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            day = dt.date.fromisoformat(text).isoformat()
            found = Moment(day=day, until=f"{day}T23:59:59Z")
        else:
            instant = dt.datetime.strptime(text.replace("Z", "+00:00"), "%Y-%m-%dT%H:%M:%S%z").astimezone(dt.UTC)
            found = Moment(day=instant.date().isoformat(), until=f"{instant:%Y-%m-%dT%H:%M:%SZ}")
    except ValueError as fault:
        raise UsageError(f"{what} {text!r} is neither an ISO date such as 2026-03-01 nor a time with its zone such as 2026-03-01T14:30:00Z") from fault
    if found.day > now.astimezone(dt.UTC).date().isoformat():
        raise UsageError(f"{what} {text} is still to come: nobody knows what will be held then")
    return found


def when(home: Path, what: str, party: Party, moment: Moment, *, limit: int = 10) -> Past:
    """The answers about a listing id, an entity id, or the `limit` entities that the party resembles most in any version that is held."""
    index = _index(home)
    lives = Lives(index)
    named = tuple(lives.of(what))
    chains = {each: history.editions(home, each) for each in history.held_lists(home)}
    oldest = {name: chain[0] for name, chain in chains.items()}
    answers = [_answer(life, moment, {}, oldest, asked_by_name=False) for life in named]
    if not named:
        found = _find(index, party, limit)
        for life, mine in ((life, mine) for entity_id, mine in found.items() for life in lives.of(entity_id)):
            answers.append(_answer(life, moment, mine, oldest, asked_by_name=True))
    lists = tuple(Then(id=name, held=history.version_at(chain, moment.until), oldest=chain[0], newest=chain[-1]) for name, chain in chains.items())
    return Past(asked=what, day=moment.day, held_until=moment.until, answers=tuple(answers), lists=lists)


class Lives:
    """The lives of listings in a compiled index, decoded when asked for."""

    def __init__(self, index: Content) -> None:
        table = index.table("past.lives").combine_chunks()
        self._records = table.column("record")
        self._rows: dict[str, list[int]] = {}
        for column in ("listing_id", "entity_id"):
            for row, key in enumerate(table.column(column).to_pylist()):
                self._rows.setdefault(key, []).append(row)

    def of(self, entity_id: str) -> Iterator[Life]:
        """The listings of an entity, by id; or the listing of that id."""
        for row in dict.fromkeys(self._rows.get(entity_id, ())):
            yield msgspec.json.decode(self._records[row].as_py(), type=Life)


def _find(index: Content, party: Party, limit: int) -> dict[str, dict[bytes, Found]]:
    """The entities found, best first, each with the wordings of it that are found."""
    ids, records = index.table("entities").column("entity_id"), index.table("entities").column("record")
    (found,) = find([party], Index.of(index))
    by_entity: dict[str, dict[bytes, Found]] = {}
    for one in found:
        by_entity.setdefault(ids[one.entity].as_py(), {})[records[one.entity].as_py()] = one
    return dict(list(by_entity.items())[:limit])


def _answer(life: Life, moment: Moment, found: dict[bytes, Found], oldest: dict[str, Edition], *, asked_by_name: bool) -> Answer:
    then = history.held_at(life, moment.until)
    law = history.law_on(life, moment.day)

    def speaks(episode: Episode) -> Found | None:
        return found.get(canonical_json(episode.entity))

    named_then = (speaks(then) is not None if then else None) if asked_by_name else None
    held = then is not None and named_then is not False
    first = next((each for each in life.episodes if not asked_by_name or speaks(each)), life.episodes[0])
    latest = life.latest
    best = max(found.values(), key=lambda one: one.score) if found else None
    in_force = {history.YES: "in_force", history.NO: "not_in_force", history.UNKNOWN: "unknown"}[law.in_force]
    answer = f"{'held' if held else 'not_held'}_{in_force}"
    timing = None if held or law.in_force == history.NO else timing_of(first.first, moment, oldest[latest.listing.source])
    return Answer(
        answer="neither" if answer == "not_held_not_in_force" else answer,
        listing_id=latest.listing.listing_id,
        entity_id=latest.entity.entity_id,
        name=latest.entity.names[0].text if latest.entity.names else latest.entity.entity_id,
        listing=latest.listing,
        held=version_of(then, moment) if then else None,
        named_then=named_then,
        in_force=law.in_force,
        why=law.why,
        since=law.since,
        until=law.until,
        stated_by=latest.last,
        known_from=first.first,
        timing=timing,
        score=round(best.score * 1000) if best else None,
        band=best.band if best else None,
        matched_name=best.matched_name if best else None,
    )


def version_of(episode: Episode, moment: Moment) -> Edition:
    """The first version with that wording, or its last if that was held by then."""
    return episode.last if episode.last.retrieved <= moment.until else episode.first


def timing_of(first: Edition, moment: Moment, oldest: Edition) -> str:
    """What could be known at that moment of a listing that was not held: gone_again, before_oldest, publication_unknown, published_later or loaded_late.

    Of a listing that the oldest version held has already, nobody can tell here whether it was published earlier.
    """
    if first.retrieved <= moment.until:
        return "gone_again"
    if first == oldest and (first.published is None or first.published > moment.day):
        return "before_oldest"
    if first.published is None:
        return "publication_unknown"
    return "published_later" if first.published > moment.day else "loaded_late"


# ---------------------------------------------------------------- what is compiled for it


def basis_held(home: Path, base: Content, moment: Moment) -> bases.Basis:
    """`base` with the lists as they were held at that moment in place of its own. `Refused` if none was held."""
    chosen = []
    for name in history.held_lists(home):
        edition = history.version_at(history.editions(home, name), moment.until)
        chosen += [manifest for manifest in versions(home, name) if edition is not None and manifest.version == edition.version]
    if not chosen:
        raise Refused(f"no list was held in {home} at {moment.until}: there is nothing to judge on again")

    def make() -> dict[str, pa.Table]:
        records, rows = [], []
        for manifest in chosen:
            mine = list(records_of(read_table(home, manifest, "entities"), read_table(home, manifest, "listings")))
            records += mine
            row = list_row(manifest.list_id, manifest.version, manifest.reader, manifest.published, mine)
            rows.append({**row, "max_age_days": terms_of(home, manifest.list_id).max_age_days})
        return list_tables(records, rows, base.table("text.romanise"))

    return _basis(home, base, "held", [f"{m.list_id}@{m.version}" for m in chosen], make)


def basis_in_force(home: Path, base: Content) -> bases.Basis:
    """`base` with every listing that any held version has, dated by all of them together; the kernel takes what was in force on the transaction's day."""

    def make() -> dict[str, pa.Table]:
        records, rows = [], []
        for name in _some(history.held_lists(home), home):
            manifest = current(lists_folder(home) / name)[0]
            newest: dict[str, tuple[Edition, Entity]] = {}
            listings: dict[str, list[Listing]] = {}
            for life in history.lives(home, name):
                entity, listing = history.as_known_now(life)
                said = life.latest.last
                if entity.entity_id not in newest or newest[entity.entity_id][0].retrieved < said.retrieved:
                    newest[entity.entity_id] = (said, entity)
                listings.setdefault(entity.entity_id, []).append(listing)
            mine = [(entity, tuple(listings[key])) for key, (_, entity) in newest.items()]
            records += mine
            rows.append(list_row(name, manifest.version, manifest.reader, manifest.published, mine))
        return list_tables(records, rows, base.table("text.romanise"))

    return _basis(home, base, "in force", _heads(home), make)


def _basis(home: Path, base: Content, what: str, parts: Iterable[str], make: Callable[[], dict[str, pa.Table]]) -> bases.Basis:
    def whole() -> dict[str, pa.Table]:
        tables = {name: table for name, table in base.tables.items() if not LIST_TABLES.fullmatch(name)} | make()
        if "owners.links" in tables:
            tables["owners.links"] = _linked(tables["owners.links"], base.table("entities"), tables["entities"])
        if "owners.listed" in tables:
            tables["owners.listed"] = _linked(tables["owners.listed"], base.table("entities"), tables["entities"]).sort_by("entity")
        return tables

    return _kept(home / "past" / "basis", [what, base.digest, *parts], whole)


def _linked(links: pa.Table, before: pa.Table, after: pa.Table) -> pa.Table:
    """Links from holders of registers to listed entities, pointing to where these stand now; a holder listed on the other lists alone is not looked up anew."""
    rows = {key: row for row, key in enumerate(after.column("entity_id").to_pylist())}
    ids = before.column("entity_id").to_pylist()
    moved = [rows.get(ids[row]) for row in links.column("entity").to_pylist()]
    links = links.set_column(links.schema.get_field_index("entity"), "entity", pa.array(moved, pa.int32()))
    return links.filter(pc.is_valid(links.column("entity")))


def _index(home: Path) -> bases.Basis:
    names = _some(history.held_lists(home), home)

    def make() -> dict[str, pa.Table]:
        lives = [(name, life) for name in names for life in history.lives(home, name)]
        wordings = sorted({(episode.entity.entity_id, canonical_json(episode.entity)) for _, life in lives for episode in life.episodes})
        romanise = romanise_table()
        entities = [msgspec.json.decode(record, type=Entity) for _, record in wordings]
        columns = {
            "listing_id": [life.latest.listing.listing_id for _, life in lives],
            "entity_id": [life.latest.entity.entity_id for _, life in lives],
        }
        return {
            **build(entities, romanise),
            "text.romanise": romanise,
            "entities": pa.table(
                {"entity_id": [key for key, _ in wordings], "record": pa.array([record for _, record in wordings], pa.large_binary())},
            ),
            "past.lives": pa.table({**columns, "record": pa.array([canonical_json(life) for _, life in lives], pa.large_binary())}),
        }

    return _kept(home / "past" / "index", _heads(home), make, only=True)


def _some(names: tuple[str, ...], home: Path) -> tuple[str, ...]:
    if not names:
        raise Refused(
            f"{home}: no list is held there; load lists with `enduse lists add` (the starter set that comes with the program has no versions to look back on)"
        )
    return names


def _heads(home: Path) -> list[str]:
    """What names every version of every list: the digests of the current manifests, each of which holds that of the one before."""
    return [f"{name} {current(lists_folder(home) / name)[1]}" for name in history.held_lists(home)]


def _kept(folder: Path, parts: Iterable[str], make: Callable[[], dict[str, pa.Table]], *, only: bool = False) -> bases.Basis:
    """What was compiled of these parts by this very code, kept in the folder (there `only` this); compiled now if it is not there or was touched."""
    key = hashlib.sha256("\n".join((package.code_digest(), package.digest(), *parts)).encode()).hexdigest()
    try:
        return bases.Basis.open(folder / (folder / f"{key}.key").read_text("ascii").strip(), verify=True)
    except (OSError, Refused):
        pass
    content = Content(make())
    try:
        path = bases.store(content, folder, engine_version=__version__, info={})
        write_atomic(folder / f"{key}.key", content.digest.encode("ascii"))
        if only:
            _clear(folder, keep={path.name, f"{key}.key"})
        return bases.Basis.open(path)
    except OSError:  # a home that cannot be written is no reason not to answer
        return bases.Basis(content.tables, content.digests)


def _clear(folder: Path, *, keep: set[str]) -> None:
    """Remove what was compiled of fewer versions; who has it open goes on reading."""
    for entry in folder.iterdir():
        if entry.is_dir() and re.fullmatch(r"[0-9a-f]{64}", entry.name) and entry.name not in keep:
            shutil.rmtree(entry, ignore_errors=True)
        elif entry.suffix == ".key" and entry.name not in keep:
            entry.unlink(missing_ok=True)
