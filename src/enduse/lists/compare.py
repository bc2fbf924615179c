"""What has changed between two versions of a list, listing by listing?"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import msgspec
import pyarrow as pa

from enduse.lists.held import Manifest, read_version
from enduse.model.nouns import Noun

_ASIDE: Final = frozenset({"listing_id", "entity_id", "source", "record", "listing_version", "known_from"})


class Change(Noun, frozen=True):
    """One field that differs: names of a listing's columns, or `entity.` and a field of its entity. Values as JSON builtins, None if absent."""

    field: str
    old: Any
    new: Any


class Line(Noun, frozen=True):
    """One listing of a difference; `changes` is empty where it was added or removed."""

    listing_id: str
    name: str
    effect: str
    changes: tuple[Change, ...] = ()


class Difference(Noun, frozen=True):
    """Between `old` and `new`, by listing id; each part sorted."""

    old: str
    new: str
    added: tuple[Line, ...]
    removed: tuple[Line, ...]
    changed: tuple[Line, ...]
    unchanged: int


def diff(home: Path, a: str, b: str | None = None) -> Difference:
    """The difference from `a` to `b`, each `ID` (current) or `ID@VERSION` (the beginning of a version's name is enough, `ID@-1` is the one before the
    current). Without `b`: from the version before to the current one, or from `a@VERSION` to the current one. Ids of different lists are compared
    without the list's name in front."""
    if b is None:
        list_id, _, version = a.partition("@")
        a, b = f"{list_id}@{version or '-1'}", list_id
    old, new = _side(home, a), _side(home, b)
    alien = old[0].list_id != new[0].list_id
    left, right = _rows(*old, bare=alien), _rows(*new, bare=alien)
    changed = []
    for key in sorted(left.keys() & right.keys()):
        changes = tuple(_changes(left[key], right[key]))
        if changes:
            changed.append(msgspec.structs.replace(_line(key, right[key]), changes=changes))
    return Difference(
        old=f"{old[0].list_id}@{old[0].version}",
        new=f"{new[0].list_id}@{new[0].version}",
        added=tuple(_line(key, right[key]) for key in sorted(right.keys() - left.keys())),
        removed=tuple(_line(key, left[key]) for key in sorted(left.keys() - right.keys())),
        changed=tuple(changed),
        unchanged=len(left.keys() & right.keys()) - len(changed),
    )


def _side(home: Path, reference: str) -> tuple[Manifest, pa.Table, pa.Table]:
    list_id, _, version = reference.partition("@")
    if version == "-1":
        manifest = read_version(home, list_id)[0]
        return read_version(home, list_id, manifest.previous or manifest.version)
    return read_version(home, list_id, version or None)


def _rows(manifest: Manifest, entities: pa.Table, listings: pa.Table, *, bare: bool) -> dict[str, dict[str, Any]]:
    records = dict(zip(entities.column("entity_id").to_pylist(), entities.column("record").to_pylist(), strict=True))
    prefix = f"{manifest.list_id}:" if bare else ""
    return {row["listing_id"].removeprefix(prefix): {**row, "_entity": records[row["entity_id"]]} for row in listings.to_pylist()}


def _changes(old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    if old["listing_version"] == new["listing_version"]:
        return []
    found = [Change(field=key, old=_plain(old[key]), new=_plain(new[key])) for key in new if key not in _ASIDE and key != "_entity" and old[key] != new[key]]
    before, after = msgspec.json.decode(old["_entity"]), msgspec.json.decode(new["_entity"])
    found += [
        Change(field=f"entity.{key}", old=before.get(key), new=after.get(key))
        for key in sorted(before.keys() | after.keys())
        if key != "entity_id" and before.get(key) != after.get(key)
    ]
    return found


def _line(key: str, row: dict[str, Any]) -> Line:
    names = msgspec.json.decode(row["_entity"]).get("names") or [{"text": ""}]
    return Line(listing_id=key, name=names[0]["text"], effect=row["effect"])


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
