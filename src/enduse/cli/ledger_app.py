"""Which of the `ledger` commands was asked for? Arguments in, exit code out; `cli.ledger` does the rest."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from enduse.cli.options import Home, LedgerAt
from enduse.errors import UsageError

ledger = App(name="ledger", help="The record of decisions: verify, show, repeat, review, keep and erase.")


@ledger.command(name="verify")
def ledger_verify(
    *,
    checkpoint: Annotated[list[Path] | None, Parameter(help="Checkpoint file kept elsewhere; it finds a lost tail.", consume_multiple=False)] = None,
    public_key: Annotated[str | None, Parameter(help="The key (base64) that checkpoints must be signed with; default this home's own.")] = None,
    home: Home = None,
    ledger: LedgerAt = None,
) -> int:
    """Check every record, slice and index row against the chain; name what was changed, removed, inserted or moved. Exit code 4 if anything was."""
    from enduse.cli import ledger as record

    return record.verify(tuple(checkpoint or ()), public_key, home, ledger)


@ledger.command(name="show")
def ledger_show(
    id: Annotated[str, Parameter(help="A transaction's id, a decision key, seq:N, list:ID or basis:BOOK.")],
    *,
    json: Annotated[bool, Parameter(help="The records as data, one a line.", negative=())] = False,
    home: Home = None,
    ledger: LedgerAt = None,
) -> int:
    """Show what is recorded under an id: decisions, reviews, holds; the latest decision in words."""
    from enduse.cli import ledger as record

    return record.show(id, json, home, ledger)


@ledger.command(name="replay")
def ledger_replay(
    id: Annotated[str | None, Parameter(help="A transaction's id, a decision key or seq:N; without it, many are made again.")] = None,
    *,
    all: Annotated[bool, Parameter(help="Every decision recorded.", negative=())] = False,
    run: Annotated[str | None, Parameter(help="The decisions of one run.")] = None,
    book: Annotated[str | None, Parameter(help="The decisions of one book.")] = None,
    sample: Annotated[int | None, Parameter(help="So many of them, drawn at random.")] = None,
    seed: Annotated[int | None, Parameter(help="Draw the same sample again; it is printed with every sample.")] = None,
    held_on: Annotated[str | None, Parameter(help="Judge the one decision on the lists as held on that day (or at that time, with its zone).")] = None,
    in_force: Annotated[bool, Parameter(help="Judge the one decision on the lists in force on its day, by all that is held now.", negative=())] = False,
    format: Annotated[Literal["words", "json"], Parameter(help="words to read, or json: the same as data.")] = "words",
    home: Home = None,
    ledger: LedgerAt = None,
) -> int:
    """Make decisions again from the kept transactions and Bases, and compare byte for byte; or judge one on the lists held, or in force, then.

    Exit code: 0 nothing differs; 4 something does (each is located); 3 some could not be made again, and nothing else differs.
    """
    from enduse.cli import ledger_again

    many = ledger_again.Chosen(all=all, run=run, book=book, sample=sample, seed=seed)
    return ledger_again.replay(id, many, held_on, in_force, format, home, ledger)


@ledger.command(name="export")
def ledger_export(
    *,
    out: Annotated[str, Parameter(help="NDJSON file; `-` is standard output.")],
    kind: Annotated[str | None, Parameter(help="Records of one kind only, e.g. decision or review.")] = None,
    run: Annotated[str | None, Parameter(help="Records of one run only.")] = None,
    book: Annotated[str | None, Parameter(help="Records of one book only.")] = None,
    home: Home = None,
    ledger: LedgerAt = None,
) -> int:
    """Write records with salt, proof and slice header, so that each can be checked by itself, without the ledger."""
    from enduse.cli import ledger as record

    return record.export(out, kind, run, book, home, ledger)


@ledger.command(name="review")
def ledger_review(
    id: str,
    action: Annotated[Literal["release", "hold", "escalate"], Parameter(help="What was decided.")],
    *,
    reason: str,
    actor: Annotated[str | None, Parameter(help="Who decides; default the login name.")] = None,
    second: Annotated[str | None, Parameter(help="The second person; needed to release a block.")] = None,
    expires: Annotated[str | None, Parameter(help="ISO date, inclusive.")] = None,
    book: Annotated[str | None, Parameter(help="Book of the decision; default that of the latest one.")] = None,
    home: Home = None,
    ledger: LedgerAt = None,
) -> int:
    """Record what a person decided about the latest decision of that id. The decision itself stays as it is."""
    from enduse.cli import ledger as record

    return record.review(id, action, reason, actor, second, expires, book, home, ledger)


@ledger.command(name="exclude")
def ledger_exclude(
    party: Annotated[str, Parameter(help="The party's name as the transactions write it.")],
    listing: Annotated[str, Parameter(help="The id of the listing that it is not.")],
    *,
    reason: str,
    expires: Annotated[str | None, Parameter(help="ISO date, inclusive; needed unless withdrawn.")] = None,
    country: Annotated[str | None, Parameter(help="The party's country as the transactions state it; without it, parties without a country.")] = None,
    although: Annotated[
        list[Literal["identifier", "birth", "address"]] | None,
        Parameter(help="What agrees and was looked at: anything else that agrees reopens the match. May be given several times.", consume_multiple=False),
    ] = None,
    withdraw: Annotated[bool, Parameter(help="An exclusion that stands no longer holds.", negative=())] = False,
    actor: Annotated[str | None, Parameter(help="Who decides; default the login name.")] = None,
    second: Annotated[str | None, Parameter(help="The second person; needed where the listing blocks.")] = None,
    book: Annotated[str | None, Parameter(help="Book it holds for; default the one without an operator file.")] = None,
    home: Home = None,
    ledger: LedgerAt = None,
) -> int:
    """Record that a party is not a listed one. Screenings of that book apply it until it expires, is withdrawn, or the listing changes; each decision shows it."""
    from enduse.cli import ledger_exclusions

    return ledger_exclusions.exclude(party, listing, reason, expires, country, tuple(although or ()), withdraw, actor, second, book, home, ledger)


@ledger.command(name="exclusions")
def ledger_exclusions_standing(
    *,
    book: Annotated[str | None, Parameter(help="Of this book; default the one without an operator file.")] = None,
    json: Annotated[bool, Parameter(help="As data, one a line.", negative=())] = False,
    home: Home = None,
    ledger: LedgerAt = None,
) -> int:
    """Show the exclusions that hold today."""
    from enduse.cli import ledger_exclusions

    return ledger_exclusions.standing(book, json, home, ledger)


@ledger.command(name="retain")
def ledger_retain(
    action: Annotated[
        Literal["due", "hold", "release", "extend", "erase", "erase-due", "years"],
        Parameter(
            help="due: list what is past its date; hold, release: legal hold; extend: a later date (--until); erase: before its date; erase-due: all that is due; "
            "years: how long is kept what is written from now on (--years sets it)."
        ),
    ],
    id: Annotated[str | None, Parameter(help="What is recorded under this id.")] = None,
    *,
    reason: str = "",
    until: Annotated[str | None, Parameter(help="ISO date, for extend.")] = None,
    actor: Annotated[str | None, Parameter(help="Who orders it; default the login name.")] = None,
    second: Annotated[str | None, Parameter(help="The second person; needed to erase before the date.")] = None,
    years: Annotated[int | None, Parameter(help="For years: so many, 1 to 100; ten unless set.")] = None,
    book: Annotated[str | None, Parameter(help="For years: of this book alone.")] = None,
    home: Home = None,
    ledger: LedgerAt = None,
) -> int:
    """Keep longer, hold, or erase by law. What is erased leaves its place in the chain, and a record of who ordered it and why."""
    from enduse.cli import ledger as record

    if action == "years":
        if id is not None or until is not None or second is not None:
            raise UsageError("retain years takes --years, --book, --reason and --actor")
        return record.retain_years(years, book, reason, actor, home, ledger)
    if years is not None or book is not None:
        raise UsageError("--years and --book are for retain years")
    return record.retain_records(action, id, reason, until, actor, second, home, ledger)


@ledger.command(name="checkpoint")
def ledger_checkpoint(*, out: Path, home: Home = None, ledger: LedgerAt = None) -> int:
    """Sign the head of the ledger (Ed25519) and write it to a file, to be kept where the ledger's keeper cannot reach it."""
    from enduse.cli import ledger as record

    return record.checkpoint(out, home, ledger)


@ledger.command(name="begin")
def ledger_begin(
    *,
    reason: str,
    actor: Annotated[str | None, Parameter(help="Who decides; default the login name.")] = None,
    home: Home = None,
    ledger: LedgerAt = None,
) -> int:
    """Go on although the ledger that this home recorded into is gone, is another, or has lost its end: what is missing, who goes on and why is recorded."""
    from enduse.cli import ledger as record

    return record.begin(reason, actor, home, ledger)
