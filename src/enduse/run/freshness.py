"""May this Basis be used now: are its lists current, and does it hold all that the home holds?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from enduse.errors import Refused
from enduse.lists import store
from enduse.owners import OF_LIST
from enduse.run import control_lists, goods_loaded, ownership, settings, switches
from enduse.run.bases import Basis
from enduse.run.prepare import own_packs

_AHEAD: Final = dt.timedelta(days=1)  # clocks of two machines may differ, not by more


def stale_lists(basis: Basis, now: dt.datetime, allowed: Sequence[str], home: Path | None = None) -> tuple[str, ...]:
    """Ids of lists used although they are not current; `Refused` unless each is allowed.

    A list is not current if it was last known to be so longer ago than its own `max_age_days`, else than the setting `lists.max_age_days`, or if `home` holds another
    version of it than the Basis was compiled of. A rule pack, a control list of the user's or a register of owners that changed since is refused in any case.
    """
    rows = basis.table("lists").to_pylist()
    old = _old(basis, now, {row["id"]: row.get("max_age_days") for row in rows})
    compiled = {row["id"]: row["version"] for row in rows}
    behind = _behind(home, compiled) if home is not None else {}
    unknown = sorted(set(allowed) - compiled.keys() - behind.keys())
    if unknown:
        raise Refused(f"--allow-stale names lists that are not in the Basis: {', '.join(unknown)}")
    if home is not None:
        _same_definitions(basis, home)
    refused = [f"{name}: {why}" for name, why in sorted(behind.items()) if name not in allowed]
    if refused:
        raise Refused(f"{', '.join(refused)}; run `enduse prepare`, or screen on without it with --allow-stale ID for each (recorded in every decision)")
    refused = [f"{name}: last retrieved more than {days} days ago" for name, days in old.items() if name not in allowed]
    if refused:
        raise Refused(
            f"{', '.join(refused)}; load a current version with `enduse lists update` or `enduse lists add` and run `enduse prepare`, "
            "or screen on with --allow-stale ID for each (recorded in every decision)"
        )
    return tuple(sorted(name for name in {*old, *behind} if name in allowed))


def _old(basis: Basis, now: dt.datetime, limits: dict[str, int | None]) -> dict[str, int]:
    """Lists retrieved too long ago, and how many days are allowed."""
    usual = int(basis.setting("lists.max_age_days"))
    old: dict[str, int] = {}
    for name, when in sorted(dict(basis.info.get("retrieved", {})).items()):
        own = limits.get(name)
        days = usual if own is None else int(own)
        try:
            age = now - dt.datetime.fromisoformat(str(when))
        except (ValueError, TypeError) as fault:
            raise Refused(f"{name}: the Basis says it was retrieved {when!r}, which is no time; run `enduse prepare`") from fault
        if age < -_AHEAD:
            raise Refused(f"{name}: retrieved {when}, which is still to come: set the clock right, load the list again and run `enduse prepare`")
        if age > dt.timedelta(days=days):
            old[name] = days
    return old


def _behind(home: Path, compiled: dict[str, str]) -> dict[str, str]:
    """Lists of the home that the Basis does not hold as they stand."""
    held = {manifest.list_id: manifest.version for manifest in store.list_sources(home)}
    new = dict.fromkeys(held.keys() - compiled.keys(), "loaded, but not compiled into the Basis in use")
    return new | {name: "another version is loaded than the Basis in use was compiled of" for name in held if name in compiled and held[name] != compiled[name]}


def _same_definitions(basis: Basis, home: Path) -> None:
    """`Refused` if the user's rule packs, settings, control lists, registers of owners, texts of nomenclatures or histories of prices are not those of the Basis."""
    packs = basis.table("rules.packs")
    compiled = dict(zip(packs.column("file").to_pylist(), packs.column("text").to_pylist(), strict=True))
    switched = switches.read(home)
    own, _ = switches.switched_packs(own_packs(home), switches.members(switched))
    changed = sorted({name for name in compiled if name.startswith("packs/")} ^ own.keys() | {name for name in own if compiled.get(name) != own[name]})
    table = basis.tables.get("owners.registers")  # absent where no register was loaded
    known = dict(zip(table.column("id").to_pylist(), table.column("version").to_pylist(), strict=True)) if table is not None else {}
    known = {name: version for name, version in known.items() if not name.startswith(OF_LIST)}  # follow from the lists
    held = {manifest.id: manifest.version for manifest in ownership.held(home)}
    own_lists = basis.tables.get("goods.own_lists")  # absent where no control list was added
    added = dict(zip(own_lists.column("id").to_pylist(), own_lists.column("version").to_pylist(), strict=True)) if own_lists is not None else {}
    lists = {each.id: each.version for each in control_lists.held(home)}
    changed += sorted(f"control list {name}" for name in added.keys() | lists.keys() if added.get(name) != lists.get(name))
    changed += sorted(f"register {name}" for name in known.keys() | held.keys() if known.get(name) != held.get(name))
    changed += goods_loaded.changed(basis, home)
    set_then = basis.tables["rules.switches"].to_pylist() if "rules.switches" in basis.tables else []
    if set_then != switches.table(switched).to_pylist():
        changed.append(switches.FILE)
    own_then = basis.tables["settings.own"].to_pylist() if "settings.own" in basis.tables else []
    if own_then != settings.own_table(settings.read(home)).to_pylist():
        changed.append(settings.FILE)
    if changed:
        raise Refused(f"{', '.join(changed)}: changed since the Basis in use was compiled; run `enduse prepare`")
