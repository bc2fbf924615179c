"""Which of the commands about rules was asked for? Arguments in, exit code out; `cli.telling` and `cli.law` do the rest."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from enduse.cli.options import Home, no_option

rules = App(name="rules", help="Read, check and try the rule packs.")

Files = Annotated[
    list[str] | None,
    Parameter(help="Transactions, as for `screen`; default the sample of the package on its own Basis.", allow_leading_hyphen=True, validator=no_option),
]
AsOf = Annotated[str | None, Parameter(name="--as-of", help="ISO date of the screening; default today (UTC), for the sample its own.")]
Operator = Annotated[Path | None, Parameter(help="TOML: kind, seats, us_person, regimes, book, actor. Without it every regime attaches.")]
Stale = Annotated[list[str] | None, Parameter(name="--allow-stale", help="Id of a list to use although it is stale.", consume_multiple=False)]
Json = Annotated[bool, Parameter(help="One JSON object instead of tables.", negative=())]


@rules.command(name="list")
def rules_list() -> int:
    """List the rules of the packs."""
    from enduse.cli import telling

    return telling.rules_list()


@rules.command(name="show")
def rules_show(id: str) -> int:
    """Show one rule: law, dates, scope, condition, what an unknown means, examples."""
    from enduse.cli import telling

    return telling.rules_show(id)


@rules.command(name="check")
def rules_check(files: Annotated[list[Path] | None, Parameter(help="Pack files; default the packs of the package.")] = None) -> int:
    """Check packs: syntax, facts, types, groups, citations."""
    from enduse.cli import telling

    return telling.rules_check(tuple(files or ()), examples=False)


@rules.command(name="test")
def rules_test(files: Annotated[list[Path] | None, Parameter(help="Pack files; default the packs of the package.")] = None) -> int:
    """Check packs and run their examples."""
    from enduse.cli import telling

    return telling.rules_check(tuple(files or ()), examples=True)


@rules.command(name="coverage")
def rules_coverage(
    files: Files = None,
    *,
    all_rules: Annotated[bool, Parameter(name="--all", help="Also show the rules that say nothing on this book.", negative=())] = False,
    json: Json = False,
    mapping: Path | None = None,
    date_order: Annotated[str | None, Parameter(help="dmy or mdy, for dates that are not ISO.")] = None,
    as_of: AsOf = None,
    operator: Operator = None,
    allow_stale: Stale = None,
    home: Home = None,
) -> int:
    """Tell which rules a book of transactions exercises, which rules cannot hold on the facts there are, and which facts no rule asks for."""
    from enduse.cli import law

    asked = law.Asked(
        files=tuple(files or ()), mapping=mapping, date_order=date_order, as_of=as_of, operator=operator, allow_stale=tuple(allow_stale or ()), home=home
    )
    return law.rules_coverage(asked, json=json, all_rules=all_rules)


@rules.command(name="switches")
def rules_switches(*, home: Home = None) -> int:
    """List the switches for disputed or stayed law: what each is about, and what the operator has set."""
    from enduse.cli import law

    return law.switches_list(home)


@rules.command(name="switch")
def rules_switch(
    id: str,
    state: Literal["in_force", "stayed", "default"],
    *,
    by: Annotated[str, Parameter(help="Who confirms it: the name that every affected decision shows.")] = "",
    reason: Annotated[str, Parameter(help="Why: what was read, and where.")] = "",
    home: Home = None,
) -> int:
    """Put a rule, an ownership row or a named switch in force, or stay it, on a person's word; `default` takes that back. Run `prepare` afterwards."""
    from enduse.cli import law

    return law.switch(id, state, by, reason, home)


def what_if(
    files: Files = None,
    *,
    list_party: Annotated[list[str] | None, Parameter(help="A name as if it were listed; may be given several times.", consume_multiple=False)] = None,
    effect: Annotated[
        str, Parameter(help="What that listing does: asset_freeze, export_ban, licence_needed, … (see docs/reference/effects.md).")
    ] = "asset_freeze",
    regime: Annotated[str, Parameter(help="Whose listing it is: US, EU, UK, UN, JP or CN.")] = "EU",
    kind: Annotated[str | None, Parameter(help="person, organization, vessel, …, of the party to list.")] = None,
    country: Annotated[str | None, Parameter(help="Its country.")] = None,
    rule: Annotated[list[tuple[str, str]] | None, Parameter(help="A rule's id and `off` or `on`; may be given several times.")] = None,
    date: Annotated[str | None, Parameter(help="ISO date on which every transaction is judged instead of its own.")] = None,
    json: Json = False,
    mapping: Path | None = None,
    date_order: Annotated[str | None, Parameter(help="dmy or mdy, for dates that are not ISO.")] = None,
    as_of: AsOf = None,
    operator: Operator = None,
    allow_stale: Stale = None,
    home: Home = None,
) -> int:
    """Screen a book as things are and as they would be (a party listed, a rule off or on, another day) and tell what changes, and why. Records nothing.

    Exit code: 0 if no decision changes, 10 if any does.
    """
    from enduse.cli import law
    from enduse.run.what_if import Change, Listed

    asked = law.Asked(
        files=tuple(files or ()), mapping=mapping, date_order=date_order, as_of=as_of, operator=operator, allow_stale=tuple(allow_stale or ()), home=home
    )
    listed = tuple(Listed(name=name, effect=effect, regime=regime, kind=kind, country=country) for name in list_party or ())
    return law.ask(asked, Change(listed=listed, rules=tuple(rule or ()), date=date), json=json)
