"""What do `lists update` and `lists diff` do, and how is it told?"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
from rich.console import Console
from rich.table import Table

from enduse.cli.slow import wanted
from enduse.cli.terminal import console
from enduse.lists import store
from enduse.lists.compare import Change, Line
from enduse.run.home import home_dir
from enduse.run.update import Outcome
from enduse.run.update import update as run_update

_FIELDS: Final = {
    "valid_from": "in force since",
    "valid_to": "in force until",
    "confirmed": "confirmed by",
    "entity.kind": "kind",
    "entity.names": "name",
    "entity.addresses": "address",
    "entity.countries": "country",
    "entity.birth_dates": "date of birth",
    "entity.birth_places": "place of birth",
    "entity.identifiers": "identifier",
}


def update(ids: tuple[str, ...], accept: bool, home: Path | None, ledger: str | None, actor: str | None, no_ledger: bool) -> int:
    """`enduse lists update`."""
    from enduse.run import events  # the databases are loaded only where something is recorded

    place = home_dir(home)
    with events.logging(place, ledger, actor=actor, wanted=wanted(ledger, no_ledger)) as log:
        with Console(stderr=True).status("asking the publishers") as status:
            outcomes = run_update(place, ids, now=dt.datetime.now(dt.UTC), accept=accept, say=status.update)
        code = _told_of(outcomes)
        if log is not None:
            with events.told(f"updated: {', '.join(each.id for each in outcomes if each.state == 'updated') or 'nothing'}"):
                log.updated([(each.id, each.state, each.said) for each in outcomes], accept=accept)
    return code


def _told_of(outcomes: Sequence[Outcome]) -> int:
    table = Table(header_style="bold")
    for heading in ("list", "outcome", "published", "listings", "what came"):
        table.add_column(heading, no_wrap=heading in ("list", "outcome"), overflow="fold", justify="right" if heading == "listings" else "left")
    for each in outcomes:
        report = each.report
        published, listings = (report.published or "unknown", f"{report.listings:,}") if report else ("", "")
        table.add_row(each.id, each.state, published, listings, each.said)
    paper = console()
    paper.print(table, markup=False)
    failed = [each.id for each in outcomes if each.state == "failed"]
    if any(each.state != "failed" for each in outcomes):
        paper.print("Run `enduse prepare` to screen with what is held now.", markup=False)
    if failed:
        absent = [each.id for each in outcomes if not each.held]
        lacking = f"; of {', '.join(absent)} no version is held" if absent else ""
        sys.stderr.write(f"enduse: not updated: {', '.join(failed)}; every other list is, and versions held before stay in use{lacking}\n")
        return 3
    return 0


def diff(a: str, b: str | None, form: str, home: Path | None) -> int:
    """`enduse lists diff`: A and B are ID or ID@VERSION."""
    found = store.diff(home_dir(home), a, b)
    if form == "json":
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(found, order="sorted")).decode() + "\n")
        return 0
    paper = console(soft_wrap=True)
    paper.print(
        f"{found.old} → {found.new}: {len(found.added):,} added, {len(found.removed):,} removed, {len(found.changed):,} changed, {found.unchanged:,} unchanged",
        markup=False,
    )
    for word, lines in (("added", found.added), ("removed", found.removed), ("changed", found.changed)):
        for line in lines:
            paper.print(f"{word}: {line.name} ({line.effect.replace('_', ' ')}; {line.listing_id})", markup=False)
            for said in told(line):
                paper.print(f"    {said}", markup=False)
    return 0


def told(line: Line) -> Iterator[str]:
    """The changed fields of a listing in words."""
    for change in line.changes:
        yield from _told(change)


def _told(change: Change) -> Iterator[str]:
    field = _FIELDS.get(change.field, change.field.removeprefix("entity.").replace("_", " "))
    if isinstance(change.old, list) or isinstance(change.new, list):
        old, new = [_plain(each) for each in change.old or ()], [_plain(each) for each in change.new or ()]
        yield from (f"{field} removed: {each}" for each in old if each not in new)
        yield from (f"{field} added: {each}" for each in new if each not in old)
        if sorted(old) == sorted(new):
            yield f"{field}: in another order"
    elif change.old is None:
        yield f"{field}: now {_plain(change.new)}"
    elif change.new is None:
        yield f"{field}: no longer {_plain(change.old)}"
    else:
        yield f"{field}: was {_plain(change.old)}, now {_plain(change.new)}"


def _plain(value: Any) -> str:
    if not isinstance(value, dict):
        return str(value)
    if "scheme" in value:
        return f"{value['scheme']} {value['value']}" + (f" ({value['country']})" if value.get("country") else "")
    kind = value.get("kind")
    return str(value.get("text", value)) + (f" ({kind})" if kind and kind != "primary" else "")
