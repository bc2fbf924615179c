"""Which of the commands about re-screening and standing parties was asked for? Arguments in, exit code out; `cli.rescreening` does the rest."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from enduse.cli.options import Home, Input, LedgerAt

parties = App(name="parties", help="Keep customers, suppliers and other standing parties; screen them when added and in every re-screening.")

AsOf = Annotated[str | None, Parameter(name="--as-of", help="ISO date of the screening; default today (UTC).")]
AllowStale = Annotated[
    list[str] | None, Parameter(name="--allow-stale", help="Id of a list to use although it is stale; recorded in every decision.", consume_multiple=False)
]
Workers = Annotated[int | None, Parameter(help="Processes; default: all cores.")]


def rescreen(
    *,
    since: Annotated[str, Parameter(help="The Basis that the stored decisions rest on: its digest or the beginning of it; or an ISO date.")],
    out: Path = Path("rescreen-out"),
    as_of: AsOf = None,
    operator: Annotated[Path | None, Parameter(help="TOML: the operator to judge for now; default for each decision the operator it was made for.")] = None,
    allow_stale: AllowStale = None,
    book: Annotated[str | None, Parameter(help="Decisions and standing parties of one book only.")] = None,
    workers: Workers = None,
    home: Home = None,
    ledger: LedgerAt = None,
) -> int:
    """Look again at stored decisions and standing parties after lists or rules have changed; record and report what is decided anew, and why.

    Exit code as of `screen`, from the new decisions: 0 all released (or none), 10 some review, 20 some block; plus 5 if a decision that is kept could not be judged again.
    """
    from enduse.cli import rescreening

    return rescreening.rescreen(since, out, as_of, operator, tuple(allow_stale or ()), book, workers, home, ledger)


@parties.default
def parties_kept(*, home: Home = None, ledger: LedgerAt = None) -> int:
    """List the standing parties kept, each with its last outcome."""
    from enduse.cli import rescreening

    return rescreening.listed(home, ledger)


@parties.command(name="add")
def parties_add(
    file: Input,
    *,
    relation: Annotated[
        str, Parameter(help="What they are, where the column `relation` does not say: customer, supplier, agent, end_user, forwarder, carrier, bank.")
    ] = "customer",
    out: Annotated[Path, Parameter(help="Directory for decisions, rejected rows and report.")] = Path("parties-out"),
    as_of: AsOf = None,
    operator: Annotated[Path | None, Parameter(help="TOML: kind, seats, us_person, regimes, book, actor. Without it every regime attaches.")] = None,
    allow_stale: AllowStale = None,
    workers: Workers = None,
    home: Home = None,
    ledger: LedgerAt = None,
) -> int:
    """Keep the parties of a file (columns as of `match`, and relation) and screen them; one of an id that is kept supersedes it.

    Exit code: 0 all released, 10 some review, 20 some block; plus 5 if any row was rejected.
    """
    from enduse.cli import rescreening

    return rescreening.add(file, relation, out, as_of, operator, tuple(allow_stale or ()), workers, home, ledger)


@parties.command(name="remove")
def parties_remove(
    ids: list[str],
    *,
    book: Annotated[str | None, Parameter(help="Of one book only.")] = None,
    home: Home = None,
) -> int:
    """Keep these parties no longer. What was recorded of them stays in the ledger."""
    from enduse.cli import rescreening

    return rescreening.remove(tuple(ids), book, home)
