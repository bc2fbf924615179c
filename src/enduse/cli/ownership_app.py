"""Which of the `ownership` commands was asked for? Arguments in, exit code out; `cli.ownership` does the rest."""

from __future__ import annotations

from typing import Annotated

from cyclopts import App, Parameter

from enduse.cli.options import Home

ownership = App(name="ownership", help="Registers of owners: load them, see what they hold, see which measures reach a party through its owners.")


@ownership.default
def ownership_held(*, home: Home = None) -> int:
    """Show the registers of owners held and their current versions."""
    from enduse.cli import ownership as owners

    return owners.held(home)


@ownership.command(name="add")
def ownership_add(
    path: Annotated[str, Parameter(help="BODS 0.2 or 0.4 (JSON array or lines), FollowTheMoney lines, or a table with owner and owned (CSV, XLSX, Parquet).")],
    *,
    id: Annotated[str | None, Parameter(help="Name of the register; default the name of the file. A newer version takes the place of the older.")] = None,
    accept: Annotated[bool, Parameter(help="Accept a register more than 1 % of whose rows cannot be used.", negative=())] = False,
    home: Home = None,
) -> int:
    """Load a register of owners into the home. Every row is kept, superseded, passed over with a reason, or refused with line and remedy."""
    from enduse.cli import ownership as owners

    return owners.add(path, id, accept, home)


@ownership.command(name="remove")
def ownership_remove(id: str, *, home: Home = None) -> int:
    """Take a register out of use and delete it."""
    from enduse.cli import ownership as owners

    return owners.remove(id, home)


@ownership.command(name="show")
def ownership_show(
    name: Annotated[str, Parameter(help="The name of a holder of the registers, or its id there.")],
    *,
    date: Annotated[str | None, Parameter(help="ISO date; default today (UTC).")] = None,
    json: Annotated[bool, Parameter(help="The same as data.", negative=())] = False,
    home: Home = None,
) -> int:
    """Show who owns a party, and which measures reach it through its owners, by which ties. Exit code: 20 reached, 10 open or a signal, 0 neither."""
    from enduse.cli import ownership as owners

    return owners.show(name, date, json, home)


@ownership.command(name="rules")
def ownership_rules(*, home: Home = None) -> int:
    """Show which measures extend to what their addressees own: threshold, aggregation, control, dates, source."""
    from enduse.cli import ownership as owners

    return owners.rules(home)
