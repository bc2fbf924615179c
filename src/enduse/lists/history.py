"""What has each list said of whom in the versions we hold, from which version to which, and what follows from it for a given day?

Two axes of time are told apart. What we *held* goes by the moments at which versions came into the home. What was *in force* goes by the dates that the list states,
as the newest version that speaks of the listing states them; where it states none, the versions' dates of publication are bounds, and between bounds the answer is unknown.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from enduse.lists.held import Manifest, lists_folder, read_table, versions
from enduse.lists.tables import entity_of
from enduse.model.nouns import Entity, Listing, Noun

YES, NO, UNKNOWN = "yes", "no", "unknown"


class Edition(Noun, frozen=True):
    """A version of a list: when it was published (None: not known) and when it came into the home (RFC 3339 UTC)."""

    version: str
    retrieved: str
    published: str | None = None

    @property
    def day(self) -> str:
        """The day on which the version is known to have been public: of publication, else the day on which we had it."""
        return self.published or self.retrieved[:10]

    @property
    def told(self) -> str:
        """That day in words."""
        return f"published {self.published}" if self.published else f"loaded {self.retrieved[:10]}, date of publication unknown"


class Episode(Noun, frozen=True):
    """One wording of a listing and its entity, in every version from `first` to `last`. `next` is the version after, which says otherwise or nothing; None: current."""

    listing: Listing
    entity: Entity
    first: Edition
    last: Edition
    next: Edition | None = None


class Life(Noun, frozen=True):
    """All that we hold about one listing, oldest wording first."""

    episodes: tuple[Episode, ...]

    @property
    def latest(self) -> Episode:
        """What was said of it last."""
        return self.episodes[-1]


class Law(Noun, frozen=True):
    """Was the listing in force on the day: yes, no or unknown? `since`, `until`: what is known of its dates; `why` says it in words."""

    in_force: str
    why: str
    since: str | None = None
    until: str | None = None


def editions(home: Path, id: str) -> tuple[Edition, ...]:
    """The versions of list `id`, oldest first."""
    return tuple(_edition(manifest) for manifest in reversed(versions(home, id)))


def lives(home: Path, id: str) -> tuple[Life, ...]:
    """The lives of every listing that any version of list `id` holds, by listing id. Every version is verified as it is read."""
    open_: dict[str, Episode] = {}
    closed: dict[str, list[Episode]] = {}
    for manifest in reversed(versions(home, id)):
        edition = _edition(manifest)
        now: dict[str, Episode] = {}
        for listing, record in _listings(home, manifest):
            before = open_.pop(listing.listing_id, None)
            if before is not None and before.listing.listing_version == listing.listing_version:
                now[listing.listing_id] = msgspec.structs.replace(before, last=edition)
                continue
            if before is not None:
                closed.setdefault(listing.listing_id, []).append(msgspec.structs.replace(before, next=edition))
            now[listing.listing_id] = Episode(listing=listing, entity=entity_of(record), first=edition, last=edition)
        for listing_id, gone in open_.items():
            closed.setdefault(listing_id, []).append(msgspec.structs.replace(gone, next=edition))
        open_ = now
    ids = sorted({*open_, *closed})
    return tuple(Life(episodes=(*closed.get(each, ()), *((open_[each],) if each in open_ else ()))) for each in ids)


def held_at(life: Life, moment: str) -> Episode | None:
    """The wording of the listing in the version that was current in the home at that moment (RFC 3339 UTC); None if that version did not hold it."""
    return next((each for each in life.episodes if each.first.retrieved <= moment and (each.next is None or moment < each.next.retrieved)), None)


def version_at(chain: Sequence[Edition], moment: str) -> Edition | None:
    """Of versions, oldest first, the one that was current in the home at that moment; None if there was none yet."""
    return next((each for each in reversed(chain) if each.retrieved <= moment), None)


def law_on(life: Life, day: str) -> Law:
    """Was the listing in force on that day, by all that is held now? Both ends of a stated period are inclusive."""
    latest = life.latest
    block = _last_block(life.episodes)
    stated = next((each for each in reversed(life.episodes) if each.listing.valid_from), None)
    since = stated.listing.valid_from if stated else None
    until, gone = latest.listing.valid_to, latest.next
    if since and day < since:
        return Law(in_force=NO, why=f"in force only since {since}", since=since, until=until)
    if until and until < day:
        return Law(in_force=NO, why=f"in force only until {until}", since=since, until=until)
    if gone is not None and not until and latest.last.day < day:
        off = f"no longer on the list in version {gone.version} ({gone.told})"
        if gone.day <= day:
            return Law(in_force=NO, why=off, since=since, until=None)
        return Law(
            in_force=UNKNOWN, why=f"last seen in version {latest.last.version} ({latest.last.told}), {off}: the day of its end is not stated", since=since
        )
    if since:
        return Law(in_force=YES, why=f"in force since {since}" + (f" until {until}" if until else ""), since=since, until=until)
    for episodes in (block, *_earlier_blocks(life.episodes)):
        if episodes[0].first.day <= day and (episodes is block or day <= episodes[-1].last.day):
            first = episodes[0].first
            return Law(in_force=YES, why=f"start not stated; on the list since version {first.version} ({first.told}) at the latest", until=until)
    first = block[0].first
    return Law(in_force=UNKNOWN, why=f"start unknown: the list states none, and we first see it in version {first.version} ({first.told})", until=until)


def as_known_now(life: Life) -> tuple[Entity, Listing]:
    """The listing with the dates that all versions together give: one that has gone without a stated end ended before the first version without it."""
    latest = life.latest
    stated = next((each.listing.valid_from for each in reversed(life.episodes) if each.listing.valid_from), None)
    until = latest.listing.valid_to
    if latest.next is not None and until is None:
        until = (dt.date.fromisoformat(latest.next.day) - dt.timedelta(days=1)).isoformat()
    return latest.entity, msgspec.structs.replace(latest.listing, valid_from=stated, valid_to=until)


def held_lists(home: Path) -> tuple[str, ...]:
    """The ids of all lists of the home."""
    root = lists_folder(home)
    return tuple(sorted(place.name for place in root.iterdir() if (place / "current").is_file())) if root.is_dir() else ()


def _edition(manifest: Manifest) -> Edition:
    return Edition(version=manifest.version, retrieved=manifest.retrieved, published=manifest.published)


def _listings(home: Path, manifest: Manifest) -> Iterator[tuple[Listing, str]]:
    table = read_table(home, manifest, "entities").select(["entity_id", "record"])
    records = dict(zip(table.column("entity_id").to_pylist(), table.column("record").to_pylist(), strict=True))
    for row in read_table(home, manifest, "listings").drop_columns(["known_from"]).to_pylist():
        for end in ("valid_from", "valid_to"):
            row[end] = row[end].isoformat() if row[end] else None
        yield Listing(**row), records[row["entity_id"]]


def _blocks(episodes: Iterable[Episode]) -> list[tuple[Episode, ...]]:
    """Episodes that follow each other without a version between them that lacks the listing."""
    found: list[list[Episode]] = []
    for each in episodes:
        before = found[-1][-1] if found else None
        if before is not None and before.next is not None and before.next.version == each.first.version:
            found[-1].append(each)
        else:
            found.append([each])
    return [tuple(block) for block in found]


def _last_block(episodes: Sequence[Episode]) -> tuple[Episode, ...]:
    return _blocks(episodes)[-1]


def _earlier_blocks(episodes: Sequence[Episode]) -> Iterator[tuple[Episode, ...]]:
    yield from itertools.islice(reversed(_blocks(episodes)), 1, None)
